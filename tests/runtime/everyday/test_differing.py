"""Whether sending an item would change the one that is there."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

import protime
from protime import (
    Clocking,
    ClockingKind,
    NewClocking,
    PersonIdentifier,
    PersonReference,
    differs,
)
from protime_runtime.catalog import CollectionInfo, OperationInfo
from tests.calling import converter, operations
from tests.samples import Samples, an_id

WRITTEN = [
    (info, operation)
    for info, operation in operations()
    if operation.body is not None and operation.name != "put"
]
BADGE = PersonReference.BADGE_NUMBER


def models(info: CollectionInfo, operation: OperationInfo) -> tuple[Any, Any]:
    """Return what is read and what is sent, made of the same JSON."""
    samples, sent = Samples(info, an_id), str(operation.body)
    body = samples.document(sent)
    read = (
        sent.removeprefix("New") if hasattr(protime, sent.removeprefix("New")) else sent
    )
    answer = samples.answer(read) | body if read == info.item else body
    return tuple(
        converter.structure(document, getattr(protime, name))
        for document, name in ((answer, read), (body, sent))
    )


@pytest.mark.parametrize(
    ("info", "operation"), WRITTEN, ids=lambda part: getattr(part, "name", "")
)
def test_what_is_there_does_not_differ(
    info: CollectionInfo, operation: OperationInfo
) -> None:
    """The same values do not differ; each property does that is left out or other."""
    found, wanted = models(info, operation)
    assert not differs(found, found)
    assert not differs(found, wanted)
    for field in attrs.fields(type(wanted)):
        if field.metadata.get("read_only") or "wire" not in field.metadata:
            continue
        value = getattr(wanted, field.name)
        if value is not None and field.default is None:
            without = attrs.evolve(wanted, **{field.name: None})
            assert differs(found, without), field.name
            assert differs(without, wanted), field.name
            if isinstance(value, int):
                zero = attrs.evolve(wanted, **{field.name: type(value)()})
                assert differs(zero, without), field.name


def clocking(**person: Any) -> Clocking:
    return Clocking(
        id=1,
        date="2026-03-02",
        person=PersonIdentifier(**person),
        time_of_day_in_minutes=510,
        kind=ClockingKind.IN_OUT,
    )


def new_clocking(person: Any) -> NewClocking:
    return NewClocking(
        date="2026-03-02",
        person=person,
        time_of_day_in_minutes=510,
        kind=ClockingKind.IN_OUT,
    )


@pytest.mark.parametrize(
    ("person", "same"),
    [
        (1, True),
        (2, False),
        (PersonIdentifier(id=1), True),
        (PersonIdentifier(id=2), False),
        (BADGE.of("67"), True),
        (BADGE.of("68"), False),
        (PersonReference("HRMID").of("67"), False),
    ],
    ids=str,
)
def test_an_item_that_is_named(person: Any, *, same: bool) -> None:
    """Each form of naming a person is compared with what was read of it."""
    found = clocking(id=1, external_references={BADGE: "67"})
    assert differs(found, new_clocking(person)) is not same


def test_without_references_another_name_may_be_anybody() -> None:
    """What was read without references is not known to be the same."""
    assert differs(clocking(id=1), new_clocking(BADGE.of("67")))


def test_what_only_protime_sets_is_not_looked_at() -> None:
    """A new version number is no difference."""
    found = clocking(id=1)
    assert not differs(attrs.evolve(found, change_version="0B"), found)
