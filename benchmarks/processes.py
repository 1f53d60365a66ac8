"""Programs in processes of their own, so that nothing is warm that should be fresh."""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from attrs import evolve, field, frozen

from benchmarks.measuring import Times
from benchmarks.report import OURS, before

ROOT = Path(__file__).parent.parent
PACKAGES = ("generated", "runtime", "extras")
FOLDERS = (*PACKAGES, "generator", "spec")
"""What is run of a revision."""
CLIENTS = ROOT / ".bench"
"""Where clients are that other generators made."""
K = TypeVar("K")
_COUNTING = (
    *("valgrind", "--tool=cachegrind"),
    *("--cache-sim=no", "--cachegrind-out-file=/dev/null"),
)
"""Counts what callgrind counts, in half the time."""
VALGRIND = shutil.which("valgrind")


@frozen
class Program:
    """What Python runs, on the code of one revision."""

    arguments: tuple[str, ...]
    root: Path = ROOT
    variables: Mapping[str, str] = field(factory=dict)

    def at(self, root: Path) -> Program:
        """Return the same on the code in another folder."""
        return evolve(self, root=root)

    def output(self) -> str:
        """Return what it prints."""
        return self._run([sys.executable, *self.arguments]).stdout

    def numbers(self) -> list[float]:
        """Return the numbers that it prints."""
        found: list[float] = json.loads(self.output())
        return found

    def median(self) -> float:
        """Return the median of the numbers that it prints."""
        return statistics.median(self.numbers())

    def cpu(self) -> float:
        """Return the seconds of CPU that it takes from its start to its end."""
        before = _of_children()
        self.output()
        return _of_children() - before

    def instructions(self) -> int:
        """Return the instructions that it takes, counted by valgrind."""
        ran = self._run([*_COUNTING, sys.executable, *self.arguments])
        return int(ran.stderr.rpartition("refs:")[2].split()[0].replace(",", ""))

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        folders = [*(self.root / name for name in PACKAGES), ROOT, CLIENTS]
        variables = {
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPATH": os.pathsep.join(map(str, folders)),
            "PYTHONHASHSEED": "0",
            **self.variables,
        }
        ran = subprocess.run(
            command,
            env=os.environ | variables,
            cwd=self.root,
            capture_output=True,
            text=True,
        )
        if ran.returncode:
            raise SystemExit(f"{' '.join(command)} failed:\n{ran.stdout}{ran.stderr}")
        return ran


def child(measure: str, *arguments: object) -> Program:
    """Return the program of a measure of `benchmarks.child`."""
    return Program(("-m", "benchmarks.child", measure, *map(str, arguments)))


def compiled(root: Path) -> None:
    """Compile the modules of a folder, as an installation does."""
    folders = [root / name for name in FOLDERS if (root / name).is_dir()]
    compileall = ("-m", "compileall", "-q", *map(str, folders))
    subprocess.run([sys.executable, *compileall], check=True)


def beside(programs: Mapping[str, Program], root: Path) -> dict[str, Program]:
    """Return programs with those of ours as they were before, in another folder."""
    ours = [name for name in programs if name.startswith(OURS)]
    return {**programs, **{before(name): programs[name].at(root) for name in ours}}


def in_turn(
    programs: Mapping[str, Program],
    count: int,
    look: Callable[[Program], float] = Program.median,
) -> dict[str, Times]:
    """Run all programs in turn, so often."""
    found: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(count):
        for name, program in programs.items():
            found[name].append(look(program))
    return {name: Times(tuple(seconds)) for name, seconds in found.items()}


def instructions(programs: Mapping[K, Program]) -> dict[K, int]:
    """Count the instructions of all programs; of none where there is no valgrind."""
    if VALGRIND is None:
        return {}
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        counted = workers.map(Program.instructions, programs.values())
        return dict(zip(programs, counted, strict=True))


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
