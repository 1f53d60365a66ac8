"""What callers give in place of a list, a whole number or a day, in every such place.

The forms are those of sets, generators, NumPy, pandas, polars and Arrow. What is sent
is read by the standard library, never by what wrote it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from urllib.parse import parse_qs

import attrs
import httpx
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import protime
from protime.catalog import CATALOG, REFERENCES
from protime.collections.clockings import _clockings
from protime.collections.external_references import _external_references
from protime_runtime.asking.days import DateRange
from protime_runtime.asking.filters import Circle, NamedSet, held
from protime_runtime.asking.markers import Property
from protime_runtime.bulk import Mapper
from protime_runtime.catalog import FilterInfo
from protime_runtime.client.settings import Settings
from protime_runtime.process import Secret
from protime_runtime.reading.converter import converter, encode
from protime_runtime.types import Date
from tests.calling import MODES, Mode, client
from tests.cases import check_each
from tests.runtime.helpers import answer, transport
from tests.samples import Samples

IDS = [3, 1, 2]
FORMS: dict[str, Callable[[list[Any]], Any]] = {
    "list": list,
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
    "generator": lambda values: (value for value in values),
    "iterator": iter,
    "keys": lambda values: dict.fromkeys(values).keys(),
    "numpy": np.array,
    "pandas": pd.Series,
    "index": pd.Index,
    "polars": pl.Series,
    "arrow": pa.array,
    "chunked": lambda values: pa.chunked_array([values]),
    "numbers of numpy": lambda values: [np.int32(value) for value in values],
    "range": lambda values: range(min(values), max(values) + 1),
}
TABLES: dict[str, Any] = {
    "mapping": {1: "a"},
    "bytes": b"12",
    "matrix": np.array([[1, 2]]),
    "nothing around it": np.array(1),
    "frame": pd.DataFrame({"id": [1]}),
}
LISTS = [
    (info, one)
    for info in CATALOG.values()
    for one in info.filters
    if "in" in one.operators or one.multiple
]


def condition(info: FilterInfo, value: object) -> str:
    """Return what a filter is sent as."""
    property = Property(
        info.wire, info.operators, sets=info.sets, several=info.multiple
    )
    return property.condition(held({info.wire: value})[info.wire])


@pytest.mark.parametrize("form", FORMS)
def test_every_filter_takes_ids_from_whatever_holds_them(form: str) -> None:
    """All of them are sent, as whole numbers, each once."""

    def check(filter: FilterInfo) -> None:
        text = condition(filter, FORMS[form](IDS))
        digits = "".join(one if one.isdigit() else " " for one in text).split()
        assert sorted(digits) == ["1", "2", "3"], text
        assert "np." not in text

    check_each(
        (f"{info.name}-{filter.wire}", partial(check, filter)) for info, filter in LISTS
    )


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "ask",
    [
        lambda value: held({"person": value}),
        lambda value: NamedSet("org-tree", value),
        lambda value: Circle(value),
        lambda value: _clockings.get(1, expand=value),
        lambda value: _clockings.get(1, external_references=value),
    ],
)
def test_a_table_is_no_list(table: str, ask: Callable[[object], object]) -> None:
    """It is refused in words that name what was given."""
    value = TABLES[table]
    with pytest.raises(protime.InvalidRequest, match=r"takes|cannot hold"):
        ask(value)


@pytest.mark.parametrize("form", [*FORMS, "one by one"])
def test_named_sets_take_ids_from_whatever_holds_them(form: str) -> None:
    """Also a circle, whose ids are given one by one."""
    if form == "one by one":
        found = [Circle(*IDS), Circle(*map(np.int64, IDS))]
    else:
        found = [Circle(FORMS[form](IDS)), NamedSet("circle", FORMS[form](IDS))]
    for one in found:
        assert sorted(one.ids) == [1, 2, 3]
        assert sorted(str(one).removeprefix("circle(")[:-1].split(",")) == list("123")


def asked(mode: Mode, call: Callable[[Any], Any]) -> dict[str, list[str]]:
    """Return the query that a call sends."""
    made = client(mode, tenant="acme", client_id="client", client_secret="secret")
    found = call(made)
    url = found.explain().url
    return parse_qs(url.partition("?")[2])


BADGE = protime.PersonReference.BADGE_NUMBER
DAY = DateRange(date(2026, 1, 1), date(2026, 1, 2))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("form", ["bare", "list", "set", "series", "none"])
def test_a_bare_reference_is_the_one(mode: Mode, form: str) -> None:
    """In a list and in a delta, as in a list of one."""
    given = {
        "bare": BADGE,
        "list": [BADGE],
        "set": {BADGE},
        "series": pd.Series([BADGE], dtype=object),
        "none": None,
    }[form]
    expected = [] if form == "none" else ["(people,@badge-number)"]
    for method in ("list", "delta"):
        query = asked(
            mode,
            lambda made, method=method: getattr(made.clockings, method)(
                date=DAY, external_references=given
            ),
        )
        assert query.get("externalReferences", []) == expected


@pytest.mark.parametrize("given", ["@badge-number", ["@badge-number"], [5], 5])
def test_what_knows_no_collection_is_no_reference_type(given: Any) -> None:
    """A plain text cannot be asked for, alone or in a list."""
    with pytest.raises(protime.InvalidRequest, match="takes reference types"):
        asked("sync", lambda made: made.people.list(external_references=given))


@pytest.mark.parametrize("given", ["usage", ["usage"], {"usage"}, ("usage",)])
def test_a_text_to_expand_is_the_one(given: Any) -> None:
    """Not its letters."""
    served, log = transport(lambda _: answer({"id": "1"}))
    with (
        httpx.Client(transport=served) as http,
        client(
            "sync",
            http=http,
            tenant="acme",
            client_id="client",
            client_secret="secret",
        ) as made,
        pytest.warns(protime.DeviationWarning),
    ):
        made.activity_definitions.get("1", 1, "1", expand=given)
    assert parse_qs(log[-1].target.partition("?")[2]) == {"expand": ["usage"]}


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (protime.Scope.PEOPLE_READ, 1),
        ([protime.Scope.PEOPLE_READ], 1),
        ({protime.Scope.PEOPLE_READ, protime.Scope.CLOCKINGS_READ}, 2),
        (f"{protime.Scope.PEOPLE_READ} {protime.Scope.CLOCKINGS_READ}", 2),
        (None, 0),
    ],
)
def test_scopes_are_whole(given: Any, found: int) -> None:
    """One text may hold several, as OAuth has them."""
    made = settings(scopes=given)
    assert len(made.scopes) == found
    assert all(one.startswith("connector-") for one in made.scopes)


@pytest.mark.parametrize("given", [{"a": 1}, b"a", [5]])
def test_what_are_no_scopes_is_refused(given: Any) -> None:
    with pytest.raises(protime.ConfigurationError, match="scopes takes"):
        settings(scopes=given)


def settings(**more: Any) -> Settings:
    return Settings(
        tenant="acme",
        client_id="client",
        client_secret=Secret("secret"),
        user_agent="GivenTests/v1 (Acme Corp)",
        **more,
    )


@pytest.mark.parametrize("name", ["@employee-number", "@zork"])
def test_protimes_own_types_are_not_changed(name: str) -> None:
    """By no way of changing them, and nothing is sent."""
    with client(
        "sync", tenant="acme", client_id="client", client_secret="secret"
    ) as made:
        changes = made.external_references
        for change in (
            lambda: changes.put("people", name, "1", internal_reference=1),
            lambda: changes.delete("people", name, "1"),
            lambda: changes.put_all("people", name, {"1": 1}),
        ):
            with pytest.raises(protime.InvalidRequest, match="Protime's own"):
                change()


DAYS: dict[str, Any] = {
    "datetime": datetime(2026, 3, 2, 8, 30),
    "midnight": datetime(2026, 3, 2),
    "with an offset": datetime(2026, 3, 2, tzinfo=UTC),
    "Timestamp": pd.Timestamp("2026-03-02"),
    "NaT": pd.NaT,
    "NA": pd.NA,
    "missing": float("nan"),
    "datetime64 of a day": np.datetime64("2026-03-02"),
    "datetime64": np.datetime64("2026-03-02T08:30:00", "ns"),
    "datetime64 of none": np.datetime64("NaT"),
    "Period": pd.Period("2026-03-02"),
    "arrow": pa.scalar(datetime(2026, 3, 2)),
}


def writable() -> Iterator[tuple[str, type, str]]:
    """Yield every attribute of a model that is sent as a day."""
    for name in dir(protime):
        model = getattr(protime, name)
        if not (isinstance(model, type) and attrs.has(model)):
            continue
        attrs.resolve_types(model)
        for one in attrs.fields(model):
            kind = one.type
            if (
                "wire" in one.metadata
                and not one.metadata.get("read_only")
                and kind in (Date, Date | None)
            ):
                yield f"{name}.{one.name}", model, one.name


PLACES = list(writable())


def id_of(collection: str) -> object:
    """Return an id of the collection's form."""
    return "a" if REFERENCES[collection].id_type == "string" else 1


