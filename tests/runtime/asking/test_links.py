"""Links are followed on the tenant's own origin only, encoded once."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from protime_runtime.asking.links import encoded, query, resolve, segment
from protime_runtime.errors import ForeignLink, InvalidRequest

ORIGIN = "https://acme.myprotime.eu"
PATH = "/connector/protimeapi/api/v1/clockings"
ANYTHING = st.text(st.characters())  # Halves of characters included.


@given(ANYTHING)
def test_a_link_never_leads_elsewhere(link: str) -> None:
    """Whatever the text, the address is on the origin or the link is refused."""
    try:
        address = resolve(ORIGIN, link, httpx.URL)
    except ForeignLink:
        return
    parts = httpx.URL(address)
    assert (parts.scheme, parts.host, parts.port) == (
        "https",
        "acme.myprotime.eu",
        None,
    )
    assert parts.userinfo == b""
    assert address.isascii()


@pytest.mark.parametrize(
    "link",
    [
        "//evil.example/b",
        "///evil.example/b",
        "https://evil.example/b",
        "https://acme@evil.example/b",
        "https://user:password@acme.myprotime.eu/b",
        "https://acme.myprotime.eu@evil.example/",
        "https://acme.myprotime.eu.evil.example/",
        "https://acme.myprotime.eu:8443/b",
        "https://acme.myprotime.eu#.evil.example/b",
        "https://acme.myprotime.eu#/b",
        "https://acme.myprotime.eu:443#@evil.example/b",
        "https://acme.myprotime.eu%23.evil.example/b",
        "https://acme.myprotime.eu;.evil.example/b",
        "https://acme.my\u212aprotime.eu/b",
        "https://\uff41cme.myprotime.eu/b",
        "https://acme.myprotime.eu:\uff14\uff14\uff13/b",
        "https://acme.myprotime.eu:443:443/b",
        "https:///b",
        "http://acme.myprotime.eu:443/b",
        "http://acme.myprotime.eu:8080/b",
        "http://acme.myprotime.eu.evil.example/b",
        "ftp://acme.myprotime.eu/b",
        "/\\evil.example/b",
        "\\\\evil.example/b",
        "https:/\\evil.example/b",
        "https:evil.example",
        "javascript:alert(1)",
        "/b\r\nHost: evil.example",
        "/b\x00",
        "https://[::1",
        "//[x",
        "https://acme.myprotime.eu:abc/b",
        "https://acme.myprotime.eu\u2100/b",
        "/b?c=\ud800",
        "/" + "a" * 20_000,
        " /b",
        "",
    ],
)
def test_foreign_links_are_refused(link: str) -> None:
    """What leads elsewhere, or nobody can tell where, is refused."""
    with pytest.raises(ForeignLink):
        resolve(ORIGIN, link, httpx.URL)


@pytest.mark.parametrize(
    ("origin", "link"),
    [
        (ORIGIN, f"{ORIGIN}{PATH}"),
        (ORIGIN, f"https://ACME.myProtime.eu{PATH}"),
        (ORIGIN, f"{ORIGIN}:443{PATH}"),
        (ORIGIN, f"{ORIGIN}:0443{PATH}"),
        (ORIGIN, f"{ORIGIN}:{PATH}"),
        (ORIGIN, f"HTTPS://acme.myprotime.eu{PATH}"),
        (f"{ORIGIN}:443", f"{ORIGIN}{PATH}"),
        ("http://127.0.0.1:80", f"http://127.0.0.1{PATH}"),
    ],
)
def test_an_absolute_link_on_the_origin_is_followed(origin: str, link: str) -> None:
    """Letter case and the scheme's own port make no other host."""
    assert resolve(origin, link, httpx.URL) == origin + PATH


@pytest.mark.parametrize("origin", [ORIGIN, f"{ORIGIN}:443"])
@pytest.mark.parametrize("port", ["", ":80", ":"])
def test_a_link_in_clear_is_followed_encrypted(origin: str, port: str) -> None:
    """Of the tenant's own host, on the scheme's own port: TLS ends before the API."""
    link = f"http://acme.myprotime.eu{port}{PATH}?delta"
    assert resolve(origin, link, httpx.URL) == f"{origin}{PATH}?delta"


