"""Serve a tenant until interrupted, and print what is asked of it."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from shlex import quote

import uvicorn

from .emulator import USER_AGENT, Emulator
from .printing import printer
from .serving import address, config, listening


def serve(options: argparse.Namespace) -> int:
    """Serve what a command line asks for until interrupted; return the exit status."""
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
        if not options.quiet:
            emulator.requests.listen(printer(sys.stderr))
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
        f"export PROTIME_TENANT={quote(emulator.tenant_name)}",
        f"export PROTIME_CLIENT_ID={emulator.client_id}",
        f"export PROTIME_CLIENT_SECRET={emulator.client_secret}",
        f"export PROTIME_BASE_URL={url}",
        f"export PROTIME_USER_AGENT={quote(USER_AGENT)}",
        f"# Structure version, for activities: {emulator.structure_version}",
        f"# Webhooks are signed in {emulator.deliveries.signature}",
        f"# Status: {url}/  Swagger UI: {url}/swagger  End: Ctrl+C",
    ]
    return "\n".join(lines)
