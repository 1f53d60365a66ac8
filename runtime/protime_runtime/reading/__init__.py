"""From the bytes of a response to models; what deviates is counted."""
