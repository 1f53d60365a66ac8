"""Operations and filters, read from methods, endpoints and annotations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from inspect import Parameter, signature
from typing import Any, cast, get_args, get_type_hints

from attrs import field, frozen

from protime_runtime import scalars
from protime_runtime.asking.endpoint import Endpoint, Operation
from protime_runtime.asking.markers import Property, filter_properties
from protime_runtime.asking.places import BY_ID
from protime_runtime.catalog import docstrings
from protime_runtime.catalog.declarations import Hint, hint_of
from protime_runtime.catalog.infos import (
    FilterInfo,
    IdType,
    Method,
    OperationInfo,
    PathParameterInfo,
    ResponseForm,
    RuleInfo,
)

_METHODS: Mapping[str, Method] = {
    "list": "GET",
    "list_for_person": "GET",
    "delta": "GET",
    "get": "GET",
    "create": "POST",
    "update": "PUT",
    "upsert": "PUT",
    "put": "PUT",
    "delete": "DELETE",
}
_RESPONSES: Mapping[str, ResponseForm] = {
    "Pager": "page",
    "DeltaPager": "page",
    "Created": "created",
    "Upserted": "upserted",
    "CreatedWebhook": "webhook",
    "None": "nothing",
}
_STATUSES = {"create": (201,), "upsert": (200, 201)}


@frozen(kw_only=True)
class Asking:
    """A method that asks for something, and the endpoint that it asks."""

    name: str
    method: Callable[..., object]
    endpoint: Endpoint[Any, Any]
    filter: type | None
    takes_expression: bool
    _hints: Mapping[str, Hint] = field(init=False, repr=False)

    @_hints.default
    def _read_hints(self) -> Mapping[str, Hint]:
        # What reads a response is not loaded to describe what it holds.
        responses: dict[str, Any] = dict.fromkeys(_RESPONSES, list)
        found = get_type_hints(self.method, localns=responses)
        return {
            name: hint_of(found[name])
            for name, parameter in signature(self.method).parameters.items()
            if name in found and parameter.kind is not Parameter.VAR_KEYWORD
        }

    @property
    def body(self) -> Hint | None:
        """What is sent."""
        if self._more.body is not None:
            return Hint((self._more.body,))
        return next((hint for hint in self._hints.values() if hint.models), None)

    @property
    def _more(self) -> Operation:
        """What the method's annotations do not say."""
        return self.endpoint.operations.get(self.name, Operation())

    @property
    def response(self) -> ResponseForm:
        """What comes back."""
        returned = str(self.method.__annotations__["return"]).partition("[")[0]
        return _RESPONSES.get(returned, "item")

    def info(self, base_path: str) -> OperationInfo:
        """Return what the method and its endpoint say."""
        body, filters = self.body, filter_properties(self.filter)
        parameters = tuple(self._path_parameters())
        return OperationInfo(
            name=self.name,
            method=_METHODS[self.name],
            path=path_of(self.endpoint, base_path, len(parameters)),
            path_parameters=parameters,
            filters=tuple(found.name for found in filters.values()),
            where=self.takes_expression and self.filter is None,
            expand=self._expand(),
            external_references=self._references(parameters),
            body=body.models[0].__name__ if body else None,
            body_is_list=body.list if body else False,
            statuses=self._more.statuses or _STATUSES.get(self.name, (200,)),
            response=self.response,
            source=docstrings.source(self.method.__doc__),
            inferred=docstrings.inferred(self.method.__doc__),
        )

    def _path_parameters(self) -> Iterator[PathParameterInfo]:
        parameters = signature(self.method).parameters
        named = [
            name
            for name, hint in self._hints.items()
            if parameters[name].kind is Parameter.POSITIONAL_OR_KEYWORD
            and not hint.models
        ]
        for name, place in zip(named, (*self.endpoint.places, BY_ID), strict=False):
            kind = scalars.NAMES[self._hints[name].types[0]]
            yield PathParameterInfo(
                wire=place.wire,
                python=name,
                type=cast("IdType", kind),
                identifier=place.collection,
            )

    def _expand(self) -> tuple[str, ...]:
        hint = self._hints.get("expand")
        return get_args(hint.types[0]) if hint else ()

    def _references(self, parameters: Iterable[PathParameterInfo]) -> tuple[str, ...]:
        """Return what may be asked for, with what the path names where it is read."""
        if self._more.external_references is not None:
            return self._more.external_references
        hint = self._hints.get("external_references")
        asked = [cast("Any", kind).collection for kind in hint.types] if hint else []
        if _METHODS[self.name] == "GET":
            named = [path.identifier for path in parameters if path.identifier]
            asked = [*named, *asked]
        return tuple(dict.fromkeys(asked))


def asking(collection: type[Any]) -> Iterator[Asking]:
    """Iterate over the methods of a collection that ask for something."""
    filters = _filter_classes(collection._endpoint)
    expressions = {"list": "where", "delta": "delta_where"}
    for name, method in vars(collection).items():
        if name in _METHODS:
            below = name == "list_for_person"
            yield Asking(
                name=name,
                method=method,
                endpoint=collection._endpoint_for_person
                if below
                else collection._endpoint,
                filter=filters.get(name),
                takes_expression=hasattr(collection, expressions.get(name, "")),
            )


def path_of(endpoint: Endpoint[Any, Any], base_path: str, count: int = 0) -> str:
    """Return the path of a collection, or of an item if `count` segments are more."""
    path = endpoint.path.removeprefix(base_path)
    path += "/{}" * (count > path.count("{}"))
    return path.format(*(f"{{{place.wire}}}" for place in (*endpoint.places, BY_ID)))


def _filter_classes(endpoint: Endpoint[Any, Any]) -> Mapping[str, type]:
    """Return the classes of filters, by the operation that takes them."""
    classes = {"list": endpoint.filter, "delta": endpoint.delta_filter}
    return {name: kind for name, kind in classes.items() if kind is not None}


def filters(endpoint: Endpoint[Any, Any]) -> Iterator[FilterInfo]:
    """Iterate over the filters of lists and deltas, with the rules of both."""
    rules: dict[str, list[RuleInfo]] = {}
    found: dict[str, tuple[type, Property]] = {}
    for operation, owner in _filter_classes(endpoint).items():
        for python, property in filter_properties(owner).items():
            found.setdefault(python, (owner, property))
            rules.setdefault(python, []).extend(_rules(operation, property))
    for python, (owner, property) in found.items():
        yield _info(python, owner, property, tuple(rules[python]))


def filter_values(endpoint: Endpoint[Any, Any]) -> Iterator[type]:
    """Iterate over the types of single values that filters take."""
    for owner in _filter_classes(endpoint).values():
        for property in filter_properties(owner).values():
            yield property.value


def _rules(operation: str, property: Property) -> Iterator[RuleInfo]:
    for rule in property.rules:
        yield RuleInfo(
            kind=rule.kind,
            operation=operation,
            source=rule.source,
            inferred=rule.inferred,
        )


def _info(
    python: str, owner: type, property: Property, rules: tuple[RuleInfo, ...]
) -> FilterInfo:
    return FilterInfo(
        wire=property.name,
        python=python,
        type=hint_of(property.value).name,
        operators=property.operators,
        sets=property.sets,
        multiple=property.several,
        required=property.required,
        rules=rules,
        owner=owner,
    )
