"""``create``, ``update``, ``upsert``, ``delete``, and many of them with a report."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import httpx
import pytest

from protime_emulator import Emulator

from .conftest import Done, Run, environment, typed

CLOCKING = {"date": "2026-03-02", "timeOfDayInMinutes": 510, "kind": "InOut"}

WEBHOOK = {
    "destinationUrl": "https://acme.example/hooks",
    "collectionName": "absence-groups",
}


def lines(path: Path, *rows: object) -> None:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")


def clockings(emulator: Emulator) -> int:
    return len(emulator.collection("clockings"))


def test_an_item_is_created_from_pairs(run: Run, emulator: Emulator) -> None:
    """Identifiers are ids or references; the answer is a line of JSON."""
    done = run(
        "clockings create --set person=@badge-number:6700001 --set date=2026-03-02"
        " --set timeOfDayInMinutes=510 --set kind=InOut"
    )
    id = json.loads(done.out)["id"]
    (made,) = [one for one in emulator.collection("clockings") if one["id"] == id]
    assert made["person"] == {"id": 1}


def test_a_file_is_created_once(run: Run, emulator: Emulator, tmp_path: Path) -> None:
    """A second run of the same file sends nothing that is done."""
    rows = [{**CLOCKING, "person": {"id": id}} for id in (1, 2, 3)]
    lines(tmp_path / "c.jsonl", *rows)
    before = clockings(emulator)
    first = run("clockings create --from c.jsonl")
    assert (first.status, clockings(emulator)) == (0, before + 3), first.err
    assert first.out == "3 done; report: c.jsonl.report.jsonl\n"
    lines(tmp_path / "c.jsonl", *rows, {**CLOCKING, "person": {"id": 4}})
    second = run("clockings create --from c.jsonl")
    assert second.out == "1 done, 3 done before; report: c.jsonl.report.jsonl\n"
    assert clockings(emulator) == before + 4


@pytest.mark.parametrize("form", ["c.json", "c.jsonl", "c.csv", "-"])
def test_one_item_of_a_file_is_created_once(
    run: Run,
    emulator: Emulator,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    form: str,
) -> None:
    """It has a report as many have; what came of it is still a line of JSON."""
    row = {**CLOCKING, "person": {"id": 1}}
    text = f"{json.dumps(row, indent=1 if form == 'c.json' else None)}\n"
    if form == "c.csv":
        text = "person,date,timeOfDayInMinutes,kind\n1,2026-03-02,510,InOut\n"
    (tmp_path / form).write_text(text, "utf-8")
    before = clockings(emulator)
    runs = []
    for _ in range(2):
        typed(monkeypatch, text.encode())
        runs.append(run(f"clockings create --from {form}"))
    assert [done.status for done in runs] == [0, 0]
    assert clockings(emulator) == before + 1
    said = f"done; report: {form}.report.jsonl\n"
    again = f"1 done before; report: {form}.report.jsonl\n"
    if form == "c.csv":
        assert [done.out for done in runs] == [f"1 {said}", again]
    else:
        made = json.loads(runs[0].out)["id"]
        assert made in [item["id"] for item in emulator.collection("clockings")]
        assert [done.err for done in runs] == [f"1 {said}", again]
        assert runs[1].out == ""


def test_the_key_of_a_webhook_of_a_file_is_printed(run: Run, tmp_path: Path) -> None:
    """It cannot be read again, and the report does not hold it."""
    lines(tmp_path / "w.jsonl", WEBHOOK)
    done = run("webhooks create --from w.jsonl")
    key = json.loads(done.out)["private_key"]
    assert key
    assert key not in (tmp_path / "w.jsonl.report.jsonl").read_text("utf-8")


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_the_keys_of_many_webhooks_are_kept(
    run: Run, emulator: Emulator, tmp_path: Path, form: str
) -> None:
    """Beside the file, for its owner alone; a second run adds to those before."""
    source = tmp_path / f"hooks.{form}"

    def send(*names: str) -> Done:
        rows = [
            {**WEBHOOK, "destinationUrl": f"https://acme.example/{name}"}
            for name in names
        ]
        if form == "csv":
            heads = ",".join(rows[0])
            texts = [heads, *(",".join(row.values()) for row in rows)]
            source.write_text("\n".join(texts), "utf-8")
        else:
            lines(source, *rows)
        return run(f"webhooks create --from {source.name}")

    kept = tmp_path / f"hooks.{form}.keys.jsonl"
    kept.touch(0o644)
    first = send("a", "b")
    assert first.status == 0, first.err
    assert f"keys are in {kept.name}" in first.err
    assert send("a", "b", "c").out.startswith("1 done, 2 done before")
    found = [json.loads(line) for line in kept.read_text("utf-8").splitlines()]
    ids = [webhook["id"] for webhook in emulator.collection("webhooks")]
    assert sorted(entry["id"] for entry in found) == sorted(ids)
    assert len({entry["private_key"] for entry in found}) == len(ids) == 3
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    for entry in found:
        assert entry["private_key"] not in first.out + first.err


def test_a_key_that_cannot_be_told_is_not_lost(run: Run, emulator: Emulator) -> None:
    """Its property's name is not published: of two texts, both are printed."""
    made = emulator.http()

    def add(response: httpx.Response) -> None:
        if (
            response.request.method == "POST"
            and "webhooks" in response.request.url.path
        ):
            document = {**json.loads(response.read()), "another": "text"}
            response._content = json.dumps(document).encode()

    made.event_hooks["response"].append(add)
    pairs = " ".join(f"--set {name}={value}" for name, value in WEBHOOK.items())
    done = run(f"webhooks create {pairs}", http=made)
    assert done.status == 0, done.err
    told = json.loads(done.out)["response"]
    assert told["another"] == "text"
    assert {"another", "id", "validUntil"} < told.keys()


