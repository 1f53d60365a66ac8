"""The tenant of all pages, and the line with which a reader serves the same."""

from __future__ import annotations

import re
from datetime import date

from docs.building.blocks import Block, blocks, commands
from protime_emulator import Emulator

TODAY = date(2026, 3, 2)
LINE = f"protime emulate --today {TODAY}"
_TITLE = re.compile(r"^# .*\n", re.M)


def new_tenant() -> Emulator:
    """Return a new tenant, as a new `LINE` serves it."""
    return Emulator(today=TODAY)


def told(markdown: str, source: str) -> str:
    """Return a page with a sentence on its tenant, if it shows what that gives."""
    if LINE in markdown or not _shows(markdown, blocks(markdown)):
        return markdown
    return _TITLE.sub(lambda title: f"{title[0]}\n{_note(source)}", markdown, count=1)


def _shows(markdown: str, page: list[Block]) -> bool:
    printed = any(block.language == "text" for block in page)
    by_commands = any(any(commands(block.text)) for block in page)
    return by_commands or (printed and "Protime.from_env(" in markdown)


def _note(source: str) -> str:
    tutorial = "../" * source.count("/") + "tutorial.md#start-a-tenant"
    return (
        f"<small>What is printed here comes from the tenant that `{LINE}` serves, "
        f"[started anew for this page]({tutorial}).</small>\n"
    )
