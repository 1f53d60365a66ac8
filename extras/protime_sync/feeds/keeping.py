"""How a delta link is kept alive between two batches."""

from __future__ import annotations

from attrs import evolve

from protime_runtime.errors import DecodingError
from protime_runtime.messages import Page
from protime_runtime.paging.cursor import Cursor
from protime_sync.feeds.asked import Options
from protime_sync.feeds.steps import Steps, asked
from protime_sync.source.entries import Entry, packed
from protime_sync.state.protocol import Phase


def kept_alive(options: Options) -> Steps:
    """Use the link without handing its changes over: they are kept for the next batch.

    Yields the one request; does nothing before the first load has ended.
    """
    position = options.state.load(options.feed)
    if position is None or position.phase is not Phase.FOLLOWING or not position.link:
        return
    cursor = Cursor(options.source.changes(position.link))
    while (request := cursor.next) is not None:
        page = cursor.after((yield from asked(request, options.holding)))
        cursor.advance()
        link = link_of(page, options)
        aside, _ = options.source.asides.taken()
        position = evolve(
            position,
            link=link,
            used_at=options.now(),
            aside=position.aside + aside,
        )
        body, lease = packed(page.value), options.holding.lease
        options.state.keep(options.feed, body, position, lease)


def link_of(page: Page[Entry], options: Options) -> str:
    """Return where changes go on after a page.

    Raises:
        ProtimeError: The page leads nowhere, or away from the tenant.
    """
    link = options.followable(page.next_link or page.delta_link, Phase.FOLLOWING)
    if not link:
        raise DecodingError("A delta's answer gives no deltaLink")
    return link
