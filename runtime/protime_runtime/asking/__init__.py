"""What to ask: from values of Python to a request, without any I/O."""
