"""What links brought, kept until Spark has committed it: a file for each answer.

Spark may read a batch again, and asking a link twice is not documented. So a batch is
read from these files only. The first line of a file says where the link leads; each
other line holds entries of one partition.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from attrs import frozen

from protime_runtime.files import replacing
from protime_sync.errors import StateError
from protime_sync.source.entries import Entry, Key, packed, unpacked

_ROWS = 10_000
"""Rows of a partition at the most."""


@frozen(kw_only=True)
class Place:
    """Where a tenant's changes go on."""

    link: str = ""
    """Empty before the first load."""
    loading: bool = True
    """Whether the link is of a page of the first load."""


@frozen(kw_only=True)
class Answer:
    """A file, and where the link that it was asked of leads."""

    path: Path
    then: Place
    parts: int
    """Lines with entries."""


class Kept:
    """The answers of one collection and tenant, in a folder of their own."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        """Take the folder; it is made when it is needed."""
        self._folder = Path(folder)

    def find(self, link: str) -> Answer | None:
        """Return what a link brought, if it is kept.

        Raises:
            StateError: The file is something else.
        """
        path = self._path(link)
        try:
            with path.open("rb") as file:
                head = json.loads(file.readline())
            then = Place(link=head["link"], loading=head["loading"])
            return Answer(path=path, then=then, parts=head["parts"])
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            raise StateError(
                f"{path} is no answer that was kept; move it away."
            ) from None

    def keep(self, link: str, then: Place, found: Iterable[Entry]) -> Answer:
        """Keep what a link brought, each id once, before anything is made of it."""
        entries = _newest(found)
        parts = [entries[at : at + _ROWS] for at in range(0, len(entries), _ROWS)]
        head = {"link": then.link, "loading": then.loading, "parts": len(parts)}
        lines = [json.dumps(head).encode(), *map(packed, parts)]
        path = self._path(link)
        self._folder.mkdir(parents=True, exist_ok=True)
        with replacing(path) as file:
            file.writelines(line + b"\n" for line in lines)
        return Answer(path=path, then=then, parts=len(parts))

    def between(self, start: str, end: str) -> Iterator[Answer]:
        """Yield the answers that lead from one link to another.

        Raises:
            StateError: They are not all there.
        """
        while start != end:
            answer = self.find(start)
            if answer is None:
                raise StateError(
                    f"{self._folder} does not hold what Spark has not committed: give"
                    " the folder that the stream began with, or begin anew with"
                    " another checkpoint."
                )
            yield answer
            start = answer.then.link

    def forget(self, link: str) -> None:
        """Delete all answers but that of a link to which Spark has committed."""
        spared = self._path(link)
        for path in self._folder.glob("*.jsonl"):
            if path != spared:
                path.unlink(missing_ok=True)

    def _path(self, link: str) -> Path:
        name = hashlib.sha256(link.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return self._folder / f"{name}.jsonl"


def part_of(path: Path, number: int) -> tuple[Entry, ...]:
    """Return the entries of a part, counted from 0.

    Raises:
        StateError: The file is not there.
    """
    try:
        with path.open("rb") as file:
            return unpacked(next(islice(file, number + 1, None)))
    except FileNotFoundError:
        raise StateError(
            f"{path} is not there: kept must be a folder that the driver and all"
            " workers see."
        ) from None


def _newest(found: Iterable[Entry]) -> Sequence[Entry]:
    """Return the newest entry of each id; of versions that are alike, the last."""
    newest: dict[Key, Entry] = {}
    for entry in found:
        before = newest.get(entry.id)
        if before is None or (entry.version or "") >= (before.version or ""):
            newest[entry.id] = entry
    return list(newest.values())
