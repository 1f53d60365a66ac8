"""Full walks through faults."""
