"""Every operation of every collection, in both modes, over HTTP on loopback.

What is called and with what comes from the catalog; what must come back is held against
the rows that the emulator keeps.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from attrs import frozen

import protime
from protime.catalog import CATALOG, REFERENCES
from protime_emulator import Emulator
from protime_runtime.catalog import (
    CollectionInfo,
    FilterInfo,
    OperationInfo,
    PathParameterInfo,
)
from protime_runtime.reading.converter import unstructure
from tests.calling import (
    MODES,
    Call,
    Mode,
    client,
    items_of,
    opened,
    operation_of,
    pages_of,
    settled,
)
from tests.samples import Samples, is_required, names, reference_of

TODAY = date(2026, 3, 2)
"""Day of the emulator and of the clients, so that every run has the same rows."""
DAYS = 20
WHEN = {"ge": TODAY - timedelta(days=DAYS), "le": TODAY - timedelta(days=3)}
SERIAL = count(1)
Row = dict[str, Any]


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with (
        Emulator(
            people=10, days=DAYS, today=TODAY, page_size=25, empty_every=3
        ) as made,
        made.serve(),
    ):
        yield made


@pytest.fixture(scope="module")
def called() -> set[tuple[str, str, Mode]]:
    return set()


@frozen
class Scene:
    """One operation, a client to call it with, and the tenant that answers."""

    info: CollectionInfo
    operation: OperationInfo
    client: Any
    emulator: Emulator

    @property
    def rows(self) -> list[Row]:
        """What the emulator keeps of the collection."""
        return self.emulator.collection(self.info.name)

    @property
    def samples(self) -> Samples:
        return Samples(self.info, self.id_of, {**SPECIAL.get(self.info.name, {})})

    @property
    def model(self) -> Any:
        return getattr(protime, str(self.info.item))

    def id_of(self, collection: str) -> object:
        """Return an id of an item that exists."""
        return self.emulator.collection(collection)[0]["id"]

    def definition(self) -> Row:
        """Return an activity definition of the lowest level."""
        rows = self.emulator.collection("activity-definitions")
        return max(rows, key=lambda row: str(row["level"]))

    def path(self, row: Row | None = None) -> dict[str, Any]:
        """Return what the path's parameters stand for: the row, or any item."""
        activity = self.definition() if row is None else row
        found: dict[str, Any] = {}
        for one in self.operation.path_parameters:
            if one.wire == "structureVersionId":
                found[one.wire] = activity["structureVersion"]
            elif one.wire == "level":
                found[one.wire] = activity["level"]
            elif one.identifier == "activity-definitions":
                found[one.wire] = activity["id"]
            elif row is not None and (owner := self.owner(one)) is not None:
                found[one.wire] = row[owner]["id"]
            elif row is not None and self.operation.name != "list_for_person":
                found[one.wire] = row["id"]
            else:
                found[one.wire] = self.id_of(one.identifier or self.info.name)
        return found

    def owner(self, parameter: PathParameterInfo) -> str | None:
        """Return the property that names the item of another collection in the path."""
        named = (parameter.identifier,)
        is_own = parameter.identifier == self.info.name
        fields = [one.wire for one in self.info.fields if one.identifier == named]
        return fields[0] if fields and not is_own else None

    def in_scope(self, row: Row, path: Mapping[str, object]) -> bool:
        """Return whether a row is below the path."""
        if "level" in path:
            place = (row["structureVersion"], row["level"])
            return place == (path["structureVersionId"], path["level"])
        parameters = self.operation.path_parameters
        owners = {one.wire: self.owner(one) for one in parameters}
        return all(
            row[owner]["id"] == path[wire]
            for wire, owner in owners.items()
            if owner is not None
        )

    def call(self, name: str | None = None, **given: Any) -> Any:
        """Call an operation of the collection."""
        operation = name or self.operation.name
        return Call(collection=self.info.name, operation=operation, **given).on(
            self.client
        )

    async def find(self, path: Mapping[str, object]) -> Any:
        """Get an item of the collection."""
        return await settled(self.call("get", path=path))


SPECIAL: Mapping[str, Mapping[str, object]] = {
    "clockings": {"kind": "InOut"},
    "activity-usages": {"activityUsageKind": "Person"},
    "webhooks": {"collectionName": "clockings"},
}
"""Values without which a body would contradict itself, or lead nowhere."""


def required(scene: Scene) -> dict[str, Any]:
    """Return the filters that the operation cannot do without."""
    return {
        wire: WHEN for wire in scene.operation.filters if is_required(scene.info, wire)
    }


