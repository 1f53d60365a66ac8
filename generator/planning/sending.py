"""Plans the methods that send one request and return what its response holds."""

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
    Argument,
    Call,
    Method,
    PlannedOperation,
)

_IF_MATCH = Argument(name="if_match", annotation="str | None", default="None")
_IF_NONE_MATCH = Argument(name="if_none_match", annotation="str | None", default="None")


def sending(operation: PlannedOperation, naming: Naming) -> Method:
    """Return a method that sends one request and returns what its response holds."""
    at, item = split(operation, naming)
    sent = _body(operation, naming)
    options = _options(operation, naming)
    handed_on = [item.python] if item else []
    if sent:
        # A deletion seldom has a body, so there it is given by its keyword.
        last = operation.name == "delete"
        body = (
            f'several({sent.name}, "{sent.name}")'
            if operation.body_is_list
            else sent.name
        )
        handed_on.insert(0, f"body={body}" if last else body)
    parameters = [parameter(path) for path in at + ((item,) if item else ())]
    return Method(
        name=operation.name,
        parameters=(*parameters, *((sent,) if sent else ())),
        options=options,
        returns=_returns(operation, naming),
        docstring=docstring_of(operation),
        call=Call(
            sender="_client._send",
            endpoint=endpoint(operation, naming),
            at=tuple(path.python for path in at),
            request=_request(operation),
            arguments=(*handed_on, *by_keyword(options)),
        ),
    )


def _request(operation: PlannedOperation) -> str:
    if operation.name == "create":
        return {"webhook": "create_webhook", "nothing": "post"}.get(
            operation.answer, "create"
        )
    return operation.name


def _options(operation: PlannedOperation, naming: Naming) -> tuple[Argument, ...]:
    """Return what is given by keyword."""
    found = references(operation, naming) if _takes_references(operation) else ()
    if operation.expand:
        values = ", ".join(map(repr, operation.expand))
        kind = f"Iterable[Literal[{values}]]"
        found += (Argument(name="expand", annotation=kind, default="()"),)
    if operation.name == "get":
        found += (_IF_NONE_MATCH,)
    if operation.name in ("update", "upsert", "delete") and naming.item:
        found += (_IF_MATCH,)
    return found


def _takes_references(operation: PlannedOperation) -> bool:
    # What is sent names references by itself; only webhooks ask for them in the query.
    return operation.name == "get" or operation.answer == "webhook"


def _returns(operation: PlannedOperation, naming: Naming) -> str:
    kind = id_type(naming.collection)
    return {
        "item": str(naming.item),
        "page": str(naming.item),
        "created": f"Created[{kind}]",
        "upserted": "Upserted",
        "webhook": "CreatedWebhook",
        "nothing": "None",
    }[operation.answer]


def _body(operation: PlannedOperation, naming: Naming) -> Argument | None:
    """Return the parameter of what is sent; its name is the last word of its type."""
    if operation.body is None:
        return None
    annotation = _accepted(operation, naming)
    if operation.body_is_list:
        return Argument(name="items", annotation=f"Iterable[{annotation}]")
    last = names.snake(operation.body).rpartition("_")[2]
    if last in {path.python for path in operation.path_parameters}:
        last = "item"
    if operation.body_optional:
        return Argument(name=last, annotation=f"{annotation} | None", default="None")
    return Argument(name=last, annotation=annotation)


def _accepted(operation: PlannedOperation, naming: Naming) -> str:
    body, item = str(operation.body), naming.collection.item
    if item and body == item.new:
        # A new item cannot be one that was read; an update takes it back as it was.
        return body if operation.name == "create" else f"{body} | {naming.item}"
    twin = naming.types.twins().get(body)
    return f"{body} | {twin}" if twin else body


def put(operation: PlannedOperation, naming: Naming) -> Method:
    """Return the method that lets another system's name stand for an item."""
    path = tuple(parameter(found) for found in operation.path_parameters)
    id = Argument(name="internal_reference", annotation="int | str")
    return Method(
        name="put",
        parameters=path,
        options=(id,),
        returns="None",
        docstring=docstring_of(operation),
        call=Call(
            sender="_client._send",
            endpoint=naming.endpoint,
            at=tuple(found.name for found in path),
            request="put_reference",
            arguments=(id.name,),
        ),
    )


def put_all(operation: PlannedOperation, naming: Naming) -> Method:
    """Return the method that does so for many names, and reports what conflicts."""
    shared = tuple(parameter(found) for found in operation.path_parameters[:-1])
    many = Argument(name="references", annotation="Mapping[str, int | str]")
    handed_on = tuple(found.name for found in (*shared, many))
    return Method(
        name="put_all",
        parameters=(*shared, many),
        returns="BulkReport",
        docstring=("Map many values to ids and report what conflicts.",),
        call=Call(
            sender="_client._put_all",
            arguments=(naming.endpoint, *handed_on),
        ),
    )
