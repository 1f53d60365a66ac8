"""The documentation's own examples."""
