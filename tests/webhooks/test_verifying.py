"""An event counts if someone with a key signed exactly its bytes, and not otherwise."""

from __future__ import annotations

import base64
import json
import shutil
import traceback
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.message import Message
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from protime_runtime.errors import ConfigurationError, RawBodyNeeded, WebhookRefused
from protime_runtime.webhooks.verifier import Timestamp, WebhookVerifier

from .signing import HEADER, KEY, openssl, signed

BODY = b'{"changeType":"Delete","data":{"id":1,"changeVersion":"0A"}}'
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
MESSAGE = Message()
"""What `http.server` gives."""
for name, value in signed(BODY).items():
    MESSAGE[name] = value
needs_openssl = pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl")


@needs_openssl
@pytest.mark.parametrize("hash", ["sha1", "sha224", "sha256", "sha384", "sha512"])
@pytest.mark.parametrize("form", ["hex", "base64"])
@pytest.mark.parametrize("prefix", ["", "sha="])
@pytest.mark.parametrize("key_encoding", ["text", "hex", "base64"])
def test_what_openssl_signs_verifies(
    hash: str, form: Any, prefix: str, key_encoding: Any
) -> None:
    """In each form that can be set, and in no other form."""
    raw = KEY.encode() if key_encoding == "text" else bytes.fromhex(KEY)
    key = base64.b64encode(raw).decode() if key_encoding == "base64" else KEY
    headers = {HEADER: prefix + openssl(BODY, raw, hash, form)}
    more: dict[str, Any] = {"prefix": prefix, "key_encoding": key_encoding}
    for encoding in (form, "either"):
        made = WebhookVerifier(
            [key], header=HEADER, hash=hash, encoding=encoding, **more
        )
        assert made.verify(BODY, headers).key == 0
    other: Any = "base64" if form == "hex" else "hex"
    wrong = WebhookVerifier([key], header=HEADER, hash=hash, encoding=other, **more)
    with pytest.raises(WebhookRefused):
        wrong.verify(BODY, headers)


@needs_openssl
@pytest.mark.parametrize("hash", ["sha1", "sha224", "sha256", "sha384", "sha512"])
def test_base64_of_any_alphabet_verifies(hash: str) -> None:
    """That of URLs as well, with or without padding."""
    verifier = WebhookVerifier([KEY], header=HEADER, hash=hash, encoding="base64")
    for number in range(8):
        body = b"%d" % number
        text = openssl(body, hash=hash, form="base64")
        for form in (text, text.replace("+", "-").replace("/", "_")):
            assert verifier.verify(body, {HEADER: form})
            assert verifier.verify(body, {HEADER: form.rstrip("=")})


def test_what_another_library_signs_verifies() -> None:
    """Standard Webhooks: several signatures, an id and a time among what is signed."""
    library = pytest.importorskip("standardwebhooks")
    secret = base64.b64encode(b"x" * 24).decode()
    text = library.Webhook(secret).sign("msg_1", NOW, BODY.decode())
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(NOW.timestamp())),
        "webhook-signature": f"v1a,abc v1,{'A' * 43}= {text}",
    }
    verifier = WebhookVerifier(
        [secret],
        header="webhook-signature",
        encoding="base64",
        key_encoding="base64",
        prefix="v1,",
        separator=" ",
        signed="{webhook-id}.{webhook-timestamp}.{body}",
        timestamp=Timestamp(name="webhook-timestamp"),
    )
    assert verifier.verify(BODY, headers, now=NOW).sent_at == NOW
    with pytest.raises(WebhookRefused):
        verifier.verify(BODY, {**headers, "webhook-id": "msg_2"}, now=NOW)


@needs_openssl
def test_a_time_may_stand_within_the_signature() -> None:
    """As in ``t=12,v1=ab``, where the time is signed before the body."""
    seconds = str(int(NOW.timestamp()))
    text = openssl(f"{seconds}.".encode() + BODY)
    verifier = WebhookVerifier(
        [KEY],
        header=HEADER,
        prefix="v1=",
        separator=",",
        signed="{t}.{body}",
        timestamp=Timestamp(name="t", within=True),
    )
    assert verifier.verify(BODY, {HEADER: f"t={seconds},v1={text}"}, now=NOW).sent_at
    for header in (
        f"v1={text}",
        f"t={seconds},t={seconds},v1={text}",
        f"t=1,v1={text}",
    ):
        with pytest.raises(WebhookRefused):
            verifier.verify(BODY, {HEADER: header}, now=NOW)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("seconds", "1772438400"),
        ("milliseconds", "1772438400000"),
        ("iso", "2026-03-02T09:00:00+01:00"),
    ],
)
@needs_openssl
def test_age_is_limited_both_ways(form: Any, text: str) -> None:
    """Too old is a replay; too far ahead is a clock that is wrong, or a lie."""
    verifier = WebhookVerifier(
        [KEY],
        header=HEADER,
        signed="{X-Time}.{body}",
        timestamp=Timestamp(name="X-Time", form=form),
    )
    headers = {"x-time": text, HEADER: openssl(f"{text}.".encode() + BODY)}
    second = timedelta(seconds=1)
    for most in (timedelta(minutes=5), timedelta(minutes=-1)):
        assert verifier.verify(BODY, headers, now=NOW + most).sent_at == NOW
        off = most + (second if most > timedelta() else -second)
        with pytest.raises(WebhookRefused):
            verifier.verify(BODY, headers, now=NOW + off)


