"""Webhooks: what creating one answers.

Source: reference/webhooks/ and how-to/set-up-webhooks/
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from attrs import field, frozen

from protime_runtime.decoding import Decoder
from protime_runtime.errors import DecodingError
from protime_runtime.requests import Answer

_DOCUMENTED = frozenset(
    {
        "id",
        "validUntil",
        "status",
        "externalReferences",
        "destinationUrl",
        "collectionName",
    }
)


@frozen(kw_only=True)
class CreatedWebhook:
    """A new webhook with its private key, which is told only this once."""

    id: str
    location: str | None
    valid_until: str | None
    """When events stop, in ISO 8601 with an offset."""

    answer: Mapping[str, object] = field(repr=False)
    """All that the answer said, under the wire's names; holds the key."""

    @property
    def private_key(self) -> str:
        """The key that events are signed with: the one text that is not documented.

        The name of its property is not published; with several candidates take it from
        `answer`.

        Raises:
            DecodingError: No property, or more than one, can be the key.
        """
        found = [
            value
            for name, value in self.answer.items()
            if name not in _DOCUMENTED and isinstance(value, str)
        ]
        if len(found) != 1:
            names = ", ".join(sorted(set(self.answer) - _DOCUMENTED)) or "none"
            raise DecodingError(
                "The webhook's private key cannot be told from other properties"
                f" (candidates: {names}); take it from answer[...]"
            )
        return found[0]


def read_webhook(answer: Answer, decoder: Decoder) -> CreatedWebhook:
    """Read the answer to creating a webhook.

    Raises:
        DecodingError: It is no object, or names no id in body or ``Location``.
    """
    document = decoder.document(answer.content)
    if not isinstance(document, dict):
        raise DecodingError("The answer is no object", body=answer.content)
    location = answer.headers.get("location")
    id = document.get("id") or (location or "").rstrip("/").rpartition("/")[2]
    id = str(id) if type(id) is int else id
    if not isinstance(id, str) or not id:
        raise DecodingError("The webhook has no id", path="$.id", body=answer.content)
    valid_until = document.get("validUntil")
    return CreatedWebhook(
        id=id,
        location=location,
        valid_until=valid_until if isinstance(valid_until, str) else None,
        answer=MappingProxyType(document),
    )
