"""Webhooks: what creating one answers.

Source: reference/webhooks/ and how-to/set-up-webhooks/
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from types import MappingProxyType
from typing import cast

from attrs import field, frozen

from protime_runtime.errors import DecodingError, DeviationWarning
from protime_runtime.messages import Answer
from protime_runtime.reading.decoding import Decoder, converter
from protime_runtime.reading.deviations import Deviation, Mismatch

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
    valid_until: datetime | None
    """When events stop; what is no date and time stays as it came, as in a model."""

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
    return CreatedWebhook(
        id=id,
        location=location,
        valid_until=_point(document, "validUntil", decoder),
        answer=MappingProxyType(document),
    )


def _point(
    document: Mapping[str, object], name: str, decoder: Decoder
) -> datetime | None:
    """Read a date and time; a deviation is counted, and never raised.

    The answer holds the key, which is told only once: neither ``strict`` nor warnings
    that are errors may cost it.
    """
    value = document.get(name)
    if value is None:
        return None
    try:
        return converter.structure(value, datetime)
    except Mismatch as error:
        with suppress(DeviationWarning):
            decoder.deviations.add(
                Deviation(
                    model="CreatedWebhook", field=name, kind="type", detail=error.text
                )
            )
        return cast("datetime", value)
