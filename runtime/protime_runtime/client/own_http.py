"""The HTTP client that a client makes for itself, and what the environment does to it.

httpx reads proxies and certificates from the environment. What it cannot use of them is
reported here with the variable's name, and never with the value, which may hold a
password.
What goes in clear goes to this machine or its network alone, so to no proxy.
"""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from typing import TypeVar
from urllib.request import getproxies

import httpx

from protime_runtime.client import trust
from protime_runtime.client.settings import LOOPBACK
from protime_runtime.errors import ConfigurationError

H = TypeVar("H")

TIMEOUT = 60.0
"""Seconds without a byte until a request of the client's own HTTP client fails."""

_PROXIES = ("http", "https", "all")
_HIGHEST_PORT = 65_535


def made(
    kind: Callable[..., H], direct: Callable[..., H], http2: bool, encrypted: bool
) -> H:
    """Return a new HTTP client of httpx, which no proxy sees a plain text of.

    Args:
        kind: Makes a client that heeds what the environment says of proxies.
        direct: Makes one that does not, and is taken where it says nothing.
        http2: Whether it may speak HTTP/2.
        encrypted: If not, nobody shows a certificate, and nobody is trusted.

    Raises:
        ConfigurationError: It lacks a package, or a variable of the environment cannot
            be used.
    """
    wrong = next(_unusable(), None) or (trust.wrong() if encrypted else None)
    if wrong is None:
        try:
            trusted = _roots(http2) if encrypted else trust.nobody()
            make = partial(kind, mounts=_direct()) if _may_be_proxied() else direct
            return make(timeout=TIMEOUT, http2=http2, verify=trusted)
        except Exception as error:
            wrong = _reason(error)
    # Raised here, since what the library raises may repeat a proxy's password.
    raise ConfigurationError(wrong)


def _roots(http2: bool) -> ssl.SSLContext:
    return trust.roots(httpx.create_ssl_context, http2=http2)


def _may_be_proxied() -> bool:
    return any(map(getproxies().get, (*_PROXIES, "no")))


def _direct() -> dict[str, None]:
    """Return what no proxy is asked for: all that is not encrypted, and loopback."""
    hosts = (f"[{host}]" if ":" in host else host for host in LOOPBACK)
    return dict.fromkeys(("http://", *(f"all://{host}" for host in sorted(hosts))))


def _reason(error: Exception) -> str:
    if isinstance(error, ImportError):
        return "HTTP/2 needs h2: pip install 'protime-client[http2]'."
    if not isinstance(error, OSError) and (name := _variable("no")) is not None:
        return (
            f"{name} holds what is no host: write names, IPv4 addresses and IPv6"
            " addresses such as ::1, without brackets or masks, with commas between."
        )
    return f"An HTTP client cannot be made here: {type(error).__name__}."


def _unusable() -> Iterator[str]:
    """Yield what is wrong with each variable that cannot be used."""
    for scheme in _PROXIES:
        url, name = getproxies().get(scheme), _variable(scheme)
        if url and name is not None:
            wrong = _wrong_proxy(url)
            yield from () if wrong is None else (f"{name} {wrong}",)


def _variable(scheme: str) -> str | None:
    """Return the name of the variable that a proxy, or its exceptions, come from."""
    value = getproxies().get(scheme)
    if not value:
        return None
    names = [
        name
        for name, found in os.environ.items()
        if name.lower() == f"{scheme}_proxy" and found == value
    ]
    return min(names, default="The system's proxy setting")


def _wrong_proxy(url: str) -> str | None:
    try:
        proxy = httpx.Proxy(url if "://" in url else f"http://{url}").url
    except (ValueError, httpx.InvalidURL):
        proxy = httpx.URL()
    port = 1 if proxy.port is None else proxy.port
    if not proxy.host or "%" in proxy.host or not 0 < port <= _HIGHEST_PORT:
        return (
            "is no proxy's address: write it as http://host:port, where the scheme may"
            " also be https, socks5 or socks5h; a user and a password before the host"
            " are percent-encoded."
        )
    if proxy.scheme.startswith("socks") and find_spec("socksio") is None:
        return "names a SOCKS proxy, which needs a package: pip install 'httpx[socks]'."
    return None
