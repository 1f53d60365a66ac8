"""Events of webhooks: verified, and read as changes."""
