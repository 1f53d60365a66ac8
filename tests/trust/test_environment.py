"""What the environment does to HTTP: no secret in clear to a proxy, no riddle."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pytest

from protime import AsyncProtime, Protime
from protime_runtime.client.settings import LOOPBACK
from protime_runtime.errors import AuthenticationFailed, ConfigurationError
from protime_runtime.sending.retries import RetryPolicy
from tests.trust.helpers import SECRET, SETTINGS
from tests.trust.reports import walked
from tests.trust.servers import Handler, tenant

VARIABLES = (
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"),
    *("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE"),
)
CLIENTS = (Protime, AsyncProtime)
PASSWORD = "pa55-of-the-proxy"


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what this machine has."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


class Proxy(Handler):
    """Notes all that it is asked, as a proxy in clear can, and refuses it."""

    seen: ClassVar[list[str]]

    def _noted(self) -> None:
        self.seen.append(self.path)
        self.send_error(502)

    do_GET = do_POST = do_CONNECT = _noted  # noqa: N815 - http.server's


@pytest.fixture
def proxy() -> Iterator[tuple[str, list[str]]]:
    """Serve a proxy; give its address and what it saw."""
    server, seen = tenant(), list[str]()
    yield server.start(type("Noting", (Proxy,), {"seen": seen})), seen
    server.__exit__()


ROUTES = [
    (variable, scheme)
    for variable in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")
    for scheme in ("127.0.0.1", "localhost")
]


@pytest.mark.parametrize(("variable", "host"), ROUTES)
async def test_loopback_is_never_proxied(
    proxy: tuple[str, list[str]],
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    host: str,
) -> None:
    """Neither the secret nor a token goes to a proxy in clear."""
    address, seen = proxy
    monkeypatch.setenv(variable, address)
    with tenant() as url:
        base = url.replace("127.0.0.1", host)
        with Protime(**SETTINGS, base_url=base) as client:
            assert client.people.get(1).id == 1
        async with AsyncProtime(**SETTINGS, base_url=base) as client_:
            assert (await client_.people.get(1)).id == 1
    assert seen == []


@pytest.mark.parametrize("host", sorted({*LOOPBACK, "tenant.local"}))
@pytest.mark.parametrize("client", CLIENTS)
def test_whatever_goes_in_clear_is_never_proxied(
    monkeypatch: pytest.MonkeyPatch, host: str, client: Callable[..., Any]
) -> None:
    """What plain HTTP is allowed for is what no proxy is asked for."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    written = f"[{host}]" if ":" in host else host
    base = f"http://{written}:8377"
    http = client(**SETTINGS, base_url=base)._connection
    library = http.http if client is Protime else http._unused.http
    route = library._transport_for_url
    url = httpx.URL
    assert route(url(base)) is library._transport
    assert route(url("https://acme.myprotime.eu")) is not library._transport
    if host in LOOPBACK:
        assert route(url(base.replace("http:", "https:"))) is library._transport


