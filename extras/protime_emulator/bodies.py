"""Reading request bodies and holding them against the catalog.

Sources: reference/responses/ (the shape of errors), how-to/create-update-delete/.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from attrs import field, frozen

from protime_runtime.catalog import CollectionInfo, FieldInfo, TypeInfo

from .names import PEOPLE
from .references import References
from .responses import invalid, refused
from .tenant import Tenant
from .values import is_id, plain_errors
from .wire import Key, Row


def parsed(content: bytes) -> object:
    """Return the JSON that a body holds.

    Raises:
        Problem: 400 with ``validationErrors``, it cannot be read.
    """
    try:
        return json.loads(
            content.decode(), parse_constant=_no_constant, parse_float=_finite
        )
    except (ValueError, RecursionError) as error:
        reason = (
            "nested too deeply"
            if isinstance(error, RecursionError)
            else str(error)[:200]
        )
        raise invalid(f"The JSON cannot be read: {reason}") from error


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ValueError("a number is too large")
    return value


@frozen
class Problems:
    """What was found wrong: in the form of a body, and in what it names."""

    errors: list[str] = field(factory=list)
    reasons: list[str] = field(factory=list)


class Bodies:
    """Reads bodies of one tenant: identifiers must name items that it has."""

    def __init__(self, tenant: Tenant, references: References) -> None:
        """Take what identifiers are looked up in."""
        self._tenant = tenant
        self._references = references

    def read(self, content: bytes, collection: CollectionInfo, type: str | None) -> Row:
        """Return the writable properties of an object, identifiers resolved to ids.

        Unknown and read-only properties are left out (how-to/create-update-delete/).

        Raises:
            Problem: 400, in the shape for the body's form or for what it names.
        """
        problems = Problems()
        fields = body_fields(collection, type)
        found = self._object(parsed(content), fields, collection, "$", problems)
        _raise(problems)
        return found

    def read_list(
        self, content: bytes, collection: CollectionInfo, type: str | None
    ) -> list[Row]:
        """Return the objects of a body that is a bare array, as `read` does."""
        value = parsed(content)
        if not isinstance(value, list):
            raise invalid("$: expected an array.")
        problems = Problems()
        fields = body_fields(collection, type)
        found = [
            self._object(element, fields, collection, f"$[{index}]", problems)
            for index, element in enumerate(value)
        ]
        _raise(problems)
        return found

    def value(
        self, value: object, info: FieldInfo, collection: CollectionInfo
    ) -> object:
        """Return what a property holds, which need not be one that bodies may set.

        Raises:
            Problem: 400, as for bodies.
        """
        problems = Problems()
        found = self._field(value, info, collection, info.wire, problems, {})
        _raise(problems)
        return found

    def _object(
        self,
        value: object,
        fields: Sequence[FieldInfo],
        collection: CollectionInfo,
        path: str,
        problems: Problems,
    ) -> Row:
        if not isinstance(value, dict):
            problems.errors.append(f"{path}: expected an object.")
            return {}
        found: Row = {}
        for info in fields:
            given, here = value.get(info.wire), f"{path}.{info.wire}"
            if given is None or (given == "" and info.type == "date"):
                if info.write == "required":
                    problems.errors.append(f"{here}: is required.")
            else:
                found[info.wire] = self._field(
                    given, info, collection, here, problems, value
                )
        return found

    def _field(
        self,
        value: object,
        info: FieldInfo,
        collection: CollectionInfo,
        path: str,
        problems: Problems,
        around: Mapping[str, object],
    ) -> object:
        def one(part: object, where: str) -> object:
            if info.identifier:
                return self._identifier(part, info, around, where, problems)
            return self._value(part, info, collection, where, problems)

        if info.list and isinstance(value, list):
            return [one(part, f"{path}[{index}]") for index, part in enumerate(value)]
        if info.map and isinstance(value, dict):
            return {key: one(part, f"{path}.{key}") for key, part in value.items()}
        if info.list or info.map:
            form = "array" if info.list else "object"
            problems.errors.append(f"{path}: expected an {form}.")
            return None
        return one(value, path)

    def _value(
        self,
        value: object,
        info: FieldInfo,
        collection: CollectionInfo,
        path: str,
        problems: Problems,
    ) -> object:
        inner = _type(collection, info.type)
        if inner is not None and inner.fields:
            writable = [field for field in inner.fields if field.write != "never"]
            fields = writable or inner.fields
            return self._object(value, fields, collection, path, problems)
        found = plain_errors(value, info, inner)
        problems.errors.extend(f"{path}: {error}" for error in found)
        return value

    def _identifier(
        self,
        value: object,
        info: FieldInfo,
        around: Mapping[str, object],
        path: str,
        problems: Problems,
    ) -> Row:
        """Read ``{"id": ...}`` or ``{"externalReferences": {...}}``."""
        collections = _meant(info, around)
        id = value.get("id") if isinstance(value, dict) else None
        named = value.get("externalReferences") if isinstance(value, dict) else None
        if id is not None:
            if not isinstance(id, int | str) or isinstance(id, bool) or not is_id(id):
                problems.errors.append(f"{path}.id: expected an id.")
            elif not any(self._tenant.table(name).get(id) for name in collections):
                problems.reasons.append(
                    f"{path}: {' or '.join(collections)}/{id} does not exist."
                )
            return {"id": id}
        if not isinstance(named, dict) or not named:
            problems.errors.append(f"{path}: expected an id or externalReferences.")
            return {}
        keys = {self._find(collections, name, text) for name, text in named.items()}
        if len(keys) > 1 or None in keys:
            problems.reasons.append(
                f"{path}: {_shown(named)} names no item or several."
            )
        return {"id": keys.pop()}

    def _find(self, collections: Sequence[str], name: str, value: object) -> Key | None:
        found = (
            self._references.find(owner, name, str(value)) for owner in collections
        )
        return next((key for key in found if key is not None), None)


def body_fields(collection: CollectionInfo, type: str | None) -> list[FieldInfo]:
    """Return the fields that may be sent in a body of a type."""
    inner = None if type is None else _type(collection, type)
    fields = collection.fields if inner is None else inner.fields
    return [field for field in fields if field.write != "never"]


def _type(collection: CollectionInfo, name: str) -> TypeInfo | None:
    types = {type.name: type for type in collection.types}
    return types.get(name) or types.get(name.removeprefix("New"))


def _meant(info: FieldInfo, around: Mapping[str, object]) -> Sequence[str]:
    """Return the collections an identifier can be of; a sibling's kind narrows them."""
    kinds = {str(value).lower() for value in around.values() if isinstance(value, str)}
    if len(info.identifier) == 1 or not kinds:
        return info.identifier
    named = {"person": PEOPLE}
    meant = {named.get(kind, f"{kind}s") for kind in kinds}
    return [name for name in info.identifier if name in meant] or info.identifier


def _shown(value: object) -> str:
    return json.dumps(value)[:100]


def _raise(problems: Problems) -> None:
    if problems.errors:
        raise invalid(*problems.errors[:50])
    if problems.reasons:
        raise refused(*problems.reasons[:50])
