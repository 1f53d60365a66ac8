"""What the pages have in common: heading, navigation and style, all from here."""

from __future__ import annotations

from html import escape
from pathlib import Path

FILES = Path(__file__).parent
_STYLE = (FILES / "style.css").read_text(encoding="utf-8")
_PAGES = (("/", "Status"), ("/swagger", "Swagger UI"))


def page(tenant: str, here: str, body: str, head: str = "") -> str:
    """Return a whole page of HTML around a body; `here` is its own path."""
    title = f"{dict(_PAGES)[here]} · {escape(tenant)}"
    links = "".join(_link(path, text, here) for path, text in _PAGES)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<link rel="icon" href="data:,">'
        f"<title>{title}</title>{head}<style>{_STYLE}</style>"
        f"<header><strong>{escape(tenant)}</strong>"
        f"<span>emulated Protime tenant</span><nav>{links}</nav></header>{body}</html>"
    )


def _link(path: str, text: str, here: str) -> str:
    current = ' aria-current="page"' if path == here else ""
    return f'<a href="{path}"{current}>{text}</a>'