def test_keys_can_be_rotated() -> None:
    """Both keys hold for a time, and it is told which one was used."""
    verifier = WebhookVerifier(["new", KEY, "older"], header=HEADER)
    assert verifier.verify(BODY, signed(BODY)).key == 1
    with pytest.raises(WebhookRefused):
        WebhookVerifier(["new"], header=HEADER).verify(BODY, signed(BODY))


@pytest.mark.parametrize("body", [BODY.decode(), json.loads(BODY), None])
def test_only_raw_bytes_are_verified(body: Any) -> None:
    """A text or parsed body is refused with the reason, even if it would match."""
    verifier = WebhookVerifier([KEY], header=HEADER)
    with pytest.raises(RawBodyNeeded, match="raw body is needed"):
        verifier.verify(body, signed(BODY))
    assert verifier.verify(memoryview(BODY), signed(BODY))  # type: ignore[arg-type]  # what some servers give


@pytest.mark.parametrize(
    "headers",
    [
        httpx.Headers(signed(BODY)),
        [(b"x-signature", signed(BODY)[HEADER].encode())],
        {HEADER.upper(): f"  {signed(BODY)[HEADER]} "},
        {HEADER: signed(BODY)[HEADER].upper()},
        list(signed(BODY).items()),
        iter(signed(BODY).items()),
        # multiValueHeaders of Amazon's API Gateway
        {HEADER.lower(): [signed(BODY)[HEADER]], "Accept": ["*/*", "text/html"]},
        {HEADER: (signed(BODY)[HEADER],), "Empty": []},
        {HEADER.encode(): signed(BODY)[HEADER].encode()},
        MESSAGE,
    ],
)
def test_headers_come_in_many_forms(headers: Any) -> None:
    """As mappings, to lists too, or as pairs, in any letter case, bytes or texts."""
    assert WebhookVerifier([KEY], header=HEADER).verify(BODY, headers)


@pytest.mark.parametrize("text", [None, [], [None], ["", ""], {"value": "x"}, 5, [[]]])
def test_headers_that_hold_no_signature_are_refused(text: Any) -> None:
    """Whatever a gateway hands over in its place."""
    with pytest.raises(WebhookRefused):
        WebhookVerifier([KEY], header=HEADER).verify(BODY, {HEADER: text})


@pytest.mark.parametrize(
    "settings",
    [
        {"keys": KEY},
        {"keys": []},
        {"keys": [KEY, ""]},
        {"keys": [7]},
        {"keys": ["zz"], "key_encoding": "hex"},
        {"hash": "md5"},
        {"hash": "crc32"},
        {"signed": "{x}"},
        {"signed": "{body}{body}"},
        {"header": ""},
        {"timestamp": Timestamp(name="X-Time")},
    ],
)
def test_settings_with_which_anyone_could_sign_are_refused(settings: Any) -> None:
    """An empty key, a text for a list of keys, a time that is not signed."""
    values = {"keys": [KEY], "header": HEADER, **settings}
    with pytest.raises(ConfigurationError) as caught:
        WebhookVerifier(**values)
    assert KEY not in str(caught.value)


def test_keys_are_never_shown() -> None:
    """Not in a repr, nor in an error."""
    verifier = WebhookVerifier([KEY], header=HEADER)
    assert KEY not in repr(verifier)
    with pytest.raises(WebhookRefused) as caught:
        verifier.verify(BODY, {HEADER: "0" * 64})
    told = traceback.format_exception(caught.value)
    assert KEY not in "".join(told) + repr(caught.value)


HEADERS = st.lists(
    st.tuples(
        st.sampled_from([HEADER, HEADER.lower(), "X-Time", "a"])
        | st.text()
        | st.binary(),
        st.text() | st.binary() | st.just(signed(BODY)[HEADER]) | st.none(),
    )
)


@given(st.binary(), HEADERS | st.dictionaries(st.text(), st.text()) | st.none())
def test_nothing_else_verifies_and_nothing_else_is_raised(
    body: bytes, found: Any
) -> None:
    """Whatever comes is refused by an error of ours."""
    for verifier in (
        WebhookVerifier([KEY], header=HEADER, separator=","),
        WebhookVerifier(
            [KEY],
            header=HEADER,
            signed="{X-Time}{body}",
            timestamp=Timestamp(name="X-Time", form="iso"),
        ),
    ):
        with pytest.raises(WebhookRefused):
            verifier.verify(body, found)
        with suppress(WebhookRefused):
            verifier.expect_signature(found)


@given(st.integers(0, len(BODY) - 1), st.integers(1, 255))
def test_every_byte_counts(index: int, change: int) -> None:
    """A body that differs in one byte, or is cut there, does not verify."""
    verifier, headers = WebhookVerifier([KEY], header=HEADER), signed(BODY)
    changed = bytearray(BODY)
    changed[index] ^= change
    for body in (bytes(changed), BODY[:index], BODY + b" "):
        with pytest.raises(WebhookRefused):
            verifier.verify(body, headers)


def test_a_header_given_twice_is_refused() -> None:
    """Which of two was meant is what an attacker would choose."""
    texts = [signed(BODY)[HEADER], "0" * 64]
    for headers in ([(HEADER, text) for text in texts], {HEADER: texts}):
        with pytest.raises(WebhookRefused, match="2 times"):
            WebhookVerifier([KEY], header=HEADER).verify(BODY, headers)
