"""A path names one item, and an answer about another one is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from protime_runtime.asking.references import ExternalReference
from protime_runtime.errors import DecodingError, InvalidRequest, WrongItem
from protime_runtime.messages import Request, Response
from protime_runtime.paging.pager import Pager
from protime_runtime.reading import responses
from protime_runtime.reading.decoder import Decoder
from protime_runtime.types import Identifier, ReferenceValue
from tests.runtime.helpers import Sending, answer
from tests.runtime.models import (
    PersonReference,
    clockings,
    document,
    histories,
    people,
    usages,
)

pytestmark = pytest.mark.filterwarnings(
    "ignore::protime_runtime.errors.DeviationWarning"
)
BADGE = PersonReference.BADGE_NUMBER
UNKNOWN = ReferenceValue[Identifier](type="@badge-number", value="5", collection="")


class RoomReference(ExternalReference[Identifier], collection="rooms"):
    """A type of external reference to something else."""


def read(request: Request[Any], *documents: object) -> object:
    """Read an answer that holds one document, or a list of several."""
    (content,) = documents or ({},)
    came = Response(status=200, content=json.dumps(content).encode())
    return responses.read(request.expects, came, Decoder())


@pytest.mark.parametrize(
    "ask",
    [
        lambda references: people.get(2, external_references=references),
        lambda references: histories.at(2).list(external_references=references),
        lambda references: people.get("2", external_references=references),
    ],
)
def test_an_id_and_a_type_of_its_own_collection_are_refused(
    ask: Callable[[object], object],
) -> None:
    """The API would read the id as a value of that type."""
    for reference, code in (
        (PersonReference.EMPLOYEE_NUMBER, "PersonReference.EMPLOYEE_NUMBER.of("),
        (PersonReference("HRMID"), 'PersonReference("HRMID").of('),
    ):
        with pytest.raises(InvalidRequest, match=re.escape(code)) as refused:
            ask([reference])
        assert "departments/get/" in str(refused.value)
    ask([RoomReference("code")])


@pytest.mark.parametrize(
    "ask",
    [
        lambda: people.get(RoomReference("code").of("5")),
        lambda: people.get(UNKNOWN),
        lambda: people.update({}, RoomReference("code").of("5")),
        lambda: people.upsert({}, RoomReference("code").of("5")),
        lambda: people.delete(RoomReference("code").of("5")),
        lambda: clockings.get(BADGE.of("5")),
        lambda: clockings.delete(BADGE.of("5")),
        lambda: histories.at(RoomReference("code").of("5")),
        lambda: usages.at(BADGE.of("5"), BADGE.of("5")),
    ],
)
def test_a_reference_stands_only_for_what_the_path_takes(
    ask: Callable[[], object],
) -> None:
    """Elsewhere its value would be read as an id."""
    with pytest.raises(InvalidRequest, match="the path takes"):
        ask()


GUID = "2f1a6c2e-0c5b-4c8e-9f0a-1b2c3d4e5f60"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (2, 2),
        (2, "2"),
        (2, 2.0),
        ("2", 2),
        (GUID, GUID.upper()),
        (GUID.upper(), GUID),
        (f"{{{GUID}}}", GUID),
        (GUID.replace("-", ""), GUID),
        ("Zork", "zork"),
        (2, None),
    ],
)
def test_one_id_has_several_writings(asked: object, told: object) -> None:
    """A deviation, or another letter case, does not make it another item."""
    found = read(people.get(asked), document(**{"id": told}))
    assert found.id in (told, 2)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("asked", "told"),
    [(2, 3), (2, "3"), (2, 2.5), ("2", 22), (GUID, GUID[:-1] + "1")],
)
def test_another_id_raises_with_both(asked: object, told: object) -> None:
    """An answer about another item is never taken for the one asked for."""
    with pytest.raises(WrongItem, match=re.escape(str(told))) as wrong:
        read(people.get(asked), document(**{"id": told}))
    assert isinstance(wrong.value, DecodingError)
    assert (wrong.value.asked, wrong.value.told) == (asked, told)
    assert wrong.value.path == "$.id"
    assert wrong.value.body


@pytest.mark.parametrize("told", [{"name": "Nova"}, ["Nova"], "Nova"])
def test_what_is_no_id_is_not_the_one_and_is_not_told(told: object) -> None:
    """It may hold anything of a person."""
    with pytest.raises(WrongItem, match="2 was asked for, and") as wrong:
        read(people.get(2), document(**{"id": told}))
    assert "Nova" not in str(wrong.value)


def test_another_value_of_the_reference_raises() -> None:
    """By a reference, the answer's own value of it is what can be compared."""
    request = people.get(BADGE.of("B-1"))
    for told in ("B-1", "b-1 "):
        read(request, document(externalReferences={"@badge-number": told}))
    read(request, document(externalReferences={}))
    with pytest.raises(WrongItem, match="@badge-number") as wrong:
        read(request, document(3, externalReferences={"@badge-number": "B-2"}))
    assert wrong.value.told == 3
    assert "B-1" not in f"{wrong.value} {wrong.value!r}"
    assert "B-2" not in f"{wrong.value} {wrong.value!r}"


OTHERS: list[tuple[Any, object, bool]] = [
    (7, {"id": 7}, True),
    (7, {"id": 8}, False),
    (7, None, True),
    (BADGE.of("B-1"), {"id": 8, "externalReferences": {"@badge-number": "B-1"}}, True),
    (BADGE.of("B-1"), {"id": 8, "externalReferences": {"@badge-number": "B-2"}}, False),
]


@pytest.mark.parametrize("form", ["value", "bare"])
@pytest.mark.parametrize("way", ["items", "columns"])
@pytest.mark.parametrize(("asked", "person", "right"), OTHERS)
def test_the_rows_of_another_raise(
    asked: object, person: object, form: str, way: str, *, right: bool
) -> None:
    """In models and in columns, where a path names whose rows are asked for."""
    rows = [document(1), document(2, person=person)]
    if person != {"id": 7}:
        rows = rows[1:]
    content: Any = {"value": rows} if form == "value" else rows
    pager = Pager(
        Sending(lambda _: answer(content)),
        histories.at(asked).list(),
    )

    def count() -> int:
        return pager.to_arrow().num_rows if way == "columns" else len(list(pager))

    if right:
        assert count() == len(rows)
    else:
        with pytest.raises(WrongItem):
            count()
