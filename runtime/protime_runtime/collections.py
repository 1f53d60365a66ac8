"""Bases of the generated collections."""

from __future__ import annotations

from protime_runtime.client.clients import AsyncClient, Client


class Collection:
    """A collection of the API, asked by a client that blocks."""

    __slots__ = ("_client",)

    def __init__(self, client: Client) -> None:
        """Take the client that sends."""
        self._client = client


class AsyncCollection:
    """A collection of the API, asked by a client that is awaited."""

    __slots__ = ("_client",)

    def __init__(self, client: AsyncClient) -> None:
        """Take the client that sends."""
        self._client = client
