"""Tokens: least scopes, one for many calls, renewed in time and never shown."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from protime_runtime.errors import AuthenticationFailed, ScopeMissing
from protime_runtime.messages import Failure, Response
from protime_runtime.process import Secret
from protime_runtime.sending.exchange import Reply, Send, Step, Wait
from protime_runtime.sending.oauth import Credentials, read_token, token_request
from protime_runtime.sending.retries import RetryPolicy
from protime_runtime.sending.tokens import Tokens
from tests.runtime.helpers import AGENT, SECRET, Clock, answer, context_of, run
from tests.runtime.strategies import ANY_JSON, spoiled

CREDENTIALS = Credentials(
    token_url="https://authentication.myprotime.eu/tenants/acme/connect/token",
    client_id="client",
    client_secret=Secret(SECRET),
    user_agent=AGENT,
)
GRANT = {
    "access_token": "token-1",
    "expires_in": 1800,
    "token_type": "Bearer",
    "scope": "a b",
}
INVALID_SCOPE = answer({"error": "invalid_scope"}, 400)


@frozen
class Asked:
    """What a token was asked for, and what came of it."""

    steps: list[Step]
    token: object

    @property
    def scopes(self) -> list[str]:
        """The scopes of each request that was made."""
        return [
            parse_qs((one.request.content or b"").decode()).get("scope", [""])[0]
            for one in self.steps
            if isinstance(one, Send)
        ]


class Keeping(Tokens):
    """Tokens with a clock that is moved by hand."""

    def __init__(self, *scopes: str, chance: float = 0.0) -> None:
        self.clock = Clock()
        context = context_of(self.clock, chance)
        super().__init__(CREDENTIALS, scopes, RetryPolicy(), context)

    def ask(
        self, *scopes: str, replies: tuple[Reply, ...], rejected: str | None = None
    ) -> Asked:
        """Obtain a token with the replies of the endpoint."""
        return Asked(*run(self.obtain(scopes, rejected), replies))


def grant(token: str, scope: str, life: object = 1800) -> Response:
    return answer({**GRANT, "access_token": token, "scope": scope, "expires_in": life})


def test_the_request_is_the_documented_one() -> None:
    """Secrets in the body, scopes apart by blanks, and nothing in the address."""
    request = token_request(CREDENTIALS, frozenset({"b", "a"}))
    assert request.method == "POST"
    assert request.url == CREDENTIALS.token_url
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert request.headers["user-agent"] == AGENT
    assert parse_qs((request.content or b"").decode()) == {
        "grant_type": ["client_credentials"],
        "client_id": ["client"],
        "client_secret": [SECRET],
        "scope": ["a b"],
    }
    assert SECRET not in repr((request, CREDENTIALS))


def test_scopes_grow_with_what_is_called() -> None:
    """The first token has one scope; the next call's is added to it."""
    tokens = Keeping()
    first = tokens.ask("a", replies=(grant("1", "a"),))
    assert (first.scopes, first.token) == (["a"], "1")
    assert tokens.cached(("a",)) == "1"
    assert tokens.cached(("b",)) is None
    second = tokens.ask("b", replies=(grant("2", "a b"),))
    assert (second.scopes, second.token) == (["a b"], "2")
    assert tokens.cached(("a",)) == tokens.cached(("b",)) == "2"
    assert tokens.ask("a", replies=()).steps == []


def test_chosen_scopes_are_asked_for_at_once() -> None:
    """And calls outside of them fail before anything is sent."""
    tokens = Keeping("a", "b")
    assert tokens.ask("a", replies=(grant("1", "a b"),)).scopes == ["a b"]
    tokens.check(("z", "b"))
    tokens.check(())
    with pytest.raises(ScopeMissing, match="y or z"):
        tokens.check(("y", "z"))


def test_either_of_two_scopes_will_do() -> None:
    """The other is asked for where the first is not the client's to ask."""
    tokens = Keeping()
    asked = tokens.ask("x", "a", replies=(INVALID_SCOPE, grant("1", "a")))
    assert (asked.scopes, asked.token) == (["x", "a"], "1")
    assert tokens.cached(("x", "a")) == "1"
    again = tokens.ask("x", "a", rejected="1", replies=(grant("2", "a"),))
    assert again.scopes == ["a"]


def test_a_scope_that_is_granted_is_not_asked_for_beside_another() -> None:
    """A token that already covers either scope serves."""
    tokens = Keeping()
    tokens.ask("a", replies=(grant("1", "a"),))
    assert tokens.ask("x", "a", replies=()).token == "1"


def test_a_scope_that_is_dropped_in_silence_is_refused() -> None:
    """Whether the endpoint fails or drops it is not published."""
    tokens = Keeping()
    asked = tokens.ask("x", "a", replies=(grant("1", "z"), grant("2", "a")))
    assert asked.token == "2"
    with pytest.raises(AuthenticationFailed, match="does not hold b") as caught:
        tokens.ask("b", replies=(grant("3", "a"),))
    assert caught.value.code == "insufficient_scope"


