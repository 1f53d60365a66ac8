"""What the API's rules refuse is told with their page, and whether the page says it.

The rules are read from the spec's own files, and none of the generator's code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import protime
from protime.catalog import CATALOG
from protime_cli.definitions.collections import command
from protime_sync.source.collection import Mode
from protime_sync.source.making import source
from tests.calling import MODES, client, operation_of
from tests.calling import Mode as Waiting
from tests.yamls import parsed

SPEC = Path(__file__).parents[2] / "spec" / "collections"
BREAKING = {
    "at-most-one-year": protime.DateRange(date(2026, 1, 1), date(2027, 6, 30)),
    "not-before-previous-year": protime.DateRange(date(2019, 1, 1), date(2019, 1, 2)),
}


def rules() -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield collection, operation, filter and rule of each."""
    for file in sorted(SPEC.glob("*.yaml")):
        document = parsed(file.read_text(encoding="utf-8"))
        for wire, one in document.get("filters", {}).items():
            for rule in one.get("rules", []):
                for operation in rule["operations"]:
                    yield document["collection"], operation, wire, rule


RULES = list(rules())
REFUSED = [
    found
    for found in RULES
    if (found[1], found[3]["kind"]) != ("list", "at-most-one-year")
]
"""But a list over a year, which is split."""


def ids(found: list[tuple[str, str, str, dict[str, Any]]]) -> list[str]:
    return [f"{name}-{operation}-{rule['kind']}" for name, operation, _, rule in found]


def made(waiting: Waiting) -> Any:
    return client(
        waiting,
        tenant="acme",
        client_id="client",
        client_secret="secret",
    )


@pytest.mark.parametrize("waiting", MODES)
@pytest.mark.parametrize(
    ("name", "operation", "wire", "rule"), REFUSED, ids=ids(REFUSED)
)
def test_a_refusal_cites_its_page(
    name: str, operation: str, wire: str, rule: dict[str, Any], waiting: Waiting
) -> None:
    """And says what is inferred; days are written as ISO has them."""
    owner = getattr(made(waiting), CATALOG[name].attribute)
    with pytest.raises(protime.InvalidRequest) as refused:
        getattr(owner, operation)(**{wire: BREAKING[rule["kind"]]})
    text = str(refused.value)
    assert f"Source: {rule['source']}" in text
    assert ("inferred" in rule) == ("inferred" in text)
    assert rule.get("inferred", "") in text
    assert ("delta_where()" in text) == ("inferred" in rule)
    assert re.search(r"20\d\d-\d\d-\d\d", text)
    assert not re.search("datetime|DateRange", text)


@pytest.mark.parametrize(("name", "operation", "wire", "rule"), RULES, ids=ids(RULES))
def test_help_cites_it_as_well(
    name: str, operation: str, wire: str, rule: dict[str, Any]
) -> None:
    """The command's text has all that the refusal has."""
    info = CATALOG[name]
    text = str(command(info, operation_of(name, operation)).help)
    assert f"{wire}: {rule['kind'].replace('-', ' ')}" in text
    assert f"Source: {rule['source']}" in text
    assert rule.get("inferred", "") in text


def test_an_unknown_filter_of_a_feed_cites_the_operations_page() -> None:
    """The one that the spec names, with what it does not say."""
    people = made("sync").people
    found = source(people, {"zork": 1}, today=date.today, mode=Mode.DELTA)
    document = parsed((SPEC / "people.yaml").read_text(encoding="utf-8"))
    delta = document["operations"]["delta"]
    with pytest.raises(protime.InvalidRequest) as refused:
        found.start()
    assert f"Source: {delta['source']}" in str(refused.value)
    assert delta["inferred"] in str(refused.value)
