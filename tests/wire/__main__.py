"""``python -m tests.wire [PART...]``: record anew; ``--check`` shows what differs."""

from __future__ import annotations

import sys

from .recorded import PARTS, differences, record

chosen = [part for part in PARTS if part in sys.argv] or list(PARTS)
for part in chosen:
    print(*differences(part), sep="\n")
    if "--check" not in sys.argv:
        record(part)
