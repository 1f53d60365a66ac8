"""Calls that are wrong, and what is said to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

import protime

from .arguments import WRONG, bodies, long_ranges, places, reference_types, shown
from .doors import CATALOG, REFERENCES
from .requests import EXPRESSION, asked, by_expression, filters_of, required
from .traffic import Question


def questions(name: str) -> Iterator[Question]:
    """Yield the wrong calls of a collection."""
    info = CATALOG[name]
    for operation in info.operations:
        yield from _places(name, operation)
        if operation.response == "page":
            yield from _filters(name, operation)
        if operation.body and operation.name != "put":
            yield from _bodies(name, operation)
        yield from _options(name, operation)
    if any(operation.response == "page" for operation in info.operations):
        yield from _links(name, "resume")
    if any(operation.name == "delta" for operation in info.operations):
        yield from _links(name, "changes")


def _titled(question: Question, note: str) -> Question:
    return Question(note, question.ask, question.pages)


def _places(name: str, operation: Any) -> Iterator[Question]:
    if not operation.path_parameters:
        return
    rest = [_right(name, operation)] if operation.body else []
    if operation.name == "put":
        rest = []
    here = places(operation)
    wrong: list[Any] = [None, "", 1.5, True, -1, "..", "a/b", [1], date(2026, 1, 5)]
    wrong += [reference_types(each)[0].of("B 1") for each in ("people", "circles")]
    wrong += [reference_types("people")[0], b"1", {"id": 1}]
    given: dict[str, Any] = {"internal_reference": 1} if operation.name == "put" else {}
    for value in wrong:
        places_given = [*here[:-1], value, *rest]
        yield asked(name, operation.name, places_given, **given)
    yield asked(name, operation.name, here[:-1], note="one too few")


def _filters(name: str, operation: Any) -> Iterator[Question]:
    least, known = required(name, operation), filters_of(name, operation)
    call = partial(asked, name, operation.name, places(operation))
    yield call(colour="red", **least)
    yield call(filter="x", **least)
    if least:
        yield call()
    for left in least:
        yield call(**{**least, left: None})
    for filter in known:
        yield from _values(operation, filter, call, least)
    yield from _expressions(name, operation, least)
    for other in CATALOG[name].filters:
        if other not in known:
            yield call(**{**least, other.python: 1})


def _values(operation: Any, filter: Any, call: Any, least: Any) -> Iterator[Question]:
    for note, value in WRONG.items():
        question = call(**{**least, filter.python: value})
        yield _titled(question, f"{operation.name}({filter.python}={note})")
    if filter.type == "date" and "ge" in filter.operators:
        for days in long_ranges():
            yield call(**{**least, filter.python: days})


def _expressions(name: str, operation: Any, least: Any) -> Iterator[Question]:
    for expression in ("", "  ", None, 1, ["a eq 1"]):
        yield by_expression(name, operation.name, expression)
    if least:
        yield by_expression(name, operation.name, EXPRESSION, **least)
    yield by_expression(name, operation.name, EXPRESSION, colour="red")
    yield by_expression(name, operation.name, "person in (" + "1," * 2500 + "1)")


def _bodies(name: str, operation: Any) -> Iterator[Question]:
    here = places(operation)
    other = protime.NewWebhook if name != "webhooks" else protime.NewClocking
    wrong: list[Any] = [None, {}, {"id": 1}, "{}", [], 1, other]
    right = _right(name, operation)
    wrong.append([right] if not isinstance(right, list) else right[0])
    for body in wrong:
        yield asked(name, operation.name, [*here, body])
    yield asked(name, operation.name, here, note="without a body")


def _options(name: str, operation: Any) -> Iterator[Question]:
    here, least = places(operation), required(name, operation)
    call: Any = partial(asked, name, operation.name, here, **least)
    if operation.name == "put":
        yield call()
        for id in (None, "", 1.5, [1]):
            yield call(internal_reference=id)
    elif operation.body:
        body = _right(name, operation)
        call = partial(asked, name, operation.name, [*here, body])
    if operation.response == "page" or operation.name == "get":
        yield from _references(operation, call)
    if operation.name == "get":
        for wrong in ("nothing", ["nothing"], 1):
            yield call(expand=wrong)
    yield from _etags(operation, call)


def _right(name: str, operation: Any) -> Any:
    return next(bodies(name, operation))[1]


def _etags(operation: Any, call: Any) -> Iterator[Question]:
    option = "if_none_match" if operation.name == "get" else "if_match"
    if operation.name in ("get", "update", "upsert", "delete"):
        for etag in ("7", "", 7, 'W/"7"', "*"):
            yield call(**{option: etag})


def _references(operation: Any, call: Any) -> Iterator[Question]:
    other = next(each for each in REFERENCES if each not in operation.askable)
    for wrong in (reference_types(other), "HRMID", ["HRMID"], None, [None], 1):
        yield call(external_references=wrong)
    for each in operation.external_references:
        if each not in operation.askable:
            yield call(external_references=reference_types(each)[:1])


def _links(name: str, method: str) -> Iterator[Question]:
    other = "people" if name != "people" else "jobs"
    base = "/connector/protimeapi/api/v1"
    path = f"{base}{CATALOG[name].path}".partition("{")[0].rstrip("/")
    links = {
        "none": None,
        "an empty one": "",
        "a number": 1,
        "another host's": f"https://evil.example{path}?deltaToken=x",
        "another scheme's": "ftp://acme.myprotime.eu/x",
        "another collection's": f"{base}/{other}?deltaToken=d&continuationToken=t",
        "one without a token": path,
        "one with the other token": f"{path}?"
        + ("continuationToken=t" if method == "changes" else "deltaToken=d"),
        "one that leads up": f"{path}/../people?deltaToken=x",
        "a line": f"{path}?deltaToken=a\r\nX-Evil: 1",
    }
    for note, link in links.items():
        yield _titled(asked(name, method, [link]), f"{method} {note}: {shown(link)}")
