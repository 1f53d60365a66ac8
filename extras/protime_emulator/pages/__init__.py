"""Pages for people: the state of the tenant, and Swagger UI to try it."""
