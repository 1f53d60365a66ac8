"""One cause has one exit status, whatever command meets it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from pathlib import Path
from types import ModuleType

import httpx
import pytest
from attrs import frozen

from protime.catalog import CATALOG
from protime_emulator import Emulator
from protime_runtime.client.transport import Connection

from .conftest import TODAY, Run, environment, typed
from .files import write_inputs
from .tree import FIXED, examples

OPERATIONS = {
    "list": "people list",
    "table": "people list -o table",
    "file": "people list --file people.csv",
    "list for person": "job-histories list-for-person 1",
    "get": "people get 1",
    "delta": "people delta --link-file link",
    "create": "clockings create --from one.json",
    "create many": "clockings create --from many.jsonl",
    "update": "assignments update 1 --set comments=Late",
    "upsert": "activity-definitions upsert v 1 P --set name.default=P",
    "delete": "assignments delete 1",
    "put": "external-references put people HRMID A --set internalReference=1",
    "explain": "explain people list",
}
SETTINGS = "--client-id id --user-agent 'Tests/v1 (Acme Corp)' --keep file"
OTHER_LINES = {"init": f"init --tenant acme {SETTINGS}"}
"""Where the example asks."""

OFFLINE = dict.fromkeys(
    ["scopes", "completion", "secret set", "secret delete", "status"], 0
)
"""They need no settings, and send nothing: there is no cause for them."""

PLANNING = {"explain"}
"""They need the settings, and send nothing."""

MISSING_SCOPE = {"init": 0}
"""The credentials work, which is what it tests."""

COMMANDS = {
    **OPERATIONS,
    **{path: "" for path in FIXED if path != "emulate"},  # It is the tenant itself.
}
"""Every command, with its line unless that is the example in its help."""

Answer = Callable[[httpx.Request], httpx.Response]


def is_token(request: httpx.Request) -> bool:
    return request.url.path.endswith("/token")


def no_network(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("Connection refused")


def api(status: int, **more: object) -> Answer:
    """Give out a token, and answer all else alike."""

    def answer(request: httpx.Request) -> httpx.Response:
        if is_token(request):
            token = {"access_token": "t", "expires_in": 3600, "token_type": "Bearer"}
            return httpx.Response(200, json=token)
        return httpx.Response(status, **more)  # type: ignore[arg-type]  # its own

    return answer


def endpoint(status: int, code: str) -> Answer:
    """Answer as a token endpoint that gives out none."""
    return lambda request: httpx.Response(status, json={"error": code})


@frozen(kw_only=True)
class Cause:
    """What goes wrong, and the status that it has."""

    status: int
    answer: Answer = no_network
    environ: Mapping[str, str] = {}
    also: Mapping[str, int] = {}
    """Statuses of commands for which it is something else."""

    def status_of(self, command: str) -> int:
        """Return the status that a command has."""
        needless = PLANNING if not self.environ else ()
        others = {**OFFLINE, **dict.fromkeys(needless, 0), **self.also}
        return others.get(command, self.status)


CAUSES = {
    "no user agent": Cause(
        status=3, environ={"PROTIME_USER_AGENT": "me"}, also={"init": 11}
    ),
    "no secret": Cause(
        status=3, environ={"PROTIME_CLIENT_SECRET": ""}, also={"init": 2}
    ),
    "wrong secret": Cause(status=5, answer=endpoint(400, "invalid_client")),
    "token refused": Cause(status=5, answer=api(401)),
    "scope refused": Cause(
        status=6, answer=endpoint(400, "invalid_scope"), also=MISSING_SCOPE
    ),
    "forbidden": Cause(status=6, answer=api(403), also=MISSING_SCOPE),
    "not found": Cause(status=7, answer=api(404)),
    "bad request": Cause(status=9, answer=api(400)),
    "token endpoint busy": Cause(status=10, answer=endpoint(503, "")),
    "busy": Cause(status=10, answer=api(429)),
    "unavailable": Cause(status=10, answer=api(503)),
    "no network": Cause(status=11),
}


def test_each_operation_is_tried() -> None:
    """Those of the catalog; the other commands come from the root."""
    known = {
        operation.name for info in CATALOG.values() for operation in info.operations
    }
    tried = {line.split()[1].replace("-", "_") for line in OPERATIONS.values()}
    assert known <= tried


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with Emulator(people=2, days=5, seed=1, today=TODAY) as made:
        yield made


@pytest.mark.sampled(5)
@pytest.mark.parametrize(("name", "command"), list(product(CAUSES, COMMANDS)))
def test_one_cause_has_one_status(
    run: Run,
    emulator: Emulator,
    monkeypatch: pytest.MonkeyPatch,
    keyring: ModuleType,
    tmp_path: Path,
    name: str,
    command: str,
) -> None:
    """And nothing is advised that the command does not have."""
    cause = CAUSES[name]
    given = environment(emulator)
    line = COMMANDS[command] or OTHER_LINES.get(command)
    line = line or examples(run(f"{command} --help").out)[0]
    monkeypatch.setattr(Connection, "pause", lambda *_: None)
    typed(monkeypatch, b"secret\n")
    write_inputs(run)
    typed(monkeypatch, b"" if command == "init" else b"secret\n")
    environ = {**given, **cause.environ, "XDG_CONFIG_HOME": str(tmp_path)}
    with httpx.Client(transport=httpx.MockTransport(cause.answer)) as http:
        done = run(line, environ, http=http)
    assert done.status == cause.status_of(command), done.err
    said = done.out + done.err
    assert "--resume" not in said
    assert "may have been received" not in said or "create" in line
