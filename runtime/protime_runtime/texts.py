"""Texts as people's programs write them, and as a terminal may show them.

Names and an API's messages can hold what clears a screen, hides a part of a line, or
turns its order around. Such characters are shown as Python writes them, ESC as x1b
after a backslash; data that programs read keeps them.
"""

from __future__ import annotations

import codecs
import io
import json
import os
import unicodedata
from collections.abc import Callable, Iterator
from typing import BinaryIO

_ACTING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Controls, formats such as those of direction, halves of characters, line breaks."""

_JOINERS = "\u200c\u200d"
"""Formats that words of some scripts, and some emoji, are written with."""


def visible(text: str, keep: str = "") -> str:
    """Return a text with escapes for each character that acts instead of showing.

    Args:
        text: The text.
        keep: Characters to leave, such as a line feed.
    """
    return _escaped(text, keep, _as_in_python)


def visible_json(text: str) -> str:
    """Return JSON with its own escapes for them: the same values to each reader."""
    return _escaped(text, "\n", _as_in_json)


def acts(character: str) -> bool:
    """Whether a character does something to a terminal instead of showing."""
    if character.isprintable() or character in _JOINERS:
        return False
    return unicodedata.category(character) in _ACTING


def _escaped(text: str, keep: str, escape: Callable[[str], str]) -> str:
    if text.isprintable():
        return text
    return "".join(
        escape(character) if acts(character) and character not in keep else character
        for character in text
    )


def _as_in_python(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _as_in_json(character: str) -> str:
    return json.dumps(character)[1:-1]


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16, whose mark is a part of it.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LONGEST_MARK = max(len(mark) for mark, _ in _MARKS)


class NoText(ValueError):
    """Bytes that are no text in Unicode."""


def read_text(path: str | os.PathLike[str]) -> str:
    """Return the text of a file; ends of lines are as they stand there.

    Raises:
        OSError: It cannot be read.
        NoText: It is no text; the file is named.
    """
    try:
        from pathlib import Path  # Only who reads a file waits for it.

        return text_of(Path(path).read_bytes())
    except NoText as error:
        raise NoText(f"{os.fspath(path)} {error}") from None


def text_of(content: bytes) -> str:
    """Return bytes as a text: in what a mark at their start says, else in UTF-8.

    What is in neither, such as Excel's older "CSV" in the code page of Windows, is
    refused: read in a guessed one, names would be other names without a word.

    Raises:
        NoText: They are in neither.
    """
    mark, encoding = _mark(content)
    try:
        text = content[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        place = content.count(b"\n", 0, error.start + len(mark)) + 1
        raise _no_text(encoding, place) from None
    return _without_zeros(text)


def lines_of(stream: BinaryIO) -> Iterator[str]:
    """Iterate over the lines of a stream with their ends, as `text_of` reads them.

    Raises:
        NoText: They are no text in Unicode.
    """
    mark, encoding = _mark(stream.read(_LONGEST_MARK))
    stream.seek(len(mark))
    number = 1
    try:
        with io.TextIOWrapper(stream, encoding, newline="") as text:
            for line in text:
                yield _without_zeros(line)
                number += 1
    except UnicodeDecodeError as error:
        number += bytes(error.object)[: error.start].count(b"\n")
        raise _no_text(encoding, number) from None


def _mark(content: bytes) -> tuple[bytes, str]:
    """Return the mark at the start of a text, and the encoding that it says."""
    return next(
        (mark for mark in _MARKS if content.startswith(mark[0])), (b"", "utf-8")
    )


def _no_text(encoding: str, line: int) -> NoText:
    return NoText(
        f"is no {encoding.upper()} in line {line}; save it as UTF-8 (in Excel: CSV"
        " UTF-8)"
    )


def _without_zeros(text: str) -> str:
    if "\0" in text:
        raise NoText(
            "holds zero bytes, as UTF-16 without a mark at its start does; save it as"
            " UTF-8"
        )
    return text