def within(row: Row, wanted: Mapping[str, Any]) -> bool:
    """Return whether a row falls in a range of days, at least in part."""
    first, last = str(wanted["ge"]), str(wanted["le"])
    begin = row.get("date") or row.get("from")
    end = row.get("date") or row.get("until") or "9999"
    return str(begin) <= last and first <= str(end)


def value_in(row: Row, info: FilterInfo) -> Any:
    """Return what a filter compares: a property of nearly the same name."""
    first, *rest = info.wire.split("-")
    name = first + "".join(word.title() for word in rest)
    value = row.get(name, row.get(f"is{name.title()}"))
    return value["id"] if isinstance(value, dict) else value


async def listed(scene: Scene) -> None:
    """Check that a list gives exactly the rows that match, for each filter."""
    path = scene.path()
    scope = [row for row in scene.rows if scene.in_scope(row, path)]
    needed = required(scene)
    expected = [
        row for row in scope if all(within(row, one) for one in needed.values())
    ]
    references = scene.samples.references(scene.operation)
    found = await items_of(
        scene.call(path=path, filters=needed, external_references=references)
    )
    assert {type(one) for one in found} == {scene.model}
    assert {one.id for one in found} == {row["id"] for row in expected}
    assert len(found) == len(expected) > 0
    for info in scene.info.filters:
        if info.wire in scene.operation.filters and info.wire not in needed:
            await narrowed(scene, info, expected, needed)


async def narrowed(
    scene: Scene, info: FilterInfo, rows: list[Row], needed: Mapping[str, object]
) -> None:
    wanted = value_in(rows[0], info)
    given = [wanted] if "in" in info.operators else wanted
    asked = {**needed, info.wire: given}
    found = await items_of(scene.call(path=scene.path(), filters=asked))
    matching = {row["id"] for row in rows if value_in(row, info) == wanted}
    assert {one.id for one in found} == matching, info.wire
    assert found


async def listed_for_person(scene: Scene) -> None:
    """Check that a person's history is that person's, by id and by a reference."""
    await listed(scene)
    await by_reference(scene, scene.path())


async def got(scene: Scene) -> None:
    """Check that the item asked for comes back, by its id and by a reference."""
    levels = any(one.wire == "level" for one in scene.operation.path_parameters)
    row = scene.definition() if levels else scene.rows[0]
    path = scene.path(row)
    references = scene.samples.references(scene.operation)
    item = await settled(
        scene.call(
            path=path, external_references=references, expand=scene.operation.expand
        )
    )
    assert type(item) is scene.model
    assert identity(item) == row["id"]
    for wire in scene.operation.expand:
        assert wire not in row or unstructure(item)[wire] == row[wire]
    await by_reference(scene, path)


def identity(item: Any) -> Any:
    """Return the id of an item, or of the definition or person that it is part of."""
    if hasattr(item, "id"):
        return item.id
    return (item.person if hasattr(item, "person") else item.activity_definition).id


async def by_reference(scene: Scene, path: Mapping[str, object]) -> None:
    last = scene.operation.path_parameters[-1]
    if last.identifier is None:
        return
    value = f"name {next(SERIAL)}"
    references = scene.client.external_references
    await settled(
        references.put(
            last.identifier, "OPSID", value, internal_reference=path[last.wire]
        )
    )
    named = {"reference": (last.identifier, "OPSID"), "value": value}
    result = scene.call(path={**path, last.wire: named})
    by_id = scene.call(path=path)
    if hasattr(result, "pages"):
        ids = [one.id for one in await items_of(by_id)]
        assert [one.id for one in await items_of(result)] == ids
    else:
        assert identity(await settled(result)) == identity(await settled(by_id))
    await settled(references.delete(last.identifier, "OPSID", value))


def stored(scene: Scene, id: object) -> Row:
    """Return the row with an id."""
    return next(row for row in scene.rows if row["id"] == id)


def agrees(row: Row, body: Mapping[str, Any]) -> None:
    """Check that the row holds what was sent."""
    for wire, value in body.items():
        assert row[wire] == value, wire


def fresh(scene: Scene) -> dict[str, Any]:
    """Return a body that differs from those before it."""
    body = scene.samples.body(scene.operation)
    assert isinstance(body, dict)
    if scene.info.name == "activity-definitions":
        number = next(SERIAL)
        code = {"dataEntryCode": f"{number:08}", "externalReference": f"OPS-{number}"}
        level = scene.definition()["level"]
        rows = scene.emulator.collection("activity-definitions")
        above = next(row for row in rows if row["level"] == int(str(level)) - 1)
        return {
            **body,
            **code,
            "parent": {"id": above["id"]},
            "activeUntil": "2099-12-31",
        }
    return body


