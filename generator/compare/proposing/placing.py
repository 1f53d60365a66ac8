"""Where in the spec stands what a difference is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from generator import names, spec
from generator.compare.proposing.nodes import Path
from generator.reading import files
from generator.validation.walking import file_of

Types = Mapping[str, spec.Type]


@frozen(kw_only=True)
class Place:
    """An item or a type: what a class is generated from."""

    file: str
    path: Path
    """Of the type; nothing for the item."""
    name: str
    """Of the class."""
    fields: Mapping[str, spec.Field] = field(factory=dict)
    values: Sequence[str] | None = None
    inferred: str | None = None
    twin: bool
    """Whether what is sent is another class than what is read."""
    types: Types
    """Those that its fields may have."""

    @property
    def home(self) -> Path:
        """Where types stand that its fields may have."""
        return () if self.file == files.TYPES else ("types",)

    def field(self, wire: str) -> Path:
        """Return the path of a field."""
        return (*self.path, "fields", wire)


def place(collection: str, names_: Sequence[str], root: spec.Spec) -> Place | None:
    """Return where names lead to, from the collection's item down."""
    known = root.collections.get(collection)
    if known is None:
        return None
    here = _item(known, root)
    for name in names_:
        below = here.fields[name].type if name in here.fields else None
        kind = here.types.get(below or "")
        if below is None or kind is None:
            return None
        here = _type(below, kind, known, root)
    return here


def _item(collection: spec.Collection, root: spec.Spec) -> Place:
    item = collection.item
    return Place(
        file=file_of(collection.collection),
        path=(),
        name=item.name if item else names.pascal(collection.collection),
        fields=collection.fields,
        twin=True,
        types={**root.types, **collection.types},
    )


def _type(
    name: str, kind: spec.Type, collection: spec.Collection, root: spec.Spec
) -> Place:
    own = name in collection.types
    fields = kind.fields or {}
    return Place(
        file=file_of(collection.collection) if own else files.TYPES,
        path=("types", name) if own else (name,),
        name=name,
        fields=fields,
        values=kind.values,
        inferred=kind.inferred,
        twin=bool(kind.new) or all(field.read == "never" for field in fields.values()),
        types={**root.types, **collection.types} if own else root.types,
    )
