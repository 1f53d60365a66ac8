"""What a client is made of: names, addresses and how it behaves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NotRequired, TypedDict, cast
from urllib.parse import urlsplit

from attrs import field

from protime_runtime import given
from protime_runtime.api import ApiInfo
from protime_runtime.client import secrets
from protime_runtime.errors import ConfigurationError, InvalidRequest
from protime_runtime.process import Secret, as_secret
from protime_runtime.sending.hooks import Hooks
from protime_runtime.sending.oauth import check_credential
from protime_runtime.sending.retries import RetryPolicy
from protime_runtime.sending.token_cache import TokenCache
from protime_runtime.values import frozen

_USER_AGENT = re.compile(r"[^\s/()]+/[^\s/()]+ \([^()]+\)")
_TENANT = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?")
_NETLOC = re.compile(r"[A-Za-z0-9._\-:\[\]]+")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""This machine's names."""

_LOCAL = ".local"

VARIABLES: Mapping[str, str] = {
    "tenant": "PROTIME_TENANT",
    "client_id": "PROTIME_CLIENT_ID",
    "client_secret": secrets.SECRET_VARIABLE,
    "user_agent": "PROTIME_USER_AGENT",
    "environment": "PROTIME_ENVIRONMENT",
    "base_url": "PROTIME_BASE_URL",
    "token_url": "PROTIME_TOKEN_URL",
}
"""Environment variable of each setting."""

REQUIRED = ("tenant", "client_id", "client_secret", "user_agent")


def _separate(scopes: Iterable[str] | None) -> tuple[str, ...]:
    try:
        texts = given.several(scopes, "scopes")
    except InvalidRequest as error:
        raise ConfigurationError(str(error)) from None
    for text in texts:
        if not isinstance(text, str):
            raise ConfigurationError(
                f"scopes takes texts, as in `protime.Scope`, not {type(text).__name__}."
            )
    # A blank separates scopes where OAuth has several in one text (RFC 6749, 3.3).
    return tuple(scope for text in texts for scope in text.split())


@frozen(kw_only=True)
class Settings:
    """Settings of a client, checked.

    Raises:
        ConfigurationError: One of them cannot work.
    """

    tenant: str
    client_id: str
    client_secret: Secret = field(converter=as_secret)
    user_agent: str
    environment: str = "production"
    base_url: str | None = None
    token_url: str | None = None
    scopes: tuple[str, ...] = field(default=(), converter=_separate)
    retries: RetryPolicy = field(factory=RetryPolicy)

    def __attrs_post_init__(self) -> None:
        """Refuse what the API would not take."""
        for name in REQUIRED:
            value = getattr(self, name)
            if not isinstance(value, str | Secret) or not value:
                raise ConfigurationError(f"{name} is missing.")
        if not _TENANT.fullmatch(self.tenant):
            raise ConfigurationError(
                f"{self.tenant!r} is no tenant: give the subdomain alone, as acme of"
                " https://acme.myprotime.eu."
            )
        check_credential("client_id", self.client_id)
        check_credential("client_secret", self.client_secret)
        if not (self.user_agent.isascii() and self.user_agent.isprintable()):
            raise ConfigurationError(
                f"{self.user_agent!r} cannot stand in a header: write it in ASCII."
            )
        if not _USER_AGENT.fullmatch(self.user_agent):
            raise ConfigurationError(
                f"{self.user_agent!r} is not the User-Agent that Protime demands:"
                " ServiceName/Version (Company Name), for instance"
                " PeopleSyncService/v1 (Acme Corp)."
                " Source: reference/general-specs/"
            )


class CallOptions(TypedDict, total=False):
    """How a client behaves, in all of its calls or in some; `None` is as not given."""

    timeout: float | None
    """Seconds without a byte until a request fails: 60, or as the HTTP client has. To
    read, a client that blocks rounds them up to whole ones."""

    attempt_deadline: float | None
    """Seconds that one attempt takes at the most, however its response drips: 300;
    `math.inf` for no bound."""

    retries: RetryPolicy | None
    """How often and how long requests are repeated."""

    strict: bool | None
    """Raise on responses that differ from the spec, instead of counting."""

    hooks: Hooks | None
    """What is called with requests and responses, beside the log."""


