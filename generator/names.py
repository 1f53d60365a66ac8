"""Names: from the API's camelCase and kebab-case to Python's.

The rule for wire names must agree with datamodel-code-generator's, which names the
models' fields; a test compares the two over the whole spec.
"""

from __future__ import annotations

import keyword
import re

_SEPARATORS = re.compile(r"[^0-9A-Za-z]+")
_WORD_START = re.compile(r"([0-9A-Za-z])([A-Z][a-z]+)")
_CAPITAL = re.compile(r"([a-z0-9])([A-Z])")


def snake(name: str) -> str:
    """Return the name in snake_case, with an underscore after a Python keyword."""
    words = "_".join(_words(name))
    return f"{words}_" if keyword.iskeyword(words) else words


def pascal(name: str) -> str:
    """Return the name in PascalCase."""
    return "".join(word[:1].upper() + word[1:] for word in _words(name))


def camel(name: str) -> str:
    """Return the name in camelCase."""
    first, *rest = _words(name)
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


def kebab(name: str) -> str:
    """Return the name in kebab-case."""
    return "-".join(_words(name))


def upper(value: str) -> str:
    """Return the name of an enum member or a constant for the value."""
    words = "_".join(_words(value)).upper()
    return f"VALUE_{words}" if words[:1].isdigit() or not words else words


def prose(name: str) -> str:
    """Return the name as words of a sentence."""
    return " ".join(_words(name))


def round_trips(wire: str, python: str) -> bool:
    """Whether the wire name follows from the Python name."""
    return wire in (camel(python), kebab(python))


def _words(name: str) -> list[str]:
    plain = _SEPARATORS.sub("_", name)
    spaced = _CAPITAL.sub(r"\1_\2", _WORD_START.sub(r"\1_\2", plain))
    return [word for word in spaced.lower().split("_") if word]
