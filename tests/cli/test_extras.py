"""A package that is not there is a line, which names the extra that brings it."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import sys
sys.modules[{package!r}] = None
{program}
"""
COMMAND = "from protime_cli.__main__ import main; sys.exit(main({line!r}.split()))"
EMULATOR = "from protime_emulator import Emulator"


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("package", "program", "extra", "status"),
    [
        ("click", COMMAND.format(line="people list"), "cli", 3),
        ("click", COMMAND.format(line="--help"), "cli", 3),
        ("uvicorn", COMMAND.format(line="emulate"), "emulator", 3),
        ("starlette", COMMAND.format(line="emulate"), "emulator", 3),
        ("dlt", COMMAND.format(line="sync people --to duckdb:a"), "sync", 3),
        ("keyring", COMMAND.format(line="secret set acme"), "keyring", 3),
        ("starlette", EMULATOR, "emulator", 1),
    ],
)
def test_a_package_that_is_not_there(
    package: str, program: str, extra: str, status: int
) -> None:
    """The last line says what to type; a command prints no other."""
    text = PROGRAM.format(package=package, program=program)
    settings = {
        "PROTIME_TENANT": "acme",
        "PROTIME_CLIENT_ID": "id",
        "PROTIME_CLIENT_SECRET": "secret",
        "PROTIME_USER_AGENT": "Tests/v1 (Acme Corp)",
    }
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", text],
        capture_output=True,
        check=False,
        env=settings,
        text=True,
        timeout=60,
    )
    assert done.returncode == status, done.stderr
    told = done.stderr.splitlines()
    assert f"pip install 'protime-client[{extra}]'" in told[-1]
    assert package in told[-1]
    assert status != 3 or len(told) == 1
