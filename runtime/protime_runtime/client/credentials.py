"""What a client's id and secret may hold, and what to do about what they may not.

Source: RFC 6749, appendices A.1 and A.2
"""

from __future__ import annotations

import re

from protime_runtime.errors import ConfigurationError
from protime_runtime.secret import Secret

_SENDABLE = re.compile(r"[ -~]+")
_FOUND = (
    (
        re.compile(r"\A(\ufeff|\xef\xbb\xbf)"),
        "begins with a byte order mark",
        "Save what it is read from without one.",
    ),
    (
        re.compile(r"[\r\n]\Z"),
        "ends with a line break",
        "`printf %s` writes none where `echo` does.",
    ),
    (re.compile(r"[\r\n]"), "holds a line break", "Give one line of it."),
    (re.compile(r"[\ud800-\udfff]"), "holds half a character", "Copy it again."),
    (re.compile(r"[\x00-\x1f\x7f]"), "holds a control character", "Copy it again."),
    (re.compile(r"[^\x00-\x7f]"), "holds what is not ASCII", "Copy it again."),
)


def check(name: str, text: str | Secret) -> None:
    """Refuse an id or a secret that OAuth has no place for.

    Raises:
        ConfigurationError: It holds more than visible ASCII characters and blanks.
    """
    reason = _reason(text)
    if reason is not None:
        raise ConfigurationError(f"{name} {reason}")


def _reason(text: str | Secret) -> str | None:
    """Return what is wrong, with nothing of the text; its frame holds the secret."""
    plain = text.reveal() if isinstance(text, Secret) else text
    if _SENDABLE.fullmatch(plain):
        return None
    found, advice = next(
        (words, advice) for form, words, advice in _FOUND if form.search(plain)
    )
    return f"{found}, which OAuth does not take (RFC 6749, appendix A). {advice}"
