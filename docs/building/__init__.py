"""Pages of the site that follow from the spec."""
