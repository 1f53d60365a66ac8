"""How each kind of value is read from JSON; what deviates is counted, not raised.

These are hooks for the converter of `protime_runtime.reading.converter`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Protocol, TypeVar, cast, get_args, get_origin

import attrs

from protime_runtime.reading.deviations import Deviation, Deviations, Mismatch
from protime_runtime.scalars import RULES, NotOfType
from protime_runtime.types import (
    Kept,
    OpenEnum,
    ReferenceValue,
    wired,
    without_none,
)
from protime_runtime.values import frozen

T = TypeVar("T")
Structure = Callable[[object, object], object]

_MISSING = object()


class Structurer(Protocol):
    """What the hooks need of the converter that they belong to."""

    def get_structure_hook(self, type: type[T]) -> Callable[[object, type[T]], T]:
        """Return the hook of a type."""


@frozen
class Reading:
    """Where deviations go while a response is read."""

    deviations: Deviations
    strict: bool


current: ContextVar[Reading | None] = ContextVar("protime_reading", default=None)
"""The response that is being read; without one, deviations raise."""


@frozen(kw_only=True)
class _WiredField:
    """How one attribute of a model is read."""

    model: str
    argument: str
    wires: tuple[str, ...]
    required: bool
    structure: Structure
    hint: object

    def read(
        self, document: Mapping[str, object], arguments: dict[str, object]
    ) -> None:
        raw: object = _MISSING
        for wire in self.wires:
            raw = document.get(wire, _MISSING)
            if raw is not _MISSING:
                break
        if raw is None or raw is _MISSING:
            if self.required:
                self.deviates("null" if raw is None else "missing", "")
                arguments[self.argument] = None
            return
        try:
            arguments[self.argument] = self.structure(raw, self.hint)
        except Mismatch as error:
            error.within(self.wires[0])
            self.deviates("type", error.text, error)
            arguments[self.argument] = raw

    def deviates(self, kind: str, detail: str, error: Mismatch | None = None) -> None:
        name = self.wires[0]
        found = Deviation(model=self.model, field=name, kind=kind, detail=detail)
        _report(found, error)


def _report(found: Deviation, error: Mismatch | None = None) -> None:
    """Count a deviation, or raise it where nobody counts.

    Raises:
        Mismatch: The reading is strict, or there is none.
    """
    reading = current.get()
    if reading is None or reading.strict:
        raise error or Mismatch(str(found), at=found.field)
    reading.deviations.add(found)


def model_structure(model: type, hooks: Structurer) -> Structure:
    """Return the hook of a model: one reader for each of its fields."""
    fields = [_field(model, attribute, hooks) for attribute in wired(model)]
    known = {wire for field in fields for wire in field.wires}
    keeps = any(attribute.name == "_kept" for attribute in attrs.fields(model))

    def structure(document: object, _: object) -> object:
        if not isinstance(document, dict):
            raise Mismatch.of("an object", document)
        arguments: dict[str, object] = {}
        for field in fields:
            field.read(document, arguments)
        if not known.issuperset(document):
            unknown = {key: document[key] for key in document if key not in known}
            _note_unknown(model.__name__, unknown)
            if keeps:
                arguments["_kept"] = Kept(unknown=unknown)
        return model(**arguments)

    return structure


def _field(
    model: type, attribute: attrs.Attribute[object], hooks: Structurer
) -> _WiredField:
    hint = without_none(attribute.type)
    return _WiredField(
        model=model.__name__,
        argument=attribute.alias or attribute.name,
        wires=(attribute.metadata["wire"], *attribute.metadata.get("also", ())),
        required=attribute.default is attrs.NOTHING,
        structure=_hook(hooks, hint),
        hint=hint,
    )


def _note_unknown(model: str, unknown: Mapping[str, object]) -> None:
    for key in unknown if current.get() else ():
        name = str(key)[:60]
        _report(Deviation(model=model, field=name, kind="unknown field", detail=""))


def tuple_structure(hint: object, hooks: Structurer) -> Structure:
    """Return the hook of a list, which reads to a tuple."""
    inner = get_args(hint)[0]
    structure = _hook(hooks, inner)

    def read(value: object, _: object) -> object:
        if not isinstance(value, list):
            raise Mismatch.of("a list", value)
        return tuple(
            _element(index, structure, element, inner)
            for index, element in enumerate(value)
        )

    return read


def _element(
    key: int | str, structure: Structure, value: object, hint: object
) -> object:
    """Read one of several; one of another type is kept, so that the others are read."""
    try:
        return structure(value, hint)
    except Mismatch as error:
        name = getattr(hint, "__name__", str(hint))
        found = Deviation(model=name, field="", kind="type", detail=error.text)
        _report(found, error.within(key))
        return value


def mapping_structure(hint: object, hooks: Structurer) -> Structure:
    """Return the hook of an object with names that are not fixed."""
    inner = get_args(hint)[1]
    structure = _hook(hooks, inner)

    def read(value: object, _: object) -> object:
        if not isinstance(value, dict):
            raise Mismatch.of("an object", value)
        return {
            key: _element(key, structure, element, inner)
            for key, element in value.items()
            if element is not None
        }

    return read


def at(
    key: int | str,
    structure: Callable[[object, type[T]], T],
    value: object,
    hint: object,
) -> T:
    """Read a value, and note on the way out where it stands."""
    try:
        return structure(value, cast("type[T]", hint))
    except Mismatch as error:
        raise error.within(key) from None


def read_enum(value: object, hint: type[OpenEnum]) -> OpenEnum:
    """Read a value of an open enum; unknown ones are counted."""
    if not isinstance(value, str):
        raise Mismatch.of(RULES["enum"].words, value)
    member = hint(value)
    if not member.is_known and current.get():
        name, kind = hint.__name__, "unknown value"
        _report(Deviation(model=name, field="", kind=kind, detail=value[:60]))
    return member


def union_structure(hint: object, hooks: Structurer) -> Structure:
    """Read what may be sent: an id, an identifier or a reference, or a new item."""
    arms = [arm for arm in get_args(hint) if arm is not type(None)]
    models = [arm for arm in arms if attrs.has(get_origin(arm) or arm)]
    model = next((arm for arm in models if get_origin(arm) is None), None)

    def read(value: object, _: object) -> object:
        if not isinstance(value, dict):
            plain = next((arm for arm in arms if arm in (int, str)), None)
            if plain is None:
                raise Mismatch.of("an object", value)
            return _hook(hooks, plain)(value, plain)
        references = value.get("externalReferences")
        if "id" not in value and isinstance(references, dict) and len(references) == 1:
            ((name, text),) = references.items()
            return ReferenceValue(type=name, value=text, collection="")
        if model is None:
            raise Mismatch.of("an id or a reference", value)
        return _hook(hooks, model)(value, model)

    return read


def plain(name: str) -> Structure:
    """Return the hook of a plain type, by its name in `protime_runtime.scalars`."""
    rule = RULES[name]

    def read(value: object, _: object) -> object:
        try:
            return rule.read(value)
        except NotOfType:
            raise Mismatch.of(rule.words, value) from None

    return read


def _hook(hooks: Structurer, hint: object) -> Structure:
    return cast("Structure", hooks.get_structure_hook(cast("type[object]", hint)))
