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
    if not any(map(_shows, blocks(markdown))):
        return markdown
    return _TITLE.sub(lambda title: f"{title[0]}\n{_note(source)}", markdown, count=1)


def _shows(block: Block) -> bool:
    return "Protime.from_env(" in block.text or any(commands(block.text))


def _note(source: str) -> str:
    tutorial = "../" * source.count("/") + "tutorial.md#start-a-tenant"
    return (
        f"<small>What is printed here comes from the tenant that `{LINE}` serves, "
        f"[started anew for this page]({tutorial}).</small>\n"
    )
