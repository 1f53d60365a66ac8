"""Plans the methods that send one request and return its answer."""

from __future__ import annotations

from generator import names
from generator.planning.naming import (
    Naming,
    by_keyword,
    docstring_of,
    endpoint,
    id_type,
    parameter,
    references,
    split,
)
from generator.planning.package import (
    Call,
    Method,
    Operation,
    Parameter,
)

_IF_MATCH = Parameter(name="if_match", annotation="str | None", default="None")
_IF_NONE_MATCH = Parameter(
    name="if_none_match", annotation="str | None", default="None"
)


def sending(one: Operation, naming: Naming) -> Method:
    """Return a method that sends one request and returns its answer."""
    at, item = split(one, naming)
    sent = _body(one, naming)
    options = _options(one, naming)
    handed_on = [item.python] if item else []
    if sent:
        # A deletion seldom has a body, so there it is given by its keyword.
        last = one.name == "delete"
        body = f'several({sent.name}, "{sent.name}")' if one.body_is_list else sent.name
        handed_on.insert(0, f"body={body}" if last else body)
    parameters = [parameter(path) for path in at + ((item,) if item else ())]
    return Method(
        name=one.name,
        parameters=(*parameters, *((sent,) if sent else ())),
        options=options,
        returns=_returns(one, naming),
        docstring=docstring_of(one),
        call=Call(
            sender="_client.send",
            endpoint=endpoint(one, naming),
            at=tuple(path.python for path in at),
            request=_request(one),
            arguments=(*handed_on, *by_keyword(options)),
        ),
    )


def _request(one: Operation) -> str:
    if one.name == "create":
        return {"webhook": "create_webhook", "nothing": "post"}.get(
            one.answer, "create"
        )
    return one.name


def _options(one: Operation, naming: Naming) -> tuple[Parameter, ...]:
    """Return what is given by keyword."""
    found = references(one, naming) if _takes_references(one) else ()
    if one.expand:
        values = ", ".join(f'"{value}"' for value in one.expand)
        kind = f"Iterable[Literal[{values}]]"
        found += (Parameter(name="expand", annotation=kind, default="()"),)
    if one.name == "get":
        found += (_IF_NONE_MATCH,)
    if one.name in ("update", "upsert", "delete") and naming.item:
        found += (_IF_MATCH,)
    return found


def _takes_references(one: Operation) -> bool:
    # What is sent names references by itself; only webhooks ask for them in the query.
    return one.name == "get" or one.answer == "webhook"


def _returns(one: Operation, naming: Naming) -> str:
    kind = id_type(naming.collection)
    return {
        "item": str(naming.item),
        "page": str(naming.item),
        "created": f"Created[{kind}]",
        "upserted": "Upserted",
        "webhook": "CreatedWebhook",
        "nothing": "None",
    }[one.answer]


def _body(one: Operation, naming: Naming) -> Parameter | None:
    """Return the parameter of what is sent; its name is the last word of its type."""
    if one.body is None:
        return None
    annotation = _accepted(one, naming)
    if one.body_is_list:
        return Parameter(name="items", annotation=f"Iterable[{annotation}]")
    last = names.snake(one.body).rpartition("_")[2]
    if last in {path.python for path in one.path_parameters}:
        last = "item"
    if one.body_optional:
        return Parameter(name=last, annotation=f"{annotation} | None", default="None")
    return Parameter(name=last, annotation=annotation)


def _accepted(one: Operation, naming: Naming) -> str:
    body, item = str(one.body), naming.collection.item
    if item and body == item.new:
        # A new item cannot be one that was read; an update takes it back as it was.
        return body if one.name == "create" else f"{body} | {naming.item}"
    twin = naming.types.twins().get(body)
    return f"{body} | {twin}" if twin else body


def put(one: Operation, naming: Naming) -> Method:
    """Return the method that lets another system's name stand for an item."""
    path = tuple(parameter(found) for found in one.path_parameters)
    id = Parameter(name="internal_reference", annotation="int | str")
    return Method(
        name="put",
        parameters=path,
        options=(id,),
        returns="None",
        docstring=docstring_of(one),
        call=Call(
            sender="_client.send",
            endpoint=naming.endpoint,
            at=tuple(found.name for found in path),
            request="put_reference",
            arguments=(id.name,),
        ),
    )


def put_all(one: Operation, naming: Naming) -> Method:
    """Return the method that does so for many names, and reports what conflicts."""
    shared = tuple(parameter(found) for found in one.path_parameters[:-1])
    many = Parameter(name="references", annotation="Mapping[str, int | str]")
    handed_on = tuple(found.name for found in (*shared, many))
    return Method(
        name="put_all",
        parameters=(*shared, many),
        returns="BulkReport",
        docstring=("Map many values to ids and report what conflicts.",),
        call=Call(
            sender="_client.put_all",
            arguments=(naming.endpoint, *handed_on),
        ),
    )