class Options(CallOptions, total=False):
    """What a client is made with, beside its tenant and credentials."""

    scopes: Iterable[str] | None
    """The only scopes to ask for; the least that calls need, if none."""

    token_cache: TokenCache | None
    """Where tokens outlive the client, such as `FileTokenCache`."""

    http2: bool | None
    """Speak HTTP/2 where the server does; needs the extra of that name."""


def check_options(options: Mapping[str, object], known: type) -> None:
    """Refuse options that there are not, as Python refuses arguments.

    Raises:
        TypeError: One of them is unknown; it is named.
    """
    names: frozenset[str] = getattr(known, "__optional_keys__", frozenset())
    if unknown := sorted(options.keys() - names):
        raise TypeError(
            f"{unknown[0]!r} is no option here; known: {', '.join(sorted(names))}."
        )


class Found(TypedDict):
    """Settings that stand in the environment."""

    tenant: str
    client_id: str
    client_secret: Secret
    user_agent: str
    environment: NotRequired[str]
    base_url: NotRequired[str]
    token_url: NotRequired[str]


def read(environ: Mapping[str, str]) -> dict[str, str | Secret]:
    """Return what the environment says of each setting, the secret hidden.

    Raises:
        ConfigurationError: The secret's file cannot be read.
    """
    found: dict[str, str | Secret] = {
        name: environ.get(key, "")
        for name, key in VARIABLES.items()
        if name != "client_secret"
    }
    return {**found, "client_secret": Secret(secrets.from_environment(environ))}


def complete(found: Mapping[str, str | Secret]) -> Found:
    """Return the settings that were found.

    Raises:
        ConfigurationError: A required one is missing.
    """
    missing = [VARIABLES[name] for name in REQUIRED if not found[name]]
    if missing:
        raise ConfigurationError(f"Set {', '.join(missing)} in the environment.")
    return cast("Found", {name: value for name, value in found.items() if value})


def origin(api: ApiInfo, settings: Settings) -> str:
    """Return scheme, host and port of the tenant's API.

    Raises:
        ConfigurationError: The environment is unknown, or the base URL is no origin.
    """
    if settings.base_url is not None:
        return _base(settings.base_url)
    known = api.environments.get(settings.environment)
    if known is None:
        names = " or ".join(api.environments)
        raise ConfigurationError(f"{settings.environment!r} is not {names}.")
    return known.api.format(tenant=settings.tenant)


def token_url(api: ApiInfo, settings: Settings) -> str:
    """Return the address of the token endpoint, the only one the secret is sent to.

    With a base URL alone (an emulator, a proxy) it stands on that host.
    """
    if settings.token_url is not None:
        _origin(settings.token_url)
        return settings.token_url
    if settings.base_url is not None:
        host = _base(settings.base_url)
    else:
        host = api.environments[settings.environment].authentication
    return host + api.connect_path.format(tenant=settings.tenant)


def _origin(url: str) -> str:
    scheme, host, netloc = _parts(url)
    if scheme not in ("http", "https") or not host or not _NETLOC.fullmatch(netloc):
        raise ConfigurationError(f"{url!r} is no address like https://host:port.")
    if scheme == "http" and not _is_local(host):
        raise ConfigurationError(
            f"{url!r} would send the secret unencrypted; use https."
        )
    return f"{scheme}://{netloc}"


def _parts(url: str) -> tuple[str, str | None, str]:
    try:
        parts = urlsplit(url)
        _ = parts.port  # Raises, if it is none.
    except ValueError:
        return "", None, ""
    return parts.scheme, parts.hostname, parts.netloc


def _base(url: str) -> str:
    origin = _origin(url)
    if urlsplit(url)[2:] not in (("", "", ""), ("/", "", "")):
        raise ConfigurationError(
            f"{url!r} is more than scheme, host and port; the API's own paths follow."
        )
    return origin


def _is_local(host: str) -> bool:
    return host in LOOPBACK or host.endswith(_LOCAL)