def test_a_refused_line_does_not_stop_the_others(
    run: Run, emulator: Emulator, tmp_path: Path
) -> None:
    """The report names the line and why; the same command sends it again."""
    bad = {**CLOCKING, "person": {"externalReferences": {"@badge-number": "none"}}}
    lines(tmp_path / "c.jsonl", bad, {**CLOCKING, "person": {"id": 1}})
    done = run("clockings create --from c.jsonl")
    assert done.status == 13
    assert done.out.startswith("1 done, 1 refused")
    assert "line 1: 400" in done.err
    again = run("clockings create --from c.jsonl")
    assert again.out.startswith("1 done before, 1 refused")


def test_what_may_have_been_received_is_not_sent_twice(
    run: Run, emulator: Emulator, tmp_path: Path
) -> None:
    """A line without an outcome is left out until someone decides."""
    lines(tmp_path / "c.jsonl", {**CLOCKING, "person": {"id": 1}}, {})
    run("clockings create --from c.jsonl")
    report = tmp_path / "c.jsonl.report.jsonl"
    sending = report.read_text("utf-8").splitlines()[0]
    report.write_text(f"{sending}\n", "utf-8")
    before = clockings(emulator)
    done = run("clockings create --from c.jsonl")
    assert (done.status, clockings(emulator)) == (13, before)
    assert "look for it" in done.err
    run("clockings create --from c.jsonl --repeat-unknown")
    assert clockings(emulator) == before + 1


def test_a_report_may_end_within_a_line(
    run: Run, emulator: Emulator, tmp_path: Path
) -> None:
    """A machine that stopped while it wrote does not end what can be resumed."""
    rows = [{**CLOCKING, "person": {"id": id}} for id in (1, 2, 3)]
    lines(tmp_path / "c.jsonl", *rows[:2])
    run("clockings create --from c.jsonl")
    report = tmp_path / "c.jsonl.report.jsonl"
    with report.open("ab") as file:
        file.write('{"key": "3:0", "state": "refused", "error": "é'.encode()[:-1])
    lines(tmp_path / "c.jsonl", *rows)
    before = clockings(emulator)
    done = run("clockings create --from c.jsonl")
    assert done.out.startswith("1 done, 2 done before;")
    assert clockings(emulator) == before + 1
    assert all(json.loads(line) for line in report.read_text("utf-8").splitlines())


def test_a_report_of_one_line_may_lack_its_end(
    run: Run, emulator: Emulator, tmp_path: Path
) -> None:
    """The next entry stands on a line of its own, so that later runs can read it."""
    rows = [{**CLOCKING, "person": {"id": id}} for id in (1, 2, 3)]
    lines(tmp_path / "c.jsonl", *rows[:2])
    run("clockings create --from c.jsonl")
    report = tmp_path / "c.jsonl.report.jsonl"
    done = next(line for line in report.read_bytes().splitlines() if b'"done"' in line)
    report.write_bytes(done)
    lines(tmp_path / "c.jsonl", rows[0], rows[2])
    before = clockings(emulator)
    assert run("clockings create --from c.jsonl").out.startswith("1 done, 1 done bef")
    again = run("clockings create --from c.jsonl")
    assert again.out.startswith("2 done before;"), again.err
    assert clockings(emulator) == before + 1
    states = [
        json.loads(line)["state"] for line in report.read_text("utf-8").splitlines()
    ]
    assert states == ["done", "sending", "done"]


