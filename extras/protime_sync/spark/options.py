"""The options of the source: texts of Spark's, read before anything is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from protime.catalog import REFERENCES
from protime_runtime.errors import InvalidRequest
from protime_sync.errors import SyncError, need
from protime_sync.source.days import Window
from protime_sync.spark.connecting import Login
from protime_sync.spark.tables import Form

_KNOWN = (
    "collection",
    "since",
    "until",
    "days",
    "people",
    "references",
    "timezone",
    "columns",
    "profile",
    "secret_scope",
    "kept",
    "pages",
    "every",
)


@frozen(kw_only=True)
class Given:
    """What a user gave, as values."""

    collection: str
    span: Window
    """Days from ``since`` to ``until``."""
    form: Form
    logins: tuple[Login, ...]
    references: tuple[str, ...]
    days: int
    people: int | None
    kept: str | None
    pages: int
    every: float


def read(given: Mapping[str, str]) -> Given:
    """Return what the options say.

    Raises:
        SyncError: One is unknown, missing or not what it should be.
        InvalidRequest: There is no such collection or column.
    """
    unknown = sorted(set(given) - set(_KNOWN))
    if unknown or "collection" not in given:
        raise SyncError(
            f"The source 'protime' takes {', '.join(_KNOWN)}, of which collection is"
            f" needed; given: {', '.join(sorted(given)) or 'none'}."
        )
    logins = tuple(_logins(given))
    references = tuple(_references(given.get("references", "")))
    return Given(
        collection=given["collection"],
        span=Window(_day(given, "since"), _day(given, "until")),
        form=Form.of(
            given["collection"],
            references=references,
            timezone=given.get("timezone"),
            only=_words(given.get("columns", "")),
            several=len(logins) > 1,
        ),
        logins=logins,
        references=references,
        days=_number(given, "days", 31),
        people=_number(given, "people", 0) or None,
        kept=given.get("kept"),
        pages=_number(given, "pages", 20),
        every=float(_number(given, "every", 60)),
    )


def _logins(given: Mapping[str, str]) -> Iterator[Login]:
    profiles = _words(given.get("profile", ""))
    scopes = _words(given.get("secret_scope", ""))
    if profiles and scopes:
        raise SyncError("Give either profile or secret_scope, not both.")
    if not profiles and not scopes:
        yield Login()
    for name in dict.fromkeys(profiles):
        yield Login(name=name, profile=name)
    for name in dict.fromkeys(scopes):
        yield Login(name=name, scope=name)


def _references(text: str) -> Iterator[str]:
    module = need("protime.references")
    for pair in text.split():
        collection, _, name = pair.partition(",")
        if collection not in REFERENCES or not name:
            raise SyncError(f"{pair!r} names no reference: give people,@badge-number.")
        kind = getattr(module, f"{REFERENCES[collection].item}Reference")
        yield kind(name)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


def _day(given: Mapping[str, str], name: str) -> date | None:
    if name not in given:
        return None
    try:
        return date.fromisoformat(given[name])
    except ValueError:
        raise InvalidRequest(
            f"{name} is a day such as 2026-01-31, not {given[name]!r}."
        ) from None


def _number(given: Mapping[str, str], name: str, otherwise: int) -> int:
    text = given.get(name)
    if text is None:
        return otherwise
    if not text.isdecimal():
        raise InvalidRequest(f"{name} is a whole number, not {text!r}.")
    return int(text)
