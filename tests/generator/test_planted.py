"""Differences planted into documents of both generators are found, each at its place.

The rows are data below ``planted/``. What cannot be found stands in ``alike.yaml``,
with the reason, and nothing is told of it.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.compare import Comparison, View, comparison, view

from .dotnet import Json
from .nswag import nswag
from .planting import BASE, planted, rows
from .swashbuckle import swagger

VENDORS: tuple[Callable[[Json, str], Json], ...] = (swagger, nswag)
FOUND = ("operations", "parameters", "bodies", "answers")
LOST = "unreadable"
ROWS = [(file, row) for file in (*FOUND, LOST) for row in rows(file)]


def told(
    row: Json, document: Json, ours: View, make: Callable[..., Json]
) -> Comparison:
    """Return what is told of a document that a row was planted into."""
    edits = row.get("edits") or [row]
    if row.get("of") == "vendor":
        theirs = planted(make(document, BASE), edits)
    else:
        theirs = make(planted(document, edits), BASE)
    return comparison(view(theirs, BASE), ours)


@pytest.mark.sampled(40)
@pytest.mark.parametrize("make", VENDORS)
@pytest.mark.parametrize(
    "row",
    [row for _, row in ROWS],
    ids=[f"{file}: {row['name']}" for file, row in ROWS],
)
def test_each_is_found(
    row: Json, make: Callable[..., Json], document: Json, ours: View
) -> None:
    """A planted difference is told with its side, kind, collection and place."""
    result = told(row, document, ours, make)
    allowed = {tuple(pair) for pair in row.get("besides", [])}
    if "reason" in row:
        places = [
            f"{each.collection}| {each.place}: {each.detail} at {each.where}"
            for each in result.uncompared
            if each.reason == row["reason"]
        ]
    else:
        allowed.add((row["side"], row["what"]))
        places = [
            f"{each.collection}| {each.place}: {each.detail}"
            for each in result.differences
            if (each.side, each.what) == (row["side"], row["what"])
        ]
    begins = f"{row['collection']}| " if "collection" in row else ""
    assert [
        place for place in places if place.startswith(begins) and row["says"] in place
    ], places
    assert {(each.side, each.what) for each in result.differences} <= allowed
    assert not result.is_clear


def test_how_many_are_planted() -> None:
    """There are at least 85 kinds, each of them once."""
    kinds = [(file, row["name"]) for file, row in ROWS]
    assert len(kinds) == len(set(kinds))
    assert sum(file in FOUND for file, _ in kinds) >= 85


@pytest.mark.sampled(19)
@pytest.mark.parametrize("make", VENDORS)
@pytest.mark.parametrize(
    "row", rows("alike"), ids=[row["name"] for row in rows("alike")]
)
def test_what_cannot_be_found(
    row: Json, make: Callable[..., Json], document: Json, ours: View
) -> None:
    """What changes nothing for the client is not told, for a reason."""
    assert row["why"]
    assert told(row, document, ours, make).is_clear
