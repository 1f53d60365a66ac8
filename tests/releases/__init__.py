"""The vendor's releases: what each changed in the spec, and what was said of it."""
