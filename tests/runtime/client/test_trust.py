"""What clients trust is read once, anew where it changed, and never in vain."""

from __future__ import annotations

import os
import ssl
from pathlib import Path

import httpx
import pytest

from protime import AsyncProtime, Protime
from protime_runtime.client import trust
from protime_runtime.errors import ProtimeError

from .test_http2 import SETTINGS, Server, server

__all__ = ["server"]  # A fixture, which this module takes by its name.


def read(*, http2: bool = False) -> ssl.SSLContext:
    return trust.roots(httpx.create_ssl_context, http2=http2)


def people(url: str) -> list[object]:
    with Protime(**SETTINGS, base_url=url) as client:
        return list(client.people.list())


def test_roots_are_shared(server: Server) -> None:
    """By all clients of one version of HTTP, which work one after the other."""
    assert read() is read() is not read(http2=True)
    for _ in range(2):
        assert people(server.url) == []
    assert read() is read()


@pytest.mark.heavy
def test_roots_that_changed_are_read_anew(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is replaced, or named anew, counts for the next client."""
    trustme = pytest.importorskip("trustme")
    ours, known = Path(os.environ["SSL_CERT_FILE"]), read()
    right = ours.read_bytes()
    trustme.CA().cert_pem.write_to_path(ours)
    with pytest.raises(ProtimeError, match="CERTIFICATE_VERIFY_FAILED"):
        people(server.url)
    assert read() is not known
    ours.write_bytes(right)
    assert people(server.url) == []
    (tmp_path / "other.pem").write_bytes(right)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "other.pem"))
    assert people(server.url) == []


@pytest.mark.parametrize("kind", [Protime, AsyncProtime])
def test_plain_text_needs_no_roots(
    kind: type[Protime | AsyncProtime], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client of http:// reads none, and trusts nobody, should it ever speak TLS."""
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere")
    kind(**SETTINGS, base_url="http://127.0.0.1:9")
    with pytest.raises(ProtimeError, match="SSL_CERT_FILE"):
        kind(**SETTINGS, base_url="https://127.0.0.1:9")
    address = "https://127.0.0.1:9/token"
    with pytest.raises(ProtimeError, match="SSL_CERT_FILE"):
        kind(**SETTINGS, base_url="http://127.0.0.1:9", token_url=address)
    assert not trust.nobody().get_ca_certs()
    assert trust.nobody().verify_mode == ssl.CERT_REQUIRED