@pytest.mark.parametrize("said", ["", " ", None, [], 0])
def test_a_scope_that_says_nothing_is_all_that_was_asked_for(said: object) -> None:
    """An empty text is no refusal of the scope; RFC 6749, 5.1, lets it be left out."""
    tokens = Keeping()
    silent = answer({"access_token": "1", "expires_in": 1800, "scope": said})
    assert tokens.ask("a", replies=(silent,)).token == "1"
    assert tokens.cached(("a",)) == "1"


def test_no_scope_left_is_the_endpoints_refusal() -> None:
    """Which keeps the token that there was."""
    tokens = Keeping()
    tokens.ask("a", replies=(grant("1", "a"),))
    with pytest.raises(AuthenticationFailed) as caught:
        tokens.ask("x", "y", replies=(INVALID_SCOPE, INVALID_SCOPE))
    assert caught.value.code == "invalid_scope"
    assert tokens.cached(("a",)) == "1"


def test_other_refusals_are_not_tried_around() -> None:
    """A wrong secret is wrong for each scope."""
    with pytest.raises(AuthenticationFailed) as caught:
        Keeping().ask("x", "y", replies=(answer({"error": "invalid_client"}, 400),))
    assert str(caught.value) == "The token endpoint answered 400 invalid_client."


def test_a_token_is_renewed_only_if_it_is_the_rejected_one() -> None:
    """Another thread may have renewed it in the meantime."""
    tokens = Keeping()
    tokens.ask("a", replies=(grant("1", "a"),))
    assert tokens.cached(("a",), rejected="1") is None
    assert tokens.ask("a", rejected="1", replies=(grant("2", "a"),)).token == "2"
    assert tokens.ask("a", rejected="1", replies=()).token == "2"


@pytest.mark.parametrize(
    ("life", "chance", "renewed"),
    [(1800, 0.0, 1770), (1800, 1.0, 1740), (100, 1.0, 90), ("1800", 0.0, 1770)],
)
def test_a_token_is_renewed_ahead_of_its_end(
    life: object, chance: float, renewed: float
) -> None:
    """A share of its life, at most a minute, with some jitter."""
    tokens = Keeping(chance=chance)
    tokens.clock.time = 1000
    tokens.ask("a", replies=(grant("1", "a", life),))
    tokens.clock.time = 1000 + renewed - 0.01
    assert tokens.cached(("a",)) == "1"
    tokens.clock.time = 1000 + renewed
    assert tokens.cached(("a",)) is None


@pytest.mark.parametrize("life", [None, float("nan"), "soon", [], True, 10**400])
def test_a_life_that_is_not_told_ends_with_a_401(life: object) -> None:
    """A token for each call would be slowed down by the API."""
    tokens = Keeping()
    tokens.ask("a", replies=(grant("1", "a", life),))
    tokens.clock.time = 10**9
    assert tokens.cached(("a",)) == "1"


def test_the_endpoint_is_asked_again_when_it_fails() -> None:
    """A blip of it does not end a long walk."""
    lost = Failure(reason="ReadTimeout", sent=True)
    asked = Keeping().ask(
        "a", replies=(answer(status=503), None, lost, None, grant("1", "a"))
    )
    assert asked.token == "1"
    assert sum(isinstance(one, Wait) for one in asked.steps) == 2


def test_an_endpoint_that_cannot_be_reached_is_an_error() -> None:
    """Without a status."""
    lost = Failure(reason="ConnectError: refused", sent=False)
    with pytest.raises(AuthenticationFailed, match="refused") as caught:
        read_token(lost, frozenset(), 0.0)
    assert caught.value.status is None


@pytest.mark.parametrize(
    "outcome",
    [
        answer(b"<html>"),
        answer({}),
        answer({**GRANT, "access_token": ""}),
        answer({**GRANT, "access_token": 5}),
        answer(GRANT, 500),
        answer([GRANT]),
        answer({"error": "invalid_client", "error_description": "No."}, 401),
    ],
)
def test_an_answer_without_a_token_is_an_error(outcome: Response) -> None:
    """With status and body at hand."""
    with pytest.raises(AuthenticationFailed) as caught:
        read_token(outcome, frozenset(), 0.0)
    assert caught.value.status == outcome.status
    assert caught.value.body in (outcome.content, b"")  # Empty, if it holds a token.


@pytest.mark.parametrize("value", ["a b", "a\nb", "é", "\x00", "a\r\nX: y", "\ud800"])
def test_a_token_that_no_header_carries_is_an_error_without_it(value: str) -> None:
    """HTTP libraries would show it in theirs."""
    with pytest.raises(AuthenticationFailed) as caught:
        read_token(answer({**GRANT, "access_token": value}), frozenset(), 0.0)
    assert value not in str(caught.value)


@given(spoiled(GRANT) | ANY_JSON)
def test_any_answer_is_a_token_or_an_error_of_ours(body: object) -> None:
    """And no token is shown."""
    tokens = Keeping()
    try:
        asked = tokens.ask("a", replies=(answer(body),))
    except AuthenticationFailed:
        return
    assert asked.token
    assert "token-1" not in repr(vars(tokens)["_kept"])


@given(st.binary())
def test_any_bytes_are_an_error_of_ours(body: bytes) -> None:
    """The endpoint may be a proxy's page."""
    with pytest.raises(AuthenticationFailed):
        read_token(answer(body), frozenset(), 0.0)
