"""Many small writes with one report, since the API takes one item a call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from protime_runtime import given
from protime_runtime.asking.endpoint import Endpoint
from protime_runtime.errors import (
    AuthenticationFailed,
    BadRequest,
    Conflict,
    Forbidden,
    InvalidRequest,
    ProtimeError,
    ResponseError,
    ScopeMissing,
    Unauthorized,
)
from protime_runtime.messages import Request
from protime_runtime.values import frozen

_HOPELESS = (AuthenticationFailed, Forbidden, ScopeMissing, Unauthorized)
"""After these no further value is sent, since it would fare no better."""


@frozen(kw_only=True)
class Refusal:
    """A value that was not mapped, and why."""

    external_reference: str
    internal_reference: str
    reason: str
    error: ProtimeError | None = None


@frozen(kw_only=True)
class BulkReport:
    """The report on mapping many values."""

    done: int
    """Values that are mapped now."""

    conflicts: tuple[Refusal, ...]
    """Values that would name an item twice, or that were refused (400, 409)."""

    failures: tuple[Refusal, ...]
    """Values of which nothing is known, since the request failed, was not sent, or was
    refused when it was repeated: the attempt before may have mapped them."""

    @property
    def ok(self) -> bool:
        """Whether every value is mapped."""
        return not self.conflicts and not self.failures


class Mapper:
    """Maps values one by one, and remembers how each ended."""

    def __init__(
        self,
        endpoint: Endpoint[object, str],
        collection: str,
        reference: str,
        references: Mapping[str, int | str],
    ) -> None:
        """Take the whole mapping, of which values for one id twice are refused.

        Raises:
            InvalidRequest: The reference type is one of Protime's own.
        """
        if not callable(getattr(references, "items", None)):
            raise InvalidRequest(
                "Values are given with their ids, as in a dict or a series, not as"
                f" {type(references).__name__}."
            )
        self._place = endpoint.at(collection, reference)
        self._references = references
        self._hopeless: ProtimeError | None = None
        self._sent = "", ""
        self._done = 0
        self._conflicts: list[Refusal] = []
        self._failures: list[Refusal] = []

    def requests(self) -> Iterator[Request[None]]:
        """Yield the request of each mapping that can hold; send it within `noted`."""
        owners: dict[str, str] = {}
        for value, internal in self._references.items():
            id = _text(internal)
            if id in owners:
                reason = f"{id} is already named {owners[id]!r} in this mapping"
                self._conflicts.append(_refusal(value, id, reason))
                continue
            owners[id] = value
            if self._hopeless is not None:
                reason = f"not sent, since before it: {self._hopeless}"
                self._failures.append(_refusal(value, id, reason))
                continue
            self._sent = value, id
            try:
                request = self._place.at(value).put_reference(internal)
            except InvalidRequest as error:
                self._failed(error)
            else:
                yield request

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note how the request that came last ends, which is sent in the block."""
        try:
            yield
        except ProtimeError as error:
            self._failed(error)
        else:
            self._done += 1

    def _failed(self, error: ProtimeError) -> None:
        value, id = self._sent
        if isinstance(error, _HOPELESS):
            self._hopeless = error
        unclear = isinstance(error, ResponseError) and error.request.maybe_done
        refused = not unclear and isinstance(
            error, Conflict | BadRequest | InvalidRequest
        )
        into = (
            self._failures
            if error is self._hopeless or not refused
            else self._conflicts
        )
        into.append(_refusal(value, id, str(error), error))

    def report(self) -> BulkReport:
        """Return the report on all of them."""
        return BulkReport(
            done=self._done,
            conflicts=tuple(self._conflicts),
            failures=tuple(self._failures),
        )


def _text(internal: object) -> str:
    """Return an id as it is reported and compared; what is none is refused later."""
    return str(given.scalar(internal))


def _refusal(
    value: str, id: str, reason: str, error: ProtimeError | None = None
) -> Refusal:
    return Refusal(
        external_reference=value, internal_reference=id, reason=reason, error=error
    )