async def created(scene: Scene) -> None:
    """Check that what is created can be read back, and holds what was sent."""
    body = fresh(scene)
    path = scene.path()
    result = await settled(scene.call(path=path, body=body))
    assert type(result) is protime.Created
    assert result.location.endswith(f"/{result.id}")
    agrees(stored(scene, result.id), body)
    last = operation_of(scene.info.name, "get").path_parameters[-1]
    item = await scene.find({**path, last.wire: result.id})
    assert item.id == result.id
    written = unstructure(item)
    assert isinstance(written, dict)
    agrees(written, {wire: body[wire] for wire in body if wire != "parent"})


async def updated(scene: Scene) -> None:
    """Check that what is replaced holds what was sent, also if read and sent back."""
    row = scene.rows[0]
    body = fresh(scene)
    path = scene.path(row)
    assert await settled(scene.call(path=path, body=body)) is None
    agrees(stored(scene, row["id"]), body)
    item = await scene.find(path)
    owner = getattr(scene.client, scene.info.attribute)
    await settled(owner.update(*path.values(), item, if_match=protime.etag(item)))
    agrees(stored(scene, row["id"]), body)


async def upserted(scene: Scene) -> None:
    """Check that an unknown name creates an item, and that others replace it."""
    body = fresh(scene)
    path = scene.path()
    last = scene.operation.path_parameters[-1]
    value = str(body["externalReference"])
    named = {
        "reference": (last.identifier, "@external-reference"),
        "value": value,
    }
    first = await settled(scene.call(path={**path, last.wire: named}, body=body))
    assert type(first) is protime.Upserted
    assert first.created
    body = {**body, "info": "Changed"}
    again = await settled(scene.call(path={**path, last.wire: named}, body=body))
    assert not again.created
    agrees(stored(scene, first.id), {**body, "parent": body["parent"]})
    by_id = await settled(scene.call(path={**path, last.wire: first.id}, body=body))
    assert not by_id.created


async def deleted(scene: Scene) -> None:
    """Check that what is deleted is gone."""
    creating = operation_of(scene.info.name, "create")
    body = scene.samples.body(creating)
    made = await settled(scene.call("create", body=body))
    path = {scene.operation.path_parameters[-1].wire: made.id}
    await scene.find(path)
    assert await settled(scene.call(path=path)) is None
    with pytest.raises(protime.NotFound):
        await scene.find(path)


async def followed(scene: Scene) -> None:
    """Check that a delta ends with a link, which leads to what changes then."""
    needed = required(scene)
    delta = scene.call(filters=needed)
    with pytest.raises(protime.LinkNotReady):
        assert delta.link
    changes = await items_of(delta)
    rows = [
        row for row in scene.rows if all(within(row, one) for one in needed.values())
    ]
    assert {type(one) for one in changes} == {protime.Upsert}
    assert {type(one.item) for one in changes} == {scene.model}
    assert {one.id for one in changes} == {row["id"] for row in rows}
    assert await items_of(scene.call("changes", link=delta.link)) == []
    await after_a_change(scene, delta.link, rows[-1])


async def after_a_change(scene: Scene, link: str, row: Row) -> None:
    scene.emulator.change(scene.info.name, row["id"], {})
    later = scene.call("changes", link=link)
    upserts = {one.id: one for one in await items_of(later)}
    assert type(upserts[row["id"]].item) is scene.model
    assert upserts[row["id"]].change_version > row["changeVersion"]
    scene.emulator.remove(scene.info.name, row["id"])
    last = scene.call("changes", link=later.link)
    gone = {one.id: one for one in await items_of(last)}[row["id"]]
    if scene.info.name == "clockings":
        assert gone.item.status == "Deleted"
    else:
        assert type(gone) is protime.Delete
    scene.emulator.add(scene.info.name, row)


async def usage_created(scene: Scene) -> None:
    """Check that a usage that is added is among the definition's usages."""
    usage = {**usage_of(scene), "until": "2031-12-31"}
    assert await settled(scene.call(path=scene.path(), body=usage)) is None
    assert usage in await usages(scene)