@pytest.mark.parametrize("made", ["c.jsonl", "c.csv"])
def test_what_the_sandbox_has_is_not_done_in_production(
    run: Run, emulator: Emulator, made: str
) -> None:
    """Tried in one place, the same file is sent to the next; and once to each."""
    row = {**CLOCKING, "person": 1}
    lines(Path("c.jsonl"), *[{**CLOCKING, "person": {"id": 1}}] * 2)
    table = [row, row.values(), row.values()]
    Path("c.csv").write_text("".join(f"{','.join(map(str, line))}\n" for line in table))
    production = environment(emulator)
    sandbox = {**production, "PROTIME_ENVIRONMENT": "sandbox"}
    for expected in ("2 done;", "2 done before;"):
        for environ in (sandbox, production):
            done = run(f"clockings create --from {made}", environ)
            assert done.out.startswith(expected), done.err


def test_a_report_of_an_earlier_version_is_refused(
    run: Run, emulator: Emulator, tmp_path: Path
) -> None:
    """It knew lines by their numbers, so that all of them would be sent once more."""
    two = [{**CLOCKING, "person": {"id": id}} for id in (1, 2)]
    lines(tmp_path / "c.jsonl", *two)
    earlier = {"key": "1:0123456789abcdef", "line": 1, "state": "done"}
    lines(tmp_path / "c.jsonl.report.jsonl", earlier)
    done = run("clockings create --from c.jsonl")
    assert done.status == 4
    assert "earlier version" in done.err
    assert not any(request.method == "POST" for request in emulator.requests)


def test_another_file_is_no_report(run: Run, tmp_path: Path) -> None:
    """A file that someone named by mistake stays as it is."""
    lines(tmp_path / "c.jsonl", {**CLOCKING, "person": {"id": 1}}, {})
    for text in (b"mine", b"mine\nnot yours", b"\xff\xfe\n"):
        (tmp_path / "notes").write_bytes(text)
        done = run("clockings create --from c.jsonl --report notes")
        assert done.status == 4
        assert "notes is no report" in done.err
        assert (tmp_path / "notes").read_bytes() == text


def test_an_update_changes_one_property_only(run: Run, emulator: Emulator) -> None:
    """The item is read first, so that the replacement keeps all the rest."""
    before = emulator.collection("assignments")[0]
    done = run(f'assignments update {before["id"]} --set comments="Late shift"')
    assert done.status == 0, done.err
    after = emulator.collection("assignments")[0]
    changed = {key for key in after if after[key] != before.get(key)}
    assert changed <= {"comments", "changeVersion"}
    assert after["comments"] == "Late shift"
    wrong = run(f"assignments update {before['id']} --set startTimeInMinutes=true")
    assert wrong.status == 2
    assert "startTimeInMinutes: 'true' is not hh:mm or minutes" in wrong.err


def test_pairs_are_read_as_cells_of_a_table_are(run: Run) -> None:
    """Times, words and parts of objects have one form, wherever they are typed."""
    done = run(
        "clockings create --dry-run --set person=67 --set date=2026-03-02"
        " --set kind=in_out"
        " --set timeOfDayInMinutes=08:30 --set geolocation.latitude=50.5"
        ' --set \'activityLevels=[{"level": 1, "activityDefinition": {"id": "a"}}]\''
        " --set geolocation.longitude=4.35"
    )
    assert json.loads(done.out)["body"] == {
        **CLOCKING,
        "person": {"id": 67},
        "geolocation": {"latitude": 50.5, "longitude": 4.35},
        "activityLevels": [{"level": 1, "activityDefinition": {"id": "a"}}],
    }


def test_what_was_listed_can_be_sent_back(run: Run, emulator: Emulator) -> None:
    """Lines of a list, with their ids and read-only properties, are an update."""
    listed = run("assignments list --date 2026-02 --limit 2 -o jsonl")
    rows = [{**json.loads(one), "comments": "Moved"} for one in listed.out.splitlines()]
    lines(Path("a.jsonl"), *rows)
    done = run("assignments update --from a.jsonl")
    assert done.status == 0, done.err
    moved = [one for one in emulator.collection("assignments") if "comments" in one]
    assert [one["comments"] for one in moved].count("Moved") == 2


def test_an_update_that_was_cut_off_is_sent_again(
    run: Run, emulator: Emulator, tmp_path: Path
) -> None:
    """A replacement does no harm twice, so nobody has to decide."""
    listed = run("assignments list --date 2026-02 --limit 2 -o jsonl").out.splitlines()
    lines(
        tmp_path / "a.jsonl", *({**json.loads(one), "comments": "!"} for one in listed)
    )
    assert run("assignments update --from a.jsonl").status == 0
    report = tmp_path / "a.jsonl.report.jsonl"
    sending = report.read_text("utf-8").splitlines()[0]
    report.write_text(f"{sending}\n", "utf-8")
    done = run("assignments update --from a.jsonl")
    assert (done.status, done.out.split(";")[0]) == (0, "2 done")


def test_an_item_is_deleted(run: Run, emulator: Emulator) -> None:
    """Deleting says so, and deleting again is not found."""
    id = emulator.collection("assignments")[0]["id"]
    assert run(f"assignments delete {id}").status == 0
    assert run(f"assignments get {id}").status == 7


