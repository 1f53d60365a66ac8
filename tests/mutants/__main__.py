"""``python -m tests.mutants``: change the client at random, and see whether tests fail.

Each mutant is one small change in one of the modules that `chosen` names. Those that
no test fails for are listed, and the status is 1 where they are too many.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from fnmatch import fnmatch
from pathlib import Path

from .chosen import ROOT, modules
from .copies import Copy
from .covering import covering
from .rounds import Round
from .trying import Result, Verdict

WANTED = 0.95
"""The part of the mutants that tests must notice, without the equivalent ones."""


def main(arguments: list[str] | None = None) -> int:
    """Run a round of mutants, print what became of each, and return the status."""
    options = _parser().parse_args(arguments)
    chosen = [path for path in modules() if fnmatch(path.as_posix(), options.modules)]
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        Path(name).chmod(0o755)  # PostgreSQL's own user must get through.
        copies = [Copy(Path(name) / str(number)) for number in range(options.workers)]
        began = time.monotonic()
        found = covering(options.cache, copies)
        print(
            f"{len(found.seconds)} tests in {time.monotonic() - began:.0f} s;", end=" "
        )
        print(f"{len(chosen)} modules, seed {options.seed}", flush=True)
        for test in found.failed:
            print(f"fails without a mutant, so it is left out: {test}")
        deadline = time.monotonic() + 60 * options.minutes
        results = Round(chosen, options.seed, deadline, found).run(copies)
    return conclude(results)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    add = parser.add_argument
    add("--minutes", type=float, default=30, help="for mutants, after the coverage")
    add("--seed", type=int, default=random.randrange(10**6), help="of the sample")  # noqa: S311  # no secret
    add("--workers", type=int, default=2)
    add("--modules", default="*", help="a pattern, such as protime_sync/*.py")
    add("--cache", type=Path, default=ROOT / ".nox" / ".cache" / "mutants")
    return parser


def conclude(results: list[Result]) -> int:
    """Print what survived and how many did, and return the exit status."""
    counts = Counter(result.verdict for result in results)
    alive = [result for result in results if result.survived]
    for result in sorted(alive, key=lambda result: str(result.mutant)):
        print(f"\n{result.verdict}: {result.mutant}")
    judged = len(results) - counts[Verdict.EQUIVALENT]
    part = 1 - len(alive) / judged if judged else 0.0
    print(f"\n{len(results)} mutants:", end=" ")
    print(*(f"{counts[verdict]} {verdict}" for verdict in Verdict), sep=", ")
    print(
        f"{part:.1%} of those that are not equivalent are noticed; {WANTED:.0%} wanted"
    )
    return 0 if part >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
