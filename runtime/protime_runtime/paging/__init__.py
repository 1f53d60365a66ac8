"""Lists and deltas, page by page."""
