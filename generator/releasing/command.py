"""``python -m generator release-review swagger.json``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from generator import spec, validation, writing
from generator.compare.comparing import Comparison
from generator.compare.differences import SIDES
from generator.compare.proposing import saving
from generator.compare.reporting import markdown
from generator.compare.vendor import Vendor
from generator.releasing import steps
from generator.releasing.page import Release, page
from generator.releasing.steps import Outcome
from generator.review import Change, changelog, reporting, review, sources
from generator.review import command as reviewing
from generator.review.rules import LEVELS
from generator.tables import counted

Generate = Callable[[Path, Path], int]
_HELP = "Do what a release of the API takes, and write one page for its pull request."


def add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], generate: Generate
) -> None:
    """Add the command to the generator's."""
    parser = commands.add_parser("release-review", help=_HELP, description=_HELP)
    parser.add_argument("document", type=Path, help="what the Swagger page serves")
    parser.add_argument("--since", required=True, help="revision of the last release")
    parser.add_argument("--spec", type=Path, default=Path("spec"))
    parser.add_argument("--output", type=Path, default=Path("generated"))
    parser.add_argument("--page", type=Path, default=Path("release-review.md"))
    parser.add_argument("--patch", type=Path, default=Path("release-review.patch"))
    parser.add_argument("--version", help="present version, if not pyproject.toml's")
    parser.set_defaults(command=lambda options: run(options, generate))


def run(options: argparse.Namespace, generate: Generate) -> int:
    """Do every step, write the page, and return 1 if a step asks for more."""
    root = validation.load(options.spec)
    changes = review(sources.load(options.since, options.spec), root)
    version = options.version or reviewing.version(options.spec.resolve().parent)
    vendor = Vendor.read(options.document, root.api)
    comparison = vendor.compared(root)
    release = Release(
        since=options.since,
        version=version,
        bump=reporting.bump(changes, version),
        changes=changes,
        changelog=changelog.entry(changes),
        comparison=markdown(comparison),
        steps=[
            _compared(comparison),
            _proposed(vendor, root, options),
            _generated(options, generate),
            _reviewed(changes),
            steps.api_break(root.api.package, str(options.output), options.since),
            steps.docs(),
            steps.tests(sorted({change.collection for change in changes} - {""})),
        ],
    )
    writing.write(options.page, page(release).encode())
    for step in release.steps:
        print(f"{step.name}: {step.says}")
    print(f"{options.page} is written for the pull request", file=sys.stderr)
    return 0 if release.done else 1


def _compared(comparison: Comparison) -> Outcome:
    *_, said = markdown(comparison).rstrip().splitlines()
    sides = [difference.side for difference in comparison.differences]
    counts = counted(sides, SIDES) or "nothing differs"
    return Outcome("compare", set(sides) <= {"beyond"}, f"{counts}; {said}")


def _proposed(vendor: Vendor, root: spec.Spec, options: argparse.Namespace) -> Outcome:
    proposed = vendor.proposed(root, options.spec)
    by_hand = [each.text for each in proposed.proposals if not each.done]
    count = len(proposed.proposals) - len(by_hand)
    if not proposed.proposals:
        options.patch.unlink(missing_ok=True)
        return Outcome("propose", True, "nothing is to be proposed")
    writing.write(options.patch, saving.patch(proposed, options.spec).encode())
    says = f"{count} edits, to be reviewed: git apply {options.patch}"
    if by_hand:
        says += f"; {len(by_hand)} by hand"
    return Outcome("propose", False, says, "\n".join(by_hand))


def _generated(options: argparse.Namespace, generate: Generate) -> Outcome:
    with redirect_stdout(StringIO()) as told:
        ended = generate(options.spec, options.output)
    return Outcome("generate", not ended, told.getvalue().strip())


def _reviewed(changes: Sequence[Change]) -> Outcome:
    levels = (change.level for change in changes)
    return Outcome("review", True, counted(levels, LEVELS) or "nothing changed")
