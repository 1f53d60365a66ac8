"""Links of the API that were not encoded, in which a bare ``&`` or ``#`` cuts a value.

The API repeats the filter in its links, in examples without encoding it. A value such
as ``town eq 'R&D'`` then ends early, and what follows reads as another parameter: the
next page would be of another filter. What was asked is known, so it is put back.

Source: fetching-resources (the older page's examples) and reference/delta/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar
from urllib.parse import unquote_plus

from attrs import evolve

from protime_runtime.asking.links import TOKENS, encoded, encoded_piece, query
from protime_runtime.errors import DecodingError, InvalidRequest
from protime_runtime.messages import Page, Request

T = TypeVar("T")

_KNOWN = frozenset({"filter", "externalReferences", "expand", "delta", *TOKENS})
"""All parameters that a page of the API's documentation names."""

_CUT = ("filter", "externalReferences")
"""Those whose values are texts of the caller's."""


def followed(asked: str, link: str) -> str:
    """Return the link that a response gave, with what was cut as it was asked for.

    A link whose parameters are those that were asked for is returned as it is; so are
    parameters that were not asked for, or that the API wrote in another way.

    Args:
        asked: Path and query of the request before.
        link: What the response leads to.

    Raises:
        DecodingError: The link is cut, and it is not certain where.
    """
    before = set(_pieces(asked))
    if all(piece in before or _name(piece) in TOKENS for piece in _pieces(link)):
        return link  # As the page before it, but for the token.
    wanted = {name: value for name, value in _read(asked) if name not in TOKENS}
    if all(wanted.get(name, value) == value for name, value in _read(link)):
        return link
    made = _put_back(wanted, link) or mended(link)
    if made is None:
        raise DecodingError("A link is cut at a bare & of a value, nobody knows where")
    return made


def unbroken(link: str) -> str:
    """Return a link that a caller kept, mended where it was cut.

    A text in quotes, or a pair in parentheses, that is not closed before a bare ``&``
    goes on after it, unless what follows is a parameter of the API.

    Raises:
        InvalidRequest: The link is cut, and it is not certain where.
    """
    made = mended(link)
    if made is None:
        raise InvalidRequest(
            "The link is not encoded, and a & in its filter reads like the beginning"
            " of another parameter; write that & as %26, or ask for the list again."
        )
    return made


def unfinished(
    resume_link: str, request: Request[Page[T]]
) -> tuple[Request[Page[T]], ...]:
    """Return the requests that a `resume_link` stands for.

    Raises:
        InvalidRequest: The text holds no link, or one that is cut.
    """
    if not resume_link.strip():
        raise InvalidRequest("The link to go on from is empty.")
    # A link as the API gave it may hold blanks; only before a link do they separate.
    begins = [re.escape(_first(link)) for link in (request.target, resume_link.strip())]
    links = re.split(rf"\s+(?=https?://|{'|'.join(begins)})", resume_link.strip())
    return tuple(evolve(request, target=unbroken(link), is_link=True) for link in links)


def _first(link: str) -> str:
    """Return the first segment of a path, with what ends it."""
    found = re.match(r"/[^/?\s]*[/?]?", link)
    return found[0] if found else "/"


def mended(link: str) -> str | None:
    """Return a link with each bare ``&`` of a value encoded; `None` if that is a guess.

    What is not open is left alone: a parameter that no page names is the API's own.
    """
    path, mark, rest = link.partition("?")
    whole: list[str] = []
    joined = False
    for piece in rest.split("&"):
        open_before = whole and _name(whole[-1]) in _CUT and _is_uneven(whole[-1])
        if open_before and _name(piece) not in _KNOWN:
            whole[-1] += f"%26{piece}"
            joined = True
        else:
            whole.append(piece)
    if not _is_certain(whole, joined):
        return None
    return f"{path}{mark}{'&'.join(whole)}" if joined else link


def _is_certain(pieces: list[str], joined: bool) -> bool:
    """Whether no value can reach over a parameter's name: two would be left uneven."""
    names = [name for name in map(_name, pieces) if name in _KNOWN]
    uneven = sum(map(_is_uneven, pieces))
    return len(names) == len(set(names)) and uneven <= (0 if joined else 1)


def _is_uneven(piece: str) -> bool:
    """Whether quotes, or parentheses outside of a filter's texts, are not closed."""
    text = unquote_plus(piece)
    quotes = text.count("'") % 2 == 1
    return quotes or (_name(piece) != "filter" and text.count("(") != text.count(")"))


def _pieces(link: str) -> list[str]:
    return link.partition("?")[2].split("&")


def _name(piece: str) -> str:
    return piece.partition("=")[0]


def _read(link: str) -> Iterator[tuple[str, str]]:
    """Yield the parameters of a link as the API will read them."""
    for piece in _pieces(encoded(link)):
        name, _, value = piece.partition("=")
        yield unquote_plus(name), unquote_plus(value)


def _put_back(wanted: dict[str, str], link: str) -> str | None:
    """Return a link with what was asked for; `None` if it says something else."""
    path, mark, rest = link.partition("?")
    blanks = " " in rest
    pieces: list[str] = []
    while rest:
        name, equals, text = rest.partition("=")
        if equals and name in wanted:
            end = _end(wanted[name], text)
            if end is None:
                return None
            pieces.append(query(((name, wanted[name]),)))
            rest = text[end + 1 :]
        else:
            piece, _, rest = rest.partition("&")
            pieces.append(encoded_piece(piece, blanks))
    return f"{path}{mark}{'&'.join(pieces)}"


def _end(value: str, text: str) -> int | None:
    """Return where a value ends that a text begins with, however it is encoded.

    A value that was cut and whose rest is missing ends with what there is of it.
    """
    cut = len(text.partition("&")[0])
    places, is_cut = {0}, False
    for letter in value:
        is_cut |= letter in "&#" and cut in places
        places = {
            place + length
            for place in places
            for length in _spelled(letter, text, place)
        }
    whole = [place for place in places if text[place : place + 1] in ("", "&")]
    return max(whole) if whole else cut if is_cut else None


def _spelled(letter: str, text: str, place: int) -> Iterator[int]:
    """Yield the lengths of what stands for a letter at a place of a text."""
    if text.startswith(letter, place) or (
        letter == " " and text.startswith("+", place)
    ):
        yield 1
    escaped = "".join(f"%{byte:02X}" for byte in letter.encode())
    if text[place : place + len(escaped)].upper() == escaped:
        yield len(escaped)
