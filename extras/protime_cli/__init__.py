"""The ``protime`` command: every operation of every collection, from the catalog."""
