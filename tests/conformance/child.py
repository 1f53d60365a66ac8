"""The command at a moment: ``python -m tests.conformance.child MOMENT WORD...``."""

from __future__ import annotations

import sys
from datetime import datetime

from protime_cli.__main__ import main
from protime_cli.session.session import Session

if __name__ == "__main__":
    moment, *words = sys.argv[1:]
    now = datetime.fromisoformat(moment)
    sys.exit(main(words, Session(now=lambda: now)))
