"""The code generator: from ``spec/`` to ``generated/``; never shipped."""
