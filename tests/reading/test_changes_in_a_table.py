"""``protime sync``: what becomes of a row in DuckDB, whatever the envelope says."""

from __future__ import annotations

import json
from functools import partial
from itertools import count
from pathlib import Path

import pytest

duckdb = pytest.importorskip("duckdb")
pytest.importorskip("dlt")

from protime_cli.__main__ import main  # noqa: E402
from protime_cli.session.session import Session  # noqa: E402
from tests.cases import check_each  # noqa: E402
from tests.depth import many  # noqa: E402

from .scripted import AGENT, DELTA_LINK, Scripted  # noqa: E402
from .test_changes import ASIDE, ROW, STOPS, TABLE  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore")
_GONE = [one for one in TABLE if one[1][:2] == ("delete", 2)]
_STOPPED = [one for one in TABLE if one[1] == STOPS][:: many(1, 4)]
_ASIDE = [one for one in TABLE if one[1] == ASIDE]


class Copy:
    """A DuckDB file that a scripted tenant is copied to."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "acme.duckdb"
        self.tenant = Scripted()
        self._session = Session(
            environ={
                "PROTIME_TENANT": "acme",
                "PROTIME_CLIENT_ID": "id",
                "PROTIME_CLIENT_SECRET": "a-secret",
                "PROTIME_USER_AGENT": AGENT,
                "HOME": str(folder),
            },
            http=self.tenant.client_http(),
        )

    def sync(self) -> int:
        line = f"sync clockings --since 2026-01-01 --to duckdb:{self.file}"
        return main(line.split(), self._session)

    def rows(self) -> list[tuple[int, str | None, int | None]]:
        with duckdb.connect(str(self.file)) as database:
            found: list[tuple[int, str | None, int | None]] = database.execute(
                "SELECT id, change_version, time_of_day_in_minutes"
                " FROM protime.clockings ORDER BY id"
            ).fetchall()
        return found

    def changes(self, *entries: str) -> int:
        self.tenant.changed = [entries]
        return self.sync()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    folder = tmp_path_factory.mktemp("copy")
    made = Copy(folder)
    made.tenant.listed = [[json.dumps(ROW)]]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert made.sync() == 0
    return made


@pytest.fixture(autouse=True)
def _in_the_folder(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy.file.parent)


@pytest.mark.deep
def test_what_cannot_be_told_stops_the_sync(
    copy: Copy, capfd: pytest.CaptureFixture[str]
) -> None:
    """The row stays, the error names what came, and the same link is asked again."""
    copy.changes()
    asked = copy.tenant.asked
    copy.tenant.delta_link = f"{DELTA_LINK}-of-a-page-that-stops"

    def check(entry: str, named: str) -> None:
        asked.clear()
        assert copy.changes(entry) != 0
        assert named in capfd.readouterr().err
        assert copy.rows() == [(2, "9", 510)]
        links.add(asked[-1])

    links = set[str]()
    check_each((entry, partial(check, entry, named)) for entry, _, named in _STOPPED)
    assert copy.changes() == copy.changes() == 0
    assert links == {asked[-2]}
    assert asked[-1] == copy.tenant.delta_link


@pytest.mark.heavy
def test_an_entry_of_nothing_is_set_aside(
    copy: Copy, capfd: pytest.CaptureFixture[str]
) -> None:
    """What stands beside it arrives, it is told once, and the link moves on."""
    minutes = count(520)

    def check(entry: str, named: str) -> None:
        minute = next(minutes)
        newer = json.dumps({**ROW, "timeOfDayInMinutes": minute})
        assert copy.changes(entry, entry, newer) == 13
        said = capfd.readouterr()
        assert said.err.count("set aside") == 1
        assert named in said.err
        assert json.loads(said.out)["aside"] == 2
        assert copy.rows() == [(2, "9", minute)]

    check_each((entry, partial(check, entry, named)) for entry, _, named in _ASIDE)
    assert copy.changes(json.dumps(ROW)) == 0


def test_what_is_gone_leaves_the_table(copy: Copy) -> None:
    """In any letter case; an upsert brings the row back. Each entry has its own row."""
    ids = [11 + number for number, _ in enumerate(_GONE)]
    rows = [json.dumps({**ROW, "id": id}) for id in ids]
    back = [f'{{"changeType": "INSERTORUPDATE", "data": {row}}}' for row in rows]
    all_rows = [(id, "9", 510) for id in (2, *ids)]
    assert copy.changes(*back) == 0
    assert copy.rows() == all_rows
    gone = (
        entry.replace('"id": 2', f'"id": {id}')
        for id, (entry, *_) in zip(ids, _GONE, strict=True)
    )
    assert copy.changes(*gone) == 0
    assert copy.rows() == [(2, "9", 510)]
    assert copy.changes(*back) == 0
    assert copy.rows() == all_rows
