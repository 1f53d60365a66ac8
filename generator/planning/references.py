"""Plans the classes of reference types."""

from __future__ import annotations

from generator import names, spec
from generator.planning.package import Constant, ReferenceClass
from generator.planning.texts import docstring
from generator.planning.types import Types


def classes(types: Types) -> tuple[ReferenceClass, ...]:
    """Return one class for each collection that references can name."""
    return tuple(
        _class(name, reference, types)
        for name, reference in types.root.reference_types.items()
    )


def _class(name: str, reference: spec.ReferenceType, types: Types) -> ReferenceClass:
    base = "ExternalReference"
    # Without an id nothing can be named by the reference; it can only be asked for.
    base += f"[{types.identifier(name)}]" if reference.id else "[Identifier]"
    return ReferenceClass(
        name=f"{reference.item}Reference",
        collection=name,
        base=base,
        docstring=docstring(
            f"A type of external reference to {names.prose(name)}.",
            f'Custom ones go by name: ``{reference.item}Reference("...")``.',
            indent=4,
        ),
        constants=tuple(
            Constant(name=names.upper(value), value=value, docstring=(text,))
            for value, text in reference.predefined.items()
        ),
    )
