"""The next page is of the same filter, however the API writes its links.

What is judged is the query as it came over the wire, read by Python's own parser.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, quote, quote_plus

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from protime_runtime.asking.cut_links import followed, unbroken
from protime_runtime.asking.references import ExternalReference
from protime_runtime.errors import DecodingError, InvalidRequest
from protime_runtime.messages import Page, Request, Response
from protime_runtime.paging.pager import Pager
from protime_runtime.types import Identifier
from tests.runtime.helpers import Received, connected, page
from tests.runtime.models import clockings

PATH = clockings.path
LEFT_BARE = ";/?:@&=+$,#-_.!~*'()"
FORMS: Mapping[str, Callable[[str], str]] = {
    "all encoded": lambda text: quote(text, safe=""),
    "all encoded, in lower case": lambda text: lowered(quote(text, safe="")),
    "as in the documentation": lambda text: quote(text, safe="(),@'"),
    "plus for blank": quote_plus,
    "what is reserved left bare": lambda text: quote(text, safe=LEFT_BARE),
    "blanks only": lambda text: text.replace(" ", "%20"),
    "blanks only, as plus": lambda text: text.replace(" ", "+"),
    "nothing encoded": lambda text: text,
}
"""How a server may write a value into a link."""

SPECIAL = "&#+%;=? '\"/\\@(),<>[]é€\U0001f600"
TEXTS = st.text(
    st.sampled_from(SPECIAL + "ab1")
    | st.characters(exclude_categories=["Cs"], exclude_characters="\ufffd"),
    max_size=40,
)
PIECES = st.sampled_from(["&", "#", "&continuationToken=no", "&filter=x", "%26", "%2"])
FILTERS = (
    st.builds("town eq '{}{}{}'".format, TEXTS, PIECES, TEXTS)
    | TEXTS.filter(str.strip)
    | st.lists(PIECES | TEXTS).map("".join).filter(str.strip)
)
TOKENS = st.binary(min_size=1, max_size=60).map(
    lambda content: base64.b64encode(content).decode()
)


class PersonName(ExternalReference[Identifier], collection="people"):
    """How other systems name people."""


def lowered(text: str) -> str:
    """Return escapes in lower case, as .NET writes them, and the rest as it is."""
    first, *rest = text.split("%")
    return first + "".join(f"%{part[:2].lower()}{part[2:]}" for part in rest)


def pages_of(
    parts: Sequence[Request[Page[Any]]], link: Callable[[Received], str]
) -> list[Received]:
    """Return what is asked for by a list whose first answer gives a link."""
    begun: list[Received] = []

    def serve(asked: Received) -> Response:
        begun.append(asked)
        return page(nextLink=link(asked)) if len(begun) == 1 else page(deltaLink="/x")

    client, _ = connected(serve)
    assert list(Pager(client, parts)) == []
    return begun


def said(received: Received) -> dict[str, list[str]]:
    return parse_qs(
        received.target.partition("?")[2], keep_blank_values=True, errors="strict"
    )


@given(
    FILTERS, TOKENS, st.sampled_from(sorted(FORMS)), st.sampled_from(["R&D", "#1 a+b"])
)
@example("town eq 'R&D'", "YQ==", "nothing encoded", "R&D")
@example("town eq 'R#D'", "YQ==", "nothing encoded", "R&D")
@example("town eq '100%25'", "+/+=", "blanks only", "R&D")
@example("town eq 'a+b; c=d'", "+/+=", "blanks only, as plus", "R&D")
@settings(deadline=None)
def test_the_next_page_is_of_the_same_filter(
    where: str, token: str, form: str, reference: str
) -> None:
    """And of the same references, with the token as it was given."""
    written = FORMS[form]
    named = PersonName(reference)
    asked = clockings.where(where, external_references=[named])

    def link(first: Received) -> str:
        (references,) = said(first)["externalReferences"]
        bare = quote(token, safe="") if form.startswith("all") else token
        return (
            f"{PATH}?filter={written(where)}&externalReferences={written(references)}"
            f"&continuationToken={bare}"
        )

    first, second = pages_of(asked, link)
    assert said(first)["filter"] == [where]
    assert said(second) == {**said(first), "continuationToken": [token]}


@given(FILTERS, TOKENS, st.sampled_from(sorted(FORMS)))
@settings(deadline=None)
def test_the_next_page_of_a_delta_is_of_the_same_filter(
    where: str, token: str, form: str
) -> None:
    """Whose links drop the flag, and hold two tokens."""
    asked = clockings.delta_where(where)
    written = FORMS[form](where)
    tokens = f"continuationToken={quote(token)}&deltaToken={token}"
    _, second = pages_of([asked], lambda _: f"{PATH}?filter={written}&{tokens}")
    assert said(second) == {
        "filter": [where],
        "continuationToken": [token],
        "deltaToken": [token],
    }


ASKED = f"{PATH}?filter=town%20eq%20'R%26D'&expand=usage"
CUT = "filter=town eq 'R&D'"


@pytest.mark.parametrize(
    "link",
    [
        f"{PATH}?filter=town%20eq%20'R%26D'&continuationToken=a",
        f"{PATH}?filter=town+eq+%27R%26D%27&expand=usage&continuationToken=a+b",
        f"{PATH}?continuationToken=a+b",
        f"{PATH}?top=5&continuationToken=a&expand=usage&skip=5",
        f"{PATH}?filter=town eq 'R%26D'&more&continuationToken=a",
        f"{PATH}?filter=date ge '2026-01-01'&continuationToken=a",
        f"{PATH}",
    ],
)
def test_a_link_that_is_whole_is_followed_as_it_is(link: str) -> None:
    """With all its parameters, and in the API's own words where it has others."""
    assert followed(ASKED, link) == link


