"""Items as the JSON that they were read from, and JSON as what is to be sent."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import protime
from protime_cli.values import unknown
from protime_runtime.catalog import CollectionInfo, FieldInfo, OperationInfo
from protime_runtime.errors import DecodingError, DeviationWarning, InvalidRequest
from protime_runtime.model import as_read
from protime_runtime.reading.decoder import Decoder

Row = Mapping[str, object]


def one_call(
    info: CollectionInfo,
    operation: OperationInfo,
    content: object,
    places: Sequence[object],
) -> tuple[list[object], dict[str, object]]:
    """Return the arguments that send one body to the places of the path.

    Raises:
        InvalidRequest: The API would refuse it.
    """
    if operation.name == "put" and isinstance(content, dict):
        # The method takes the body's one property itself.
        return list(places), {"internal_reference": content.get("internalReference")}
    return [*places, body(info, operation, content)], {}


def body(info: CollectionInfo, operation: OperationInfo, document: object) -> object:
    """Return what an operation sends, from JSON; what only Protime sets is left out.

    Raises:
        InvalidRequest: A property is missing, unknown or of another type.
    """
    model = getattr(protime, str(operation.body))
    if not operation.body_is_list:
        return _model(info, str(operation.body), model, document)
    if not isinstance(document, list):
        raise InvalidRequest(f"{operation.name} of {info.name} takes a JSON array.")
    return [_model(info, str(operation.body), model, element) for element in document]


def _model(info: CollectionInfo, name: str, model: type, document: object) -> object:
    if not isinstance(document, Mapping):
        raise InvalidRequest(f"{name} is made from a JSON object.")
    fields = {field.wire: field for field in body_fields(info, name)}
    for key in document:
        if key not in fields:
            raise InvalidRequest(unknown(f"property of {name}", str(key), fields))
    sent = {
        key: value for key, value in document.items() if fields[key].write != "never"
    }
    try:
        return Decoder(strict=True).item(sent, model, b"")
    except DecodingError as error:
        raise InvalidRequest(f"{name}: {error}.") from None


def changed(item: object, changes: Mapping[str, object]) -> object:
    """Return an item with properties changed; what the spec does not know stays.

    Raises:
        InvalidRequest: A property is of another type.
    """
    whole = {**cast("Row", as_read(item)), **changes}
    decoder = Decoder()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeviationWarning)
        found = decoder.item(whole, type(item), b"")
    for deviation in decoder.deviations.counts():
        if deviation.field in changes and deviation.kind != "unknown value":
            raise InvalidRequest(f"{deviation}.")
    return found


def body_fields(info: CollectionInfo, name: str) -> Sequence[FieldInfo]:
    """Return the properties of what is sent, with those that only Protime sets."""
    if name == info.new_item:
        return info.fields
    known = {type.name: type.fields for type in info.types}
    return known.get(name) or known[name.removeprefix("New")]


def documents(text: str, where: str) -> Iterator[tuple[int, object]]:
    """Iterate over the JSON values of a text, each with its line: one, a list or many.

    Raises:
        InvalidRequest: A line is no JSON.
    """
    whole = _whole(text)
    if whole is not None:
        rows = whole if isinstance(whole, list) else [whole]
        yield from enumerate(rows, start=1)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError as error:
                raise InvalidRequest(f"{where}:{number} is no JSON: {error}.") from None


def _whole(text: str) -> object:
    try:
        return cast("object", json.loads(text))
    except ValueError:
        return None


def identity(info: CollectionInfo) -> str:
    """Return the property that holds the id, or what stands for one."""
    return "id" if any(field.wire == "id" for field in info.fields) else ""
