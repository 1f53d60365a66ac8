"""One cause has one exit status, whatever command meets it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from itertools import product
from pathlib import Path

import httpx
import pytest
from attrs import frozen

from protime_cli.__main__ import main
from protime_cli.session.session import Session
from protime_emulator import Emulator
from protime_runtime.client.transport import Connection

from .conftest import environment

CLOCKING = {
    "person": {"id": 1},
    "date": "2026-03-02",
    "timeOfDayInMinutes": 510,
    "kind": "InOut",
}
PIPELINE = '[subscriber.people]\nentity = "people"\noutput = "-"\n'
COMMANDS = {
    "list": "people list",
    "table": "people list -o table",
    "file": "people list --file people.csv",
    "get": "people get 1",
    "delta": "people delta --link-file link",
    "create": "clockings create --from one.json",
    "create many": "clockings create --from many.jsonl",
    "update": "assignments update 1 --set comments=Late",
    "delete": "assignments delete 1",
    "references": "references put people HRMID --from map.csv",
    "run": "run pipeline.toml",
    "doctor": "doctor people",
    "sync": "sync people --to duckdb:a.duckdb --state dlt",
}
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


@frozen
class Cause:
    """What goes wrong, and the status that it has."""

    status: int
    answer: Answer = no_network
    environ: tuple[tuple[str, str], ...] = ()


CAUSES = {
    "no user agent": Cause(3, environ=(("PROTIME_USER_AGENT", "me"),)),
    "no secret": Cause(3, environ=(("PROTIME_CLIENT_SECRET", ""),)),
    "wrong secret": Cause(5, endpoint(400, "invalid_client")),
    "token refused": Cause(5, api(401)),
    "scope refused": Cause(6, endpoint(400, "invalid_scope")),
    "forbidden": Cause(6, api(403)),
    "not found": Cause(7, api(404)),
    "bad request": Cause(9, api(400)),
    "token endpoint busy": Cause(10, endpoint(503, "")),
    "busy": Cause(10, api(429)),
    "unavailable": Cause(10, api(503)),
    "no network": Cause(11),
}


@pytest.mark.sampled(5)
@pytest.mark.parametrize(("name", "command"), list(product(CAUSES, COMMANDS)))
def test_one_cause_has_one_status(
    emulator: Emulator,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    name: str,
    command: str,
) -> None:
    """And nothing is advised that the command does not have."""
    cause, line = CAUSES[name], COMMANDS[command]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Connection, "pause", lambda *_: None)
    Path("one.json").write_text(json.dumps(CLOCKING), "utf-8")
    Path("many.jsonl").write_text(f"{json.dumps(CLOCKING)}\n" * 3, "utf-8")
    Path("map.csv").write_text("external,internal\nA,1\nB,2\n", "utf-8")
    Path("pipeline.toml").write_text(PIPELINE, "utf-8")
    environ = {**environment(emulator), **dict(cause.environ)}
    with httpx.Client(transport=httpx.MockTransport(cause.answer)) as http:
        status = main(shlex.split(line), Session(environ=environ, http=http))
    out, err = capfd.readouterr()
    assert status == cause.status, err
    assert "--resume" not in out + err
    assert "may have been received" not in out + err or "create" in line
