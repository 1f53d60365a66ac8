"""The header of signatures: pages, examples and docstrings name the emulator's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import protime
from protime_emulator.deliveries import Signature

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"""(?:header=|--header |headers(?:\[| = \{))["']?(X-[\w-]+)""")
FOLDERS = ("docs/pages", "examples", "extras", "runtime")
FILES = [
    file
    for folder in FOLDERS
    for file in sorted((ROOT / folder).rglob("*"))
    if file.suffix in (".md", ".py") and NAMED.search(file.read_text("utf-8"))
]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_documented_receiver_takes_what_the_emulator_signs(file: Path) -> None:
    """An event that is signed as the emulator does is taken under each header."""
    body, key = b'{"data": {"id": 1}}', "the webhook's key"
    signature = Signature()
    headers = {signature.header: signature.of(body, key)}
    for header in NAMED.findall(file.read_text("utf-8")):
        protime.WebhookVerifier([key], header=header).verify(body, headers)


def test_pages_and_examples_show_receivers() -> None:
    """The table is not empty by mistake, and README names the same header."""
    assert {file.relative_to(ROOT).parts[0] for file in FILES} == {
        part.partition("/")[0] for part in FOLDERS
    }
    assert f"`{Signature().header}`" in (ROOT / "README.md").read_text("utf-8")
