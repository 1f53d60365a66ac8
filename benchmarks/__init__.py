"""The client beside its peers: ``python -m benchmarks`` writes the figures."""
