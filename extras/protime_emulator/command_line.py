"""What the emulator's command line takes; light, so that its help comes at once."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import NoReturn

from .faults import KINDS, Fault, parsed

PROGRAM = "python -m protime_emulator"
_EPILOG = f"""\
PATH is the end of a path and may hold *. WHAT is a status such as 503, or 429:30 for
one with Retry-After; or slow:2 for a response that comes 2 seconds late; or one of
{", ".join(KINDS[1:])}.

  %(prog)s --people 500 --days 365
  %(prog)s --fault clockings=429:1 --fault '*=slow:0.2'
"""


class _ArgumentParser(argparse.ArgumentParser):
    """Says what is wrong in one line, as every other command does."""

    def error(self, message: str) -> NoReturn:
        """End with the message and what to do."""
        self.exit(2, f"{self.prog}: {message}. See `{self.prog} --help`.\n")


def parser(program: str = PROGRAM) -> argparse.ArgumentParser:
    """Return the parser of a command line that begins with `program`."""
    made = _ArgumentParser(
        prog=program,
        description="Serve an emulated Protime tenant until interrupted.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _serving_options(made.add_argument_group("serving"))
    _tenant_options(made.add_argument_group("tenant"))
    _fault_options(made.add_argument_group("faults"))
    return made


def _serving_options(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--host",
        default="127.0.0.1",
        help="address to bind to; by default, one that other machines cannot reach",
    )
    group.add_argument(
        "--port",
        type=_number(0, 65535),
        default=8375,
        help="port to bind to; 0 for a free one (default: 8375)",
    )
    group.add_argument("--quiet", action="store_true", help="do not print each request")
    group.add_argument(
        "--page-size",
        type=_number(1),
        default=100,
        metavar="ROWS",
        help="rows on a page (default: 100)",
    )
    group.add_argument(
        "--empty-every",
        type=_number(0),
        default=4,
        metavar="PAGES",
        help="one page in so many is empty; 0 for none (default: 4)",
    )


def _tenant_options(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--tenant", default="acme", metavar="NAME", help="its name (default: acme)"
    )
    sizes = {"people": (20, "people in the sample"), "days": (60, "days of their work")}
    for name, (default, text) in sizes.items():
        group.add_argument(
            f"--{name}",
            type=_number(0),
            default=default,
            metavar="COUNT",
            help=f"{text} (default: {default})",
        )
    group.add_argument(
        "--today",
        type=_day,
        default=date.today(),
        metavar="YYYY-MM-DD",
        help="where the clock starts, at 8:00 UTC (default: the present day)",
    )
    group.add_argument(
        "--seed",
        type=int,
        default=1,
        metavar="NUMBER",
        help="the same seed makes the same tenant and faults (default: 1)",
    )


def _fault_options(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--faults",
        type=_share,
        default=0.0,
        metavar="SHARE",
        help="share of all requests that go wrong, from 0 to 1 (default: 0)",
    )
    group.add_argument(
        "--fault",
        action="append",
        type=_fault,
        default=[],
        metavar="PATH=WHAT",
        help="let all requests to a path go wrong; can be given several times",
    )
    group.add_argument(
        "--duplicate-events", action="store_true", help="send webhooks' events twice"
    )
    group.add_argument(
        "--reorder-events", action="store_true", help="send the newest event first"
    )


def _number(least: int, most: int | None = None) -> Callable[[str], int]:
    def number(text: str) -> int:
        value = int(text)
        if value < least or (most is not None and value > most):
            limit = f"at least {least}" if most is None else f"{least} to {most}"
            raise argparse.ArgumentTypeError(f"{value} is not {limit}")
        return value

    return number


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not from 0 to 1")
    return value


def _fault(text: str) -> tuple[str, Fault]:
    try:
        return parsed(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text}: {error}") from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text}: {error}") from error
