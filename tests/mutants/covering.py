"""Which tests run a line: by coverage's contexts, kept until something changes."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from attrs import frozen

from .chosen import LONG, ROOT, SHIPPED, SUITES, modules, package
from .copies import Copy
from .lines import around
from .mutations import Mutant, source

_LONGEST = 3600.0


@frozen
class Covering:
    """What each test runs of the chosen modules, and how many seconds it takes."""

    seconds: dict[str, float]
    tests: dict[tuple[str, int], set[str]]
    failed: list[str]

    def of(self, mutant: Mutant) -> list[str]:
        """Return the tests that run what a mutant changes, the quick ones first.

        What runs at import only, any test of the module may see; and any test at all
        what a module does that only declares.
        """
        module = mutant.module.as_posix()
        lines = around(ast.parse(source(mutant.module)), mutant.line)
        ran = {test for line in lines for test in self.tests.get((module, line), ())}
        found = ran - {""}
        if ran and not found:
            found = self._of(module) or set(self.seconds)
        return sorted(found, key=lambda test: (self.seconds[test], test))

    def _of(self, module: str) -> set[str]:
        all_lines = (tests for at, tests in self.tests.items() if at[0] == module)
        found: set[str] = set().union(*all_lines)
        return found - {""}


def covering(cache: Path, copies: Sequence[Copy]) -> Covering:
    """Return what each test runs: from the cache, where nothing has changed since."""
    cache.mkdir(parents=True, exist_ok=True)
    used = _used()
    places = {path: cache / f"{_key(path, used)}.json" for path in _files()}
    missing = [path for path, place in places.items() if not place.exists()]
    parts = [missing[at :: len(copies)] for at in range(len(copies))]
    wanted = [{path: places[path] for path in part} for part in parts]
    with ThreadPoolExecutor(len(copies)) as workers:
        list(workers.map(_record, copies, wanted))
    for place in set(cache.glob("*.json")) - set(places.values()):
        place.unlink()
    return _joined(json.loads(place.read_text("utf-8")) for place in places.values())


def _files() -> list[str]:
    found = {path for suite in SUITES for path in ROOT.glob(suite)}
    found -= {path for suite in LONG for path in ROOT.glob(suite)}
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


def _used() -> bytes:
    """Return a digest of all that a test file may use beside itself."""
    folders = (*map(package, SHIPPED), ROOT / "tests")
    used = (path for folder in folders for path in sorted(folder.rglob("*.py")))
    digest = hashlib.sha256(sys.version.encode())
    for path in used:
        if not path.name.startswith("test_"):
            digest.update(path.read_bytes())
    return digest.digest()


def _key(path: str, used: bytes) -> str:
    text = (ROOT / path).read_bytes()
    return hashlib.sha256(used + path.encode() + text).hexdigest()


def _record(copy: Copy, places: Mapping[str, Path]) -> None:
    if not places:
        return
    target = copy.output.with_suffix(".json")
    chosen = os.pathsep.join(str(copy.packages / module) for module in modules())
    more = {"MUTANTS_RECORD": str(target), "MUTANTS_MODULES": chosen}
    status = copy.pytest(*places, timeout=_LONGEST, COVERAGE_CORE="ctrace", **more)
    if status not in {0, 1}:
        raise RuntimeError(copy.output.read_text("utf-8")[-2000:])
    told = json.loads(target.read_text("utf-8"))
    for path, place in places.items():
        place.write_text(json.dumps(_part(told, path, copy.packages)), "utf-8")


def _part(told: dict[str, Any], path: str, packages: Path) -> dict[str, Any]:
    """Return what was recorded of one file's tests, with modules by their names."""
    tests = {
        test: {
            "seconds": record["seconds"],
            "lines": {
                Path(name).relative_to(packages).as_posix(): lines
                for name, lines in record["lines"].items()
            },
        }
        for test, record in told["tests"].items()
        if test.startswith(f"{path}::") or not test
    }
    failed = [test for test in told["failed"] if test.startswith(f"{path}::")]
    return {"tests": tests, "failed": failed}


def _joined(parts: Iterable[dict[str, Any]]) -> Covering:
    found = Covering({}, defaultdict(set), [])
    for part in parts:
        found.failed.extend(part["failed"])
        for test, record in part["tests"].items():
            if test:
                found.seconds[test] = record["seconds"]
            for module, lines in record["lines"].items():
                for line in lines:
                    found.tests[module, line].add(test)
    return found
