"""Many writes with a report, which is also what a second run goes on from.

Before each request the report says that it is being sent, and afterwards the result of
it. A line of which only the former stands may or may not have been received: it is not
sent again unless that is asked for, since a clocking would come twice.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from attrs import define, field

from protime_cli import exits
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


@define
class Journal:
    """The report: a JSON object for each line and state, appended and never changed."""

    path: str
    _states: dict[str, State] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        """Read what an earlier run has left.

        Raises:
            InvalidRequest: The file is something else.
        """
        file = Path(self.path)
        if not file.exists():
            return
        # A machine that stopped while it wrote leaves a part of a line, which tells
        # nothing: what was not noted as sent was not sent.
        whole, end, part = file.read_bytes().rpartition(b"\n")
        for line in whole.split(b"\n") if end else [part]:
            self._read(line)
        if end and part:
            os.truncate(file, len(whole + end))

    def _read(self, line: bytes) -> None:
        try:
            entry = json.loads(line)
            self._states[entry["key"]] = entry["state"]
        except (ValueError, TypeError, KeyError):
            raise InvalidRequest(
                f"{self.path} is no report of this command; name another with --report."
            ) from None

    def state(self, key: str) -> State | None:
        """Return what is known of a line."""
        return self._states.get(key)

    def note(self, key: str, line: int, state: State, **more: object) -> None:
        """Append the result of a line, before anything else happens."""
        self._states[key] = state
        entry = {"key": key, "line": line, "state": state, **more}
        with Path(self.path).open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps(entry, ensure_ascii=False)}\n")


def send_all(
    documents: Sequence[tuple[int, object]],
    call: Callable[[object], object],
    journal: Journal,
    session: Session,
    *,
    repeat_unknown: bool,
) -> int:
    """Send each document that is not done yet, and return the exit status."""
    counts: Counter[str] = Counter()
    with counting(session, "sending", len(documents)) as count:
        for number, (line, document) in enumerate(documents, start=1):
            key = f"{line}:{_digest(document)}"
            before = journal.state(key)
            if before == "done":
                counts["done before"] += 1
            elif before in ("sending", "unknown") and not repeat_unknown:
                counts["unknown"] += 1
            else:
                state = _send(key, line, document, call, journal)
                counts[state] += 1
                if state == "failed":
                    break
            count(number, "lines")
    return _conclude(counts, len(documents), journal)


def _send(
    key: str,
    line: int,
    document: object,
    call: Callable[[object], object],
    journal: Journal,
) -> State:
    journal.note(key, line, "sending")
    try:
        answer = call(document)
    except ProtimeError as error:
        state = _state(error)
        journal.note(key, line, state, error=exits.sentence(error))
        echo(f"line {line}: {exits.sentence(error)}", err=True)
        return state
    journal.note(key, line, "done", id=getattr(answer, "id", None))
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


def _conclude(counts: Counter[str], total: int, journal: Journal) -> int:
    left = total - sum(counts.values())
    parts = [f"{count:,} {state}" for state, count in sorted(counts.items())]
    parts += [f"{left:,} not sent"] if left else []
    echo(f"{', '.join(parts) or 'nothing to do'}; report: {journal.path}")
    if counts["unknown"]:
        echo(
            "What is unknown may have been received: look for it, and then send it"
            " again with --repeat-unknown.",
            err=True,
        )
    good = counts["done"] + counts["done before"] == total
    return 0 if good else exits.PARTLY.status


def _digest(document: object) -> str:
    text = json.dumps(document, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
