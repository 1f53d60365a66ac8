"""Content of files to the spec's classes, by cattrs, with readable reports."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TypeVar, get_args

import attrs
from cattrs import Converter, transform_error
from cattrs.gen import make_dict_structure_fn
from cattrs.v import format_exception

from generator import spec
from generator.problems import Problem, SpecError

T = TypeVar("T")
_EXTRA = re.compile(r"extra fields found \((?P<keys>.*)\)")


def structured(content: object, shape: type[T], file: str) -> T:
    """Return the content of a file in the shape.

    Raises:
        SpecError: It does not fit; the error holds every problem with its path.
    """
    try:
        return converter().structure(content, shape)
    except Exception as error:
        lines = transform_error(error, path="$", format_exception=_described)
        raise SpecError([_problem(file, line) for line in lines]) from error


def converter() -> Converter:
    """Return a converter that refuses unknown keys and does not turn types around."""
    made = Converter(forbid_extra_keys=True)
    for plain in (str, int, bool):
        made.register_structure_hook(plain, _exactly)
    made.register_structure_hook_func(
        lambda kind: kind is object, lambda value, _: value
    )
    made.register_structure_hook_func(
        lambda kind: kind == str | spec.Names | None, _text_or_texts
    )
    made.register_structure_hook_factory(
        attrs.has, lambda kind: make_dict_structure_fn(attrs.resolve_types(kind), made)
    )
    return made


def _exactly(value: object, kind: type[T]) -> T:
    if type(value) is not kind:
        raise ValueError(f"{value!r} is no {kind.__name__}")
    return value


def _text_or_texts(value: object, _: object) -> object:
    texts = [value] if isinstance(value, str) else value
    if texts is None:
        return None
    if not isinstance(texts, list) or not all(isinstance(one, str) for one in texts):
        raise ValueError(f"{value!r} is neither a name nor a list of names")
    return value


def _described(error: BaseException, kind: type | None) -> str:
    if "not in literal" in str(error):
        given = str(error).partition(" not in literal")[0]
        return f"{given!r} is not one of {', '.join(map(str, get_args(kind)))}"
    return str(error) if type(error) is ValueError else format_exception(error, kind)


def _problem(file: str, line: str) -> Problem:
    what, _, path = line.rpartition(" @ ")
    return Problem(file, path, what + _suggestion(what))


def _suggestion(what: str) -> str:
    found = _EXTRA.search(what)
    if found is None:
        return ""
    known = sorted({name for one in _CLASSES for name in attrs.fields_dict(one)})
    close = [
        near
        for key in found["keys"].split(", ")
        for near in get_close_matches(key, known, 1)
    ]
    return f"; did you mean {' and '.join(map(repr, close))}?" if close else ""


_CLASSES = [
    one
    for one in vars(spec).values()
    if isinstance(one, type) and attrs.has(one) and one.__module__ == spec.__name__
]
