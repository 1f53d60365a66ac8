"""Package to an OpenAPI 3.1 document."""
