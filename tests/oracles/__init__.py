"""Programs of others that are held against ours; each has a nox session."""
