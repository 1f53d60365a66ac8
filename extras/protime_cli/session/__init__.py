"""What the commands of one run share: settings, secrets and the client."""
