"""Addresses near the 4,096 characters: full to the last one, and never over."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protime_runtime.asking.days import DateRange
from protime_runtime.asking.splitting import FOR_THE_HOST, FOR_THE_TOKEN
from protime_runtime.errors import InvalidRequest
from tests.runtime.models import BASE, PersonReference, clockings

ROOM = 4096 - FOR_THE_HOST - FOR_THE_TOKEN
"""What path and query may take: a tenant's host and a token have the rest."""
ALONE = ROOM - len("&")
"""The same where nothing stands beside the filter: its ampersand is counted, too."""

DAY = DateRange(date(2026, 1, 1))


def targets(values: dict[str, object], *references: str) -> list[str]:
    named = [PersonReference(one) for one in references]
    return [one.target for one in clockings.list(values, external_references=named)]


def written(filter: str, *references: str) -> str:
    """Return what is asked for, put together without the client."""
    pairs = "".join(f"(people,{quote(one)})" for one in references)
    query = f"filter={quote(filter, safe=chr(39) + '(),')}"
    if references:
        query += f"&externalReferences={pairs}"
    return f"{BASE}/clockings?{query}"


def of_people(ids: list[int], *references: str) -> str:
    listed = ",".join(map(str, ids))
    return written(f"date ge '2026-01-01' and person in ({listed})", *references)


def of_kinds(kinds: list[str], *references: str) -> str:
    each = " or ".join(f"kind eq '{kind}'" for kind in kinds)
    some = f"({each})" if len(kinds) > 1 else each
    return written(f"date ge '2026-01-01' and {some}", *references)


REFERENCES = st.lists(
    st.text("abc Ω", min_size=1, max_size=80).map(str.strip).filter(bool),
    unique=True,
    max_size=4,
)
NEAR = st.integers(-3, 3)
"""Values more or less than fill one address."""


@given(st.integers(1, 12), NEAR, REFERENCES)
def test_ids_fill_an_address(digits: int, more: int, references: list[str]) -> None:
    """One id more would not fit, and one part is enough where all of them fit."""
    free = ROOM - len(of_people([], *references))
    first = 10 ** (digits - 1)
    ids = list(range(first, min(first * 10, first + free // (digits + 1) + more)))
    parts = targets({"date": DAY, "person": ids}, *references)
    whole = of_people(ids, *references)
    assert (len(parts) == 1) == (len(whole) <= (ROOM if references else ALONE))
    taken = 0
    for part in parts:
        held = part.count(",", len(of_people([])) - 1, part.index(")")) + 1
        assert part == of_people(ids[taken : taken + held], *references)
        assert len(part) <= ROOM
        taken += held
        # A comma and an ampersand are counted that may not be there.
        assert taken == len(ids) or len(part) + len(f",{ids[taken]}") > ROOM - 2
    assert taken == len(ids)


@given(st.text("ab Ω", min_size=1, max_size=40), NEAR, REFERENCES)
def test_texts_fill_an_address_as_well(
    text: str, more: int, references: list[str]
) -> None:
    """Joined by ``or``, a part has room for less than one more."""
    one = len(of_kinds([text, text])) - len(of_kinds([text]))
    free = ROOM - len(of_kinds([], *references))
    kinds = [f"{text}{number:03}" for number in range(free // one + more)]
    parts = targets({"date": DAY, "kind": kinds}, *references)
    assert max(map(len, parts)) <= ROOM
    # Two characters more than needed are counted for each text.
    spare = [2 * part.count("kind%20eq") + 2 * one for part in parts]
    assert all(len(part) + spare[at] > ROOM for at, part in enumerate(parts[:-1]))
    assert sum(part.count("kind%20eq") for part in parts) == len(kinds)


@given(st.integers(-2, 2))
def test_the_longest_single_value_is_sent_and_one_more_is_refused(more: int) -> None:
    """A part must hold one value at least."""
    joined = len(" or kind eq ()".replace(" ", "%20"))
    longest = "x" * (ALONE - len(of_kinds([""])) - joined + more)
    values: dict[str, object] = {"date": DAY, "kind": [longest, "B"]}
    if more <= 0:
        assert [len(part) for part in targets(values)] == [
            len(of_kinds([one])) for one in (longest, "B")
        ]
    else:
        with pytest.raises(InvalidRequest, match="fills the 4096"):
            targets(values)


@given(st.integers(-2, 2))
def test_what_is_not_split_may_be_as_long(more: int) -> None:
    """A single text has no list around it."""
    free = ALONE - len(written("date ge '2026-01-01' and kind eq ''"))
    values: dict[str, object] = {"date": DAY, "kind": "x" * (free + more)}
    if more <= 0:
        (only,) = targets(values)
        assert len(only) == ALONE + more
    else:
        with pytest.raises(InvalidRequest, match="too long"):
            targets(values)
