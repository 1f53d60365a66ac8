"""What the command takes, from its start to its end."""

from __future__ import annotations

import os
from pathlib import Path

from benchmarks.processes import Program, beside, in_turn
from benchmarks.report import OURS, Found, Part, before
from benchmarks.server import serving

ROWS = 87_000
LIST = ("clockings", "list", "--date", "2026-01-01..2026-12-31", "--quiet")


def measured(root: Path, rounds: int) -> Part:
    """Measure lists to files, a first list, and what needs no tenant."""
    with serving(0, 1_000, ROWS // 1_000) as many, serving(0, 1_000, 1) as one:
        programs = {
            f"CLI: {ROWS:,} rows to csv": _command(many, *LIST, "-o", "csv"),
            f"CLI: {ROWS:,} rows to parquet": _command(
                many, *LIST, "-o", "parquet", "--file", os.devnull
            ),
            "`protime --version`": _command(one, "--version"),
            "`protime --help`": _command(one, "--help"),
            "`protime`, first list": _command(one, *LIST),
        }
        return Part(
            [_found(name, command, root, rounds) for name, command in programs.items()],
            [],
        )


def _found(name: str, command: Program, root: Path, rounds: int) -> Found:
    found = in_turn(beside({OURS: command}, root), rounds, Program.cpu)
    unit = 1 if name.startswith("CLI") else 1e3
    now, old = (found[at].median * unit for at in (OURS, before(OURS)))
    return Found(name, now, old)


def _command(url: str, *arguments: str) -> Program:
    """Return a run of the command, as a tenant's variables lead it to the server."""
    variables = {
        "PROTIME_TENANT": "acme",
        "PROTIME_CLIENT_ID": "id",
        "PROTIME_CLIENT_SECRET": "secret",
        "PROTIME_USER_AGENT": "Benchmark/v1 (Acme Corp)",
        "PROTIME_BASE_URL": url,
        "PROTIME_CONFIG": os.devnull,
    }
    return Program(("-m", "protime_cli", *arguments), variables=variables)
