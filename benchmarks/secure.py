"""A server's certificate, and who trusts it beside all that are trusted as usual."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import certifi
import trustme
from attrs import frozen


@frozen
class Authority:
    """Files of one issuer."""

    trusted: str
    """The roots that clients come with, and the issuer."""
    certificate: str
    """What the server shows, with its key."""


@contextmanager
def authority() -> Iterator[Authority]:
    """Issue a certificate for the loopback address."""
    issuer = trustme.CA()
    with tempfile.TemporaryDirectory() as folder:
        trusted, certificate = Path(folder, "trusted.pem"), Path(folder, "server.pem")
        usual = Path(certifi.where()).read_bytes()
        trusted.write_bytes(usual + issuer.cert_pem.bytes())
        issued = issuer.issue_cert("127.0.0.1").private_key_and_cert_chain_pem
        certificate.write_bytes(issued.bytes())
        yield Authority(str(trusted), str(certificate))
