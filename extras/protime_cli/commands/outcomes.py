"""What came of a write, and of many: a line for each reason, and one exit status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from attrs import define, field

from protime_cli import exits
from protime_runtime.catalog import OperationInfo
from protime_runtime.errors import DecodingError, ProtimeError
from protime_runtime.messages import CreatedWebhook
from protime_runtime.model import as_read

_SHOWN = 10
"""Reasons, and ranges of lines, that are told; the report holds all of them."""


@define
class Lines:
    """Numbers of lines: a count, and the first ranges of those that follow."""

    count: int = 0
    _ranges: list[range] = field(factory=list)

    def add(self, line: int) -> None:
        """Add a line, which is a later one than those before."""
        self.count += 1
        last = self._ranges[-1] if self._ranges else range(0)
        if last and line == last.stop:
            self._ranges[-1] = range(last.start, line + 1)
        elif len(self._ranges) < _SHOWN:
            self._ranges.append(range(line, line + 1))

    def __str__(self) -> str:
        """Return ``line 1``, ``lines 1-3, 7`` or the first of very many."""
        texts = [
            f"{lines[0]}-{lines[-1]}" if len(lines) > 1 else f"{lines[0]}"
            for lines in self._ranges
        ]
        left = self.count - sum(map(len, self._ranges))
        more = f" and {left:,} more" if left else ""
        return f"line{'s' if self.count > 1 else ''} {', '.join(texts)}{more}"


@define
class Outcomes:
    """Counts of states, and why lines were not done; of a constant size."""

    counts: Counter[str] = field(factory=Counter)
    _reasons: dict[str, Lines] = field(factory=dict)
    _others: int = 0
    _statuses: set[int] = field(factory=set)

    def add(self, line: int, error: ProtimeError, why: str) -> None:
        """Add why a line was not done, as a sentence."""
        self._statuses.add(exits.kind_of(error).status)
        if why in self._reasons or len(self._reasons) < _SHOWN:
            self._reasons.setdefault(why, Lines()).add(line)
        else:
            self._others += 1

    def reasons(self) -> Iterator[str]:
        """Yield a line for each reason."""
        for why, lines in self._reasons.items():
            yield f"{lines}: {why}"
        if self._others:
            yield f"{self._others:,} more lines for other reasons: see the report."

    def status(self, total: int) -> int:
        """Return the exit status of so many lines."""
        if self.counts["done"] + self.counts["done before"] == total:
            return 0
        failed = self._others + sum(lines.count for lines in self._reasons.values())
        return exits.of_many(self._statuses, partly=self.counts.total() > failed)


def outcome(operation: OperationInfo, response: object) -> Mapping[str, object]:
    """Return the result of a call, for a line of JSON."""
    names = ("id", "location", "created", "maybe_created", "webhook")
    found = {
        name: as_read(value)
        for name in names
        if (value := getattr(response, name, None)) is not None
    }
    if isinstance(response, CreatedWebhook):
        found |= _key(response)
    if not found.get("maybe_created"):
        found.pop("maybe_created", None)  # Said only where there is a doubt.
    return {"done": operation.name, **found}


def _key(response: CreatedWebhook) -> Mapping[str, object]:
    """Return the key, or the whole response where it is not known which text it is."""
    try:
        return {"private_key": response.private_key}
    except DecodingError:
        return {"response": dict(response.response)}
