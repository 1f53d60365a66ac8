"""What a command loads before it does anything, and the version that it says."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from protime_cli.__main__ import main
from protime_cli.version import version

LOADED = """
import json, sys
from protime_cli.__main__ import main
main(sys.argv[1:])
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def loaded(*line: str) -> set[str]:
    """Return the names of all modules that a command loads."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", LOADED, *line],
        capture_output=True,
        check=True,
        text=True,
    )
    return set(json.loads(done.stderr))


@pytest.mark.parametrize(
    ("line", "spared"),
    [
        (["--version"], {"click", "attrs", "typing", "importlib.metadata"}),
        (["--help"], {"httpx", "rich", "msgspec", "protime_runtime.asking.endpoint"}),
        (["people", "list", "--help"], {"httpx", "rich", "msgspec", "pyarrow"}),
    ],
)
def test_a_command_loads_what_it_needs(line: list[str], spared: set[str]) -> None:
    """What only other commands need costs it nothing."""
    assert not loaded(*line) & spared


@pytest.mark.parametrize("line", [["--version"], ["-q", "--version"]])
def test_the_version_is_that_of_the_metadata(
    line: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Alone it is answered before anything is loaded, and with options no otherwise."""
    assert main(line) == 0
    assert capsys.readouterr().out == f"protime {metadata.version('protime-client')}\n"


@pytest.mark.parametrize(
    ("folders", "expected"),
    [
        (["protime_client-1.2.3rc1.dist-info"], "1.2.3rc1"),
        (["protime_client_more-9.dist-info", "protime_client-2.0.dist-info"], "2.0"),
        ([], "unknown"),
    ],
)
def test_the_version_is_found_where_packages_are(
    folders: list[str],
    expected: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first place that has the package says it; one that is no folder does not."""
    for folder in folders:
        (tmp_path / folder).mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path / "a.zip"), str(tmp_path)])
    assert version() == expected
