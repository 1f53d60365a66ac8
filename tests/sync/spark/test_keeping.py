"""What links brought is kept as it came, each id once, until it is committed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

pytest.importorskip("pyspark")

from protime_sync.errors import StateError
from protime_sync.source.entries import Entry
from protime_sync.spark.keeping import Kept, Place, part_of

THEN = Place(link="b", loading=False)


def entry(id: int | str, version: str | None, *, gone: bool = False) -> Entry:
    return Entry(id=id, version=version, row=None if gone else {"id": id, "v": version})


NEWEST = {
    "newer last": ([entry(1, "1"), entry(1, "2")], [entry(1, "2")]),
    "newer first": ([entry(1, "2"), entry(1, "1")], [entry(1, "2")]),
    "alike": ([entry(1, "1"), entry(1, "1", gone=True)], [entry(1, "1", gone=True)]),
    "no version": ([entry(1, None), entry(1, "1")], [entry(1, "1")]),
    "gone, then there": (
        [entry(1, "1", gone=True), entry(1, "2")],
        [entry(1, "2")],
    ),
    "two kinds of ids": ([entry(1, "1"), entry("1", "1")],) * 2,
    "nothing": ([], []),
}


@pytest.mark.parametrize(("came", "kept"), NEWEST.values(), ids=NEWEST)
def test_each_id_is_kept_once(
    came: Sequence[Entry], kept: Sequence[Entry], tmp_path: Path
) -> None:
    """In its newest version; of two that are alike, as it came last."""
    answer = Kept(tmp_path).keep("a", THEN, came)
    found = [entry for n in range(answer.parts) for entry in part_of(answer.path, n)]
    assert found == list(kept)
    assert Kept(tmp_path).find("a") == answer
    assert answer.then == THEN


def test_large_answers_are_several_parts(tmp_path: Path) -> None:
    """So that several workers read them."""
    entries = [entry(id, "1") for id in range(25_000)]
    answer = Kept(tmp_path).keep("a", THEN, entries)
    assert answer.parts == 3
    found = [entry for n in range(3) for entry in part_of(answer.path, n)]
    assert found == entries


def test_committed_answers_are_forgotten(tmp_path: Path) -> None:
    """All but that of the link which the next batch begins with."""
    kept = Kept(tmp_path / "made")
    for link, then in ("ab", "bc", "cd"):
        kept.keep(link, Place(link=then), [entry(1, link)])
    assert [answer.then.link for answer in kept.between("a", "d")] == ["b", "c", "d"]
    kept.forget("c")
    assert len(list((tmp_path / "made").iterdir())) == 1
    assert [answer.then.link for answer in kept.between("c", "d")] == ["d"]
    with pytest.raises(StateError, match="does not hold what Spark has not committed"):
        list(kept.between("b", "d"))


@pytest.mark.parametrize("text", ["", "no JSON", "[]", "{}", "null"])
def test_another_file_is_left_alone(text: str, tmp_path: Path) -> None:
    """It is never taken for nothing, which would ask the link again."""
    kept = Kept(tmp_path)
    path = kept.keep("a", THEN, []).path
    path.write_text(text, "utf-8")
    with pytest.raises(StateError, match="is no answer that was kept"):
        kept.find("a")
    assert path.read_text("utf-8") == text


def test_a_folder_that_a_worker_does_not_see_is_told(tmp_path: Path) -> None:
    """The error says what kept must be."""
    with pytest.raises(StateError, match="the driver and all workers see"):
        part_of(tmp_path / "elsewhere.jsonl", 0)
