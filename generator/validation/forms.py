"""The forms that names, paths and addresses of a spec have."""

from __future__ import annotations

import keyword
import re

from generator import names

CLASS = re.compile(r"[A-Z][0-9A-Za-z]*")
KEBAB = re.compile(r"[a-z][0-9a-z]*(-[0-9a-z]+)*")
WIRE = re.compile(r"[A-Za-z][0-9A-Za-z]*([_-][0-9A-Za-z]+)*")
SOURCE = re.compile(r"[0-9a-z-]+(/[0-9a-z-]+)*/?")
"""A page of the documentation, relative to its address."""
_ATTRIBUTE = re.compile(r"[a-z][0-9a-z]*(_[0-9a-z]+)*_?")
_SEGMENT = r"[0-9A-Za-z._~-]+"
_PATH = re.compile(rf"(/({_SEGMENT}|\{{\w+\}}))+")
_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_ADDRESS = re.compile(rf"https://([0-9a-z.-]|\{{\w+\}})+(:[0-9]+)?(/{_SEGMENT})*/?")


def class_fault(name: str) -> str | None:
    """Return what is wrong with the name of a class, if anything is."""
    if CLASS.fullmatch(name) and not keyword.iskeyword(name):
        return None
    better = names.pascal(name)
    example = better if CLASS.fullmatch(better) and better != name else "VisitKind"
    return f"{name!r} is no name for a class, such as {example!r}"


def attribute_fault(name: str) -> str | None:
    """Return what is wrong with the name of an attribute or an argument."""
    if _ATTRIBUTE.fullmatch(name) and not keyword.iskeyword(name):
        return None
    return f"{name!r} is no name in Python, such as 'first_day'"


def path_fault(path: str) -> str | None:
    """Return what is wrong with a path below the base path."""
    if not path.startswith("/"):
        return "a path begins with a slash"
    if path.endswith("/"):
        return "a path ends without a slash"
    if not _PATH.fullmatch(path):
        return f"{path!r} is no path, such as '/rooms/{{roomReference}}/usages'"
    for name in placeholders(path):
        if path.count(f"{{{name}}}") > 1:
            return f"{{{name}}} is in the path twice"
    return None


def address_fault(address: str) -> str | None:
    """Return what is wrong with an address on the internet."""
    if _ADDRESS.fullmatch(address):
        return None
    return f"{address!r} is no address, such as 'https://{{tenant}}.example.com'"


def placeholders(text: str) -> list[str]:
    """Return the names that stand in braces."""
    return _PLACEHOLDER.findall(text)
