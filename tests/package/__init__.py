"""The package as it is installed, from where ``pip install protime-client`` looks."""
