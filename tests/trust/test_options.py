"""Other options for some calls, with the same connections, tokens, rate and counts."""

from __future__ import annotations

import inspect
from functools import cached_property

import pytest

from protime import AsyncProtime, Protime
from protime.collections.people import People
from protime_runtime.errors import ClientClosed, DecodingError, ServerError
from protime_runtime.sending.hooks import Hooks, RequestEvent
from protime_runtime.sending.retries import RetryPolicy
from tests.trust.helpers import SETTINGS, answering, awaiting, said

ONCE = RetryPolicy(attempts=1)


def test_options_are_of_the_client_they_made() -> None:
    """The other one keeps its own."""
    client, stub = answering(lambda _: said({}, 503))
    hasty = client.with_options(retries=ONCE, timeout=3.0)
    with pytest.raises(ServerError) as caught:
        hasty.people.get(1)
    assert caught.value.request.attempts == 1
    assert [one.timeout for one in stub.log] == [3.0, 3.0]
    with pytest.raises(ServerError) as patient:
        client.people.get(1)
    assert patient.value.request.attempts == 5
    assert {one.timeout for one in stub.log[2:]} == {None}


@pytest.mark.filterwarnings("ignore::protime_runtime.errors.DeviationWarning")
def test_deviations_are_counted_together() -> None:
    """And raised by the strict one only."""
    client, _ = answering(lambda _: said({"id": 1, "new": 1}))
    strict = client.with_options(strict=True)
    with pytest.raises(DecodingError):
        strict.people.get(1)
    client.people.get(1)
    strict.with_options(strict=False).people.get(1)
    assert sum(client.deviations.values()) == 2
    assert strict.deviations == client.deviations


def test_tokens_rate_and_budget_are_shared() -> None:
    """A hundred clients of one tenant ask for one token."""
    client, stub = answering(lambda _: said({"id": 1}))
    client.people.get(1)
    for _ in range(100):
        client.with_options(timeout=1.0).people.get(1)
    assert stub.tokens == 1
    made = client.with_options(retries=ONCE)
    assert made._context.pace is client._context.pace
    assert made._http is client._http


def test_collections_are_the_new_clients_own() -> None:
    """One that was used before does not come along."""
    client, _ = answering(lambda _: said({"id": 1}))
    before = client.people
    made = client.with_options(timeout=1.0)
    assert type(made) is type(client)
    assert made.people is not before
    assert made.people is made.people
    assert client.people is before


def test_a_subclass_has_collections_of_its_own_in_another_way() -> None:
    """Which the new client makes anew as well: the old one's have its options."""

    class Wider(Protime):
        @cached_property
        def staff(self) -> People:
            return People(self)

    with Wider(**SETTINGS) as client:
        before = client.staff
        made = client.with_options(timeout=1.0)
        assert made.staff is not before
        assert made.staff._client is made


def test_options_can_be_for_one_call() -> None:
    """Which reads well."""
    client, stub = answering(lambda _: said({"id": 1}))
    client.with_options(timeout=2.0).people.get(1)
    client.people.get(1)
    assert [one.timeout for one in stub.log] == [2.0, 2.0, None]


def test_observers_are_of_the_client_they_were_given_to() -> None:
    """And what is not given stays."""
    seen: list[RequestEvent] = []
    client, _ = answering(lambda _: said({"id": 1}))
    observed = client.with_options(hooks=Hooks(on_request=seen.append))
    client.people.get(1)
    assert seen == []
    observed.with_options(timeout=1.0).people.get(1)
    assert [one.method for one in seen] == ["GET"]


async def test_a_client_that_is_awaited_has_options() -> None:
    """The same."""
    client, stub = awaiting(lambda _: said({"id": 1}))
    await client.with_options(timeout=4.0).people.get(1)
    assert {one.timeout for one in stub.inner.log} == {4.0}
    await client.close()
    with pytest.raises(ClientClosed):
        await client.with_options(timeout=4.0).people.get(1)


@pytest.mark.parametrize("kind", [Protime, AsyncProtime])
def test_help_names_each_option(kind: type[Protime]) -> None:
    """They are declared once, and shown wherever they are taken."""
    for function in (kind, kind.from_env, kind.with_options):
        names = inspect.signature(function).parameters
        assert {"timeout", "retries", "hooks", "strict"} <= set(names)
        assert "options" not in names
    assert "scopes" not in inspect.signature(kind.with_options).parameters
    shown = inspect.signature(kind).parameters
    assert list(shown)[:4] == ["tenant", "client_id", "client_secret", "user_agent"]
    options = [shown[name] for name in ("scopes", "http2", "timeout")]
    assert all("| None = None" in str(option) for option in options)
    assert kind(**SETTINGS, scopes=None, http2=None).settings.scopes == ()


def test_an_unknown_option_is_refused_by_name() -> None:
    """As Python refuses an unknown argument."""
    client, _ = answering(lambda _: said({"id": 1}))
    with pytest.raises(TypeError, match="'retrying' is no option here; known: "):
        client.with_options(retrying=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="'scopes' is no option here"):
        client.with_options(scopes=("a",))  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="'colour'"):
        Protime(**SETTINGS, colour="red")
