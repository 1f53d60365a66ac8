"""How a delta link is kept alive between two batches."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from protime_runtime.paging.cursor import Cursor
from protime_sync.feeds.following import Following
from protime_sync.feeds.steps import Steps, asked
from protime_sync.source.entries import packed
from protime_sync.state.holding import Holding
from protime_sync.state.protocol import Phase


def kept_alive(following: Following[Any], holding: Holding) -> Steps:
    """Use the link without handing its changes over: they are kept for the next batch.

    Yields the one request; does nothing before the first load has ended.
    """
    position = following.state.load(following.name)
    if position is None or position.phase is not Phase.FOLLOWING or not position.link:
        return
    cursor = Cursor(following.source.changes(position.link))
    while (request := cursor.next) is not None:
        page = cursor.after((yield from asked(request, holding)))
        cursor.advance()
        link = following.link_of(page)
        aside, _ = following.source.asides.taken()
        position = evolve(
            position,
            link=link,
            used_at=following.now(),
            aside=position.aside + aside,
        )
        body, lease = packed(page.value), holding.lease
        following.state.keep(following.name, body, position, lease)