async def usage_updated(scene: Scene) -> None:
    """Check that a usage takes other dates, and that no other is touched."""
    usage = usage_of(scene)
    await settled(scene.call("create", path=scene.path(), body=usage))
    before = await usages(scene)
    change = {
        **{name: usage[name] for name in ("activityUsageKind", "usageReference")},
        "originalFrom": usage["from"],
        "updatedFrom": usage["from"],
        "updatedUntil": "2032-12-31",
    }
    assert await settled(scene.call(path=scene.path(), body=change)) is None
    after = await usages(scene)
    assert [one for one in after if one not in before] == [
        {**usage, "until": "2032-12-31"}
    ]


async def usage_deleted(scene: Scene) -> None:
    """Check that a usage is gone that is told by kind, reference and dates."""
    usage = usage_of(scene)
    await settled(scene.call("create", path=scene.path(), body=usage))
    assert usage in await usages(scene)
    assert await settled(scene.call(path=scene.path(), body=usage)) is None
    assert usage not in await usages(scene)


def usage_of(scene: Scene) -> Row:
    """Return a usage of a person who has none yet."""
    person = scene.emulator.add("people", {"firstName": "Ada", "lastName": "Usage"})
    return {
        "activityUsageKind": "Person",
        "usageReference": {"id": person["id"]},
        "from": "2030-01-01",
    }


async def usages(scene: Scene) -> list[Any]:
    """Return the usages as they are written."""
    found = await scene.find(scene.path())
    return [unstructure(one) for one in found.usages]


async def restrictions_updated(scene: Scene) -> None:
    """Check that restrictions are what was sent; an empty list clears them."""
    rows = scene.emulator.collection("activity-definitions")
    other = next(row for row in rows if row["level"] == 1)
    sent = [{"level": 1, "activityDefinitions": [{"id": other["id"]}]}]
    for body in (sent, []):
        assert await settled(scene.call(path=scene.path(), body=body)) is None
        found = await scene.find(scene.path())
        assert [unstructure(one) for one in found.restrictions] == body


async def webhook_made(scene: Scene) -> None:
    """Check that a webhook comes with its key, is listed, fetched and deleted."""
    references = scene.samples.references(operation_of("webhooks", "create"))
    body = scene.samples.body(operation_of("webhooks", "create"))
    body = {**body, "destinationUrl": "https://acme.example/hook"}  # type: ignore[dict-item]  # an object
    made = await settled(
        scene.call("create", body=body, external_references=references)
    )
    assert type(made) is protime.CreatedWebhook
    assert made.private_key
    found = await scene.find({"id": made.id})
    assert (type(found), found.id) == (protime.Webhook, made.id)
    assert found.destination_url == "https://acme.example/hook"
    for wanted in (
        {},
        {"collection-name": "clockings"},
        {"status": found.status.value},
    ):
        pager = scene.call("list", filters=wanted)
        assert made.id in [one.id for one in await items_of(pager)]
    none = scene.call("list", filters={"collection-name": "absences"})
    assert await items_of(none) == []
    assert await settled(scene.call("delete", path={"id": made.id})) is None
    assert (await scene.find({"id": made.id})).status == protime.WebhookStatus.DISABLED


async def reference_put(scene: Scene) -> None:
    """Check that a name can be put and deleted, for each kind of item."""
    for collection, info in REFERENCES.items():
        if info.id_type is None:
            continue
        value = f"put {next(SERIAL)}"
        path = {
            "collectionName": collection,
            "referenceName": "PUTID",
            "externalReference": value,
        }
        id = scene.id_of(collection)
        body = {"internalReference": str(id)}
        assert await settled(scene.call("put", path=path, body=body)) is None
        assert await settled(scene.call("delete", path=path)) is None
        with pytest.raises(protime.NotFound):
            await settled(scene.call("delete", path=path))


CHECKS: Mapping[str, Callable[[Scene], Awaitable[None]]] = {
    "list": listed,
    "list_for_person": listed_for_person,
    "get": got,
    "create": created,
    "update": updated,
    "upsert": upserted,
    "delete": deleted,
    "delta": followed,
    "activity-usages create": usage_created,
    "activity-usages update": usage_updated,
    "activity-usages delete": usage_deleted,
    "activity-restrictions update": restrictions_updated,
    "webhooks list": webhook_made,
    "webhooks get": webhook_made,
    "webhooks create": webhook_made,
    "webhooks delete": webhook_made,
    "external-references put": reference_put,
    "external-references delete": reference_put,
}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("collection", "name"), names())
async def test_operation(
    collection: str,
    name: str,
    mode: Mode,
    emulator: Emulator,
    called: set[tuple[str, str, Mode]],
) -> None:
    """The operation does what it says, and answers in the spec's own terms."""
    info, operation = CATALOG[collection], operation_of(collection, name)
    async with opened(client(mode, **emulator.settings(), strict=True)) as made:
        made._today = lambda: TODAY
        scene = Scene(info, operation, made, emulator)
        emulator.requests.clear()
        await (CHECKS.get(f"{collection} {name}") or CHECKS[name])(scene)
        assert was_asked(operation, emulator)
        assert not made.deviations
    called.add((collection, name, mode))


