"""Links of the API: host-relative, not encoded, and never to be followed elsewhere.

Source: fetching-resources (the older page's examples) and reference/delta/
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Protocol
from urllib.parse import quote

from protime_runtime.errors import ForeignLink, InvalidRequest

# The documentation leaves these bare; encoding them would only make the URI longer.
_BARE = "(),@'"
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")
TOKENS = ("continuationToken", "deltaToken")
"""Parameters of links that are passed back unchanged."""

_PORTS = {"http": "80", "https": "443"}
_ABSOLUTE = re.compile(r"(https?)://([^/?#]*)([/?].*)?", re.IGNORECASE | re.DOTALL)
"""Scheme, authority and rest; what begins in another way is in the authority still."""

_HOST_AND_PORT = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::([0-9]*))?")
_UNHEARD_OF = re.compile(r"^[^?]*[\x00-\x1f\\]|[\ud800-\udfff\ufffd]")
"""What no link has: anywhere, or before its query, where it could lead elsewhere."""

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
    return _quoted(text, "")


def shown(place: object) -> str:
    """Return a segment of a path for logs: a name that may be a person's is hidden."""
    if isinstance(place, int):
        return str(place)
    is_id = isinstance(place, str) and _UUID.fullmatch(place)
    return str(place) if is_id else "…"


def label(path: str) -> str:
    """Return a path for logs: words in lower case and numbers, and no query."""
    segments = path.partition("?")[0].split("/")
    return "/".join(
        segment if _WORD.fullmatch(segment) else shown(segment) for segment in segments
    )


def query(pairs: tuple[tuple[str, str | None], ...]) -> str:
    """Return pairs as a query; a value of `None` is a bare flag such as ``delta``.

    Raises:
        InvalidRequest: A value holds half a character, which no address can carry.
    """
    return "&".join(
        quote(name) if value is None else f"{quote(name)}={_quoted(value, _BARE)}"
        for name, value in pairs
    )


def parameter(name: str, value: str | None) -> str:
    """Return one parameter of a query, whose name needs no encoding; nothing without.

    Raises:
        InvalidRequest: The value holds half a character, which no address can carry.
    """
    return f"{name}={_quoted(value, _BARE)}" if value else ""


def target(path: str, pairs: tuple[tuple[str, str | None], ...]) -> str:
    """Return path and query as they are sent."""
    return f"{path}?{query(pairs)}" if pairs else path


def asking(link: str, more: Mapping[str, str]) -> str:
    """Return a link with these parameters in its query instead of any that it has."""
    path, _, rest = link.partition("?")
    pieces = [piece for piece in rest.split("&") if piece.partition("=")[0] not in more]
    return f"{path}?{'&'.join([*filter(None, pieces), query(tuple(more.items()))])}"


class ParsedUrl(Protocol):
    """What an HTTP library makes of an address."""

    @property
    def scheme(self) -> str:
        """The scheme, in lower case."""

    @property
    def host(self) -> str:
        """The host."""

    @property
    def port(self) -> int | None:
        """The port; `None` for the scheme's own."""

    @property
    def userinfo(self) -> bytes:
        """What stands before the host."""


def resolve(origin: str, link: str, parse: Callable[[str], ParsedUrl]) -> str:
    """Return the absolute, encoded address of a link.

    A link with ``http`` of a tenant at ``https``, as a server writes it that knows
    nothing of the proxy which ends TLS for it, is followed with ``https``, where both
    have the scheme's own port.

    Args:
        origin: Scheme, host and port of the tenant: ``https://acme.myprotime.eu``.
        link: A path with a query, encoded or not, or an absolute address on the origin.
        parse: Reads an address as the HTTP library does that will send.

    Raises:
        ForeignLink: The link leads anywhere else.
    """
    address = origin + encoded(_relative(origin, link))
    if not _is_at(origin, address, parse):
        raise ForeignLink(f"A link leads away from {origin}; it was not followed.")
    return address


def _is_at(origin: str, address: str, parse: Callable[[str], ParsedUrl]) -> bool:
    """Whether the HTTP library will send there, whatever was made of the link here."""
    try:
        home, found = parse(origin), parse(address)
    except Exception:  # Each library has its own, and none of them can send it.
        return False
    return (found.scheme, found.host, found.port, found.userinfo) == (
        home.scheme,
        home.host,
        home.port,
        b"",
    )


def is_possible(link: str) -> bool:
    """Whether a link can be one: not too long, and of whole characters."""
    return len(link) <= _LONGEST and not _UNHEARD_OF.search(link)


def encoded(link: str) -> str:
    """Return a link with all encoded that has to be, and nothing twice."""
    path, mark, rest = link.partition("?")
    blanks = " " in rest
    pieces = [encoded_piece(piece, blanks) for piece in rest.split("&")] if mark else []
    return _encode(path, "/:") + mark + "&".join(pieces)


def _relative(origin: str, link: str) -> str:
    if not is_possible(link):
        raise ForeignLink("A link has a length or characters that no link here has.")
    if link.startswith("/") and not link.startswith("//"):
        return link
    found = _ABSOLUTE.fullmatch(link)
    if found is None:
        raise ForeignLink("A link is no address of the API; it was not followed.")
    scheme, authority, rest = found.groups(default="")
    place = _place(scheme, authority)
    if place is None or place not in _places(origin):
        raise ForeignLink(
            f"A link leads to {scheme}://{authority.rpartition('@')[2]}, not to"
            f" {origin}; it was not followed."
        )
    return rest if rest.startswith("/") else f"/{rest}"


def _places(origin: str) -> tuple[tuple[str, str, str] | None, ...]:
    """Return where a link may lead that is followed on an origin."""
    scheme, _, authority = origin.partition("://")
    home = _place(scheme, authority)
    if home is not None and home[::2] == ("https", _PORTS["https"]):
        return home, ("http", home[1], _PORTS["http"])
    return (home,)


def _place(scheme: str, authority: str) -> tuple[str, str, str] | None:
    """Return scheme, host and port; `None` if the authority is anything else."""
    scheme = scheme.lower()
    # Letters beyond ASCII may become ASCII ones in lower case, and are no host here.
    found = _HOST_AND_PORT.fullmatch(authority.lower() if authority.isascii() else "")
    if found is None:
        return None
    port = (found[2] or _PORTS.get(scheme, "")).lstrip("0")
    return scheme, found[1], port


def encoded_piece(piece: str, blanks: bool) -> str:
    """Return a parameter of a link encoded; a link with blanks has nothing encoded."""
    name, mark, value = piece.partition("=")
    # A plus of Base64 would be read as a blank; elsewhere it is one, unless the link
    # has real blanks and so is not encoded at all.
    safe = _BARE if blanks or name in TOKENS else _BARE + "+"
    return _encode(name, "") + mark + _encode(value, safe)


def _quoted(text: str, safe: str) -> str:
    try:
        # Most texts hold nothing else to encode than blanks, and are then done at once.
        return quote(text, safe=f"{safe} ").replace(" ", "%20")
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
