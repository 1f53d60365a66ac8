"""Texts as a terminal may show them: what would act on it stands there escaped.

Names and an API's messages can hold what clears a screen, hides a part of a line, or
turns its order around. Such characters are shown as Python writes them, ESC as x1b
after a backslash; data that programs read keeps them.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable

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
        escape(one) if acts(one) and one not in keep else one for one in text
    )


def _as_in_python(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _as_in_json(character: str) -> str:
    return json.dumps(character)[1:-1]
