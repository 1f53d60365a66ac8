"""The bytes of a response as JSON values, and JSON values that any place can store.

Reading keeps what came, so that an item can be written back unchanged: even half a
character (one of a pair of surrogates), ``NaN`` and ``Infinity``, which Python holds.
Bytes that are no UTF-8 read as U+FFFD, controls that are not escaped (a tab in a name)
as they came, and what is nested deeper than `DEEPEST` is not read at all.

What is to be stored is mended here, in one place, and each mending is told: half a
character becomes U+FFFD, and a number that is none, or what is nested too deep, null.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

import msgspec

from protime_runtime.values import frozen

DEEPEST = 100
"""Levels of lists and objects; deeper ones end in errors wherever they are written."""

NUL = "\0"
IN_PLACE_OF_NUL = "\ufffd"
"""What a target holds that cannot hold U+0000: a text is not made shorter."""

WITHOUT_NUL = "U+0000, held as U+FFFD"
"""What is told of it."""

Note: TypeAlias = Callable[[str, str], object]
"""Is told of a mending: the nearest property's name, and what was mended."""

_ODD: Final = object()
_decode = msgspec.json.Decoder().decode
_HALVES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile("[\0-\x1f]")
_TOKENS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)


class TooDeep(ValueError):
    """JSON that is nested deeper than `DEEPEST`."""

    def __init__(self) -> None:
        super().__init__(f"The response is nested deeper than {DEEPEST} levels")


def parsed(content: bytes, note: Note) -> object:
    """Return the JSON of a body as it came.

    Args:
        content: The body, in UTF-8 (or in UTF-16 or UTF-32, with or without a mark).
        note: Is told of bytes that are no text; what it raises ends the reading.

    Raises:
        TooDeep: It is nested too deep to be read.
        ValueError: It is no JSON.
    """
    document = _quickly(content)
    if document is _ODD:
        try:
            document = _slowly(content, note, _loads)
        except RecursionError:
            raise TooDeep from None
    if not is_shallow(document):
        raise TooDeep
    return document


def storable(content: bytes, note: Note) -> object:
    """Return the JSON of a body, mended so that any place can store it.

    Args:
        content: The body.
        note: Is told of each mending; what it raises ends the reading.

    Raises:
        ValueError: It is no JSON.
    """
    document = _quickly(content)
    if document is not _ODD and is_shallow(document):
        return document
    return mended(_slowly(content, note, _loads_cut), note)


def mended(document: object, note: Note, *, nul: bool = True) -> object:
    """Return JSON values that any place can store, in place of what came.

    Args:
        document: The values.
        note: Is told of each mending.
        nul: Whether the place holds U+0000; see `protime_runtime.tables.cells`.
    """
    return _Mending(note, nul).mended(document, "", 1)


def whole(text: str) -> str:
    """Return a text with U+FFFD for each half of a character."""
    return _HALVES.sub("\ufffd", text)


def is_shallow(document: object, deepest: int = DEEPEST) -> bool:
    """Whether a value is nested no deeper than so many levels."""
    level: list[object] = [document]
    for _ in range(deepest):
        inner: list[object] = []
        for outer in level:
            if type(outer) is dict:
                values: Iterable[object] = outer.values()
            else:
                values = outer if type(outer) is list else ()
            inner += [
                value for value in values if type(value) is dict or type(value) is list
            ]
        if not inner:
            return True
        level = inner
    return False


def _quickly(content: bytes) -> object:
    """Read with msgspec, which refuses all that has to be mended but depth."""
    try:
        return _decode(content)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return _ODD


def _slowly(content: bytes, note: Note, loads: Callable[[str], object]) -> object:
    encoding = json.detect_encoding(content)
    # UTF-8 has no halves of characters; what looks like one is bytes of another form.
    halves = "strict" if encoding.startswith("utf-8") else "surrogatepass"
    told: list[str] = []
    try:
        text = content.decode(encoding, halves)
    except UnicodeDecodeError:
        text = content.decode(encoding, "replace")
        told.append(f"bytes that are no {encoding.upper()}, read as U+FFFD")
    document = loads(text)
    if any(_CONTROLS.search(token[0]) for token in _TOKENS.finditer(text)):
        told.append("controls that are not escaped, read as they came")
    for words in told:
        note("", words)
    return document


def _loads(text: str) -> object:
    found: object = json.loads(text, parse_int=_integer, strict=False)
    return found


def _loads_cut(text: str) -> object:
    try:
        return _loads(text)
    except RecursionError:
        return _loads("".join(_cut(text)))


def _integer(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:  # It has more digits than Python reads, or could print.
        return float(text)


def _cut(text: str) -> Iterator[str]:
    """Yield a text in parts, without what is nested much too deep."""
    depth, start = 0, 0
    for token in _TOKENS.finditer(text):
        if token.group() in ("[", "{"):
            depth += 1
            if depth == DEEPEST + 1:
                yield text[start : token.end()]
        elif token.group() in ("]", "}"):
            if depth == DEEPEST + 1:
                start = token.start()
            depth -= 1
    if depth <= DEEPEST:
        yield text[start:]


@frozen
class _Mending:
    note: Note
    nul: bool

    def mended(self, value: object, name: str, depth: int) -> object:
        """Return a value with nothing in it that few places can store.

        Args:
            value: The value.
            name: The nearest property's name.
            depth: The level that the value stands on, if it is a list or an object.
        """
        if isinstance(value, str):
            return self._text(value, name)
        if isinstance(value, float) and not math.isfinite(value):
            self.note(name, "no number that can be stored, read as null")
            return None
        if not isinstance(value, dict | list):
            return value
        if depth > DEEPEST:
            self.note(name, f"more than {DEEPEST} levels, read as null")
            return None
        if isinstance(value, list):
            return [self.mended(element, name, depth + 1) for element in value]
        return dict(self._pairs(value, name, depth))

    def _pairs(
        self, found: dict[str, object], name: str, depth: int
    ) -> Iterator[tuple[str, object]]:
        for key, value in found.items():
            plain = self._text(key, name)
            yield plain, self.mended(value, plain, depth + 1)

    def _text(self, text: str, name: str) -> str:
        if not self.nul and NUL in text:
            self.note(name, WITHOUT_NUL)
            text = text.replace(NUL, IN_PLACE_OF_NUL)
        if _HALVES.search(text):
            self.note(name, "half a character, read as U+FFFD")
            text = whole(text)
        return text
