# Generated from spec/collections/external-references.yaml by `nox -s generate`.
# Do not edit.
"""Models of external references."""

from __future__ import annotations

from attrs import field, frozen

from protime_runtime.types import Model


@frozen(kw_only=True)
class CustomReference(Model):
    """The item that an external reference names."""

    internal_reference: str = field(metadata={"wire": "internalReference"})
    """Protime's id of the item, as text."""
