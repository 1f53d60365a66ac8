"""Validation: every problem in one report, in the time it takes to read the spec."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from generator import spec, validation
from generator.problems import SpecError
from generator.reading import loader

from .conftest import GOLDEN, Change

VISITS = "collections/visits.yaml"
ROOMS = "collections/rooms.yaml"
MANY, SECONDS = 297, 3.0


def test_every_problem_is_in_one_report(change: Change) -> None:
    """Files are read to their end, and all of them."""

    def summary(content: dict[str, object]) -> None:
        content["summary"] = "no stop"

    change(VISITS, summary)
    root = loader.load(change(ROOMS, summary))
    with pytest.raises(SpecError) as caught:
        validation.check(root)
    assert len(caught.value.problems) == 2


def test_a_type_of_nothing_to_send_is_refused(change: Change) -> None:
    """What is sent in a type's place has a field."""

    def unwritable(content: dict[str, Any]) -> None:
        for field in content["Guest"]["fields"].values():
            field.pop("write", None)

    root = loader.load(change("types.yaml", unwritable))
    with pytest.raises(SpecError, match="NewGuest has nothing to send"):
        validation.check(root)


def test_a_long_report_takes_no_longer_than_reading(small: Path) -> None:
    """Lines are found by reading each file once, however much is wrong with it."""
    text = (GOLDEN / "spec" / ROOMS).read_text("utf-8")
    for number in range(MANY):
        name = f"rooms-{number}"
        content = text.replace("collection: rooms", f"collection: {name}", 1)
        (small / f"collections/{name}.yaml").write_text(content, "utf-8")
    begin = time.process_time()
    with pytest.raises(SpecError) as caught:
        validation.check(loader.load(small), small)
    assert time.process_time() - begin < SECONDS
    clashing = [problem for problem in caught.value.problems if problem.line]
    assert len(clashing) == 2 * (MANY + 1)


def test_the_projects_spec_keeps_every_rule(real: spec.Spec) -> None:
    """Nothing is refused that is right."""
    validation.check(real)
