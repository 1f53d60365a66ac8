"""The tests that the documentation shows must pass as they stand there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "pages" / "testing.md"
BLOCK = re.compile(r'^```python title="([\w.]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)


def test_the_examples_of_the_page_pass(tmp_path: Path) -> None:
    """Each block of Python is a file, and pytest runs them with the fixture."""
    found = BLOCK.findall(PAGE.read_text("utf-8"))
    assert len(found) == PAGE.read_text("utf-8").count("```python")
    for name, code in found:
        (tmp_path / name).write_text(code, "utf-8")
    plugin = ("-p", "protime_emulator.pytest_plugin", "-p", "no:cacheprovider")
    done = subprocess.run(  # noqa: S603  # our own
        [sys.executable, "-m", "pytest", "-q", *plugin, str(tmp_path)],
        capture_output=True,
        text=True,
        # Named above, so that it is found whether the package is installed or not.
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )
    wanted = sum(len(re.findall("^def test_", code, re.MULTILINE)) for _, code in found)
    assert wanted >= 7
    assert f"{wanted} passed" in done.stdout, done.stdout + done.stderr
