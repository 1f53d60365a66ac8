"""What the client promises when networks, servers and texts are hostile."""
