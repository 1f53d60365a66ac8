"""Everything that can go wrong.

::

    ProtimeError
    ├── ConfigurationError       the client cannot be made like this
    ├── InvalidRequest           the API would refuse it; nothing was sent
    │   └── ScopeMissing         the client's scopes do not cover the call
    ├── RequestFailed            no response came
    ├── AuthenticationFailed     the token endpoint refused
    ├── ClientClosed             the client was closed before or meanwhile
    ├── ForeignLink              a link leads away from the tenant
    ├── RepeatedLink             paging came back to a link it has followed
    ├── LinkNotReady             a delta link was asked for before the end
    ├── DecodingError            the response is not what the API documents
    │   └── WrongItem            the response is about another item than was asked for
    ├── CreationUnconfirmed      accepted with 202, and nothing says what came of it
    ├── WebhookRefused           a delivery is not genuine, or not of now
    ├── RawBodyNeeded            an event's body was decoded before it was verified
    └── ResponseError            the API answered with an error
        ├── NotModified          304
        ├── BadRequest           400
        ├── Unauthorized         401
        ├── Forbidden            403
        ├── NotFound             404
        ├── Conflict             409
        ├── DeltaExpired         410
        ├── UriTooLong           414
        ├── TooManyRequests      429
        └── ServerError          500 and above
            └── ServiceUnavailable  503

`DeviationWarning` reports what does not fail a page: a field or a value that the spec
does not know.

Source: reference/responses/
"""

from __future__ import annotations

from collections.abc import Mapping

from protime_runtime.texts import visible
from protime_runtime.values import frozen

_MAYBE_DONE = (
    "An attempt that was not clearly answered may have done it all the same: look at"
    " the item before you write it again."
)


class ProtimeError(Exception):
    """Base of all errors of this client."""

    resume_link: str | None = None
    """Where to go on after a page failed: for the collection's ``resume``."""

    def __str__(self) -> str:
        """Return what happened; what the API said is shown without acting."""
        return visible(super().__str__(), keep="\n")

    def __reduce__(self) -> tuple[object, ...]:
        """Come out of another process with all attributes; a pool pickles errors."""
        return _again, (type(self), self.args, self.__dict__)


class ConfigurationError(ProtimeError, ValueError):
    """The client cannot be made with these settings."""


class InvalidRequest(ProtimeError, ValueError):
    """The API would refuse the request, so it was not sent."""


class ScopeMissing(InvalidRequest):
    """The call needs a scope that the client was not given."""


@frozen(kw_only=True)
class RequestInfo:
    """What was asked, without the headers that hold secrets."""

    method: str
    url: str
    attempts: int = 1
    request_id: str | None = None
    """What the API calls the request, where its response says so."""
    maybe_done: bool = False
    """Whether a write may have been carried out, by an attempt whose response was lost
    or was 500 and above."""

    def __str__(self) -> str:
        return f"{self.method} {self.url}"


class RequestFailed(ProtimeError):
    """No response came: the network, the proxy or the server failed."""

    def __init__(self, message: str, request: RequestInfo) -> None:
        attempts = f"{request.attempts} attempt{'s' * (request.attempts != 1)}"
        text = f"{message}: {request} (after {attempts})"
        super().__init__(f"{text}. {_MAYBE_DONE}" if request.maybe_done else text)
        self.request = request


