"""Rules across the spec's files: every problem, with file and path, in one report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from generator import spec
from generator.failing import attempt
from generator.planning import plan
from generator.planning.package import Package
from generator.problems import Problem, SpecError
from generator.reading import loader
from generator.reading.locating import located
from generator.validation import (
    addresses,
    fields,
    filters,
    limits,
    naming,
    operations,
    planned,
    texts,
    whole,
)

Rule = Callable[[spec.Spec], Iterator[Problem]]
RULES: Sequence[Rule] = (
    *texts.RULES,
    *fields.RULES,
    *limits.RULES,
    *filters.RULES,
    *operations.RULES,
    *addresses.RULES,
    *naming.RULES,
    *whole.RULES,
)
# Only what keeps all others can be planned.
PLANNED_RULES: Sequence[Callable[[Package], Iterator[Problem]]] = planned.RULES


def load(folder: Path) -> spec.Spec:
    """Return the spec below a folder, which keeps every rule.

    Raises:
        SpecError: It cannot be read, or does not; the error holds every problem.
    """
    root = loader.load(folder)
    check(root, folder)
    return root


def check(root: spec.Spec, folder: Path | None = None) -> None:
    """Do nothing if the spec keeps every rule; its files in the folder give lines.

    Raises:
        SpecError: It does not; the error holds every problem.
    """
    problems = attempt(_problems, root, folder or Path())
    if problems:
        raise SpecError(located(problems, folder) if folder else problems)


def _problems(root: spec.Spec) -> list[Problem]:
    problems = [problem for rule in RULES for problem in rule(root)]
    if problems:
        return problems
    package = plan(root)
    return [problem for rule in PLANNED_RULES for problem in rule(package)]