@pytest.mark.parametrize(
    ("origin", "link"),
    [
        (f"{ORIGIN}:8443", "http://acme.myprotime.eu/b"),
        (f"{ORIGIN}:80", "http://acme.myprotime.eu:80/b"),
        ("http://acme.local", "https://acme.local/b"),
        ("http://acme.local:443", "https://acme.local/b"),
    ],
)
def test_no_other_scheme_is_followed(origin: str, link: str) -> None:
    """On another port stands another server."""
    with pytest.raises(ForeignLink):
        resolve(origin, link, httpx.URL)


@pytest.mark.parametrize("rest", ["", "?delta", "/", "//b", "/?a#b"])
def test_what_follows_the_origin_begins_a_path_or_a_query(rest: str) -> None:
    """And stays one."""
    address = httpx.URL(resolve(ORIGIN, ORIGIN + rest, httpx.URL))
    assert address.host == "acme.myprotime.eu"
    assert address.fragment == ""


@pytest.mark.parametrize(
    "read",
    ["https://evil.example/b", "https://acme.myprotime.eu:1/b", "http://x@y/b", None],
)
def test_the_library_has_the_last_word(read: str | None) -> None:
    """What it would take for another place, or for none, is not sent."""

    def parse(address: str) -> httpx.URL:
        if read is None:
            raise httpx.InvalidURL("no address")
        return httpx.URL(address if address == ORIGIN else read)

    with pytest.raises(ForeignLink):
        resolve(ORIGIN, "/b", parse)


def test_a_link_is_encoded_as_the_documentation_shows_it() -> None:
    """Blanks are encoded, and what Base64 has but a query does not."""
    link = f"{PATH}?filter=date ge '2024-01-01'&continuationToken=ab+c/d=="
    assert resolve(ORIGIN, link, httpx.URL) == (
        f"{ORIGIN}{PATH}?filter=date%20ge%20'2024-01-01'"
        "&continuationToken=ab%2Bc%2Fd%3D%3D"
    )


def test_the_flag_of_a_delta_stays_bare() -> None:
    """A parameter without a value gets none."""
    assert (
        resolve(ORIGIN, f"{PATH}?delta&x=1", httpx.URL) == f"{ORIGIN}{PATH}?delta&x=1"
    )


def test_a_plus_in_an_encoded_link_stays_a_blank() -> None:
    """Outside of tokens, a plus of a link without blanks is a blank."""
    link = f"{PATH}?filter=kind+eq+'A'&deltaToken=a+b"
    assert resolve(ORIGIN, link, httpx.URL).endswith(
        "?filter=kind+eq+'A'&deltaToken=a%2Bb"
    )


def test_a_plus_in_a_bare_link_is_a_plus() -> None:
    """Where blanks are bare, nothing is encoded, so a plus is one."""
    link = f"{PATH}?filter=kind eq 'A+'"
    assert resolve(ORIGIN, link, httpx.URL).endswith("?filter=kind%20eq%20'A%2B'")


@given(ANYTHING)
def test_encoding_twice_changes_nothing(text: str) -> None:
    """An encoded link is left as it is."""
    once = encoded(f"/{text}")
    assert encoded(once) == once
    assert once.isascii()
    assert " " not in once


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_segment_is_one_segment(value: str) -> None:
    """Any text stays within its place in the path, or is refused."""
    try:
        text = segment(value)
    except InvalidRequest:
        assert value in (".", "..")
        return
    assert unquote(text) == value
    address = httpx.URL(resolve(ORIGIN, f"/people/{text}?x=1", httpx.URL))
    assert address.raw_path.decode().count("/") == 2
    assert address.host == "acme.myprotime.eu"
    assert address.query == b"x=1"
    assert urlsplit(str(address)).fragment == ""


@pytest.mark.parametrize("value", ["", ".", "..", None, "\ud800"])
def test_what_is_no_segment_is_refused(value: object) -> None:
    """Nothing, other folders, and half a character cannot stand in a path."""
    with pytest.raises(InvalidRequest):
        segment(value)


@given(st.lists(st.tuples(st.text("abc-", min_size=1), st.text())))
def test_a_query_reads_back_as_it_was_written(pairs: list[tuple[str, str]]) -> None:
    """No value can add a parameter, end the query or change another value."""
    text = query(tuple(pairs))
    assert parse_qsl(text, keep_blank_values=True) == pairs
    assert set(text).isdisjoint("#? +")
    assert resolve(ORIGIN, f"/a?{text}", httpx.URL) == f"{ORIGIN}/a?{text}"


def test_half_a_character_in_a_query_is_refused() -> None:
    """What cannot be encoded is the caller's mistake, said before sending."""
    with pytest.raises(InvalidRequest, match="half a character"):
        query((("filter", "\udc00"),))
