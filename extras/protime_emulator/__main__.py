"""Serve an emulated Protime tenant until interrupted."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import NoReturn

import uvicorn

from .emulator import Emulator
from .faults import KINDS, Fault, parsed
from .serving import address, config, listening

PROGRAM = "python -m protime_emulator"
_EPILOG = f"""\
PATH is the end of a path and may hold *. WHAT is a status such as 503, or 429:30 for
one with Retry-After; or slow:2 for an answer that comes 2 seconds late; or one of
{", ".join(KINDS[1:])}.

  %(prog)s --people 500 --days 365
  %(prog)s --fault clockings=429:1 --fault '*=slow:0.2'
"""


class _Parser(argparse.ArgumentParser):
    """Tells what is wrong in one line, as every other command does."""

    def error(self, message: str) -> NoReturn:
        """End with the message and what to do."""
        self.exit(2, f"{self.prog}: {message}. See `{self.prog} --help`.\n")


def parser(program: str = PROGRAM) -> argparse.ArgumentParser:
    """Return the parser of a command line that begins with `program`."""
    made = _Parser(
        prog=program,
        description=__doc__,
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


def main(arguments: Sequence[str] | None = None, program: str = PROGRAM) -> int:
    """Serve until interrupted; return the exit status."""
    options = parser(program).parse_args(arguments)
    names = ("people", "days", "seed", "today", "page_size", "empty_every", "tenant")
    emulator = Emulator(
        deliver=True, **{name: getattr(options, name) for name in names}
    )
    _let_go_wrong(emulator, options)
    try:
        listener = listening(options.host, options.port)
    except OSError as error:
        print(f"{options.host}:{options.port}: {error.strerror}", file=sys.stderr)
        return 1
    with emulator, listener, suppress(KeyboardInterrupt):
        print(welcome(emulator, address(listener)), file=sys.stderr)
        uvicorn.Server(config(emulator.app)).run(sockets=[listener])
    return 0


def _let_go_wrong(emulator: Emulator, options: argparse.Namespace) -> None:
    for path, fault in options.fault:
        emulator.faults.plan(path, fault)
    if options.faults:
        emulator.faults.at_random(options.faults, seed=options.seed)
    emulator.deliveries.duplicate = options.duplicate_events
    emulator.deliveries.reorder = options.reorder_events


def welcome(emulator: Emulator, url: str) -> str:
    """Return what a client needs, as lines for a shell, and where people look."""
    lines = [
        f"export PROTIME_TENANT={emulator.tenant_name}",
        f"export PROTIME_CLIENT_ID={emulator.client_id}",
        f"export PROTIME_CLIENT_SECRET={emulator.client_secret}",
        f"export PROTIME_BASE_URL={url}",
        f"# Status: {url}/  Swagger UI: {url}/swagger  End: Ctrl+C",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