def was_asked(operation: OperationInfo, emulator: Emulator) -> bool:
    """Return whether the operation's own method and path were really requested."""
    fixed = operation.path.partition("{")[0]
    return any(
        one.method == operation.method and fixed in one.path
        for one in emulator.requests
    )


def test_no_operation_is_left_out(
    request: pytest.FixtureRequest, called: set[tuple[str, str, Mode]]
) -> None:
    """Every operation of the catalog was called, in both modes."""
    chosen = [one for one in request.session.items if "test_operation[" in one.nodeid]
    here = [one for one in chosen if "generated" in one.nodeid]
    expected = {(*one, mode) for one in names() for mode in MODES}
    if len(here) < len(expected):
        pytest.skip("Only some of the operations were to be called.")
    assert called == expected
    assert len(expected) == 2 * sum(len(one.operations) for one in CATALOG.values())


@pytest.mark.parametrize("mode", MODES)
async def test_pages(mode: Mode, emulator: Emulator) -> None:
    """Pages have the size of the tenant, empty ones are passed, none comes twice."""
    async with opened(client(mode, **emulator.settings())) as made:
        pages = await pages_of(made.clockings.list(date=protime.DateRange(**RANGE)))
        sizes = [len(page.value) for page in pages]
        assert max(sizes) == 25
        assert 0 in sizes[:-1]
        ids = [one.id for page in pages for one in page.value]
        assert len(set(ids)) == len(ids) > 100
        assert [page.next_link is None for page in pages].index(True) == len(pages) - 1
        rest = await items_of(made.clockings.resume(pages[2].resume_link))
        assert [one.id for one in rest] == ids[sum(sizes[:3]) :]


def predefined(info: CollectionInfo) -> list[tuple[str, str]]:
    """Return Protime's own reference types that the collection's list can tell."""
    return [
        (one, reference_of(one))
        for one in operation_of(info.name, "list").external_references
        if REFERENCES[one].predefined
    ]


RANGE = {"start": WHEN["ge"], "end": WHEN["le"]}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "info",
    [one for one in CATALOG.values() if one.delta and predefined(one)],
    ids=lambda one: one.name,
)
async def test_references_are_told(
    info: CollectionInfo, mode: Mode, emulator: Emulator
) -> None:
    """An item that names another tells the reference that was asked for."""
    operation = operation_of(info.name, "list")
    async with opened(client(mode, **emulator.settings())) as made:
        scene = Scene(info, operation, made, emulator)
        asked = predefined(info)
        pager = scene.call(filters=required(scene), external_references=asked)
        told: set[str] = set()
        for item in await items_of(pager):
            told |= names_told(item)
        assert told
        assert told <= {name for _, name in asked}
        assert "@badge-number" in told or "people" not in dict(asked)


def names_told(value: Any) -> set[str]:
    """Return the reference types that an item tells, at any depth."""
    found = set(getattr(value, "external_references", None) or ())
    for name in getattr(value, "__slots__", ()):
        inner = getattr(value, name, None)
        if type(inner).__module__.startswith("protime."):
            found |= names_told(inner)
        if isinstance(inner, tuple):
            for one in inner:
                found |= names_told(one)
    return found


async def test_both_modes_read_the_same(emulator: Emulator) -> None:
    """Each list gives equal items in both modes."""
    async with (
        opened(client("sync", **emulator.settings())) as one,
        opened(client("async", **emulator.settings())) as two,
    ):
        for info in CATALOG.values():
            if "list" in {each.name for each in info.operations}:
                operation = operation_of(info.name, "list")
                first, second = (
                    Scene(info, operation, made, emulator) for made in (one, two)
                )
                place, needed = first.path(), required(first)
                sync, other = [
                    await items_of(scene.call(path=place, filters=needed))
                    for scene in (first, second)
                ]
                assert sync == other
