"""An item that a path names is the one that is answered, or the call raises.

Each read whose path names an item by id or by a reference, in both modes. What is
called comes from the catalog; who must refuse what is written down here, from the page
on departments: a type of the path's own collection makes the segment a value of it.
"""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from attrs import frozen

import protime
from protime.catalog import REFERENCES
from protime_runtime.catalog import CollectionInfo, OperationInfo
from tests.calling import (
    MODES,
    Call,
    Mode,
    client,
    items_of,
    opened,
    operations,
    settled,
)
from tests.runtime.helpers import answer, transport
from tests.samples import Samples, reference_of

NAMING = [
    (info, one)
    for info, one in operations()
    if one.name in ("get", "list_for_person")
    and one.path_parameters[-1].identifier is not None
]
ONE, OTHER = "2f1a6c2e-0c5b-4c8e-9f0a-1b2c3d4e5f60", "30000000-0000-4000-8000-000000000"
NUMBERS = {
    name: {1: ONE, 2: f"{OTHER}000"}
    for name, info in REFERENCES.items()
    if info.id_type == "string"
}
SPECIAL = {"activity-usages": {"activityUsageKind": "Person"}}
pytestmark = [
    pytest.mark.parametrize("mode", MODES),
    pytest.mark.parametrize(
        ("info", "operation"),
        NAMING,
        ids=[f"{info.name}-{one.name}" for info, one in NAMING],
    ),
]


def id_of(collection: str, number: int) -> object:
    """Return an id of the collection's form."""
    return NUMBERS.get(collection, {}).get(number, number)


@frozen
class Case:
    """One operation, called in one mode, with a server that answers as it is told."""

    info: CollectionInfo
    operation: OperationInfo
    mode: Mode

    @property
    def own(self) -> str:
        """The collection of the item that the path names."""
        found = self.operation.path_parameters[-1].identifier
        assert found is not None
        return found

    @property
    def path(self) -> dict[str, Any]:
        """Return the path's ids, all of them the first."""
        return {
            one.wire: id_of(one.identifier or one.wire, 1)
            for one in self.operation.path_parameters
        }

    async def ask(self, number: int, **given: Any) -> tuple[Any, list[str]]:
        """Return what comes where the item answered is `number`, and what is sent."""
        samples = Samples(
            self.info,
            lambda collection: id_of(
                collection, number if collection == self.own else 1
            ),
            {"id": id_of(self.info.name, number), **SPECIAL.get(self.info.name, {})},
        )
        document: Any = samples.answer(str(self.info.item))
        if self.operation.response == "page":
            document = {"value": [document]}
        served, log = transport(lambda _: answer(document))
        http = (httpx.Client if self.mode == "sync" else httpx.AsyncClient)(
            transport=served
        )
        made = client(
            self.mode,
            http=http,
            tenant="acme",
            client_id="client",
            client_secret="secret",
        )
        async with opened(http), opened(made):
            path = given.pop("path", self.path)
            called = Call(
                collection=self.info.name,
                operation=self.operation.name,
                path=path,
                **given,
            )
            try:
                result = called.on(made)
                paged = hasattr(result, "pages")
                found = await (items_of(result) if paged else settled(result))
            except Exception as error:
                error.sent = [one.target for one in log]  # type: ignore[attr-defined]
                raise
        return found, [one.target for one in log]


def test_none_is_left_out(
    info: CollectionInfo, operation: OperationInfo, mode: Mode
) -> None:
    """17 items and 6 histories, as the documentation has them, and what came since."""
    histories = [one for _, one in NAMING if one.name == "list_for_person"]
    assert len(NAMING) - len(histories) >= 17, (info.name, mode)
    assert len(histories) >= 6
    assert operation.method == "GET"


async def test_a_type_of_the_paths_own_collection_is_not_taken(
    info: CollectionInfo, operation: OperationInfo, mode: Mode
) -> None:
    """Nothing is sent, and where something else can be asked for, words help."""
    case = Case(info, operation, mode)
    others = set(operation.askable)
    own = [(case.own, reference_of(case.own))]
    kind = protime.InvalidRequest if others else TypeError
    with pytest.raises(kind) as refused:
        await case.ask(1, external_references=own)
    assert refused.value.sent == []  # type: ignore[attr-defined]
    if others:
        assert re.search(r'Reference[.(].*\.of\("', str(refused.value))


async def test_types_of_other_collections_are_sent(
    info: CollectionInfo, operation: OperationInfo, mode: Mode
) -> None:
    """Beside an id, and beside a reference, whose type is asked for by itself."""
    case = Case(info, operation, mode)
    others = [(one, reference_of(one)) for one in operation.askable]
    pairs = "".join(f"({collection},{name})" for collection, name in others)
    _, sent = await case.ask(1, external_references=others)
    query = sent[-1].partition("externalReferences=")[2].partition("&")[0]
    assert query == pairs
    last = operation.path_parameters[-1].wire
    name = reference_of(case.own)
    named = {"reference": (case.own, name), "value": "B-1"}
    _, sent = await case.ask(
        2, path={**case.path, last: named}, external_references=others
    )
    assert "/B-1" in sent[-1]
    query = sent[-1].partition("externalReferences=")[2].partition("&")[0]
    assert query == f"({case.own},{name}){pairs}"


async def test_an_answer_about_another_raises(
    info: CollectionInfo, operation: OperationInfo, mode: Mode
) -> None:
    """With both ids; the right answer does not."""
    case = Case(info, operation, mode)
    await case.ask(1)
    with pytest.raises(protime.WrongItem) as wrong:
        await case.ask(2)
    assert str(id_of(case.own, 1)) in str(wrong.value)
    assert str(id_of(case.own, 2)) in str(wrong.value)
    assert wrong.value.request is not None