def sample(model: type) -> Any:
    """Return an item of a model, with every attribute set as the catalog has it."""
    for info in CATALOG.values():
        known = {info.item, info.new_item, *(one.name for one in info.types)}
        if model.__name__ in known:
            samples = Samples(info, id_of, {"activityUsageKind": "Person"})
            document = samples.document(model.__name__)
            return converter.structure(
                {**samples.answer(model.__name__), **document}, model
            )
    raise AssertionError(model)


@pytest.mark.parametrize("value", DAYS)
@pytest.mark.parametrize("place", PLACES, ids=[name for name, _, _ in PLACES])
def test_a_body_takes_days_alone(place: tuple[str, type, str], value: str) -> None:
    """What has a time, or is missing in a frame, is refused by the property's name."""
    name, model, attribute = place
    item = attrs.evolve(sample(model), **{attribute: DAYS[value]})
    with pytest.raises(protime.InvalidRequest, match="takes dates") as refused:
        encode(item)
    assert name in str(refused.value)


@pytest.mark.parametrize("place", PLACES, ids=[name for name, _, _ in PLACES])
def test_a_day_is_sent_as_one(place: tuple[str, type, str]) -> None:
    """And what was read though it is no day goes back as it came."""
    _, model, attribute = place
    wire = attrs.fields_dict(model)[attribute].metadata["wire"]
    for given, sent in ((date(2026, 3, 2), "2026-03-02"), ("31/12", "31/12"), (5, 5)):
        item = attrs.evolve(sample(model), **{attribute: given})
        assert json.loads(encode(item))[wire] == sent


