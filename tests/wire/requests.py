"""Calls that are right: every operation, in several forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from .arguments import bodies, filter_values, places, reference_types, shown
from .doors import CATALOG, where
from .traffic import Question

EXPRESSION = "date ge '2026-01-01' and person in (1,2)"


def questions(name: str) -> Iterator[Question]:
    """Yield the calls of a collection."""
    info = CATALOG[name]
    for operation in info.operations:
        yield from _forms(name, operation)
        if operation.response == "page":
            yield from _paged(name, operation)
    if any(operation.response == "page" for operation in info.operations):
        yield from _links(name, "resume", "continuationToken=t%2B1%3D")
    if any(operation.name == "delta" for operation in info.operations):
        yield from _links(name, "changes", "deltaToken=d%2B1")
    if name == "external-references":
        yield asked(name, "put_all", ["people", "HRMID", {"a/b": 1, "b": 2}])


def asked(
    name: str,
    operation: str,
    positional: Sequence[object] = (),
    pages: int | None = None,
    note: str = "",
    **given: object,
) -> Question:
    """Return a call of an operation, with a title that shows it."""
    texts = [shown(value) for value in positional]
    texts += [f"{key}={shown(value)}" for key, value in given.items()]
    title = f"{operation}({', '.join(texts)})" + (f", {note}" if note else "")
    attribute = CATALOG[name].attribute

    def ask(client: Any) -> Any:
        return getattr(getattr(client, attribute), operation)(*positional, **given)

    return Question(title, ask, _pages(name, operation) if pages is None else pages)


def _pages(name: str, operation: str) -> int:
    """Return 1 for what is answered by a page; else the answer is an error."""
    lists = {one.name for one in CATALOG[name].operations if one.response == "page"}
    return int(operation in {*lists, "resume", "changes"})


def by_expression(
    name: str, operation: str, expression: object, **given: object
) -> Question:
    """Return a call by a raw filter expression."""
    texts = [f"{key}={shown(value)}" for key, value in given.items()]
    title = f"{operation} where {', '.join([shown(expression), *texts])}"
    attribute = CATALOG[name].attribute
    ask = partial(_where, attribute, operation, expression, given)
    return Question(title, ask)


def _where(
    attribute: str, operation: str, expression: object, given: Any, client: Any
) -> Any:
    return where(getattr(client, attribute), operation, expression, **given)


def required(name: str, operation: Any) -> dict[str, Any]:
    """Return the filters that an operation needs."""
    return {
        filter.python: next(filter_values(filter))
        for filter in CATALOG[name].filters
        if filter.required and filter.wire in operation.filters
    }


def filters_of(name: str, operation: Any) -> list[Any]:
    """Return the filters that an operation takes."""
    return [each for each in CATALOG[name].filters if each.wire in operation.filters]


def _forms(name: str, operation: Any) -> Iterator[Question]:
    call = partial(asked, name, operation.name)
    if operation.name == "put":
        for id in (4781, "2f1a6c2e"):
            yield call(places(operation), internal_reference=id)
    elif operation.body:
        yield from _sent(name, operation, call)
    else:
        least = required(name, operation)
        yield call(places(operation), **least)
        if _can_be_named(operation):
            yield call(places(operation, named=True), **least)
        if operation.name == "delete":
            yield call(places(operation), if_match='"7"')
    if operation.name == "get":
        yield call(places(operation), if_none_match='"7"')
    yield from _expanded(operation, call)
    if operation.askable and operation.method in ("GET", "POST"):
        yield from _with_references(name, operation, call)


def _can_be_named(operation: Any) -> bool:
    return any(parameter.identifier for parameter in operation.path_parameters)


def _sent(name: str, operation: Any, call: Any) -> Iterator[Question]:
    for note, body in bodies(name, operation):
        yield call([*places(operation), body], note=note)
    body = next(bodies(name, operation))[1]
    yield call([*places(operation, named=True), body], note="by reference")
    if operation.name in ("update", "delete", "upsert"):
        yield call([*places(operation), body], if_match='"7"')


def _expanded(operation: Any, call: Any) -> Iterator[Question]:
    if operation.expand:
        yield call(places(operation), expand=list(operation.expand))
        yield call(places(operation), expand=operation.expand[0])
        yield call(places(operation), expand=list(reversed(operation.expand)))


def _with_references(name: str, operation: Any, call: Any) -> Iterator[Question]:
    least = required(name, operation)
    sent = [next(bodies(name, operation))[1]] if operation.body else []
    here = [*places(operation), *sent]
    kinds = [kind for each in operation.askable for kind in reference_types(each)]
    for kind in kinds if operation.name == "list" else ():
        yield call(here, external_references=[kind], **least)
    yield call(here, external_references=kinds, **least)
    yield call(here, external_references=kinds[0], **least)
    if _can_be_named(operation):
        named = [*places(operation, named=True), *sent]
        yield call(named, external_references=kinds, **least)


def _paged(name: str, operation: Any) -> Iterator[Question]:
    least, known = required(name, operation), filters_of(name, operation)
    call = partial(asked, name, operation.name, places(operation))
    yield call(pages=3, note="three pages", **least)
    for filter in known:
        for value in filter_values(filter):
            if not isinstance(value, Iterator):
                yield call(**{**least, filter.python: value})
    if len(known) > 1:
        yield from _all_filters(known, operation, call, least)
    if known or operation.where:
        yield from _expressions(name, operation)


def _all_filters(
    known: list[Any], operation: Any, call: Any, least: Any
) -> Iterator[Question]:
    values = {each.python: next(filter_values(each)) for each in known}
    yield call(**values)
    backwards = {key: values[key] for key in reversed(values)}
    references: dict[str, Any] = {}
    if operation.askable:
        references["external_references"] = reference_types(operation.askable[-1])
    yield call(**backwards, **references, note="all in another order")
    if "person" in values:
        people = [100_000 + number for number in range(1500)]
        yield call(**{**least, "person": people}, note="1500 people")


def _expressions(name: str, operation: Any) -> Iterator[Question]:
    ask = partial(by_expression, name, operation.name)
    yield ask(EXPRESSION)
    yield ask("a eq 'b + c & é'")
    if operation.askable:
        kinds = reference_types(operation.askable[0])
        yield ask(EXPRESSION, external_references=kinds)


def _links(name: str, method: str, token: str) -> Iterator[Question]:
    path = f"/connector/protimeapi/api/v1{CATALOG[name].path}".partition("{")[0]
    path = path.rstrip("/")
    yield asked(name, method, [f"{path}?{token}"])
    yield asked(name, method, [f"{path}?filter=date ge '2026-01-01'&{token}"])
    yield asked(name, method, [f"{path}?externalReferences=(people,HRM ID)&{token}"])
    yield asked(name, method, [f"{path}?{token}"], pages=2, note="two pages")
