# Generated from spec/collections/webhooks.yaml by `nox -s generate`. Do not edit.
"""Addresses that the API sends events of a collection to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, TypeAlias, TypedDict, Unpack

from protime.models.webhooks import (
    NewWebhook,
    Webhook,
    WebhookCollection,
    WebhookStatus,
)
from protime.references import (
    AbsenceDefinitionReference,
    AbsenceGroupReference,
    ActivityDefinitionReference,
    BreakDefinitionReference,
    ContractReference,
    CounterDefinitionReference,
    CounterGroupReference,
    PersonReference,
    ShiftDefinitionReference,
    TerminalReference,
)
from protime.scopes import Scope
from protime_runtime.asking.endpoint import Endpoint, Operation
from protime_runtime.asking.markers import Equal
from protime_runtime.collections import AsyncListed, Listed
from protime_runtime.messages import CreatedWebhook

if TYPE_CHECKING:
    from protime_runtime.paging.pager import AsyncPager, Pager

WebhooksReference: TypeAlias = (
    PersonReference
    | TerminalReference
    | AbsenceDefinitionReference
    | AbsenceGroupReference
    | ActivityDefinitionReference
    | BreakDefinitionReference
    | ContractReference
    | CounterDefinitionReference
    | CounterGroupReference
    | ShiftDefinitionReference
)
"""External references that webhooks can be fetched with."""


class WebhooksFilter(TypedDict, total=False):
    """Which webhooks to list."""

    collection_name: Annotated[
        WebhookCollection | Iterable[WebhookCollection],
        Equal("collection-name", several=True),
    ]
    """Collections of the webhooks.

    Inferred: operator, and several collections at once.
    """

    status: Annotated[WebhookStatus | Iterable[WebhookStatus], Equal(several=True)]
    """Whether events are sent.

    Inferred: several statuses at once.
    """


_webhooks = Endpoint(
    "webhooks",
    Webhook,
    id=str,
    path="/connector/protimeapi/api/v1/webhooks",
    read=(Scope.WEBHOOKS_READ,),
    write=(Scope.WEBHOOKS_WRITE,),
    filter=WebhooksFilter,
    operations={
        "delete": Operation(statuses=(200, 204)),
    },
)


class Webhooks(Listed[Webhook]):
    """Addresses that the API sends events of a collection to.

    The private key is only in the response to the creation.
    What has expired or is disabled cannot be revived; create another one.
    Events of break and shift definitions and of groups have no references.
    Ask for the collection's read scope as well; two pages name only that one.

    Scopes: to read, ``connector-protimeapi-webhooks.read``; to write,
    ``connector-protimeapi-webhooks.write``.

    Source: ``reference/webhooks/``, ``how-to/set-up-webhooks/``,
    ``concepts/webhook-lifecycle/``.
    """

    _endpoint = _webhooks

    def list(self, **filter: Unpack[WebhooksFilter]) -> Pager[Webhook]:
        """Iterate over the webhooks that match the filter.

        Inferred: whether it pages.

        Source: ``how-to/set-up-webhooks/``.
        """
        return self._client._paginate(_webhooks.list(filter))

    def where(self, expression: str) -> Pager[Webhook]:
        """Iterate over the webhooks that match a filter expression."""
        return self._client._paginate(_webhooks.where(expression))

    def get(self, id: str, *, if_none_match: str | None = None) -> Webhook:
        """Fetch one webhook.

        Source: ``how-to/set-up-webhooks/``.
        """
        return self._client._send(_webhooks.get(id, if_none_match=if_none_match))

    def create(
        self,
        webhook: NewWebhook,
        *,
        external_references: Iterable[WebhooksReference] = (),
    ) -> CreatedWebhook:
        """Create a webhook.

        Inferred: the name of the key in the response.

        Source: ``how-to/set-up-webhooks/``.
        """
        return self._client._send(
            _webhooks.create_webhook(webhook, external_references=external_references)
        )

    def delete(self, id: str, *, if_match: str | None = None) -> None:
        """Delete one webhook.

        Inferred: the statuses; from the general page on responses.

        Source: ``how-to/set-up-webhooks/``.
        """
        return self._client._send(_webhooks.delete(id, if_match=if_match))


class AsyncWebhooks(AsyncListed[Webhook]):
    """`Webhooks`, awaited."""

    _endpoint = _webhooks

    def list(self, **filter: Unpack[WebhooksFilter]) -> AsyncPager[Webhook]:
        """Iterate over the webhooks that match the filter."""
        return self._client._paginate(_webhooks.list(filter))

    def where(self, expression: str) -> AsyncPager[Webhook]:
        """Iterate over the webhooks that match a filter expression."""
        return self._client._paginate(_webhooks.where(expression))

    async def get(self, id: str, *, if_none_match: str | None = None) -> Webhook:
        """Fetch one webhook."""
        return await self._client._send(_webhooks.get(id, if_none_match=if_none_match))

    async def create(
        self,
        webhook: NewWebhook,
        *,
        external_references: Iterable[WebhooksReference] = (),
    ) -> CreatedWebhook:
        """Create a webhook."""
        return await self._client._send(
            _webhooks.create_webhook(webhook, external_references=external_references)
        )

    async def delete(self, id: str, *, if_match: str | None = None) -> None:
        """Delete one webhook."""
        return await self._client._send(_webhooks.delete(id, if_match=if_match))