def test_a_nested_item_is_upserted(run: Run, emulator: Emulator) -> None:
    """Paths with several segments take several arguments."""
    place = f"{emulator.structure_version} 1 @external-reference:NEW-1"
    name = '--set \'name={"default": "New"}\''
    done = run(f"activity-definitions upsert {place} {name}")
    assert done.status == 0, done.err
    assert json.loads(done.out)["created"] is True
    assert json.loads(run(f"activity-definitions upsert {place} {name}").out) != {}


@pytest.mark.parametrize(
    ("pairs", "status", "says"),
    [
        ("--set person=1 --set datum=2026-03-02", 2, "did you mean 'date'"),
        ("--set person=1 --set date=2026-03-02", 4, "timeOfDayInMinutes: missing"),
        ("--set id=1 --set person=1", 2, "create takes: person, date, time"),
        ("--set person", 2, "no PROPERTY=VALUE"),
        ("", 2, "--from FILE or as --set"),
        ("--from none.jsonl", 4, "cannot be read"),
    ],
)
def test_what_cannot_be_sent_is_refused(
    run: Run, emulator: Emulator, pairs: str, status: int, says: str
) -> None:
    """Nothing is sent, and one line says what is wrong."""
    done = run(f"clockings create {pairs}")
    assert done.status == status
    assert says in done.err
    assert len(done.err.splitlines()) == 1
    assert len(emulator.requests) == 0


def test_references_are_put_from_a_file(run: Run, tmp_path: Path) -> None:
    """A dry run tells what would change; afterwards nothing is new."""
    (tmp_path / "map.csv").write_text("external,internal\nEmp1,1\nEmp2,2\n", "utf-8")
    dry = run("references put people HRMID --from map.csv --dry-run")
    assert dry.out == "2 new; nothing was sent\n"
    done = run("references put people HRMID --from map.csv")
    assert done.status == 0, done.err
    assert done.out.startswith("2 done;")
    dry = run("references put people HRMID --from map.csv --dry-run")
    assert dry.out == "2 unchanged; nothing was sent\n"
    (tmp_path / "map.csv").write_text("external,internal\nEmp1,3\nEmp9,99\n", "utf-8")
    dry = run("references put people HRMID --from map.csv --dry-run")
    assert "moves from 1" in dry.out
    assert "no such item" in dry.out


def test_a_mapping_that_cannot_hold_is_refused(run: Run, tmp_path: Path) -> None:
    """A value for two items is found before anything is sent."""
    (tmp_path / "map.csv").write_text("external,internal\nEmp1,1\nEmp1,2\n", "utf-8")
    done = run("references put people HRMID --from map.csv")
    assert done.status == 4
    assert "Lines 2 and 3 both name Emp1" in done.err
    assert run("references put people @badge-number --from map.csv").status == 4


def test_lines_are_known_again_wherever_they_stand(
    run: Run, emulator: Emulator, tmp_path: Path
) -> None:
    """Sorted, or with lines before and between, nothing that is done is sent again."""
    rows = [{**CLOCKING, "person": {"id": id}} for id in (1, 2, 2, 3)]
    lines(tmp_path / "c.jsonl", *rows)
    assert run("clockings create --from c.jsonl").status == 0
    before = clockings(emulator)
    lines(tmp_path / "c.jsonl", {**CLOCKING, "person": {"id": 4}}, *rows[::-1], rows[1])
    done = run("clockings create --from c.jsonl")
    assert done.out == "2 done, 4 done before; report: c.jsonl.report.jsonl\n"
    assert clockings(emulator) == before + 2


def test_a_reason_is_told_once(run: Run, tmp_path: Path) -> None:
    """With the lines that it is the reason of; the report holds each of them."""
    wrong = {**CLOCKING, "person": {"id": 999}}
    rows = [wrong] * 3 + [{**CLOCKING, "person": {"id": 1}}] + [wrong] * 2
    others = [{**CLOCKING, "person": {"id": 900 + number}} for number in range(30)]
    lines(tmp_path / "c.jsonl", *rows, *others, *[wrong, rows[3]] * 12)
    done = run("clockings create --from c.jsonl")
    told = done.err.splitlines()
    assert done.status == 13
    assert len(told) == 11
    assert told[0].startswith("lines 1-3, 5-6, 37, 39, 41, 43, 45, 47, 49, 51 and 4 mo")
    assert told[1].startswith("line 7: 400 BadRequest")
    assert told[-1] == "21 more lines for other reasons: see the report."
    report = (tmp_path / "c.jsonl.report.jsonl").read_text("utf-8").splitlines()
    assert sum(json.loads(line)["state"] == "refused" for line in report) == 47
