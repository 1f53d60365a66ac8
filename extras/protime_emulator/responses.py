"""Responses, and the two documented shapes of errors.

Source: reference/responses/ of the documentation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import field, frozen


@frozen(kw_only=True)
class Response:
    """What is sent back: a status, a JSON body if any, and headers."""

    status: int = 200
    body: object = None
    """JSON value; None for no body."""
    headers: Mapping[str, str] = field(factory=dict)


class Problem(Exception):
    """A request that is refused, with the body that says why."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        code: str | None = None,
        reasons: Sequence[str] = (),
        validation_errors: Sequence[str] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Take the status and the parts of the body."""
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code or CODES.get(status, "Error")
        self.reasons = list(reasons)
        self.validation_errors = list(validation_errors)
        self.headers = headers or {}

    def response(self) -> Response:
        """Return the response in the shape that the documentation gives for it."""
        inner: dict[str, object] = {"code": self.code, "message": self.message}
        if self.validation_errors:
            # The one shape without the wrapper: a body that fails model validation.
            body: object = {**inner, "validationErrors": self.validation_errors}
        elif self.reasons:
            body = {"error": {**inner, "reasons": self.reasons}}
        else:
            body = {"error": inner}
        return Response(status=self.status, body=body, headers=self.headers)


CODES = {
    400: "BadRequest",
    401: "Unauthorized",
    403: "Forbidden",
    404: "NotFound",
    405: "MethodNotAllowed",
    409: "Conflict",
    410: "Gone",
    413: "PayloadTooLarge",
    414: "UriTooLong",
    429: "TooManyRequests",
    500: "InternalServerError",
    503: "ServiceUnavailable",
}
"""Codes of error bodies; the documentation lists only ``BadRequest``."""


def refused(*reasons: str, message: str = "The request is invalid.") -> Problem:
    """Return a 400 with reasons: wrong filters, references or business rules."""
    return Problem(400, message, reasons=reasons)


def invalid(*errors: str) -> Problem:
    """Return a 400 for a body that fails validation."""
    return Problem(400, "The body is invalid.", validation_errors=errors)


def missing(what: str) -> Problem:
    """Return a 404."""
    return Problem(404, f"{what} does not exist.")