def test_there_are_all_of_them() -> None:
    """As many as the catalog has days that are written, in all that is sent."""
    wired = {
        (type_name, one.wire)
        for info in CATALOG.values()
        for type_name, fields in [
            (info.item, info.fields),
            (info.new_item, info.fields if info.new_item else ()),
            *((one.name, one.fields) for one in info.types),
        ]
        for one in fields
        if one.type == "date" and one.write != "never"
    }
    found = {
        (model.__name__, attrs.fields_dict(model)[attribute].metadata["wire"])
        for _, model, attribute in PLACES
    }
    assert wired <= found
    assert len(PLACES) >= 13


@pytest.mark.parametrize("value", DAYS)
def test_a_range_and_a_filter_take_days_alone(value: str) -> None:
    """By the same rule, at either end."""
    with pytest.raises(protime.InvalidRequest, match="takes dates"):
        DateRange(DAYS[value])
    with pytest.raises(protime.InvalidRequest, match="takes dates"):
        DateRange(date(2026, 1, 1), DAYS[value])
    if value != "arrow":
        with pytest.raises(protime.InvalidRequest, match="cannot hold"):
            Property("date", ("eq",)).condition(held({"date": DAYS[value]})["date"])


def test_a_day_of_arrow_is_one() -> None:
    """As `to_arrow` gives them."""
    days = pa.array([date(2026, 1, 1), date(2026, 1, 2)])
    assert DateRange(*days) == DAY


@pytest.mark.parametrize("number", [np.int64(510), np.int8(5), pa.scalar(7), 5])
def test_whole_numbers_of_others_are_sent_as_numbers(number: Any) -> None:
    """In a body, as a person's id there, and in what maps names to ids."""
    item = protime.NewClocking(
        person=number,
        date=date(2026, 3, 2),
        time_of_day_in_minutes=number,
        kind=protime.ClockingKind.IN_OUT,
    )
    document = json.loads(encode(item))
    plain = number.as_py() if hasattr(number, "as_py") else int(number)
    assert document["timeOfDayInMinutes"] == plain
    assert document["person"] == {"id": plain}


