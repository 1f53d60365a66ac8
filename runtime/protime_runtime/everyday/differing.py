"""Whether an item differs from what it should be, so that nothing is sent twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from protime_runtime.model import Model, as_read
from protime_runtime.types import Identifier, ReferenceValue, wired


def differs(found: Model | None, wanted: Model) -> bool:
    """Return whether sending an item would change the one that is there.

    ::

        import attrs

        for found in client.assignments.list(date=january, person=[1]):
            wanted = attrs.evolve(found, comments="Late shift")
            if differs(found, wanted):
                client.assignments.update(found.id, wanted)

    What only Protime sets is not looked at; what ``wanted`` leaves out is, since an
    update empties it. A person or another item that ``wanted`` names by a reference is
    the same only if ``found`` was read with references of that type.

    Args:
        found: The item as it was read; ``None`` where there is none.
        wanted: What would be sent, such as a ``NewActivityDefinition``.
    """
    if found is None:
        return True
    before = {field.metadata["wire"]: field.name for field in wired(type(found))}
    after = {field.metadata["wire"]: field.name for field in wired(type(wanted))}
    sent = {
        field.metadata["wire"]
        for model in (type(found), type(wanted))
        for field in wired(model)
        if not field.metadata.get("read_only")
    }
    return not all(
        _same(_value(found, before.get(wire)), _value(wanted, after.get(wire)))
        for wire in sent
    )


def _value(item: Model, name: str | None) -> object:
    return None if name is None else getattr(item, name)


def _same(found: object, wanted: object) -> bool:
    if isinstance(found, Identifier):
        return _names(found, wanted)
    if isinstance(found, Sequence) and not isinstance(found, str):
        both = found, wanted if isinstance(wanted, Sequence) else ()
        return len(both[0]) == len(both[1]) and all(map(_same, *both))
    return _held(as_read(found)) == _held(as_read(wanted))


def _held(value: object) -> object:
    """Return JSON, and null for what holds nothing; zero and false are values."""
    return None if value in ("", [], {}) else value


def _names(found: Identifier, wanted: object) -> bool:
    if isinstance(wanted, ReferenceValue):
        references: Mapping[str, str] = getattr(found, "external_references", {})
        return references.get(wanted.type) == wanted.value
    return bool(getattr(wanted, "id", wanted) == getattr(found, "id", None))
