# Generated from spec/collections/external-references.yaml by `nox -s generate`.
# Do not edit.
"""Other systems' own names for items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from golden.models.external_references import CustomReference
from golden.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint, Operation
from protime_runtime.asking.places import Place
from protime_runtime.collections import AsyncCollection, Collection

if TYPE_CHECKING:
    from protime_runtime.bulk import BulkReport

_external_references = Endpoint(
    "external-references",
    object,
    id=str,
    path="/golden/api/v1/external-references/{}/{}/{}",
    places=(
        Place("collectionName"),
        Place("referenceName", custom=True),
        Place("externalReference"),
    ),
    write=(Scope.EXTERNAL_REFERENCES_WRITE,),
    operations={
        "put": Operation(statuses=(200, 201), body=CustomReference),
        "delete": Operation(statuses=(204,)),
    },
)


class ExternalReferences(Collection):
    """Other systems' own names for items.

    Scopes: to write, ``golden-api-external-references.write``.

    Source: ``reference/external-references/``.
    """

    _endpoint = _external_references

    def put(
        self,
        collection_name: str,
        reference_name: str,
        external_reference: str,
        *,
        internal_reference: int | str,
    ) -> None:
        """Let an external reference name an item, by Protime's id of it."""
        return self._client._send(
            _external_references.at(
                collection_name, reference_name, external_reference
            ).put_reference(internal_reference)
        )

    def put_all(
        self,
        collection_name: str,
        reference_name: str,
        references: Mapping[str, int | str],
    ) -> BulkReport:
        """Map many values to ids and report what conflicts."""
        return self._client._put_all(
            _external_references, collection_name, reference_name, references
        )

    def delete(
        self, collection_name: str, reference_name: str, external_reference: str
    ) -> None:
        """Delete an external reference."""
        return self._client._send(
            _external_references.at(
                collection_name, reference_name, external_reference
            ).delete()
        )


class AsyncExternalReferences(AsyncCollection):
    """`ExternalReferences`, awaited."""

    _endpoint = _external_references

    async def put(
        self,
        collection_name: str,
        reference_name: str,
        external_reference: str,
        *,
        internal_reference: int | str,
    ) -> None:
        """Let an external reference name an item, by Protime's id of it."""
        return await self._client._send(
            _external_references.at(
                collection_name, reference_name, external_reference
            ).put_reference(internal_reference)
        )

    async def put_all(
        self,
        collection_name: str,
        reference_name: str,
        references: Mapping[str, int | str],
    ) -> BulkReport:
        """Map many values to ids and report what conflicts."""
        return await self._client._put_all(
            _external_references, collection_name, reference_name, references
        )

    async def delete(
        self, collection_name: str, reference_name: str, external_reference: str
    ) -> None:
        """Delete an external reference."""
        return await self._client._send(
            _external_references.at(
                collection_name, reference_name, external_reference
            ).delete()
        )
