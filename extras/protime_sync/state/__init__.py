"""What is kept between two runs: in memory, SQLite or PostgreSQL."""
