"""What one would write by hand: pydantic, msgspec or plain dicts, with httpx."""

# ruff: noqa: N815 - names as they are on the wire
from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any, Literal

import httpx
import msgspec
import orjson
from pydantic import BaseModel

from benchmarks.rows import BASE

FILTER = "date ge '2026-01-01' and date le '2026-12-31'"

Kind = Literal["InOut", "Reason", "Activity", "ActivityEnd"]
Status = Literal["Unknown", "Active", "Deleted"]


class PydanticIdentifier(BaseModel):
    id: int
    externalReferences: dict[str, str] = {}


class PydanticPlace(BaseModel):
    longitude: float
    latitude: float


class PydanticClocking(BaseModel):
    id: int
    person: PydanticIdentifier
    date: datetime.date
    timeOfDayInMinutes: int
    kind: Kind
    changeVersion: str | None = None
    originalTimeOfDayInMinutes: int | None = None
    calculatedTimeOfDayInMinutes: int | None = None
    isGenerated: bool | None = None
    terminal: PydanticIdentifier | None = None
    geolocation: PydanticPlace | None = None
    reason: PydanticIdentifier | None = None
    isOpen: bool | None = None
    activityLevels: list[dict[str, Any]] | None = None
    status: Status | None = None


class PydanticPage(BaseModel):
    value: list[PydanticClocking]
    nextLink: str | None = None


class StructIdentifier(msgspec.Struct):
    id: int
    externalReferences: dict[str, str] = {}


class StructPlace(msgspec.Struct):
    longitude: float
    latitude: float


class StructClocking(msgspec.Struct):
    id: int
    person: StructIdentifier
    date: datetime.date
    timeOfDayInMinutes: int
    kind: Kind
    changeVersion: str | None = None
    originalTimeOfDayInMinutes: int | None = None
    calculatedTimeOfDayInMinutes: int | None = None
    isGenerated: bool | None = None
    terminal: StructIdentifier | None = None
    geolocation: StructPlace | None = None
    reason: StructIdentifier | None = None
    isOpen: bool | None = None
    activityLevels: list[dict[str, Any]] | None = None
    status: Status | None = None


class StructPage(msgspec.Struct):
    value: list[StructClocking]
    nextLink: str | None = None


read_struct = msgspec.json.Decoder(StructPage).decode


def read_pydantic(content: bytes) -> PydanticPage:
    return PydanticPage.model_validate_json(content)


def walk_by_hand(
    read: Callable[[bytes], Any], rows: Callable[[Any], list[Any]], url: str
) -> Iterator[list[Any]]:
    """Walk all pages with httpx."""
    with httpx.Client(headers={"authorization": "Bearer t"}) as http:
        link: str | None = f"{BASE}/clockings?filter={FILTER}"
        while link is not None:
            page = read(http.get(f"{url}{link}").raise_for_status().content)
            yield rows(page)
            link = page.get("nextLink") if isinstance(page, dict) else page.nextLink


def dicts(url: str) -> Iterator[list[Any]]:
    return walk_by_hand(orjson.loads, lambda page: page["value"], url)


def pydantic(url: str) -> Iterator[list[Any]]:
    return walk_by_hand(read_pydantic, lambda page: page.value, url)


def struct(url: str) -> Iterator[list[Any]]:
    return walk_by_hand(read_struct, lambda page: page.value, url)
