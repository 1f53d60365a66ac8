"""Links of the API: host-relative, not encoded, and never to be followed elsewhere.

Source: fetching-resources (the older page's examples) and reference/delta/
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from protime_runtime.errors import ForeignLink, InvalidRequest

# The documentation leaves these bare; encoding them would only make the URI longer.
_BARE = "(),@'"
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")
_TOKENS = ("continuationToken", "deltaToken")
_PORTS = {"http": 80, "https": 443}
_UNHEARD_OF = re.compile(r"[\x00-\x1f\\\ud800-\udfff\ufffd]")
_UUID = re.compile(r"[0-9a-fA-F-]{32,36}")
_WORD = re.compile(r"[0-9]*|v[0-9]|[a-z]+(-[a-z]+)*")
_LONGEST = 16_384
"""Characters of a link; the API takes 4096, and HTTP libraries fail at some length."""


def segment(value: object) -> str:
    """Return a value as one segment of a path.

    Raises:
        InvalidRequest: It is empty or means another folder, so that it cannot be sent.
    """
    text = "" if value is None else str(value)
    if text in ("", ".", ".."):
        raise InvalidRequest(f"{text!r} cannot stand in the path of a request.")
    return _quoted(text, "@")


def shown(place: object) -> str:
    """Return a segment of a path for logs: a name that may be a person's is hidden."""
    if isinstance(place, int):
        return str(place)
    is_id = isinstance(place, str) and _UUID.fullmatch(place)
    return str(place) if is_id else "…"


def label(path: str) -> str:
    """Return a path for logs: words in lower case and numbers, and no query."""
    segments = path.partition("?")[0].split("/")
    return "/".join(one if _WORD.fullmatch(one) else shown(one) for one in segments)


def query(pairs: tuple[tuple[str, str | None], ...]) -> str:
    """Return pairs as a query; a value of `None` is a bare flag such as ``delta``.

    Raises:
        InvalidRequest: A value holds half a character, which no address can carry.
    """
    return "&".join(
        quote(name) if value is None else f"{quote(name)}={_quoted(value, _BARE)}"
        for name, value in pairs
    )


def resolve(origin: str, link: str) -> str:
    """Return the absolute, encoded address of a link.

    Args:
        origin: Scheme, host and port of the tenant: ``https://acme.myprotime.eu``.
        link: A path with a query, encoded or not, or an absolute address on the origin.

    Raises:
        ForeignLink: The link leads anywhere else.
    """
    return origin + encoded(_relative(origin, link))


def is_possible(link: str) -> bool:
    """Whether a link can be one: not too long, and of whole characters."""
    return len(link) <= _LONGEST and not _UNHEARD_OF.search(link)


def encoded(link: str) -> str:
    """Return a link with all encoded that has to be, and nothing twice."""
    path, mark, rest = link.partition("?")
    blanks = " " in rest
    pieces = [_piece(piece, blanks) for piece in rest.split("&")] if mark else []
    return _encode(path, "/:") + mark + "&".join(pieces)


def _relative(origin: str, link: str) -> str:
    if not is_possible(link):
        raise ForeignLink("A link has a length or characters that no link here has.")
    if link.startswith("/") and not link.startswith("//"):
        return link
    try:
        parts = urlsplit(link)
        same = "@" not in parts.netloc and _place(link) == _place(origin)
    except ValueError:
        raise ForeignLink("A link is no address; it was not followed.") from None
    if same:
        return link[link.index("//") + 2 + len(parts.netloc) :] or "/"
    raise ForeignLink(
        f"A link leads to {parts.scheme or 'another scheme'}://"
        f"{parts.netloc.rpartition('@')[2]}, not to {origin}; it was not followed."
    )


def _place(link: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(link)
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)


def _piece(piece: str, blanks: bool) -> str:
    name, mark, value = piece.partition("=")
    # A plus of Base64 would be read as a blank; elsewhere it is one, unless the link
    # has real blanks and so is not encoded at all.
    safe = _BARE if blanks or name in _TOKENS else _BARE + "+"
    return _encode(name, "") + mark + _encode(value, safe)


def _quoted(text: str, safe: str) -> str:
    try:
        return quote(text, safe=safe)
    except UnicodeEncodeError:
        raise InvalidRequest(
            f"{text!r} holds half a character, which no address can carry."
        ) from None


def _encode(text: str, safe: str) -> str:
    """Encode all but what is encoded already."""
    parts: list[str] = []
    end = 0
    for found in _ENCODED.finditer(text):
        parts += [_replaced(text[end : found.start()], safe), found.group()]
        end = found.end()
    return "".join([*parts, _replaced(text[end:], safe)])


def _replaced(text: str, safe: str) -> str:
    return quote(text, safe=safe, errors="replace")
