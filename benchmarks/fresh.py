"""Short lists with a fresh client in a warm process: what most calls are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import evolve

from benchmarks import report
from benchmarks.measuring import Times, ratio
from benchmarks.processes import beside, child, in_turn
from benchmarks.report import OURS, Found, Part
from benchmarks.secure import Authority, authority
from benchmarks.server import serving

PAGES = {1: 9, 5: 7, 20: 3, 100: 1, 500: 1}
"""Pages of a list, and how often a process walks it."""
SHORT = (1, 5, 20)
PEER = "pydantic + httpx"
FORMS = {
    "pydantic, slots dataclass + httpx": "by_hand.over_httpx dataclass",
    "pydantic, TypedDict + httpx": "by_hand.over_httpx typed_dict",
}
"""What costs less than models of pydantic's own."""
PEERS = {
    PEER: "by_hand.over_httpx base_model",
    "msgspec.Struct + httpx": "by_hand.over_httpx struct",
    "dicts + httpx": "by_hand.over_httpx dicts",
}
WALKS = {OURS: "ours.walk", **PEERS}
OWN = f"{OURS}, its own HTTP client"
SHARED = {
    OURS: "ours.over_shared",
    **{name: f"{way} shared" for name, way in {**PEERS, **FORMS}.items()},
    OWN: "ours.walk",
}

Sizes = dict[int, dict[str, Times]]


def measured(root: Path, rounds: int) -> Part:
    """Measure lists of few and of many pages, shared roots of TLS, and https."""
    plain = _lists(WALKS, PAGES, root, rounds)
    shared = _lists(SHARED, SHORT, root, rounds)
    with authority() as issued:
        secure = _lists(WALKS, SHORT, root, rounds, issued)
    made = in_turn(beside({OURS: child("clients", 9)}, root), rounds)
    form = min(FORMS, key=lambda form: shared[1][form].median)
    note = (
        f"{ratio(shared[1], OURS, form):.2f} to {form};"
        f" with its own HTTP client {ratio(shared[1], OWN, PEER):.2f}"
    )
    again = "`Protime()` a second time in a process"
    against = report.against
    found = [
        against(f"one-page list, fresh client, to {PEER}", plain[1], OURS, PEER),
        against("the same with roots of TLS shared", shared[1], OURS, PEER, note),
        against("5 pages, fresh client, the same", plain[5], OURS, PEER),
        against("20 pages, fresh client, the same", plain[20], OURS, PEER),
        Found(again, made[OURS].median, made[report.before(OURS)].median),
    ]
    titles = {
        "Lists by a fresh client": plain,
        "The same with roots of TLS that were read before": shared,
        "The same over https": secure,
    }
    tables = [
        report.by_size(title, "pages", sizes, PEER) for title, sizes in titles.items()
    ]
    return Part(found, tables)


def _lists(
    ways: Mapping[str, str],
    sizes: Iterable[int],
    root: Path,
    rounds: int,
    issued: Authority | None = None,
) -> Sizes:
    # Long walks are long enough for one round to tell.
    return {
        size: _listed(ways, size, root, rounds if size in SHORT else 1, issued)
        for size in sizes
    }


def _listed(
    ways: Mapping[str, str],
    pages: int,
    root: Path,
    rounds: int,
    issued: Authority | None,
) -> dict[str, Times]:
    variables = {"SSL_CERT_FILE": issued.trusted} if issued else {}
    with serving(0, 1_000, pages, issued.certificate if issued else None) as url:
        programs = {
            name: evolve(
                child("walked", url, way, pages * 1_000, PAGES[pages], "on"),
                variables=variables,
            )
            for name, way in ways.items()
        }
        return in_turn(beside(programs, root), rounds)
