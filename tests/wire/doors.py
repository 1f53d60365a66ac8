"""The few places where the net reaches past `protime`; what moves is mended here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import httpx
from click import unstyle

import protime
from protime.api import API
from protime.catalog import CATALOG, REFERENCES
from protime_cli.output.columns import columns_of
from protime_cli.root import root
from protime_runtime.reading.converter import converter
from protime_sync.arrow import shape_of
from protime_sync.exports import export
from tests import calling

TODAY = date(2026, 4, 1)
API_INFO = API

MODULES = (
    "protime",
    "protime_runtime.errors",
    "protime_sync",
    "protime_sync.arrow",
    "protime_sync.causes",
    "protime_sync.dlt",
    "protime_sync.exports",
    "protime_sync.metrics",
    "protime_sync.webhooks",
    "protime_emulator",
    "protime_cli",
)
"""Modules whose names are public: those that README and the pages name."""


def client(mode: calling.Mode, handler: Any, **settings: Any) -> Any:
    """Return a client of either mode whose requests a function answers."""
    kind = httpx.Client if mode == "sync" else httpx.AsyncClient
    given = {"tenant": "acme", "client_id": "id", "client_secret": "secret"}
    http = kind(transport=httpx.MockTransport(handler))
    made = calling.client(mode, http, **given, **settings)
    made._today = lambda: TODAY
    return made


def model(name: str, document: object) -> Any:
    """Return JSON as a model, or as a list of models."""
    if isinstance(document, list):
        return [model(name, item) for item in document]
    return converter.structure(document, getattr(protime, name))


def where(owner: Any, operation: str, expression: object, **given: object) -> Any:
    """Ask a collection by a raw filter expression."""
    name = "where" if operation == "list" else f"{operation}_where"
    return getattr(owner, name)(expression, **given)


def sync_schema(name: str, **options: Any) -> Any:
    """Return the Arrow schema of a copy of a collection."""
    return shape_of(CATALOG[name], **options).schema


def cli_table(name: str, references: Sequence[Any]) -> list[tuple[str, str]]:
    """Return the names and kinds of the columns of a command's table."""
    found = columns_of(CATALOG[name], references)
    return [
        (column.name, f"{column.kind}{' as JSON' * column.is_nested}")
        for column in found
    ]


def helped() -> str:
    """Return what the command says of itself."""
    with root.make_context("protime", [], resilient_parsing=True) as context:
        context.terminal_width = 86  # As on a terminal of 88.
        return unstyle(root.get_help(context)) + "\n"


def exported(name: str, path: Path, made: Any, **given: Any) -> None:
    """Export a collection to a file."""
    export(name, path, client=made, **given)


__all__ = ["API_INFO", "CATALOG", "MODULES", "REFERENCES", "TODAY"]
