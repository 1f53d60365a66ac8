"""A release of the API as one page: what changed, what breaks, and what to do."""