def test_a_tenant_elsewhere_is_asked_for_through_a_proxy(
    proxy: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By CONNECT, in which all is encrypted."""
    address, seen = proxy
    monkeypatch.setenv("HTTPS_PROXY", address)
    with (
        Protime(**SETTINGS, retries=RetryPolicy(attempts=1)) as client,
        pytest.raises(AuthenticationFailed, match="ProxyError"),
    ):
        client.people.get(1)
    assert set(seen) == {"authentication.myprotime.eu:443"}


def test_the_command_asks_no_proxy_for_loopback(proxy: tuple[str, list[str]]) -> None:
    """As a process, with the emulator's settings in its environment."""
    address, seen = proxy
    with tenant() as url:
        done = command("people get 1 -o json", url, {"HTTP_PROXY": address})
        told = command("doctor people", url, {"ALL_PROXY": address})
    assert json.loads(done.stdout)["id"] == 1, done.stderr
    assert "credentials" in told.stdout, told.stderr
    assert seen == []


def command(
    line: str, url: str, variables: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run ``protime`` in a process of its own."""
    environ = {name: value for name, value in os.environ.items() if "roxy" not in name}
    environ |= {
        "PROTIME_TENANT": "acme",
        "PROTIME_CLIENT_ID": "client",
        "PROTIME_CLIENT_SECRET": SECRET,
        "PROTIME_USER_AGENT": SETTINGS["user_agent"],
        "PROTIME_BASE_URL": url,
    }
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "protime_cli", *line.split()],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=environ | variables,
    )


NO_HOSTS = [
    *(("NO_PROXY", value) for value in ("[::1]", "::1/128", "fe80::/10", "a:b")),
    *(("NO_PROXY", value) for value in ("localhost,[::1]:80", "http://[::1")),
    ("no_proxy", "[::1]"),
]
WRONG = [
    *(NO_HOSTS if httpx.__name__ == "httpx" else ()),  # httpx2 takes them.
    *(
        (variable, value)
        for variable in ("HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")
        for value in (
            f"socks5://u:{PASSWORD}@h:1",
            f"socks5h://u:{PASSWORD}@h:1",
            f"socks4://u:{PASSWORD}@h:1",
            f"ftp://u:{PASSWORD}@h",
            f"http://u:{PASSWORD}#x@h:1",
            f"http://u:{PASSWORD}@[::1",
            f"http://u:{PASSWORD}@h:x",
            f"u:{PASSWORD}/x@h",
            "http://",
            "h:99999",
            "http://h:0",
            "http://h h:1",
            "://h",
            "::1:3128",
        )
    ),
    *(("SSL_CERT_FILE", value) for value in ("/nowhere", "/", "/dev/null")),
    *(("SSL_CERT_DIR", value) for value in ("/nowhere", "/dev/null", "/a:/b")),
    *(("SSLKEYLOGFILE", value) for value in ("/nowhere/keys", "/")),
]


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize(("variable", "value"), WRONG)
def test_a_variable_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch,
    client: Callable[..., Any],
    variable: str,
    value: str,
) -> None:
    """In one line, and without a proxy's password."""
    monkeypatch.setenv(variable, value)
    if value.startswith("socks5"):
        monkeypatch.setitem(sys.modules, "socksio", None)
    for http2 in (False, True):
        with pytest.raises(ConfigurationError, match=rf"^{variable} ") as caught:
            client(**SETTINGS, http2=http2)
        assert "\n" not in str(caught.value)
        assert PASSWORD not in " ".join([str(caught.value), *walked(caught.value)])
        assert "HTTP/2" not in str(caught.value)
        if value.startswith("socks5"):
            assert "httpx[socks]" in str(caught.value)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("NO_PROXY", "::1,127.0.0.1,localhost,.acme.com,10.0.0.0/8"),
        ("NO_PROXY", "*"),
        ("HTTPS_PROXY", "http://[::1]:3128"),
        ("HTTPS_PROXY", "proxy.acme.com:3128"),
        ("ALL_PROXY", f"https://u:{PASSWORD}@proxy.acme.com"),
        ("HTTP_PROXY", ""),
        ("SSL_CERT_DIR", f"/nowhere{os.pathsep}/"),
        ("SSLKEYLOGFILE", ""),
    ],
)
def test_a_variable_that_can_be_used_is(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    """As the HTTP library uses it."""
    monkeypatch.setenv(variable, value)
    for client in CLIENTS:
        assert client(**SETTINGS).settings.tenant == "acme"


@pytest.mark.parametrize(
    ("variable", "value"),
    [("NO_PROXY", "[::1]"), ("ALL_PROXY", "socks5://h:1"), ("SSL_CERT_FILE", "/no")],
)
def test_the_doctor_tells_of_it(variable: str, value: str, tmp_path: Path) -> None:
    """And ends with the status of settings that cannot work."""
    (tmp_path / "socksio.py").write_text("raise ImportError")
    done = command("doctor", "https://127.0.0.1:9", {variable: value})
    assert done.returncode == 3, done.stderr
    assert f"{variable} " in done.stdout
    assert "Traceback" not in done.stderr
