"""What completion shows of a client: collections, and what users do with it."""

from __future__ import annotations

from pathlib import Path

import pytest

import protime
from protime import AsyncProtime, Protime
from protime.catalog import CATALOG

ROOT = Path(__file__).parents[3]
SETTINGS = {
    "tenant": "acme",
    "client_id": "a",
    "client_secret": "b",
    "user_agent": "Completion/v1 (Acme Corp)",
}
COLLECTIONS = {info.attribute for info in CATALOG.values()}


@pytest.fixture(params=[Protime, AsyncProtime], ids=lambda kind: kind.__name__)
def client(request: pytest.FixtureRequest) -> Protime | AsyncProtime:
    made: Protime | AsyncProtime = request.param(**SETTINGS)
    return made


def public(names: list[str]) -> set[str]:
    return {name for name in names if not name.startswith("_")}


def test_collections_stand_among_what_pages_name(
    client: Protime | AsyncProtime,
) -> None:
    """All of them, beside what README and the pages show of a client."""
    shown = public(dir(client))
    assert shown >= COLLECTIONS
    texts = [ROOT / "README.md", *(ROOT / "docs" / "pages").rglob("*.md")]
    text = "".join(path.read_text("utf-8") for path in texts)
    for name in shown - COLLECTIONS:
        assert f"client.{name}" in text or f"Protime.{name}" in text, name


@pytest.mark.parametrize("kind", ["Protime", "AsyncProtime"])
def test_editors_show_the_same(kind: str) -> None:
    """From the text alone, as they do: what clients are made of is not among it."""
    jedi = pytest.importorskip("jedi")
    text = f"from protime import {kind}\nclient = {kind}()\nclient."
    found = public([one.name for one in jedi.Script(text).complete(3, len("client."))])
    assert found == public(dir(getattr(protime, kind)(**SETTINGS)))


def test_jedi_completes_the_same(client: Protime | AsyncProtime) -> None:
    """As IPython does, which asks it."""
    jedi = pytest.importorskip("jedi")
    found = jedi.Interpreter("client.", [{"client": client}]).complete()
    assert public([completion.name for completion in found]) == public(dir(client))
