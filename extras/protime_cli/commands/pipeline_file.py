"""What a pipeline file says, in the words of integration platforms.

A client says which settings to use; a subscriber what comes in: entity, parameters of
path and query, pagination; a publisher what goes out: method, entity, query, payload.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from attrs import field, frozen
from cattrs import Converter

from protime.catalog import CATALOG
from protime_cli.values import unknown
from protime_runtime.catalog import CollectionInfo, OperationInfo
from protime_runtime.errors import InvalidRequest
from protime_runtime.tables.csv_lines import Formulas
from protime_runtime.texts import NoText, read_text

T = TypeVar("T")
Texts = Mapping[str, str]
_PLACEHOLDER = re.compile(r"\{today(?:([+-]\d+)d)?\}")


@frozen(kw_only=True)
class Client:
    """Which settings to use: a profile, or those of the environment."""

    profile: str | None = None


@frozen(kw_only=True)
class Subscriber:
    """What comes in."""

    entity: str
    client: str = "default"
    path: dict[str, str] = field(factory=dict)
    query: dict[str, str] = field(factory=dict)
    pagination: bool = True
    output: str = "-"
    """A file, whose ending says the form; ``-`` for JSON Lines on standard output."""
    formulas: Formulas = "keep"
    """How CSV's cells are written that a spreadsheet would run: keep or escape."""


@frozen(kw_only=True)
class Publisher:
    """What goes out."""

    entity: str
    method: str
    client: str = "default"
    path: dict[str, str] = field(factory=dict)
    query: dict[str, str] = field(factory=dict)
    payload: dict[str, object] | None = None
    payload_file: str | None = None


@frozen(kw_only=True)
class Pipeline:
    """The whole file."""

    client: dict[str, Client] = field(factory=dict)
    subscriber: dict[str, Subscriber] = field(factory=dict)
    publisher: dict[str, Publisher] = field(factory=dict)


def read(file: Path) -> Pipeline:
    """Return what the file says.

    Raises:
        InvalidRequest: It cannot be read, or says what no pipeline can.
    """
    try:
        content = tomllib.loads(read_text(file))
        found = _converter().structure(content, Pipeline)
    except OSError as error:
        raise InvalidRequest(f"{file}: {error.strerror}.") from None
    except NoText as error:
        raise InvalidRequest(f"{error}.") from None
    except (ValueError, TypeError, KeyError) as error:
        raise InvalidRequest(f"{file}: {error}.") from None
    except Exception as error:
        # What cattrs raises for keys that are unknown or missing.
        raise InvalidRequest(f"{file}: {error}") from None
    if not found.subscriber and not found.publisher:
        raise InvalidRequest(
            f"{file} names neither a subscriber nor a publisher, so there is nothing to"
            " do: it is empty, or was cut off."
        )
    return found


def _converter() -> Converter:
    made = Converter(forbid_extra_keys=True, detailed_validation=False)
    made.register_structure_hook_func(
        lambda kind: kind is object, lambda value, _: value
    )
    return made


def operation(
    entity: str, method: str, path: Texts
) -> tuple[CollectionInfo, OperationInfo]:
    """Return the operation that a method of an entity stands for.

    Raises:
        InvalidRequest: The entity or the method is none of the API's.
    """
    if entity not in CATALOG:
        raise InvalidRequest(unknown("entity", entity, CATALOG))
    info = CATALOG[entity]
    fitting = [
        operation
        for operation in info.operations
        if operation.method == method.upper()
        and operation.name != "delta"
        and {each.wire for each in operation.path_parameters} == set(path)
    ]
    if not fitting:
        known = ", ".join(
            f"{operation.method} {operation.path}" for operation in info.operations
        )
        raise InvalidRequest(
            f"{entity} has no {method} with the path parameters"
            f" {', '.join(path) or '(none)'}; it has: {known}."
        )
    return info, fitting[0]


def filled(text: str, today: date) -> str:
    """Return the text with ``{today}``, ``{today-7d}`` and the like filled in."""

    def day(found: re.Match[str]) -> str:
        return (today + timedelta(days=int(found[1] or 0))).isoformat()

    return _PLACEHOLDER.sub(day, text)
