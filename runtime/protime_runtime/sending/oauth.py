"""What a token is asked for with, and how the endpoint's response is read.

Source: reference/authentication/ (its errors are not published; OAuth's are read), and
RFC 6749, appendices A.1 and A.2
"""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from math import inf, isnan
from urllib.parse import quote_plus, urlencode

from attrs import evolve, field

from protime_runtime.errors import AuthenticationFailed, ConfigurationError
from protime_runtime.messages import Failure, Response
from protime_runtime.process import Secret, as_secret
from protime_runtime.sending.exchange import HttpRequest
from protime_runtime.sending.token_cache import Token
from protime_runtime.values import frozen

_FOUND_BY_CHANCE = 8
"""Letters of a secret that stand nowhere by chance."""

_SENDABLE = re.compile(r"[!-~]+")


@frozen(kw_only=True)
class Credentials:
    """What Protime gave out, and where it is exchanged for tokens."""

    token_url: str
    client_id: str
    client_secret: Secret = field(converter=as_secret)
    user_agent: str


def token_request(credentials: Credentials, scopes: frozenset[str]) -> HttpRequest:
    """Return the request for a token."""
    return HttpRequest(
        method="POST",
        url=credentials.token_url,
        headers={
            "accept": "application/json",
            "content-type": "application/x-www-form-urlencoded",
            "user-agent": credentials.user_agent,
        },
        content=_form(credentials, scopes),
    )


def _form(credentials: Credentials, scopes: frozenset[str]) -> bytes:
    form = {
        "grant_type": "client_credentials",
        "client_id": credentials.client_id,
        "client_secret": credentials.client_secret.reveal(),
        "scope": " ".join(sorted(scopes)),
    }
    # Whatever ends this, `forget` clears this frame.
    return urlencode({k: v for k, v in form.items() if v}).encode()


@frozen(kw_only=True)
class _Said:
    """What the endpoint's document says, with nothing to see of a token."""

    value: Secret | None
    scope: object
    expires_in: object
    code: str | None
    words: str


def read_token(
    outcome: Response | Failure, asked: frozenset[str], now: float, attempts: int = 1
) -> Token:
    """Read the endpoint's response.

    Args:
        outcome: The response, or why there is none.
        asked: The scopes that were asked for.
        now: Seconds since 1970 at which they were.
        attempts: Times that they were, for the error.

    Raises:
        AuthenticationFailed: There is no token in it.
    """
    if isinstance(outcome, Failure):
        text = f"The token endpoint cannot be reached: {outcome.reason}"
        raise _failed(text, None, None, attempts)
    said = _read(outcome.content)
    if said.value is not None:
        outcome = evolve(outcome, content=b"")  # An error would carry the token along.
    if outcome.status != 200 or said.value is None:
        text = f"The token endpoint answered {outcome.status} {said.words}."
        raise _failed(text, outcome, said.code, attempts)
    if not _SENDABLE.fullmatch(said.value.reveal()):
        text = "The token endpoint gave a token that no header can carry."
        raise _failed(text, outcome, None, attempts)
    # Nothing said is all that was asked for (RFC 6749, 5.1), and so is an empty text.
    named = said.scope.split() if isinstance(said.scope, str) else ()
    ends_at = now + _life(said.expires_in)
    return Token(value=said.value, scopes=frozenset(named) or asked, ends_at=ends_at)


def without_secret(
    outcome: Response | Failure, credentials: Credentials
) -> Response | Failure:
    """Return a refusal in whose body the secret is hidden, if the endpoint repeats it.

    Errors repeat what an endpoint says, and some endpoints say what they were sent. A
    secret of a few letters is left, as words would hold it by chance.
    """
    secret = credentials.client_secret.reveal()
    if isinstance(outcome, Failure) or outcome.status == HTTPStatus.OK:
        return outcome
    if len(secret) < _FOUND_BY_CHANCE:
        return outcome
    content = outcome.content
    for spelled in (secret, quote_plus(secret), json.dumps(secret)[1:-1]):
        content = content.replace(spelled.encode(), "…".encode())
    return evolve(outcome, content=content)


def _life(seconds: object) -> float:
    """Return a token's life; one that is not given ends when the API says 401."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float | str):
        return inf
    try:
        life = float(seconds)
    except (ValueError, OverflowError):
        return inf
    return inf if isnan(life) else max(life, 0.0)


def _failed(
    text: str, response: Response | None, code: str | None, attempts: int
) -> AuthenticationFailed:
    return AuthenticationFailed(
        text,
        status=None if response is None else response.status,
        code=code,
        body=b"" if response is None else response.content,
        attempts=attempts,
        request_id=None if response is None else response.request_id,
    )


def _read(content: bytes) -> _Said:
    document = _document(content)
    value, code = document.get("access_token"), document.get("error")
    described = document.get("error_description")
    words = [text for text in (code, described) if isinstance(text, str)]
    return _Said(
        value=Secret(value) if isinstance(value, str) else None,
        scope=document.get("scope"),
        expires_in=document.get("expires_in"),
        code=code if isinstance(code, str) else None,
        words=": ".join(words) or "without a reason",
    )


def _document(content: bytes) -> dict[str, object]:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


_TYPED = re.compile(r"[ -~]+")
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


def check_credential(name: str, text: str | Secret) -> None:
    """Refuse an id or a secret that OAuth has no place for.

    Raises:
        ConfigurationError: It holds more than visible ASCII characters and blanks.
    """
    reason = _wrong_in(text)
    if reason is not None:
        raise ConfigurationError(f"{name} {reason}")


def _wrong_in(text: str | Secret) -> str | None:
    """Return what is wrong, with nothing of the text; its frame holds the secret."""
    plain = text.reveal() if isinstance(text, Secret) else text
    if _TYPED.fullmatch(plain):
        return None
    found, advice = next(
        (words, advice) for form, words, advice in _FOUND if form.search(plain)
    )
    return f"{found}, which OAuth does not take (RFC 6749, appendix A). {advice}"
