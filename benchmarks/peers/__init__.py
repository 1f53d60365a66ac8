"""Who is measured: ours, and what people would use or write in its place."""
