"""Any API's package stands beside another version of it, and beside ``protime``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from generator.__main__ import main

from .conftest import GOLDEN, ROOT

LISTING = """
import sys
import golden, golden_v2, protime

options = dict(client_id="id", client_secret="s", user_agent="Both/v1 (Acme Corp)")
first = golden.Golden("acme", base_url=sys.argv[1], **options)
second = golden_v2.GoldenV2("acme", base_url=sys.argv[1], **options)
third = protime.Protime("acme", base_url=sys.argv[1], **options)
print(*(room.name.default for room in first.rooms.list("a", 1)))
print(*(room.title.default for room in second.rooms.list("a", 1)))
print(*(job.name.default for job in third.jobs.list()))
assert golden.Room is not golden_v2.Room
said = [{f.python for f in each.rooms.info.fields} for each in (first, second)]
assert [fields & {"name", "title"} for fields in said] == [{"name"}, {"title"}]
"""
ROOMS = "buildings/a/floors/1/rooms"
ROWS = {
    f"/golden/api/v1/{ROOMS}": {"id": "1", "name": {"default": "Attic"}},
    f"/golden/api/v2/{ROOMS}": {"id": "1", "title": {"default": "Cellar"}},
    "/connector/protimeapi/api/v1/jobs": {"id": 7, "name": {"default": "Cook"}},
}


class _Tenant(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer({"access_token": "t", "expires_in": 3600, "token_type": "Bearer"})

    def do_GET(self) -> None:
        self._answer({"value": [ROWS[self.path.partition("?")[0]]]})

    def _answer(self, content: object) -> None:
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture
def url() -> Iterator[str]:
    """Serve rows of three APIs, each below its own base path."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Tenant) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def second_version(spec: Path) -> None:
    """Make of the small spec a later version, which calls a field otherwise."""
    for file, edits in {
        "api.yaml": {
            "package: golden": "package: golden_v2",
            "client: Golden": "client: GoldenV2",
            "version: v1": "version: v2",
            "/golden/api/v1": "/golden/api/v2",
        },
        "collections/rooms.yaml": {"\n  name:\n": "\n  title:\n"},
    }.items():
        text = (spec / file).read_text("utf-8")
        for old, new in edits.items():
            assert old in text
            text = text.replace(old, new)
        (spec / file).write_text(text, "utf-8")


def test_packages_of_one_process_do_not_meet(
    small: Path, tmp_path: Path, url: str
) -> None:
    """Clients of two versions and of another vendor list side by side."""
    second_version(small)
    output = tmp_path / "generated"
    assert main(["generate", "--spec", str(small), "--output", str(output)]) == 0
    folders = [output, GOLDEN / "generated", ROOT / "generated", ROOT / "runtime"]
    done = subprocess.run(  # noqa: S603 - fixed arguments
        [sys.executable, "-W", "error", "-c", LISTING, url],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, folders))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["Attic", "Cellar", "Cook"]
