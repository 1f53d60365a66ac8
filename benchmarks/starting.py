"""What a fresh process takes until its first rows, counted from outside."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from benchmarks import report
from benchmarks.fresh import PEER
from benchmarks.measuring import Times, ratio
from benchmarks.processes import Program, beside, in_turn, instructions
from benchmarks.report import OURS, Found, Part, before
from benchmarks.server import serving

WAYS = {
    OURS: "ours.walk",
    PEER: "by_hand.over_httpx base_model",
    "msgspec.Struct + http.client": "by_hand.over_http_client struct",
    "openapi-python-client": "generated.openapi_python_client",
}
OTHERS = {"stripe": "others.stripe", "openai": "others.openai"}
"""Clients of other APIs, whose first call returns an empty list."""
NOTHING, PEERS, CHECKED = "pass", "import pydantic, httpx", "python -m generator check"
IMPORTS = ("import protime", "from protime import Protime", PEERS)


@frozen
class Starts:
    """Processes to their first rows: seconds of CPU, and instructions if counted."""

    cpu: Mapping[str, Times]
    counted: Mapping[str, int]

    def table(self, rows: str) -> str:
        """Return both, to those of pydantic and httpx."""
        by = ["CPU", *["instructions"] * bool(self.counted)]
        title = f"A fresh process to {rows}, to {PEER}"
        return report.titled(title, ["", *by], list(map(self._line, self.cpu)))

    def _line(self, name: str) -> list[str]:
        cells = [name, f"{ratio(self.cpu, name, PEER):.2f}"]
        if self.counted:
            cells.append(f"{self.counted[name] / self.counted[PEER]:.2f}")
        return cells

    def figures(self, rows: str) -> list[Found]:
        """Return ours to pydantic and httpx, if instructions are counted."""
        if not self.counted:
            return []
        now, old, peer = (self.counted[name] for name in (OURS, before(OURS), PEER))
        title = f"fresh process to {rows}, instructions to {PEER}"
        return [Found(title, now / peer, old / peer)]


def measured(root: Path, rounds: int) -> Part:
    """Measure processes to their first row and to 1,000, and imports."""
    row = _starts({**WAYS, **OTHERS}, 1, root, rounds)
    rows = _starts(WAYS, 1_000, root, rounds)
    found, lines = _imported(rounds * 3)
    return Part(
        [*rows.figures("1,000 rows"), *found],
        [row.table("the first row"), rows.table("1,000 rows"), lines],
    )


def _starts(ways: Mapping[str, str], rows: int, root: Path, rounds: int) -> Starts:
    with serving(0, rows, 1) as url:
        programs = {
            name: Program(("-m", "benchmarks.first", url, way))
            for name, way in ways.items()
        }
        all_of_them = beside(programs, root)
        cpu = in_turn(all_of_them, rounds, Program.cpu)
        return Starts(cpu, instructions(all_of_them))


def _imported(rounds: int) -> tuple[list[Found], str]:
    """Measure imports, and generating, beyond a bare interpreter."""
    programs = {line: Program(("-c", line)) for line in (NOTHING, *IMPORTS)}
    programs[CHECKED] = Program(("-m", "generator", "check"))
    found = in_turn(programs, rounds, Program.cpu)
    bare = found[NOTHING].median
    beyond = {name: times.median - bare for name, times in found.items()}
    title = "Beyond a bare interpreter, CPU"
    lines = [
        [name, f"{seconds / beyond[PEERS]:.3g}"]
        for name, seconds in beyond.items()
        if name != NOTHING
    ]
    ours = beyond[IMPORTS[0]]
    return [
        Found("`import protime` above the interpreter", ours * 1e3),
        Found("the same, to pydantic + httpx", ours / beyond[PEERS]),
    ], report.titled(title, ["", f"to `{PEERS}`"], lines)