class AuthenticationFailed(ProtimeError):
    """The token endpoint gave no token.

    Source: reference/authentication/ (its errors are not published; OAuth's are read)
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None,
        code: str | None,
        body: bytes,
        attempts: int = 1,
        request_id: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.body = body
        self.attempts = attempts
        self.request_id = request_id

    @property
    def is_of_scope(self) -> bool:
        """Whether a scope was refused, and not the client."""
        return self.code in ("invalid_scope", "insufficient_scope")


class ClientClosed(ProtimeError):
    """The client was closed, so that nothing more is sent."""


class ForeignLink(ProtimeError):
    """A link leads to another host, so that the token must not go along."""


class RepeatedLink(ProtimeError):
    """A page gave a link that was followed before: paging would never end."""


class LinkNotReady(ProtimeError):
    """The delta link was asked for before the last page was read to its end."""


class DecodingError(ProtimeError):
    """The response cannot be read as what the API documents."""

    def __init__(self, message: str, *, path: str = "$", body: bytes = b"") -> None:
        super().__init__(f"{message}, at {path}")
        self.path = path
        self.body = body
        self.request: RequestInfo | None = None


class WrongItem(DecodingError):
    """The response is about another item than the path names."""

    def __init__(
        self, message: str, *, asked: object, told: object, path: str, body: bytes
    ) -> None:
        super().__init__(message, path=path, body=body)
        self.asked = asked
        self.told = told


class CreationUnconfirmed(ProtimeError):
    """The API accepted the item with 202, and no response named what became of it."""

    def __init__(self, message: str, *, monitor: str | None, body: bytes) -> None:
        super().__init__(message)
        self.monitor = monitor
        self.body = body


class WebhookRefused(ProtimeError):
    """A webhook's delivery is not genuine, or not of now; nothing of it was read."""


class RawBodyNeeded(ProtimeError, TypeError):
    """A webhook's body was decoded or parsed before its signature was verified."""


STATUS_TO_ERROR: dict[int, type[ResponseError]] = {}
"""Class of each documented status; others are `ServerError` or `ResponseError`."""


class ResponseError(ProtimeError):
    """The API answered with an error."""

    hint = ""

    def __init_subclass__(cls, *, status: int = 0) -> None:
        """Take the status that the class stands for, if it is of a single one."""
        if status:
            STATUS_TO_ERROR[status] = cls

    def __init__(
        self,
        *,
        status: int,
        code: str | None,
        message: str,
        reasons: tuple[str, ...],
        request: RequestInfo,
        body: bytes,
        request_id: str | None = None,
    ) -> None:
        self.status = status
        self.code = code
        self.message = message
        self.reasons = reasons
        self.request = request
        self.body = body
        self.request_id = request_id
        super().__init__(self._text())

    def _text(self) -> str:
        said = " ".join(part for part in (self.code, self.message) if part)
        said = said.rstrip(".") or "without a message"
        lines = [f"{self.status} {said}: {self.request}"]
        lines += [f"  - {reason}" for reason in self.reasons]
        if self.hint:
            lines.append(self.hint)
        if self.request.maybe_done:
            lines.append(_MAYBE_DONE)
        return "\n".join(lines)


class NotModified(ResponseError, status=304):
    """The item is still what ``if_none_match`` names."""


class BadRequest(ResponseError, status=400):
    """The query or the body is not valid."""


class Unauthorized(ResponseError, status=401):
    """The token is missing, invalid, or lacks a scope."""

    hint = "Check the client's id and secret, and that its scopes cover the collection."


class Forbidden(ResponseError, status=403):
    """The token lacks a scope, or the tenant's product forbids the call."""

    hint = (
        "Ask Protime for the scope; assignments are refused to tenants with Planning"
        " Flex or Shift."
    )


class NotFound(ResponseError, status=404):
    """The item does not exist."""


class Conflict(ResponseError, status=409):
    """A concurrent change, or a continuation token that no longer holds."""

    hint = "When paging, start the list again; when writing, read the item again first."


class DeltaExpired(ResponseError, status=410):
    """The delta link was not used for 72 hours."""

    hint = "Start again with a full load: the changes since then cannot be had."


class UriTooLong(ResponseError, status=414):
    """The address is longer than the API takes."""


class TooManyRequests(ResponseError, status=429):
    """The API slows the client down."""


class ServerError(ResponseError):
    """The API failed (500 and above)."""


class ServiceUnavailable(ServerError, status=503):
    """The API is unavailable, for instance during maintenance."""


class DeviationWarning(UserWarning):
    """A response differs from the spec, and could be read nevertheless."""


def _again(
    kind: type[ProtimeError], args: tuple[object, ...], state: Mapping[str, object]
) -> ProtimeError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error
