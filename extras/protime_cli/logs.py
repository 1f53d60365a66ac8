"""Log records on a terminal: in lines that act on nothing."""

from __future__ import annotations

import logging

from protime_runtime.texts import visible


class EscapedLines(logging.Formatter):
    """Formats a record as what it says, with escapes."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's message, and its traceback if it has one."""
        return visible(super().format(record), keep="\n")


def log_requests() -> None:
    """Log every request, as ``--verbose`` asks."""
    shown = logging.StreamHandler()
    shown.setFormatter(EscapedLines())
    logging.basicConfig(level=logging.WARNING, handlers=[shown])
    logging.getLogger("protime").setLevel(logging.DEBUG)


def format_warnings() -> None:
    """Print warnings as log lines, where Python would print them by itself."""
    if logging.lastResort is not None:
        logging.lastResort.setFormatter(EscapedLines())
