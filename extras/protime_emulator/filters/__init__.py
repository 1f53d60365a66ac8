"""Filter expressions: read, held against a collection's rules, and evaluated."""
