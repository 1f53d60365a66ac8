"""The scopes that are really asked for, call by call, whatever the endpoint grants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import parse_qs

import pytest
from attrs import define, field, frozen
from hypothesis import example, given
from hypothesis import strategies as st

from protime_runtime.errors import AuthenticationFailed
from protime_runtime.messages import Response
from protime_runtime.process import Secret
from protime_runtime.sending.exchange import Reply, Send, Step
from protime_runtime.sending.oauth import Credentials
from protime_runtime.sending.retries import RetryPolicy
from protime_runtime.sending.token_cache import MemoryTokenCache
from protime_runtime.sending.tokens import Tokens
from tests.runtime.helpers import AGENT, SECRET, Clock, answer, context_of

Scopes = frozenset[str]


@frozen
class Endpoint:
    """A token endpoint that grants some scopes; others it refuses, or leaves out."""

    grants: Scopes
    refuses: bool

    def given(self, asked: Scopes) -> Scopes | None:
        """Return what a token would hold; None where there is none."""
        if self.refuses and not asked <= self.grants:
            return None
        # A token that names no scope has all that was asked for.
        return asked & self.grants or asked

    def answer(self, asked: Scopes, number: int) -> Response:
        given = self.given(asked)
        if given is None:
            return answer({"error": "invalid_scope"}, 400)
        scope = " ".join(asked & self.grants)
        token = {"access_token": f"token-{number}", "expires_in": 1800, "scope": scope}
        return answer(token)


@define
class Expected:
    """What is to be asked for, by the rules as the documentation has them."""

    endpoint: Endpoint
    chosen: Scopes
    needed: Scopes = field(init=False)
    held: Scopes | None = None

    def __attrs_post_init__(self) -> None:
        self.needed = self.chosen

    def asks(self, scopes: Sequence[str], *, anew: bool) -> Iterator[Scopes]:
        """Yield the scopes of each token that a call asks for, least ones first."""
        if self.covers(scopes) and not anew:
            return
        for scope in self._one_after_the_other(scopes):
            asked = self.needed | ({scope} if scope else set())
            yield asked
            given = self.endpoint.given(asked)
            if given is not None and (not scope or scope in given):
                self.needed, self.held = asked, given
                return

    def covers(self, scopes: Sequence[str]) -> bool:
        """Return whether the token that is kept serves a call."""
        return self.held is not None and (not scopes or bool(self.held & {*scopes}))

    def _one_after_the_other(self, scopes: Sequence[str]) -> list[str]:
        if self.chosen:
            return [scope for scope in scopes if scope in self.chosen] or [""]
        granted = [scope for scope in scopes if scope in self.needed]
        return [*granted, *(scope for scope in scopes if scope not in granted)] or [""]


class Caller:
    """Asks for tokens as a client does, and notes what is asked for."""

    def __init__(
        self,
        endpoint: Endpoint,
        chosen: Scopes,
        cache: MemoryTokenCache | None = None,
    ) -> None:
        credentials = Credentials(
            token_url="https://acme.eu/connect/token",
            client_id="client",
            client_secret=Secret(SECRET),
            user_agent=AGENT,
        )
        context = context_of(Clock())
        self.tokens = Tokens(credentials, chosen, RetryPolicy(), context, cache)
        self.endpoint = endpoint
        self.given = 0
        self.token: Secret | None = None

    def call(self, scopes: Sequence[str], *, anew: bool = False) -> list[Scopes]:
        """Return the scopes of each token that a call asked for."""
        rejected = self.token if anew else None
        flow = self.tokens.obtain(tuple(scopes), rejected)
        asked: list[Scopes] = []
        reply: Reply = None
        try:
            while True:
                reply = self._replied(flow.send(reply), asked)
        except StopIteration as end:
            self.token = end.value
        except AuthenticationFailed:
            pass
        return asked

    def _replied(self, step: Step, asked: list[Scopes]) -> Response:
        assert isinstance(step, Send)
        form = parse_qs((step.request.content or b"").decode())
        asked.append(frozenset(form.get("scope", [""])[0].split()))
        self.given += 1
        return self.endpoint.answer(asked[-1], self.given)


SCOPES = st.frozensets(st.sampled_from("abcd"))
ENDPOINTS = st.builds(Endpoint, SCOPES, st.booleans())
CALLS = st.lists(
    st.tuples(st.lists(st.sampled_from("abcd"), unique=True, max_size=3), st.booleans())
)


@given(ENDPOINTS, SCOPES, CALLS)
@example(Endpoint(frozenset("ab"), True), frozenset(), [(["a"], False), (["b"], False)])
@example(Endpoint(frozenset("b"), True), frozenset(), [(["a", "b"], False)] * 2)
@example(Endpoint(frozenset("ab"), True), frozenset("ab"), [(["a"], True)] * 2)
def test_calls_ask_for_the_least_scopes_and_keep_those_of_before(
    endpoint: Endpoint, chosen: Scopes, calls: list[tuple[list[str], bool]]
) -> None:
    """What was refused is not asked for again beside others, and nothing twice."""
    caller, expected = Caller(endpoint, chosen), Expected(endpoint, chosen)
    for scopes, anew in calls:
        fresh = anew and caller.token is not None
        asked = list(expected.asks(scopes, anew=fresh))
        assert caller.call(scopes, anew=fresh) == asked
        kept = caller.tokens.cached(tuple(scopes))
        assert (kept is not None) == expected.covers(scopes)


@pytest.mark.parametrize(
    ("chosen", "kept", "asked"),
    [
        # What another run has needed is asked for again when its token ends.
        ("", "ab", ["abc"]),
        ("", "a", ["ac"]),
        # A token with more than was chosen is another client's.
        ("c", "abc", ["c"]),
        ("abc", "abc", []),
        ("", "abc", []),
    ],
)
def test_scopes_of_a_kept_token_are_asked_for_with_those_of_a_call(
    chosen: str, kept: str, asked: list[str]
) -> None:
    """Two programs that share a cache would otherwise take each other's place."""
    cache = MemoryTokenCache()
    endpoint = Endpoint(frozenset("abcd"), refuses=True)
    Caller(endpoint, frozenset(kept), cache).call(kept)
    caller = Caller(endpoint, frozenset(chosen), cache)
    if not chosen:
        assert caller.call("a") == []
    assert caller.call("c") == [frozenset(one) for one in asked]