def sent(**more: Any) -> Any:
    """Return a clocking as it is sent."""
    whole = {"person": 1, "date": date(2026, 3, 2), "time_of_day_in_minutes": 5}
    kind = protime.ClockingKind.IN_OUT
    return json.loads(encode(protime.NewClocking(**{**whole, "kind": kind, **more})))


@pytest.mark.parametrize("value", [np.True_, np.array([True])[0], pa.scalar(True)])
def test_truth_values_of_others_are_sent_as_such(value: Any) -> None:
    """As a column of a data frame gives them."""
    assert sent(is_open=value)["isOpen"] is True


def test_fractions_of_others_are_sent_as_numbers() -> None:
    """Of fewer bits than Python's, too."""
    place = protime.Geolocation(longitude=np.float32(4.5), latitude=np.float64(51.25))
    assert sent(geolocation=place)["geolocation"] == {
        "longitude": 4.5,
        "latitude": 51.25,
    }


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (pd.NA, "cannot hold NAType: leave out what is missing"),
        ({1}, "cannot hold set"),
        (object(), "cannot hold object"),
    ],
)
def test_what_no_body_can_hold_is_named(value: Any, words: str) -> None:
    """By its type, with what to do where that is known."""
    with pytest.raises(protime.InvalidRequest, match=words):
        sent(is_open=value)


ITEM = protime.PersonIdentifier(id=2)
LEVEL = protime.ActivityLevel(level=1, activity_definition="a")


@pytest.mark.parametrize(
    "given", [[LEVEL], (LEVEL,), LEVEL, np.array([LEVEL], dtype=object), iter([LEVEL])]
)
def test_a_bodys_list_is_sent_as_one(given: Any) -> None:
    """Whatever holds it, and if it is the one element."""
    item = protime.NewClocking(
        person=1,
        date=date(2026, 3, 2),
        time_of_day_in_minutes=1,
        kind=protime.ClockingKind.ACTIVITY,
        activity_levels=given,
    )
    (level,) = json.loads(encode(item))["activityLevels"]
    assert level["level"] == 1


@pytest.mark.parametrize(
    "id", [None, 2.0, float("nan"), np.float64(2), True, [2], {"id": 2}, b"2", ITEM]
)
def test_what_is_no_id_stands_in_no_path(id: Any) -> None:
    """Nor in what maps names to ids; nothing of it is sent as text."""
    for ask in (
        lambda: _clockings.get(id),
        lambda: _clockings.delete(id),
        lambda: _clockings.at(id),
        lambda: _clockings.put_reference(id),
    ):
        with pytest.raises(protime.InvalidRequest, match="An id is a whole number"):
            ask()


@pytest.mark.parametrize("id", [np.int64(2), "2", 2, pa.scalar(2)])
def test_an_id_of_another_kind_is_one(id: Any) -> None:
    """As data frames hold them."""
    assert _clockings.get(id).target.endswith("/clockings/2")
    assert json.loads(encode(_clockings.put_reference(id).body)) == {
        "internalReference": "2"
    }


def test_values_are_mapped_from_a_series_too() -> None:
    """Whose ids are NumPy's, and may be missing."""
    series = pd.Series({"A": 1, "B": 2})
    mapper = Mapper(_external_references, "people", "HRMID", series)  # type: ignore[arg-type]  # as frames have it
    bodies = [json.loads(encode(request.body)) for request in mapper.requests()]
    assert bodies == [{"internalReference": "1"}, {"internalReference": "2"}]
    missing = pd.Series({"A": 1.0, "B": None})
    mapper = Mapper(_external_references, "people", "HRMID", missing)  # type: ignore[arg-type]  # the same
    assert list(mapper.requests()) == []
    assert len(mapper.report().conflicts) == 2
    with pytest.raises(protime.InvalidRequest, match="as in a dict"):
        Mapper(_external_references, "people", "HRMID", ["A"])  # type: ignore[arg-type]  # no mapping


def test_names_of_keys_are_no_keys() -> None:
    """A mapping would make everyone a signer who knows its names."""
    for keys in ({"old": "secret"}, "secret", b"secret", np.array([["a"]])):
        with pytest.raises(protime.ConfigurationError):
            protime.WebhookVerifier(keys, header="X-Signature")  # type: ignore[arg-type]  # no list
