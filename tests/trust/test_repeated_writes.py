"""What a repeat is answered is not what the call comes to, for every write there is.

Each write of the catalog meets each first answer that a repeat follows, and then each
status: a table of what must come of it, written down here by hand.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import httpx
import pytest

from protime import (
    ActivityDefinitionReference,
    NewActivityDefinition,
    NotFound,
    Protime,
    TranslatedText,
)
from protime.catalog import REFERENCES
from protime_cli.__main__ import main
from protime_cli.session.session import Session
from protime_emulator import Emulator
from protime_runtime.catalog import OperationInfo
from protime_runtime.errors import (
    CreationUnconfirmed,
    DecodingError,
    RequestFailed,
    ResponseError,
)
from protime_runtime.messages import Upserted
from protime_runtime.sending.retries import RetryPolicy
from tests.calling import Call, operations, settled
from tests.samples import Samples
from tests.trust.helpers import AGENT, Sent, Served, Stub, answering, awaiting, said

GUID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
Came = Literal["done", "maybe created", "told", "told that maybe", "sent once"]
LOST = httpx.ReadError("lost")
UNSENT = httpx.ConnectError("refused")
FIRST: Mapping[str, Served | Exception] = {
    "lost": LOST,
    "503": said({}, 503),
    "504": said({}, 504),
    "429": said({}, 429),
    "unsent": UNSENT,
}
UNCLEAR = frozenset({"lost", "503", "504"})
STATUSES = (200, 201, 204, 400, 401, 403, 404, 409, 410, 412, 500)
WRITES = [(info, one) for info, one in operations() if one.method != "GET"]
NAMES = [f"{info.name} {one.name}" for info, one in WRITES]


def expected(method: str, first: str, status: int, *, upserts: bool) -> Came:
    """Return what must come of a write: the table, row by row."""
    if method == "POST" and first in UNCLEAR:
        return "sent once"  # A second one could create a second item.
    unclear = first in UNCLEAR
    if status in (200, 204) and upserts and unclear:
        return "maybe created"
    if status < 300:
        return "done"
    if method == "DELETE" and status in (404, 410) and unclear:
        return "done"
    return "told that maybe" if unclear or status >= 500 else "told"


def serving(first: str, status: int) -> Callable[[Sent], Served]:
    """Answer the first request in one way, and all that follow with a status."""
    return in_turn(FIRST[first], *[said({}, status, location="/x/7")] * 5)


def in_turn(*answers: Served | Exception) -> Callable[[Sent], Served]:
    left = iter(answers)

    def serve(_: Sent) -> Served:
        given = next(left)
        if isinstance(given, Exception):
            raise given
        return given

    return serve


def id_of(collection: str) -> object:
    return GUID if REFERENCES[collection].id_type == "string" else 7


def call_of(name: str) -> tuple[OperationInfo, Call]:
    """Return an operation of the catalog, and a call of it."""
    info, operation = WRITES[NAMES.index(name)]
    samples = Samples(info, id_of, {"url": "https://example.org/in"})
    whole = None if operation.body is None else samples.body(operation, whole=False)
    path = {
        one.wire: 7 if one.type == "integer" else "X"
        for one in operation.path_parameters
    }
    given = Call(collection=info.name, operation=operation.name, path=path, body=whole)
    return operation, given


async def came_of(client: Any, call: Call, stub: Stub) -> Came:
    try:
        answer = await settled(call.on(client))
    except (CreationUnconfirmed, DecodingError):
        return "done"  # The table's bodies tell no id, and no key of a webhook.
    except (RequestFailed, ResponseError) as error:
        return told_by(error, len(stub.log) - stub.tokens)
    is_doubtful = isinstance(answer, Upserted) and answer.maybe_created
    return "maybe created" if is_doubtful else "done"


def told_by(error: RequestFailed | ResponseError, sent: int) -> Came:
    """Return what an error says; its text and its attribute say the same."""
    assert ("may have done it" in str(error)) is error.request.maybe_done
    if sent == 1:
        return "sent once" if error.request.maybe_done else "told"
    return "told that maybe" if error.request.maybe_done else "told"


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("name", NAMES)
async def test_every_write_tells_what_may_have_been_done(name: str, first: str) -> None:
    """With each status, by a client that blocks and one that is awaited."""
    operation, call = call_of(name)
    upserts = operation.response == "upserted"
    found, wanted = {}, {}
    for status in STATUSES:
        due = expected(operation.method, first, status, upserts=upserts)
        blocking, stub = answering(serving(first, status))
        waiting, awaited = awaiting(serving(first, status))
        for mode, client, log in (
            ("blocking", blocking, stub),
            ("awaited", waiting, awaited.inner),
        ):
            wanted[mode, status] = due
            found[mode, status] = await came_of(client, call, log)
    assert found == wanted


def test_the_table_is_of_every_write() -> None:
    """And printed in its size."""
    cells = len(NAMES) * len(FIRST) * len(STATUSES)
    print(
        f"{len(NAMES)} writes x {len(FIRST)} x {len(STATUSES)} = {cells} cells, twice"
    )
    assert {one.method for _, one in WRITES} == {"POST", "PUT", "DELETE"}
    assert len(NAMES) >= 12


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(people=5, days=20) as made, made.serve():
        yield made


@pytest.fixture
def client(emulator: Emulator) -> Iterator[Protime]:
    with Protime(**emulator.settings(), user_agent=AGENT) as made:
        made._sleep = lambda _: None
        yield made


def test_a_delete_whose_answer_was_lost_is_done(
    emulator: Emulator, client: Protime
) -> None:
    """On a port: the item is gone, and the second delete of it finds nothing."""
    rows = emulator.collection("assignments")[:3]
    first, second, third = (int(str(row["id"])) for row in rows)
    emulator.faults.add("assignments/*", kind="lose", method="DELETE")
    client.assignments.delete(first)
    with pytest.raises(NotFound) as caught:
        client.assignments.delete(first)
    assert not caught.value.request.maybe_done
    emulator.faults.add("assignments/*", kind="lose", method="DELETE")
    path = f"assignments/{second}"
    answer = client.raw("DELETE", path)  # With the token of the calls before.
    assert (answer.status, answer.maybe_done_before) == (404, True)
    once = client.with_options(retries=RetryPolicy(attempts=1))
    emulator.faults.add("assignments/*", kind="lose", method="DELETE")
    with pytest.raises(RequestFailed, match="may have done it") as lost:
        once.assignments.delete(third)
    assert lost.value.request.maybe_done
    left = {row["id"] for row in emulator.collection("assignments")}
    assert left.isdisjoint({first, second, third})


def test_an_upsert_whose_answer_was_lost_may_have_created(
    emulator: Emulator, client: Protime
) -> None:
    """The second one updates what the first has created."""
    version = str(emulator.collection("activity-definitions")[0]["structureVersion"])
    named = ActivityDefinitionReference.EXTERNAL_REFERENCE
    item = NewActivityDefinition(
        name=TranslatedText(default="New"), external_reference="NEW-1"
    )
    place = (version, 1, named.of("NEW-1"))
    emulator.faults.add("activity-definitions/*", kind="lose", method="PUT")
    found = client.activity_definitions.upsert(*place, item)
    assert (found.created, found.maybe_created) == (False, True)
    again = client.activity_definitions.upsert(*place, item)
    assert (again.created, again.maybe_created) == (False, False)


def test_a_mapping_that_conflicts_when_repeated_is_not_a_conflict() -> None:
    """Nobody knows whose it is: the attempt before may have mapped it."""
    for first, status in ((LOST, "failures"), (said({}, 429), "conflicts")):
        client, _ = answering(in_turn(first, said({}, 409)))
        report = client.external_references.put_all("people", "HRMID", {"E1": 1})
        (refusal,) = getattr(report, status)
        assert ("may have done it" in refusal.reason) is (status == "failures")
        assert not report.ok


def test_the_command_line_inherits_it(
    emulator: Emulator, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A delete that was lost is done; a line refused when repeated is not known."""
    settings = {**emulator.settings(), "user_agent": AGENT}
    environ = {f"PROTIME_{name.upper()}": str(one) for name, one in settings.items()}
    session = Session(environ=environ)
    first, second = emulator.collection("assignments")[:2]
    emulator.faults.add("assignments/*", kind="lose", method="DELETE")
    assert main(["assignments", "delete", str(first["id"])], session) == 0
    assert "Deleted" in "".join(capsys.readouterr())
    emulator.faults.add("assignments/*", kind="drop", method="PUT")
    emulator.faults.add("assignments/*", status=409, method="PUT")
    source = tmp_path / "changes.jsonl"
    source.write_text(json.dumps(second), "utf-8")
    line = ["assignments", "update", "--from", str(source)]
    assert main(line, session) == 8
    report = (tmp_path / "changes.jsonl.report.jsonl").read_text("utf-8")
    last = json.loads(report.splitlines()[-1])
    assert last["state"] == "unknown"
    assert "may have done it" in last["error"]
