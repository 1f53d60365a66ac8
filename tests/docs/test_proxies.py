"""The page on proxies and certificates, against a real proxy and real TLS."""

from __future__ import annotations

import os
import re
import socket
import socketserver
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import httpx
import pytest
import trustme
import uvicorn
from starlette.types import ASGIApp

from docs.building.blocks import PAGES, ROOT
from docs.tenant import new_tenant
from protime_emulator.serving import config

from .running import compare

Settings = dict[str, str]
PAGE = (PAGES / "how-to" / "proxies.md").read_text("utf-8")
EXAMPLE = ROOT / "examples" / "behind_a_proxy.py"


class Tunnel(socketserver.StreamRequestHandler):
    """A proxy for one connection: what CONNECT names is reached, and bytes pass."""

    server: Proxy

    def handle(self) -> None:
        verb, place, _ = self.rfile.readline().decode().split()
        while self.rfile.readline().strip():
            pass
        self.server.asked.append(f"{verb} {place}")
        host, _, port = place.rpartition(":")
        with socket.create_connection((host, int(port))) as far:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
            there = Thread(target=passing, args=(self.connection, far))
            there.start()
            passing(far, self.connection)
            there.join()


def passing(source: socket.socket, target: socket.socket) -> None:
    """Pass bytes on until one side ends."""
    try:
        while received := source.recv(65536):
            target.sendall(received)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return


class Proxy(socketserver.ThreadingTCPServer):
    """A proxy on loopback that keeps what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Tunnel)
        self.asked: list[str] = []


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with Proxy() as made:
        thread = Thread(target=made.serve_forever, args=(0.01,))
        thread.start()
        yield made
        made.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def pems(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write an authority's certificate, a server's, and a client's with their keys."""
    folder, authority = tmp_path_factory.mktemp("pems"), trustme.CA()
    authority.cert_pem.write_to_path(folder / "company.pem")
    for name, owner in (("server", "localhost"), ("client", "a@acme.example")):
        issued = authority.issue_cert(owner)
        issued.private_key_and_cert_chain_pem.write_to_path(folder / f"{name}.pem")
    return folder


@pytest.fixture(scope="module")
def tenant(pems: Path) -> Iterator[Settings]:
    """Serve a tenant over TLS, whose authority nobody knows."""
    with _encrypted(pems, ssl.CERT_NONE) as settings:
        yield settings


@pytest.fixture(scope="module")
def gateway(pems: Path) -> Iterator[Settings]:
    """Serve a tenant over TLS that asks for a client's certificate."""
    with _encrypted(pems, ssl.CERT_REQUIRED) as settings:
        yield settings


@contextmanager
def _encrypted(pems: Path, asks: ssl.VerifyMode) -> Iterator[Settings]:
    listener = socket.create_server(("127.0.0.1", 0))
    with new_tenant() as emulator, _serving(emulator.app, listener, pems, asks):
        yield {
            **{f"PROTIME_{k.upper()}": str(v) for k, v in emulator.settings().items()},
            "PROTIME_BASE_URL": f"https://localhost:{listener.getsockname()[1]}",
            "PROTIME_USER_AGENT": "Documentation/v1 (Acme Corp)",
        }


@contextmanager
def _serving(
    app: ASGIApp, listener: socket.socket, pems: Path, asks: ssl.VerifyMode
) -> Iterator[None]:
    made = config(app)
    made.ssl_certfile = made.ssl_keyfile = str(pems / "server.pem")
    made.ssl_ca_certs, made.ssl_cert_reqs = str(pems / "company.pem"), asks
    server = uvicorn.Server(made)
    thread = Thread(target=server.run, args=([listener],))
    thread.start()
    yield
    server.should_exit = True
    thread.join()


def run(
    folder: Path, environ: Settings, *command: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own programs
        [sys.executable, *command],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), **environ},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_example_goes_through_the_proxy(
    proxy: Proxy, pems: Path, gateway: Settings
) -> None:
    """By the proxy and with its certificate alone, it prints what the page shows."""
    address = f"http://127.0.0.1:{proxy.server_address[1]}"
    done = run(pems, {**gateway, "COMPANY_PROXY": address}, str(EXAMPLE))
    assert done.stderr == ""
    assert "```{.text}\n" + done.stdout + "```" in PAGE
    assert set(proxy.asked) == {f"CONNECT {gateway['PROTIME_BASE_URL'][8:]}"}


def test_the_gateway_asks_for_a_certificate(pems: Path, gateway: Settings) -> None:
    """Whoever shows no certificate is refused, so that the example shows its own."""
    trusting = ssl.create_default_context(cafile=str(pems / "company.pem"))
    with pytest.raises(httpx.TransportError):
        httpx.get(gateway["PROTIME_BASE_URL"], verify=trusting)


def test_an_authority_of_the_environment_is_trusted(
    pems: Path, tenant: Settings
) -> None:
    """With ``SSL_CERT_FILE`` the command trusts it."""
    command = ("-m", "protime_cli", "people", "get", "1")
    trusting = run(pems, {**tenant, "SSL_CERT_FILE": "company.pem"}, *command)
    assert '"employeeNumber":"E-1001"' in trusting.stdout


@pytest.mark.heavy
def test_the_doctor_names_the_certificate(pems: Path, tenant: Settings) -> None:
    """What the page shows for an authority that is not known is what is printed."""
    done = run(pems, tenant, "-m", "protime_cli", "doctor", "people")
    (shown,) = re.findall(r"\$ protime doctor people\n(.*?)```", PAGE, re.S)
    printed = done.stdout.replace(
        tenant["PROTIME_BASE_URL"], "https://gateway.acme.example"
    )
    compare("proxies.md", shown, printed)
