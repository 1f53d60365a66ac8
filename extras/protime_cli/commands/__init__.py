"""The commands, and those of each collection."""
