"""What an engine without I/O yields, and how the sender replies."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeAlias

from protime_runtime.errors import ProtimeError
from protime_runtime.messages import Page, Request
from protime_sync.source.changes import Changes
from protime_sync.source.entries import Entry
from protime_sync.state.holding import Holding

Step: TypeAlias = Request[Page[Entry]] | Changes
Steps: TypeAlias = Generator[Step, Page[Entry] | None, None]


def asked(
    request: Request[Page[Entry]], holding: Holding
) -> Generator[Step, Page[Entry] | None, Page[Entry]]:
    """Yield a request, and return the page that came.

    Raises:
        LeaseLost: Somebody else has the lease; nothing was sent.
    """
    # Asked under a lease that was lost, Protime would end the delta of who has it now.
    holding.renew()
    reply = yield request
    if reply is None:
        raise TypeError("The driver sent no page.")
    return reply


def sent(steps: Steps, page: Page[Entry]) -> Step | None:
    """Send the engine a page and return its next step, `None` at the end."""
    try:
        return steps.send(page)
    except StopIteration:
        return None


def thrown(steps: Steps, error: ProtimeError) -> Step | None:
    """Raise an error in the engine and return its next step, `None` at the end."""
    try:
        return steps.throw(error)
    except StopIteration:
        return None
