"""Exit statuses: one for each kind of error, with what to do next.

The statuses are part of what scripts rely on, so they never change their meaning.
"""

from __future__ import annotations

import shlex
from collections.abc import Collection
from http import HTTPStatus

from attrs import evolve, frozen

from protime_runtime import errors


@frozen
class Kind:
    """A kind of error: its exit status, what it means and what to do next."""

    status: int
    means: str
    advice: str


UNEXPECTED = Kind(1, "something else", "")
USAGE = Kind(2, "the command line is wrong", "See --help of the command that is named.")
CONFIGURATION = Kind(
    3, "settings are missing or cannot work", "`protime doctor` checks them."
)
REFUSED = Kind(
    4,
    "the API would refuse it, so nothing was sent",
    "The command's --help lists what it takes.",
)
CREDENTIALS = Kind(
    5,
    "the client's id or secret is not accepted (401)",
    "`protime doctor` checks the credentials.",
)
FORBIDDEN = Kind(
    6,
    "a scope is missing, or the product forbids it (403)",
    "`protime scopes` names the scope to ask Protime for.",
)
NOT_FOUND = Kind(7, "there is no such item (404)", "Check the id or the reference.")
CONFLICT = Kind(
    8,
    "a concurrent change, or a link that no longer holds (409, 410)",
    "Begin again: read the item or start the list anew.",
)
BAD_REQUEST = Kind(
    9, "the API refused it (400, 414)", "`protime explain` shows what would be sent."
)
LATER = Kind(
    10,
    "the API is busy or unavailable (429, 500, 503), or a sync's target is",
    "Try again later.",
)
NO_ANSWER = Kind(
    11,
    "no response came",
    "Check the network.",
)
UNREADABLE = Kind(
    12,
    "the response is not what the API documents",
    "`protime doctor` shows what differs.",
)
PARTLY = Kind(
    13,
    "some of many items failed, or rows of a sync could not be kept",
    "The report says which; the same command goes on.",
)
BLOCKED = Kind(
    14,
    "a sync's target cannot be written before someone changes something",
    "The message says what; nothing is lost, and the same command goes on.",
)
TAKEN = Kind(
    15,
    "another consumer of the same client takes the delta again and again",
    "",
)
INTERRUPTED = Kind(130, "interrupted", "")

KINDS = (
    UNEXPECTED,
    USAGE,
    CONFIGURATION,
    REFUSED,
    CREDENTIALS,
    FORBIDDEN,
    NOT_FOUND,
    CONFLICT,
    BAD_REQUEST,
    LATER,
    NO_ANSWER,
    UNREADABLE,
    PARTLY,
    BLOCKED,
    TAKEN,
    INTERRUPTED,
)
"""Every kind, in the order of the statuses."""

_BY_NAME = {
    "ConfigurationError": CONFIGURATION,
    "KeyringRefused": evolve(CONFIGURATION, advice=""),
    "InvalidRequest": REFUSED,
    "ScopeMissing": FORBIDDEN,
    "Unauthorized": CREDENTIALS,
    "Forbidden": FORBIDDEN,
    "NotFound": NOT_FOUND,
    "Conflict": CONFLICT,
    "DeltaExpired": CONFLICT,
    "TooManyRequests": LATER,
    "ServerError": LATER,
    "ResponseError": BAD_REQUEST,
    "RequestFailed": NO_ANSWER,
    "CreationUnconfirmed": NO_ANSWER,
    "DecodingError": UNREADABLE,
    "ForeignLink": UNREADABLE,
    "RepeatedLink": UNREADABLE,
    "TargetFailed": LATER,
    "TargetBlocked": BLOCKED,
    "TargetRefused": evolve(CONFIGURATION, advice=""),
    "DeltaTaken": TAKEN,
    "TooManyDeletions": evolve(BLOCKED, advice=""),
    "SyncBusy": evolve(CONFLICT, advice=""),
    "LeaseHeld": evolve(CONFLICT, advice=""),
    "LeaseLost": evolve(CONFLICT, advice=""),
    "StateError": evolve(CONFIGURATION, advice=""),
    "SyncError": CONFIGURATION,
    "ProtimeError": UNEXPECTED,
}
"""By name, as those of the other extras need not be installed."""

_NEVER = (HTTPStatus.NOT_IMPLEMENTED, HTTPStatus.HTTP_VERSION_NOT_SUPPORTED)
"""Errors of a server that no repeat mends; the API documents neither."""


def kind_of(error: errors.ProtimeError) -> Kind:
    """Return the kind of an error: of its own class, or of the nearest base."""
    if isinstance(error, errors.AuthenticationFailed):
        return _of_the_token_endpoint(error)
    if isinstance(error, errors.ServerError) and error.status in _NEVER:
        return UNREADABLE
    names = (kind.__name__ for kind in type(error).__mro__)
    return next(_BY_NAME[name] for name in names if name in _BY_NAME)


def _of_the_token_endpoint(error: errors.AuthenticationFailed) -> Kind:
    if error.status is None:
        return NO_ANSWER
    if error.is_of_scope:
        return FORBIDDEN
    if error.status in _NEVER:
        return UNREADABLE
    busy = error.status == HTTPStatus.TOO_MANY_REQUESTS
    failed = error.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return LATER if busy or failed else CREDENTIALS


def of_many(statuses: Collection[int], *, partly: bool) -> int:
    """Return the status of many things, by those of the errors that there were.

    Where nothing was done for one reason, it is the status of that reason, as where it
    was asked for alone.
    """
    alone = len(statuses) == 1 and not partly
    return next(iter(statuses)) if alone else PARTLY.status


def of_system(error: OSError) -> str:
    """Return what the system refuses, with the file, in one line."""
    said = error.strerror or str(error)
    return f"{error.filename}: {said}." if error.filename else f"{said}."


def sentence(error: errors.ProtimeError, *, resumes: bool = False) -> str:
    """Return the error and what to do next, in one line.

    Args:
        error: What went wrong.
        resumes: Whether the rows before are there, so that ``--resume`` gives the rest.
    """
    kind = kind_of(error)
    hint = getattr(error, "hint", "")
    advice = kind.advice if not hint else ""
    if resumes and error.resume_link is not None and kind in (LATER, NO_ANSWER):
        advice = f"Go on with --resume {shlex.quote(error.resume_link)}"
    return " ".join(part for part in (said(error), advice) if part)


def said(error: errors.ProtimeError) -> str:
    """Return the error alone, in one line that ends as a sentence."""
    text = one_line(str(error))
    return text if text.endswith((".", "!", "?")) else f"{text}."


def one_line(text: str) -> str:
    """Return a message of several lines in one, without the dashes of its points."""
    return "; ".join(line.strip().removeprefix("- ") for line in text.splitlines())
