"""What the clients that others generated send when they are asked the same."""

from __future__ import annotations

import importlib
import inspect
import json
from typing import Any, get_args, get_type_hints
from urllib.parse import parse_qs, unquote, urlencode

from attrs import frozen

from protime_runtime.catalog import CollectionInfo, OperationInfo

Told = tuple[str, str, dict[str, list[str]], Any]
"""Method, path, query and body, decoded."""


def decoded(query: str) -> dict[str, list[str]]:
    """Return a query's parameters.

    `delta` is a flag. OpenAPI has none, so others write a value where we write none.
    """
    found = parse_qs(query, keep_blank_values=True)
    return found | ({"delta": [""]} if "delta" in found else {})


@frozen(kw_only=True)
class Asked:
    """What every client is asked: an operation with values in the API's names."""

    collection: CollectionInfo
    operation: OperationInfo
    id: str
    path: dict[str, object]
    query: dict[str, str]
    body: Any

    def arguments(self, taken: Any) -> dict[str, object]:
        """Return the values under the names that a function gives its parameters."""
        given = {**self.path, **self.query}
        if "delta" in given:
            given["delta"] = True
        return {
            name: given[wire]
            for name in taken
            for wire in given
            if name.replace("_", "") == wire.replace("_", "").casefold() or name == wire
        }


def openapi_python_client(asked: Asked) -> Told:
    """Return what openapi-python-client's function for the operation would send."""
    module = importlib.import_module(f"opc.api.{asked.collection.attribute}.{asked.id}")
    taken = inspect.signature(module._get_kwargs).parameters
    arguments = asked.arguments(taken)
    if "expand" in arguments:
        arguments["expand"] = _expanded(taken["expand"], str(arguments["expand"]))
    if asked.body is not None:
        arguments["body"] = _body(taken["body"], asked.body)
    made = module._get_kwargs(**arguments)
    given = {key: _text(value) for key, value in made.get("params", {}).items()}
    query = decoded(urlencode(given))
    return made["method"].upper(), unquote(made["url"]), query, made.get("json")


def _expanded(parameter: inspect.Parameter, value: str) -> object:
    return [_Valued(value)] if "list" in str(parameter.annotation) else value


class _Valued(str):
    """A member of an enum, as openapi-python-client takes it."""

    @property
    def value(self) -> str:
        return str(self)


def _text(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _body(parameter: inspect.Parameter, example: Any) -> object:
    kind = parameter.annotation
    inner = getattr(kind, "__args__", (kind,))[0]
    if isinstance(example, list):
        return [inner.from_dict(one) for one in example]
    return inner.from_dict(example)


def datamodel_code_generator(asked: Asked) -> Told:
    """Return what its whole client gives to httpx2 to be sent."""
    httpx2, reader = (
        importlib.import_module(one) for one in ("httpx2", "reader_client")
    )
    sent: list[Any] = []

    def answer(request: Any) -> Any:
        sent.append(request)
        return httpx2.Response(500)

    with httpx2.Client(transport=httpx2.MockTransport(answer)) as http:
        client = reader.Client(production="token", max_retries=0, http_client=http)
        method = getattr(getattr(client, asked.collection.attribute), asked.id)
        hints = get_type_hints(method)
        arguments = asked.arguments(hints)
        if "expand" in arguments:
            listed, _ = get_args(hints["expand"])  # The other one says "not given".
            arguments["expand"] = _validated(listed, [arguments["expand"]])
        if asked.body is not None:
            arguments["body"] = _validated(hints["body"], asked.body)
        try:
            method(**arguments)
        except importlib.import_module("reader_client.errors").APIStatusError:
            pass  # It was answered with 500: what was asked is all that is wanted.
    (request,) = sent
    query = decoded(request.url.query.decode())
    body = json.loads(request.content) if request.content else None
    return request.method, unquote(request.url.path), query, body


def _validated(kind: object, example: Any) -> object:
    return (
        importlib.import_module("pydantic").TypeAdapter(kind).validate_python(example)
    )
