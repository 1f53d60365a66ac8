"""Plans the methods of a collection: a signature, a docstring and one call each."""

from __future__ import annotations

from collections.abc import Iterator

from generator.planning import sending
from generator.planning.naming import (
    Naming,
    by_keyword,
    docstring_of,
    endpoint,
    filter_name,
    parameter,
    references,
    split,
)
from generator.planning.package import Call, Method, Operation, Parameter

_LISTS = ("list", "list_for_person", "delta")
_WHERE = Parameter(name="where", annotation="str | None", default="None")
_LINK = Parameter(name="link", annotation="str")


def methods(operations: tuple[Operation, ...], naming: Naming) -> tuple[Method, ...]:
    """Return the methods, in the order of the operations."""
    return tuple(one for found in operations for one in _methods(found, naming))


def _methods(one: Operation, naming: Naming) -> Iterator[Method]:
    if one.name in _LISTS:
        yield _listing(one, naming)
        if one.name != "list_for_person":
            yield _going_on(one, naming)
    elif one.name == "put":
        yield sending.put(one, naming)
        yield sending.put_all(one, naming)
    else:
        yield sending.sending(one, naming)


def _listing(one: Operation, naming: Naming) -> Method:
    """Return a method that gives a pager."""
    at, _ = split(one, naming)
    filtered, delta = bool(one.filters), one.name == "delta"
    options = (_WHERE,) * (filtered or one.where) + references(one, naming)
    arguments = ("filter",) * filtered + by_keyword(options)
    if delta:
        arguments += ("today=self._client.today()",)
    return Method(
        name=one.name,
        parameters=tuple(parameter(path) for path in at),
        options=options,
        filter=filter_name(one, naming.class_name) if filtered else None,
        returns=f"{'DeltaPager' if delta else 'Pager'}[{naming.item}]",
        pager=True,
        docstring=docstring_of(one),
        call=Call(
            sender="follow" if delta else "paginate",
            endpoint=endpoint(one, naming),
            at=tuple(path.python for path in at),
            request="delta" if delta else "list",
            arguments=arguments,
        ),
    )


def _going_on(one: Operation, naming: Naming) -> Method:
    """Return the method that goes on where a list or a delta has ended."""
    delta = one.name == "delta"
    return Method(
        name="changes" if delta else "resume",
        parameters=(_LINK,),
        returns=f"{'DeltaPager' if delta else 'Pager'}[{naming.item}]",
        pager=True,
        docstring=(
            "Iterate over what changed since the answer that gave the link."
            if delta
            else "Go on from the `resume_link` of a page or of an error.",
        ),
        call=Call(
            sender="follow" if delta else "paginate",
            endpoint=naming.endpoint,
            request="changes" if delta else "resume",
            arguments=("link",),
        ),
    )
