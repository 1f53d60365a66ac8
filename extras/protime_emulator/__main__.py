"""Serve an emulated Protime tenant until interrupted."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from .command_line import parser
from .needed import loaded


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted; return the exit status."""
    options = parser().parse_args(arguments)
    try:
        running = loaded("running")
    except ModuleNotFoundError as error:
        print(error, file=sys.stderr)
        return 2
    return int(running.serve(options))


if __name__ == "__main__":
    sys.exit(main())
