"""Many writes with a report, which is also what a second run goes on from.

Before each request the report says that it is being sent, and afterwards the result of
it. A line of which only the former stands may or may not have been received: it is not
sent again unless that is asked for, since a clocking would come twice.

A line is known again by what it sends and where, and by how many before it send the
same: lines may be added, removed and sorted between two runs, and none is sent twice.
What went to one tenant, or by one command, is not done for another.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Literal, cast

from attrs import define, field, frozen

from protime_cli import exits
from protime_cli.commands.outcomes import Outcomes
from protime_cli.output.progress import counting
from protime_cli.session.session import Session
from protime_cli.terminal import echo
from protime_runtime.errors import (
    AuthenticationFailed,
    Forbidden,
    InvalidRequest,
    ProtimeError,
    RequestFailed,
    ResponseError,
    ScopeMissing,
    Unauthorized,
)

State = Literal["sending", "done", "refused", "unknown", "failed"]
_HOPELESS = (AuthenticationFailed, Forbidden, ScopeMissing, Unauthorized)

_DIGITS = 24
_KEY = re.compile(f"[0-9a-f]{{{_DIGITS}}}:[0-9]+")

_TABLES = """
CREATE TABLE states (key TEXT PRIMARY KEY, state TEXT) WITHOUT ROWID;
CREATE TABLE seen (digest TEXT PRIMARY KEY, times INTEGER) WITHOUT ROWID;
"""


@frozen
class Entry:
    """What is sent for a line of a file."""

    line: int
    document: object
    """JSON, by which it is known again."""


def _index() -> sqlite3.Connection:
    """Return a database that is a file without a name, so that memory stays small."""
    found = sqlite3.connect("", isolation_level=None)
    found.executescript(f"PRAGMA journal_mode = OFF; {_TABLES}")
    return found


@define
class Journal:
    """The report: a JSON object for each line and state, appended and never changed."""

    path: str
    _where: Sequence[object] = field(alias="where")
    """What else than its document tells a request from others, as JSON."""
    _index: sqlite3.Connection = field(factory=_index, init=False)

    def __attrs_post_init__(self) -> None:
        """Read what an earlier run has left.

        Raises:
            InvalidRequest: The file is something else.
        """
        try:
            self._begin()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End with the index, which is no file any more."""
        self._index.close()

    def _begin(self) -> None:
        file = Path(self.path)
        if not file.exists():
            return
        whole, ended = 0, True
        with file.open("rb") as lines:
            for line in lines:
                # A machine that stopped while it wrote leaves a part of a line, which
                # tells nothing: what was not noted as sent was not sent.
                if line.endswith(b"\n") or not whole:
                    self._read(line)
                    whole, ended = whole + len(line), line.endswith(b"\n")
        if not whole:
            self._read(b"")  # Cut off, it no longer says what was sent.
        os.truncate(file, whole)
        if not ended:  # The next entry would stand on the same line.
            with file.open("ab") as left:
                left.write(b"\n")

    def _read(self, line: bytes) -> None:
        try:
            entry = json.loads(line)
            key, state = str(entry["key"]), str(entry["state"])
        except (ValueError, TypeError, KeyError):
            raise InvalidRequest(
                f"{self.path} is no report of this command; name another with --report."
            ) from None
        if not _KEY.fullmatch(key):
            raise InvalidRequest(
                f"{self.path} is a report of an earlier version, by which lines are not"
                " known again: take those that are done out of the file, and name"
                " another report with --report."
            )
        insert = "INSERT OR REPLACE INTO states VALUES (?, ?)"
        self._index.execute(insert, [key, state])

    def key(self, document: object) -> str:
        """Return what the next line that sends this document is known by."""
        digest = _digest([*self._where, document])
        insert = "INSERT OR IGNORE INTO seen VALUES (?, 0)"
        self._index.execute(insert, [digest])
        count = "UPDATE seen SET times = times + 1 WHERE digest = ?"
        self._index.execute(count, [digest])
        times = "SELECT times FROM seen WHERE digest = ?"
        return f"{digest}:{self._index.execute(times, [digest]).fetchone()[0]}"

    def state(self, key: str) -> State | None:
        """Return what an earlier run has left of a line."""
        state = "SELECT state FROM states WHERE key = ?"
        found = self._index.execute(state, [key]).fetchone()
        return cast("State", found[0]) if found else None

    def note(self, key: str, line: int, state: State, **more: object) -> None:
        """Append the result of a line, before anything else happens."""
        entry = {"key": key, "line": line, "state": state, **more}
        with Path(self.path).open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps(entry, ensure_ascii=False)}\n")


def send_all(
    entries: Iterable[Entry],
    call: Callable[[Entry], object],
    journal: Journal,
    session: Session,
    *,
    total: int,
    repeat_unknown: bool,
    refused: Callable[[Entry, str], None] = lambda entry, why: None,
    aside: bool = False,
) -> int:
    """Send each entry that is not done yet, and return the exit status.

    Args:
        entries: What is to be sent, each with its line.
        call: Sends an entry.
        journal: The report.
        session: The command that runs.
        total: How many entries there are.
        repeat_unknown: Whether what may have been received is sent again.
        refused: Takes each entry that the API refuses, and why.
        aside: Whether the summary keeps out of standard output.
    """
    outcomes = Outcomes()
    counts = outcomes.counts
    with closing(journal), counting(session, "sending", total) as count:
        for number, entry in enumerate(entries, start=1):
            key = journal.key(entry.document)
            before = journal.state(key)
            if before == "done":
                counts["done before"] += 1
            elif before in ("sending", "unknown") and not repeat_unknown:
                counts["unknown"] += 1
            else:
                state = _send(key, entry, call, journal, outcomes, refused)
                counts[state] += 1
                if state == "failed":
                    break
            said = f", {counts['refused']:,} refused" if counts["refused"] else ""
            count(number, f"lines{said}")
    for reason in outcomes.reasons():
        echo(reason, err=True)
    echo(_summary(outcomes, total, journal), err=aside)
    if counts["unknown"] and not repeat_unknown:
        echo(
            "What is unknown may have been received: look for it, and then send it"
            " again with --repeat-unknown.",
            err=True,
        )
    return outcomes.status(total)


def _send(
    key: str,
    entry: Entry,
    call: Callable[[Entry], object],
    journal: Journal,
    outcomes: Outcomes,
    refused: Callable[[Entry, str], None],
) -> State:
    journal.note(key, entry.line, "sending")
    try:
        response = call(entry)
    except ProtimeError as error:
        state, why = _state(error), exits.sentence(error)
        journal.note(key, entry.line, state, error=why)
        if state == "refused":
            refused(entry, why)
        outcomes.add(entry.line, error, why)
        return state
    journal.note(key, entry.line, "done", id=getattr(response, "id", None))
    return "done"


def _state(error: ProtimeError) -> State:
    if isinstance(error, _HOPELESS):
        return "failed"  # No later line would fare better.
    if isinstance(error, ResponseError) and error.request.maybe_done:
        return "unknown"
    if isinstance(error, RequestFailed) or (
        exits.kind_of(error) in (exits.NO_ANSWER, exits.UNREADABLE)
    ):
        return "unknown"
    return "refused"


def _summary(outcomes: Outcomes, total: int, journal: Journal) -> str:
    counts = outcomes.counts
    left = total - sum(counts.values())
    parts = [f"{count:,} {state}" for state, count in sorted(counts.items())]
    parts += [f"{left:,} not sent"] if left else []
    return f"{', '.join(parts) or 'nothing to do'}; report: {journal.path}"


def _digest(document: object) -> str:
    text = json.dumps(document, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
