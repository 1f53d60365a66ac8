"""Files of text as people's programs write them, on Windows too."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16, whose mark is a part of it.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class NoText(ValueError):
    """Bytes that are no text in Unicode."""


def read_text(path: str | os.PathLike[str]) -> str:
    """Return the text of a file; ends of lines are as they stand there.

    Raises:
        OSError: It cannot be read.
        NoText: It is no text; the file is named.
    """
    try:
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
    mark, encoding = next(
        (one for one in _MARKS if content.startswith(one[0])), (b"", "utf-8")
    )
    try:
        text = content[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        place = content.count(b"\n", 0, error.start + len(mark)) + 1
        raise NoText(
            f"is no {encoding.upper()} in line {place}; save it as UTF-8 (in Excel: CSV"
            " UTF-8)"
        ) from None
    if "\0" in text:
        raise NoText(
            "holds zero bytes, as UTF-16 without a mark at its start does; save it as"
            " UTF-8"
        )
    return text
