"""How large the code is, how far it walks, and what a change of the spec costs.

``python -m tests.measure`` prints a row for each figure; ``--against REV`` prints those
of an older version beside them, and ``--quick`` leaves out what runs the generator.
"""
