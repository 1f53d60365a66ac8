"""Reading tables without sending: round trips, and memory."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protime.catalog import CATALOG
from protime_cli.commands.bulk import Entry, Journal, send_all
from protime_cli.importing.bodies import Bodies, Item, Read
from protime_cli.importing.cells import Forms
from protime_cli.importing.columns import columns
from protime_cli.importing.days import DayFormat
from protime_cli.importing.names import Names
from protime_cli.importing.table import csv_table
from protime_cli.importing.texts import folded
from protime_cli.session.session import Session
from protime_runtime.texts import lines_of

INFO = CATALOG["assignments"]
(CREATE,) = (found for found in INFO.operations if found.name == "create")
NAMES = Names(INFO, CREATE)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"))
DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))


@st.composite
def rows(draw: st.DrawFn) -> tuple[dict[str, str], dict[str, object]]:
    """Return cells as a person may write them, and what they mean."""
    minutes, day = draw(st.integers(-1440, 2880)), draw(DAYS)
    clock = f"{'-' * (minutes < 0)}{abs(minutes) // 60}:{abs(minutes) % 60:02}"
    cells = {
        "who": draw(st.sampled_from(["7", "HR:a;b,c"])),
        "from": f"{day.day}.{day.month}.{day.year}",
        "start": draw(st.sampled_from([clock, str(minutes)])),
        "comments": draw(TEXTS.filter(lambda text: bool(text.strip()))),
    }
    person = {"7": {"id": 7}, "HR:a;b,c": {"externalReferences": {"HR": "a;b,c"}}}
    return cells, {
        "person": person[cells["who"]],
        "from": day.isoformat(),
        "startTimeInMinutes": minutes,
        "comments": cells["comments"],
    }


def bodies(lines: Iterable[str], mapped: Mapping[str, str]) -> Iterator[Read]:
    def known(head: str) -> bool:
        return head in mapped or NAMES.find(head) is not None

    table = csv_table(lines, known)
    reading = Bodies(
        columns=columns(table.heads, mapped, NAMES),
        heads=table.heads,
        forms=Forms(DayFormat("d.m.yyyy")),
    )
    return reading.read(table.rows)


@given(
    st.lists(rows(), min_size=1),
    st.sampled_from(",;\t"),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.booleans(),
)
def test_what_a_table_means_is_read_in_every_spelling(
    written: list[tuple[dict[str, str], dict[str, object]]],
    sign: str,
    quoting: int,
    end: str,
    encoding: str,
    said: bool,
) -> None:
    """Separators, quotes, ends of lines and forms of Unicode change nothing."""
    text = io.StringIO(newline="")
    if said:
        text.write(f"sep={sign}{end}")
    heads = list(written[0][0])
    writer = csv.DictWriter(
        text, heads, delimiter=sign, quoting=quoting, lineterminator=end
    )
    writer.writeheader()
    writer.writerows(cells for cells, _ in written)
    mapped = {"who": "person", "start": "startTimeInMinutes"}
    content = io.BytesIO(text.getvalue().encode(encoding))
    found = list(bodies(lines_of(content), mapped))
    assert [item.document for item in found if isinstance(item, Item)] == [
        meant for _, meant in written
    ]


@given(DAYS, st.sampled_from(["d/m/yyyy", "dd.mm.yyyy", "yyyy-mm-dd", "MM/DD/YYYY"]))
def test_days_come_back_from_the_form_they_are_written_in(day: date, form: str) -> None:
    """And from no other one, unless they mean the same there."""
    assert DayFormat(form).read(DayFormat(form).write(day)) == day
    other = DayFormat("m/d/yyyy").read(DayFormat("d/m/yyyy").write(day))
    assert other in (None, date(day.year, day.day, day.month) if other else None)


@pytest.mark.parametrize("name", [name for name in CATALOG if CATALOG[name].operations])
def test_no_name_of_a_column_means_two_things(name: str) -> None:
    """Every property can be named, in the API's spelling and in Python's."""
    info = CATALOG[name]
    for operation in info.operations:
        if operation.body is None:
            continue
        names = Names(info, operation)
        for found in filter(lambda each: each.is_sent, names.properties):
            for path in (found.path, found.python):
                called = ".".join(step or "1" for step in path)
                meant = names.find(called)
                assert meant is not None
                assert meant[0].path == found.path, called
        keys = [slot.keys for slot in names.slots if slot.path]
        assert len(frozenset().union(*keys)) == sum(map(len, keys))
        assert folded("error") in names.slots[-1].keys


def _lines(count: int) -> Iterator[str]:
    yield "person,from,comments\n"
    for number in range(count):
        day = date(2026, 1, 1) + timedelta(days=number % 300)
        yield f"{number},{day.day}.{day.month}.{day.year},Shift {number}\n"


@pytest.mark.heavy
def test_memory_does_not_grow_with_the_table(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Ten times the lines take no more, when sent and when all are known as sent."""

    def peaks(count: int) -> Iterator[int]:
        folder = tmp_path_factory.mktemp("memory")
        for _ in range(2):
            tracemalloc.start()
            entries = (
                Entry(item.rows[0].line, item.document)
                for item in bodies(_lines(count), {})
                if isinstance(item, Item)
            )
            status = send_all(
                entries,
                lambda entry: None,
                Journal(str(folder / "report"), ()),
                Session(quiet=True),
                total=count,
                repeat_unknown=False,
            )
            assert status == 0
            _, highest = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            yield highest

    few, large = peaks(10_000), peaks(100_000)
    for small, big in zip(list(few), list(large), strict=True):
        assert big < small * 1.5 + 200_000