@pytest.mark.parametrize(
    ("link", "query"),
    [
        (f"{CUT}&continuationToken=a+b", "{}&continuationToken=a%2Bb"),
        (
            f"top=5&{CUT}&continuationToken=a&x=1+2",
            "top=5&{}&continuationToken=a&x=1%2B2",
        ),
        (f"{CUT}&expand=usage", "{}&expand=usage"),
        ("filter=town eq 'R&continuationToken=a", "{}&continuationToken=a"),
        ("continuationToken=a&filter=town+eq+%27R&D'", "continuationToken=a&{}"),
    ],
)
def test_what_was_cut_is_put_back(link: str, query: str) -> None:
    """And the rest is the link's."""
    whole = query.format("filter=town%20eq%20'R%26D'")
    assert followed(ASKED, f"{PATH}?{link}") == f"{PATH}?{whole}"


def test_a_cut_filter_in_other_words_is_mended_or_refused() -> None:
    """What the API wrote in another way cannot be put back."""
    other = f"{PATH}?filter=town eq  'R&D'&continuationToken=a"
    assert followed(ASKED, other) == other.replace("&D", "%26D")
    twice = f"{PATH}?filter=town eq  'R&filter=D'&continuationToken=a"
    with pytest.raises(DecodingError, match="cut at a bare &"):
        followed(ASKED, twice)


