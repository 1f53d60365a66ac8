"""What can be typed: commands and options, without what they do."""
