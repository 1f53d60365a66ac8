"""Content of files to the spec's classes, by cattrs, with readable reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from reprlib import repr as short
from typing import Any, TypeVar, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.cols import list_structure_factory, mapping_structure_factory
from cattrs.errors import (
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
)
from cattrs.gen import make_dict_structure_fn

from generator import spec
from generator.problems import Problem, SpecError, unknown

T = TypeVar("T")
Hook = Callable[[Any, Any], Any]
_WORDS: Mapping[type, str] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "a mapping",
}


def structured(content: object, shape: type[T], file: str) -> T:
    """Return the content of a file in the shape.

    Raises:
        SpecError: It does not fit; the error holds every problem with its path.
    """
    try:
        return converter().structure(content, shape)
    except Exception as error:
        raise SpecError(list(_problems(error, file, "$", shape))) from error


@cache
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
    for origin, factory in (
        (list, list_structure_factory),
        (dict, mapping_structure_factory),
    ):
        made.register_structure_hook_factory(*_holder(origin, factory, made))
    made.register_structure_hook_factory(
        attrs.has,
        lambda kind: _only(
            dict, make_dict_structure_fn(attrs.resolve_types(kind), made)
        ),
    )
    return made


def _holder(
    origin: type, factory: Callable[..., Hook], made: Converter
) -> tuple[Callable[[Any], bool], Callable[[Any], Hook]]:
    # cattrs takes whatever can be iterated over: of a text, its letters.
    return (
        lambda kind: get_origin(kind) is origin,
        lambda kind: _only(origin, factory(kind, made)),
    )


def _only(plain: type, hook: Hook) -> Hook:
    def checked(value: object, kind: object) -> object:
        return hook(_exactly(value, plain), kind)

    return checked


def _exactly(value: object, kind: type[T]) -> T:
    if type(value) is not kind:
        raise ValueError(f"expected {_WORDS[kind]}, not {_said(value)}")
    return value


def _text_or_texts(value: object, _: object) -> object:
    texts = [value] if isinstance(value, str) else value
    if texts is None:
        return None
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise ValueError(f"expected a name or a list of names, not {_said(value)}")
    return value


def _said(value: object) -> str:
    """Return a value as YAML has it."""
    plain = {True: "true", False: "false", None: "nothing"}
    return plain[value] if value is None or isinstance(value, bool) else short(value)


def _problems(
    error: Exception, file: str, path: str, kind: object
) -> Iterator[Problem]:
    """Yield what is wrong, from the whole down to its parts."""
    if isinstance(error, ClassValidationError | IterableValidationError):
        below, here = error.group_exceptions()
        for group, note in below:
            named = getattr(note, "name", None)
            part = f".{named}" if named else f"[{note.index!r}]"
            yield from _problems(group, file, f"{path}{part}", note.type)
        for fault in here:
            yield from _problems(fault, file, path, kind)
    elif isinstance(error, ForbiddenExtraKeysError):
        known = attrs.fields_dict(error.cl)
        for key in sorted(error.extra_fields, key=str):
            yield Problem(file, f"{path}[{key!r}]", unknown("key", str(key), known))
    else:
        yield Problem(file, path, _described(error, kind))


def _values(kind: object) -> Iterator[str]:
    """Yield the values of a literal, or of one that may be left out."""
    for argument in get_args(kind):
        inner = get_args(argument)
        yield from (
            _values(argument) if inner else [argument] * isinstance(argument, str)
        )


def _described(error: Exception, kind: object) -> str:
    if isinstance(error, KeyError):
        return f"the key {error.args[0]!r} is missing"
    given, of_literal, _ = str(error).partition(" not in literal")
    if of_literal:
        return unknown("value", given, _values(kind))
    return str(error)
