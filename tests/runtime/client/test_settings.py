"""Settings that cannot work are refused when the client is made."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protime_runtime.client.settings import (
    Settings,
    complete,
    origin,
    read,
    token_url,
)
from protime_runtime.errors import ConfigurationError
from tests.runtime.helpers import AGENT, SECRET
from tests.runtime.models import API

ENVIRONMENT = {
    "PROTIME_TENANT": "acme",
    "PROTIME_CLIENT_ID": "client",
    "PROTIME_CLIENT_SECRET": SECRET,
    "PROTIME_USER_AGENT": AGENT,
}


def made(**more: Any) -> Settings:
    given: dict[str, Any] = {
        "tenant": "acme",
        "client_id": "client",
        "client_secret": SECRET,
        "user_agent": AGENT,
        **more,
    }
    return Settings(**given)


@pytest.mark.parametrize(
    "agent",
    [
        "PeopleSyncService/v1 (Acme Corp)",
        "a/1.2.3-rc+4 (B)",
        "Sync/v1 (Acme & Sons, n.v.)",
    ],
)
def test_the_demanded_user_agent_is_taken(agent: str) -> None:
    """The form is ServiceName/Version (Company Name)."""
    assert made(user_agent=agent).user_agent == agent


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "python-httpx/0.28",
        "PeopleSyncService (Acme Corp)",
        "PeopleSyncService/v1",
        "PeopleSyncService/v1 ()",
        "PeopleSyncService/v1(Acme Corp)",
        "People Sync Service/v1 (Acme Corp)",
        '"PeopleSyncService/v1 (Acme Corp)"\n',
        "PeopleSyncService/v1 (Acme\r\nX: y)",
        "PeopleSyncService/v1 (Acme\x00)",
        "PeopleSyncService/v1 (Société)",
    ],
)
def test_any_other_user_agent_is_refused(agent: str) -> None:
    """Before sending, since what the API does without one is not known."""
    with pytest.raises(ConfigurationError):
        made(user_agent=agent)


@pytest.mark.parametrize(
    "tenant", ["", "acme.myprotime.eu", "a/b", "a@b", "-a", "a-", "https://a", "a\n"]
)
def test_a_tenant_is_a_subdomain(tenant: str) -> None:
    """Anything else would make another host."""
    with pytest.raises(ConfigurationError):
        made(tenant=tenant)


@given(st.text())
def test_no_tenant_changes_the_host(tenant: str) -> None:
    """Whatever the text, the secret goes to the environment's hosts."""
    try:
        settings = made(tenant=tenant)
    except ConfigurationError:
        return
    assert origin(API, settings) == f"https://{tenant}.myprotime.eu"
    assert token_url(API, settings) == (
        f"https://authentication.myprotime.eu/tenants/{tenant}/connect/token"
    )


def test_environments_and_base_urls() -> None:
    """With a base URL alone the token comes from there, too."""
    sandbox = made(environment="sandbox")
    assert origin(API, sandbox) == "https://acme.myprotimesandbox.eu"
    assert token_url(API, sandbox).startswith(
        "https://authentication.myprotimesandbox.eu/tenants/acme/"
    )
    local = made(base_url="http://127.0.0.1:8000/")
    assert origin(API, local) == "http://127.0.0.1:8000"
    assert token_url(API, local) == "http://127.0.0.1:8000/tenants/acme/connect/token"
    apart = made(base_url="https://proxy.acme.eu", token_url="https://tokens.eu/t?a=1")
    assert origin(API, apart) == "https://proxy.acme.eu"
    assert token_url(API, apart) == "https://tokens.eu/t?a=1"


def test_an_unknown_environment_is_refused() -> None:
    """The error names those that there are."""
    with pytest.raises(ConfigurationError, match="production or sandbox"):
        origin(API, made(environment="staging"))


@pytest.mark.parametrize(
    "url",
    [
        "acme.eu",
        "ftp://acme.eu",
        "https://",
        "https://user:password@acme.eu",
        "https://acme.eu:port",
        "https://[::1",
        "https://acme .eu",
        "https://acme\\evil.eu",
        "http://acme.eu",
        "http://evil.eu/127.0.0.1",
    ],
)
def test_addresses_that_would_leak_or_fail_are_refused(url: str) -> None:
    """The secret goes encrypted, to an address that is one."""
    with pytest.raises(ConfigurationError):
        origin(API, made(base_url=url))
    with pytest.raises(ConfigurationError):
        token_url(API, made(token_url=url))


@pytest.mark.parametrize("rest", ["/api", "?x=1", "#x", "//"])
def test_a_base_url_with_a_path_is_refused(rest: str) -> None:
    """It would be dropped in silence, and the secret sent elsewhere."""
    with pytest.raises(ConfigurationError, match="more than scheme"):
        origin(API, made(base_url=f"https://proxy.acme.eu{rest}"))


def test_the_environments_variables_are_read() -> None:
    """Empty ones count as missing."""
    assert dict(complete(read({**ENVIRONMENT, "PROTIME_BASE_URL": ""}))) == {
        "tenant": "acme",
        "client_id": "client",
        "client_secret": SECRET,
        "user_agent": AGENT,
    }
    with pytest.raises(ConfigurationError, match="PROTIME_TENANT, PROTIME_CLIENT_ID"):
        complete(read({}))


def test_scopes_in_one_text_are_taken_apart() -> None:
    """A text is an iterable of letters, which nobody means."""
    assert made(scopes="a.read b.read").scopes == ("a.read", "b.read")
    assert made(scopes=["a.read"]).scopes == ("a.read",)


def test_the_secret_is_not_shown() -> None:
    """Neither whole nor in an error."""
    assert SECRET not in repr(made())
    with pytest.raises(ConfigurationError) as caught:
        made(user_agent="x")
    assert SECRET not in str(caught.value)
