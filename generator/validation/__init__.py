"""Rules across the spec's files: every problem, with file and path, in one report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from generator import spec
from generator.problems import Problem, SpecError
from generator.reading.locating import located
from generator.validation import fields, naming, operations, texts

Rule = Callable[[spec.Spec], Iterator[Problem]]
RULES: Sequence[Rule] = (
    *texts.RULES,
    *fields.RULES,
    *operations.RULES,
    *naming.RULES,
)


def check(root: spec.Spec, folder: Path | None = None) -> None:
    """Do nothing if the spec keeps every rule; its files in the folder give lines.

    Raises:
        SpecError: It does not; the error holds every problem.
    """
    problems = [problem for rule in RULES for problem in rule(root)]
    if problems:
        raise SpecError(located(problems, folder) if folder else problems)
