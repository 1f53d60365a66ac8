"""What is typed: options, paths, filters, references and payloads."""
