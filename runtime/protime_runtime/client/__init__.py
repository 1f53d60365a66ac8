"""The clients: their settings, connections and the two ways of waiting."""
