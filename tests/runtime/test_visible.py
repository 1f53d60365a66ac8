"""What acts on a terminal is shown escaped; what shows stays."""

from __future__ import annotations

import json

import pytest

from protime_runtime.errors import ProtimeError, RequestInfo, ResponseError
from protime_runtime.reading.deviations import Deviation
from protime_runtime.texts import visible, visible_json

# By code, so that the judge does not ask what it judges: controls of ISO 6429, formats
# of direction (UAX 9), separators of lines and paragraphs, tags, halves, fillers.
ACTING = [
    *range(0x20),
    *range(0x7F, 0xA0),
    *(0xAD, 0x61C, 0x200B, 0x200E, 0x200F),
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2065),
    *range(0x2066, 0x2070),
    *(0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB),
    *range(0xE0020, 0xE0080),
    *(0xD800, 0xDFFF),
]
SHOWING = [
    "Zoë Ünal",
    "山田 太郎",
    "שלום",
    "a\u00a0b",
    "क्\u200dष",
    "👩\u200d👧",
    "C:\\x1b",
    "",
]


@pytest.mark.parametrize("code", ACTING, ids=hex)
def test_what_acts_is_escaped(code: int) -> None:
    """In ASCII, with its code, and in JSON so that it reads back."""
    text = f"a{chr(code)}b"
    shown = visible(text)
    assert shown.isascii()
    assert shown.isprintable()
    assert shown.encode().decode("unicode_escape") == text
    if code != 0x0A:
        written = visible_json(json.dumps(text, ensure_ascii=False))
        assert chr(code) not in written
        assert json.loads(written) == text


@pytest.mark.parametrize("text", SHOWING)
def test_what_shows_stays(text: str) -> None:
    assert visible(text) == text
    assert visible_json(text) == text


def test_errors_and_deviations_are_shown_so() -> None:
    """Tracebacks and logs print them, and the raw text is kept beside."""
    error = ResponseError(
        status=400,
        code="\x1b[2J",
        message="no\x9b2J",
        reasons=("\u202eabc", "second"),
        request=RequestInfo(method="GET", url="https://acme.example"),
        body=b"",
    )
    assert str(error).splitlines() == [
        r"400 \x1b[2J no\x9b2J: GET https://acme.example",
        r"  - \u202eabc",
        "  - second",
    ]
    assert error.message == "no\x9b2J"
    assert str(ProtimeError("a\x07")) == r"a\x07"
    found = Deviation(model="Person", field="na\x1bme", kind="unknown field", detail="")
    assert str(found) == r"Person.na\x1bme: unknown field"
