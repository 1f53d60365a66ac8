"""Clients of a module's own tenant, which it makes as large as its tests need."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from protime import AsyncProtime, Protime
from protime_emulator import Emulator

from .helpers import AGENT


@pytest.fixture(scope="module")
def client(emulator: Emulator) -> Iterator[Protime]:
    """Return a client that waits by blocking."""
    with Protime(**emulator.settings(), user_agent=AGENT, http=emulator.http()) as made:
        yield made


@asynccontextmanager
async def awaiting(emulator: Emulator) -> AsyncIterator[AsyncProtime]:
    """Give the same to be awaited, in the loop of the test."""
    async with (
        emulator.async_http() as http,
        AsyncProtime(**emulator.settings(), user_agent=AGENT, http=http) as made,
    ):
        yield made
