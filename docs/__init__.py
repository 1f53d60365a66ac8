"""The documentation: pages by hand, and what makes the others of the spec."""
