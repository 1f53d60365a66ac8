"""What is kept between two runs: in memory, SQLite, PostgreSQL or MySQL."""
