"""Signatures that ``help`` and notebooks show: each filter and option by its name."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from inspect import Parameter, Signature, signature
from typing import Any

from protime_runtime.asking.markers import filter_properties

_BY_KEYWORD = Parameter.KEYWORD_ONLY


class Annotation(str):
    """An annotation as it is written, which is shown without quotes."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return the text."""
        return str(self)


def show_filters(collection: type) -> None:
    """Give methods that take filters a signature which names each of them."""
    endpoint = getattr(collection, "_endpoint", None)
    for name, attribute in (("list", "filter"), ("delta", "delta_filter")):
        filter = getattr(endpoint, attribute, None)
        if filter is not None:
            method = getattr(collection, name)
            if not hasattr(method, "__signature__"):
                method.__signature__ = _named(method, _filters(filter))


def show_options(function: Any, options: type) -> None:  # noqa: ANN401 - mypy has functions without signatures
    """Give a function that takes options a signature which names each of them last."""
    own = _named(function, ())
    parameters = [*own.parameters.values(), *_options(options)]
    function.__signature__ = own.replace(parameters=parameters)


def _named(function: Callable[..., object], named: Iterable[Parameter]) -> Signature:
    plain = signature(function)
    found = [
        parameter
        if parameter.annotation is Parameter.empty
        else parameter.replace(annotation=Annotation(parameter.annotation))
        for parameter in plain.parameters.values()
        if parameter.kind is not Parameter.VAR_KEYWORD
    ]
    options = [found.pop() for _ in found[1:] if found[-1].kind is _BY_KEYWORD]
    return plain.replace(
        parameters=[*found, *named, *reversed(options)],
        return_annotation=Annotation(plain.return_annotation),
    )


def _filters(filter: type) -> Iterator[Parameter]:
    """Iterate over parameters: what is optional may be `None`, as if left out."""
    for name, property in filter_properties(filter).items():
        default = Parameter.empty if property.required else None
        text = _text(filter.__annotations__[name].__forward_arg__)
        yield Parameter(name, _BY_KEYWORD, default=default, annotation=text)


def _options(options: type) -> Iterator[Parameter]:
    for name, hint in options.__annotations__.items():
        text = _text(hint.__forward_arg__)
        yield Parameter(name, _BY_KEYWORD, default=None, annotation=text)


def _text(annotation: str) -> Annotation:
    """Return what stands in an annotation beside markers.

    >>> _text("Required[Annotated[Members, People()]]")
    Members
    """
    node = ast.parse(annotation, mode="eval").body
    for wrapper in ("Required", "Annotated"):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == wrapper:
            node = node.slice
    return Annotation(
        ast.unparse(node.elts[0] if isinstance(node, ast.Tuple) else node)
    )
