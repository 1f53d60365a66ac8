"""Each operation as one call, in three forms: Python, a command, and plain HTTP.

What stands in paths and bodies is of the tenant that ``protime emulate --today
2026-03-02`` serves; the request is what ``protime explain`` says of the command.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from datetime import date
from functools import cache
from io import StringIO
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from attrs import frozen

import protime
from docs.building.python_code import Code, call, listed, literal, named, program
from docs.tenant import new_tenant
from generator import names
from protime.catalog import CATALOG
from protime_cli.__main__ import main
from protime_cli.session.session import Session
from protime_emulator import Emulator
from protime_runtime.catalog import CollectionInfo, FieldInfo, OperationInfo

Json: TypeAlias = Any
Document: TypeAlias = Mapping[str, Json]

HOST = "acme.myprotime.eu"
AGENT = "PeopleSyncService/v1 (Acme Corp)"
FILE = "body.json"
"""What a terminal sends that is longer than a property or two."""

MONTH = "2026-02"
WEBHOOK = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
_LEVEL = 2
_PLACES = {
    "collectionName": "people",
    "referenceName": "HRMID",
    "externalReference": "Emp123",
    "level": _LEVEL,
}
_VALUES: Document = {
    "date": "2026-03-02",
    "from": "2026-03-02",
    "until": "2026-03-02",
    "originalFrom": "2026-03-02",
    "updatedFrom": "2026-03-09",
    "timeOfDayInMinutes": 510,
    "kind": "InOut",
    "activityUsageKind": "Circle",
    "usageReference": {"id": 1},
    "default": "Bridge",
    "dataEntryCode": "8001",
    "externalReference": "PRJ-1",
    "destinationUrl": "https://hooks.acme.example/protime",
    "collectionName": "clockings",
    "internalReference": "1",
    "level": 1,
}
"""What properties hold in examples, by their names; others hold something of their
type."""

_MORE = {"activity-definitions": ("dataEntryCode", "externalReference", "parent")}
"""Properties that are sent though the API can do without them."""


@cache
def tenant() -> Emulator:
    """Return the tenant whose items the examples name."""
    return new_tenant()


@frozen
class Example:
    """A call of an operation."""

    info: CollectionInfo
    operation: OperationInfo

    @property
    def places(self) -> list[Json]:
        """What stands in the path."""
        return [
            self._place(parameter.wire, parameter.identifier)
            for parameter in self.operation.path_parameters
        ]

    def _place(self, wire: str, identifier: str | None) -> Json:
        if wire == "structureVersionId":
            return tenant().structure_version
        if wire in _PLACES:
            return _PLACES[wire]
        return _id_of(identifier or self.info.name)

    @property
    def has_days(self) -> bool:
        """Whether a filter for days has to be given."""
        required = {filter.wire for filter in self.info.filters if filter.required}
        return bool(required & set(self.operation.filters))

    @property
    def body(self) -> Json:
        """What is sent, as JSON."""
        name = self.operation.body
        if name is None:
            return None
        document = self._document(name)
        return [document] if self.operation.body_is_list else document

    def _document(self, name: str) -> Document:
        more = _MORE.get(self.info.name, ())
        return {
            field.wire: self._value(field)
            for field in fields_of(self.info, name)
            if field.write == "required" or field.wire in more
        }

    def _value(self, field: FieldInfo) -> Json:
        if field.wire in _VALUES:
            return _VALUES[field.wire]
        found: Json = self._made(field)
        return [found] if field.list else found

    def _made(self, field: FieldInfo) -> Json:
        if field.identifier:
            level = 1 if field.wire in ("parent", "activityDefinitions") else _LEVEL
            return {"id": _id_of(field.identifier[0], level)}
        types = {type.name: type for type in self.info.types}
        if field.type not in types:
            return {"integer": 480, "boolean": True}.get(field.type, "Late shift")
        found = types[field.type]
        return found.values[0] if found.values else self._document(found.name)

    def python(self) -> str:
        """Return a program that makes the call."""
        arguments = [literal(place) for place in self.places]
        if self.operation.name == "put":
            arguments.append(named("internal_reference", literal(1)))
        elif self.body is not None:
            arguments.append(self._value_code(str(self.operation.body), self.body))
        if self.has_days:
            month = call("DateRange.month", [literal(2026), literal(2)], "DateRange")
            arguments.append(named("date", month))
        made = call(f"client.{self.info.attribute}.{self.operation.name}", arguments)
        return program(made, self.operation.response, self._item)

    @property
    def _item(self) -> str:
        if self.operation.name == "delta":
            return "change"
        if self.operation.response in ("item", "page"):
            return names.snake(str(self.info.item))
        return "created"

    def _value_code(self, kind: str, value: Json) -> Code:
        """Return a value of a property as a program says it."""
        if isinstance(value, list):
            return listed(self._value_code(kind, element) for element in value)
        if isinstance(value, Mapping):
            if value.keys() == {"id"}:
                return literal(value["id"])
            known = {field.wire: field for field in fields_of(self.info, kind)}
            arguments = [
                named(known[wire].python, self._value_code(known[wire].type, inner))
                for wire, inner in value.items()
            ]
            return call(kind, arguments, kind)
        if any(type.name == kind and type.values for type in self.info.types):
            member = getattr(protime, kind)(value).name
            return Code(text=f"{kind}.{member}", imports=frozenset({kind}))
        return literal(date.fromisoformat(value) if kind == "date" else value)

    @property
    def command(self) -> str:
        """The command that makes the call; a long body is in a file."""
        words = ["protime", self.info.name, self.operation.name.replace("_", "-")]
        words += [str(place) for place in self.places]
        words += ["--date", MONTH] if self.has_days else []
        if self.operation.name == "delta":
            words += ["--link-file", f"{self.info.name}.link"]
        if self.file:
            words += ["--from", FILE]
        elif self.body is not None:
            pairs = _pairs(self.body)
            words += chain(*(("--set", f"{name}={value}") for name, value in pairs))
        return shlex.join(words)

    @property
    def file(self) -> str | None:
        """The file that the command reads what it sends from, if any.

        With ``--set``, an update would read the item first and keep the rest of it.
        """
        whole = self.operation.body_is_list or self.operation.name == "update"
        return json.dumps(self.body, indent=2) if whole else None

    def http(self) -> str:
        """Return the request as it is sent, with a blank line before its body."""
        said = dict(self._explained())
        method, _, url = said["request"].partition(" ")
        path = url.partition(HOST)[2]
        lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}"]
        lines += ["Authorization: Bearer ...", f"User-Agent: {AGENT}"]
        if "body" in said:
            body = json.dumps(json.loads(said["body"]), ensure_ascii=False, indent=2)
            lines += ["Content-Type: application/json", "", body]
        return "\n".join(lines) + "\n"

    def _explained(self) -> Iterator[tuple[str, str]]:
        environ = {
            "PROTIME_TENANT": "acme",
            "PROTIME_CLIENT_ID": "acme-client",
            "PROTIME_CLIENT_SECRET": "none is needed to explain",
            "PROTIME_USER_AGENT": AGENT,
            "COLUMNS": "100000",
        }
        words = shlex.split(self.command)[1:]
        with TemporaryDirectory() as folder, redirect_stdout(StringIO()) as said:
            file = Path(folder) / FILE
            file.write_text(self.file or "", encoding="utf-8")
            words = [str(file) if word == FILE else word for word in words]
            status = main(["explain", *words], Session(environ=environ))
        if status:
            raise RuntimeError(f"{self.command}: {said.getvalue()}")
        for line in said.getvalue().splitlines():
            name, _, text = line.partition("  ")
            yield name, text.strip()


def examples(name: str) -> list[Example]:
    """Return an example of each operation of a collection."""
    info = CATALOG[name]
    return [Example(info, operation) for operation in info.operations]


def fields_of(info: CollectionInfo, name: str) -> tuple[FieldInfo, ...]:
    """Return the properties of a type, or of the collection's own item."""
    if name in (info.item, info.new_item):
        return info.fields
    return next(type.fields for type in info.types if type.name == name)


def _id_of(collection: str, level: int = _LEVEL) -> Json:
    if collection == "webhooks":
        return WEBHOOK
    rows = tenant().collection(collection)
    if collection == "activity-definitions":
        rows = [row for row in rows if row["level"] == level]
    return rows[0]["id"]


def _pairs(document: Document, above: str = "") -> Iterator[tuple[str, Json]]:
    """Yield the properties of a body as ``--set`` takes them."""
    for wire, value in document.items():
        if isinstance(value, Mapping) and value.keys() == {"id"}:
            yield f"{above}{wire}", value["id"]
        elif isinstance(value, Mapping):
            yield from _pairs(value, f"{above}{wire}.")
        else:
            yield f"{above}{wire}", value
