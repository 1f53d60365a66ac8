# Generated from spec/ by `nox -s generate`. Do not edit.
"""What the API's collections can be asked, one module for each."""
