# Generated from spec/ by `nox -s generate`. Do not edit.
"""What the API's collections hold, one module for each collection."""
