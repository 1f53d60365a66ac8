"""The files that the examples of commands name, in the folder where they run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Protocol

CLOCKING = {
    "person": {"id": 1},
    "date": "2026-03-02",
    "timeOfDayInMinutes": 510,
    "kind": "InOut",
}
PIPELINE = '[subscriber.people]\nentity = "people"\noutput = "-"\n'


class Runs(Protocol):
    """Runs a command line."""

    def __call__(self, line: str) -> object:
        """Run it."""


def write_inputs(run: Runs) -> None:
    """Write them all; the webhooks of the store are made on a tenant that works."""
    Path("one.json").write_text(json.dumps(CLOCKING), "utf-8")
    Path("many.jsonl").write_text(f"{json.dumps(CLOCKING)}\n" * 3, "utf-8")
    Path("hr-ids.csv").write_text("external,internal\nA,1\nB,2\n", "utf-8")
    Path("pipeline.toml").write_text(PIPELINE, "utf-8")
    run("webhooks apply people --store keys.db --url https://acme.test")
    run("secret set acme")
