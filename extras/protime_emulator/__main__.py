"""``python -m protime_emulator``: serve a tenant until interrupted."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date

import uvicorn

from .emulator import Emulator
from .serving import config

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def parser() -> argparse.ArgumentParser:
    """Return the command line's parser."""
    made = argparse.ArgumentParser(prog="protime_emulator", description=__doc__)
    made.add_argument("--host", default="127.0.0.1", help="address to bind to")
    made.add_argument("--port", type=int, default=8375, help="port to bind to")
    made.add_argument("--tenant", default="acme", help="name of the tenant")
    made.add_argument("--people", type=int, default=20, help="people in the sample")
    made.add_argument("--days", type=int, default=60, help="days of the sample")
    made.add_argument(
        "--seed", type=int, default=1, help="the same seed, the same sample"
    )
    made.add_argument("--page-size", type=int, default=100, help="rows on a page")
    made.add_argument(
        "--faults",
        type=float,
        default=0,
        metavar="SHARE",
        help="share of requests that go wrong, from 0 to 1",
    )
    made.add_argument(
        "--today",
        type=date.fromisoformat,
        default=date.today(),
        help="where the clock starts",
    )
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted; return the exit status."""
    options = parser().parse_args(arguments)
    emulator = Emulator(
        people=options.people,
        days=options.days,
        seed=options.seed,
        today=options.today,
        page_size=options.page_size,
        tenant=options.tenant,
        deliver=True,
    )
    if options.faults:
        emulator.faults.at_random(options.faults, seed=options.seed)
    print(welcome(emulator, options.host, options.port), file=sys.stderr)
    with emulator:
        uvicorn.Server(config(emulator.app, host=options.host, port=options.port)).run()
    return 0


def welcome(emulator: Emulator, host: str, port: int) -> str:
    """Return what a client needs, as lines for a shell."""
    lines = [
        f"export PROTIME_TENANT={emulator.tenant_name}",
        f"export PROTIME_CLIENT_ID={emulator.client_id}",
        f"export PROTIME_CLIENT_SECRET={emulator.client_secret}",
        f"export PROTIME_BASE_URL=http://{host}:{port}",
    ]
    if host not in _LOOPBACK:
        lines.insert(0, f"# Bound to {host}: other machines can reach this tenant.")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
