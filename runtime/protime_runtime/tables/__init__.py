"""Collections as tables: columns, and Arrow with pyarrow."""