WHOLE = (
    "continuationToken=a+b/c==",
    "deltaToken=a&x=1",
    "top=1&continuationToken=a&top=2",
    "filter=town%20eq%20'R%26D'&continuationToken=a",
    "filter=town eq 'R%26D'&top=5&continuationToken=a",
    "filter=name eq O'Brien&continuationToken=a",
    "filter=a eq 'b'&delta&externalReferences=(people,@badge-number)",
)
MENDED = {
    f"{CUT}&continuationToken=a": "filter=town eq 'R%26D'&continuationToken=a",
    "filter=a eq '&'&deltaToken=a": "filter=a eq '%26'&deltaToken=a",
    "filter=a eq '&&' or b eq 'c&d'": "filter=a eq '%26%26' or b eq 'c%26d'",
    "filter=a eq 'b&c' or d eq 'e'": "filter=a eq 'b%26c' or d eq 'e'",
    "filter=a+eq+%27R&D%27&delta": "filter=a+eq+%27R%26D%27&delta",
    "filter=a eq 'R&D=1'&x=2": "filter=a eq 'R%26D=1'&x=2",
    "externalReferences=(people,R&D)(jobs,x)&continuationToken=a": (
        "externalReferences=(people,R%26D)(jobs,x)&continuationToken=a"
    ),
}
GUESSES = (
    "filter=a eq 'R&delta=1'&continuationToken=a",
    "filter=a eq 'R&filter=b'&continuationToken=a",
    "filter=a eq 'R'&filter=a eq 'b'&continuationToken=a",
    "filter=a eq 'R&continuationToken=b'&continuationToken=a",
    "filter=a eq O'Brien&Co&continuationToken=a",
    "externalReferences=(people,R&filter=a eq 'b&c'",
    "externalReferences=(people,R&expand=D)&continuationToken=a",
)


@pytest.mark.parametrize("whole", WHOLE)
def test_a_kept_link_that_is_whole_is_followed_as_it_is(whole: str) -> None:
    """Nothing is mended that is not broken."""
    link = f"{PATH}?{whole}"
    assert unbroken(link) == link
    assert clockings.changes(link).target == link
    assert [part.target for part in clockings.resume(link)] == [link]


@pytest.mark.parametrize("cut", MENDED)
def test_a_kept_link_that_was_cut_is_mended(cut: str) -> None:
    """Where a text or a pair is open, what follows belongs to it."""
    link, mended = f"{PATH}?{cut}", f"{PATH}?{MENDED[cut]}"
    assert clockings.changes(link).target == mended
    assert [part.target for part in clockings.resume(f"{link} {link}")] == [mended] * 2


@pytest.mark.parametrize("cut", GUESSES)
def test_a_kept_link_is_refused_where_the_cut_is_a_guess(cut: str) -> None:
    """With what to do."""
    for read in (clockings.changes, clockings.resume):
        with pytest.raises(InvalidRequest, match="write that & as %26"):
            read(f"{PATH}?{cut}")


WORDS = st.lists(
    st.sampled_from(["R", "&", "#", "=", ";", " ", "delta", "filter", "top", "expand="])
    | st.sampled_from(["continuationToken=no", "(", ")", ",", "é"])
).map("".join)
GRAMMATICAL = st.lists(
    st.builds("town eq '{}'".format, WORDS), min_size=1, max_size=3
).map(" or ".join)
"""Filters as the API's grammar has them: what is special stands within quotes."""


@given(GRAMMATICAL, TOKENS, st.sampled_from(sorted(FORMS)))
@example("town eq 'R&D'", "YQ==", "nothing encoded")
@settings(deadline=None)
def test_a_kept_link_is_never_of_another_filter(
    where: str, token: str, form: str
) -> None:
    """It asks for the same, or it is refused; and not where nothing looks cut."""
    written = f"{PATH}?filter={FORMS[form](where)}&continuationToken={quote(token)}"
    try:
        (first, *_) = pages_of(clockings.resume(written), lambda _: "/x")
    except InvalidRequest:
        assert any(f"&{name}" in where for name in ("delta", "filter", "expand", "co"))
        return
    assert said(first) == {"filter": [where], "continuationToken": [token]}


def test_a_blank_and_a_slash_in_a_filter_do_not_part_a_kept_link() -> None:
    """Links begin as the collection's path does."""
    link = f"{PATH}?filter=town eq 'a /b'&continuationToken=a"
    links = f"{link} {PATH}?deltaToken=b https://acme.myprotime.eu{PATH}"
    assert len(clockings.resume(link)) == 1
    assert len(clockings.resume(links)) == 3
