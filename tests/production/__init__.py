"""The files of "In production", validated and run."""
