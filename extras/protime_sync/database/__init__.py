"""Tables of this package in SQLite files, and in databases of PostgreSQL and MySQL."""

from protime_sync.errors import need

need("sqlalchemy")
