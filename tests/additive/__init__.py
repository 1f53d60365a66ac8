"""Releases that only add: no line is written for what they add."""
