"""Clients of other APIs that many use, to their first call on the same server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def stripe(url: str) -> Iterator[list[Any]]:
    from stripe import StripeClient

    made = StripeClient("sk_test_t", base_addresses={"api": url})
    yield made.v1.customers.list().data


def openai(url: str) -> Iterator[list[Any]]:
    from openai import OpenAI

    yield OpenAI(api_key="t", base_url=url).models.list().data
