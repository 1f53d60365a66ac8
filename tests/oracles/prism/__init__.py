"""Tests against a mock server that nobody here wrote."""
