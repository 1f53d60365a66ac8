"""Items from a table of another program: checked as a whole, then sent one by one.

A file is read twice: nothing is sent before every line has been checked, and memory
does not grow with the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import cast

import click
from attrs import define, field, frozen

from protime import Protime
from protime_cli import exits
from protime_cli.commands import bulk
from protime_cli.commands.calling import (
    Call,
    merged,
    planned,
    prepared,
    preview,
    where,
)
from protime_cli.commands.failing import Failing
from protime_cli.commands.keys import keeping
from protime_cli.importing.bodies import Bodies, Empty, Fault, Faulty, Item, Read
from protime_cli.importing.cells import Forms
from protime_cli.importing.columns import columns, mapping
from protime_cli.importing.days import ISO, DayFormat
from protime_cli.importing.names import Names
from protime_cli.importing.table import Source, opened
from protime_cli.output.progress import counting
from protime_cli.parameters import options
from protime_cli.parameters.options import Given
from protime_cli.session.session import current
from protime_cli.sources import refuse_same, report_of
from protime_cli.terminal import echo
from protime_runtime.catalog import CollectionInfo, OperationInfo
from protime_runtime.errors import InvalidRequest, NotFound, ProtimeError
from protime_runtime.reading.converter import unstructure

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx")
_SHOWN = 20
"""How many faults are printed; the others are counted."""


def is_table(given: Given) -> bool:
    """Whether what is to be sent is a table: by its name, or as columns are mapped."""
    source = str(given.get("source") or "")
    return bool(given.get("map")) or source.casefold().endswith(ENDINGS)


def refuse_options(given: Given) -> None:
    """Refuse options of tables for what is none.

    Raises:
        click.UsageError: One is given.
    """
    for name in ("day_format", "empty", "merge", "partial", "errors"):
        if given.get(name):
            option = f"--{name.replace('_', '-')}"
            raise click.UsageError(
                f"{option} is for tables: --from FILE.csv or FILE.xlsx, or any file"
                " with --map."
            )


def send(info: CollectionInfo, operation: OperationInfo, given: Given) -> int:
    """Check all lines of a table, send them, and write those that failed."""
    source = given.get("source")
    if not source or given.get("pairs"):
        raise click.UsageError("--map names columns of a file: give it as --from FILE.")
    report = report_of(str(source), given.get("report"))
    errors = str(given.get("errors") or f"{source}.errors.csv")
    refuse_same({"--from": source, "--report": report, "--errors": errors})
    with opened(str(source)) as file, current().client() as client:
        job = _Job(client, info, operation, given, file, report, errors)
        total, wrong = job.check()
        if wrong and not given.get("partial"):
            echo(_advice(total, wrong, operation), err=True)
            return exits.REFUSED.status
        if given.get("dry_run"):
            current().say(f"{total:,} would be sent; nothing was sent.")
            return exits.PARTLY.status if wrong else 0
        status = job.send(total)
        return exits.PARTLY.status if wrong else status


def _advice(total: int, wrong: int, operation: OperationInfo) -> str:
    said = f"Nothing was sent; wrong lines: {wrong:,} of {total + wrong:,}."
    if operation.body_is_list:
        return f"{said} Correct them, and give the same command again."
    return (
        f"{said} Correct them and give the same command again, or send the others with"
        " --partial, which writes the wrong ones to a file of their own."
    )


@frozen
class _TableEntry(bulk.Entry):
    """An item, with what it is known by."""

    item: Item


@define
class _Job:
    """A table that is sent."""

    client: Protime
    info: CollectionInfo
    operation: OperationInfo
    given: Given
    file: Source
    report: str
    errors: str
    _width: int = field(default=0, init=False)
    """Cells of the longest wrong row, of which some may stand below no name."""

    def check(self) -> tuple[int, int]:
        """Print what is wrong, and return how many can be sent and how many cannot."""
        total = wrong = 0
        silent = bool(self.given.get("dry_run"))
        with counting(current(), "checking", silent=silent) as count:
            for read in self._checked():
                if isinstance(read, Faulty):
                    _tell(read.faults, wrong)
                    self._width = max(self._width, *(row.width for row in read.rows))
                    wrong += 1
                else:
                    total += 1
                count(total + wrong, "lines")
        if wrong > _SHOWN:
            echo(f"and {wrong - _SHOWN:,} more", err=True)
        return total, wrong

    def send(self, total: int) -> int:
        """Send what is right, and return the exit status."""
        with ExitStack() as stack:
            failing = Failing(self.errors, stack=stack, day=self._day)
            keep = stack.enter_context(keeping(self.operation, self.file.name))
            status = bulk.send_all(
                self._entries(failing),
                keep(lambda entry: self._call(cast("_TableEntry", entry).item)()),
                bulk.Journal(self.report, where=self._where),
                current(),
                total=total,
                repeat_unknown=self.operation.method == "PUT"
                or bool(self.given.get("repeat_unknown")),
                refused=lambda entry, why: failing.add(
                    cast("_TableEntry", entry).item.rows, why
                ),
            )
        failing.tell(self.file.name)
        return status

    def _entries(self, failing: Failing) -> Iterator[_TableEntry]:
        for read in self._checked(failing):
            if isinstance(read, Faulty):
                failing.add(read.rows, "; ".join(map(str, read.faults)))
            else:
                places = [unstructure(place) for place in read.places]
                known_by = {"places": places, "body": read.document}
                yield _TableEntry(read.line, known_by, read)

    def _checked(self, failing: Failing | None = None) -> Iterator[Read]:
        """Iterate over the items, of which each makes a request."""
        dry_run = failing is None and bool(self.given.get("dry_run"))
        for read in self._read(failing):
            if isinstance(read, Faulty):
                yield read
                continue
            try:
                self._plan(read, show=dry_run)
            except (InvalidRequest, NotFound, click.BadParameter) as error:
                yield Faulty(read.rows, [Fault(read.line, _said(error))])
                continue
            yield read

    def _plan(self, item: Item, *, show: bool) -> None:
        """Make the request of an item, and print it for a dry run."""
        if show or not self._merges:  # To merge, items are read.
            request = planned(self.client, self._call(item))
            if show:
                preview(self.client, request, item.line)

    def _read(self, failing: Failing | None) -> Iterator[Read]:
        given = options.places(self.operation, self.given)
        names = Names(self.info, self.operation, len(given))
        mapped = mapping(cast("Sequence[str]", self.given.get("map") or ()))

        def known(head: str) -> bool:
            return head in mapped or names.find(head) is not None

        with self.file.table(known) as table:
            if failing is not None:
                failing.of(table, self._width)
            whole = not self._merges
            bodies = Bodies(
                columns=columns(table.heads, mapped, names, whole=whole),
                heads=table.heads,
                forms=self._forms(table.separator),
                empty=cast("Empty", self.given.get("empty") or "omit"),
                whole=whole,
                lists=self.operation.body_is_list,
            )
            yield from bodies.read(table.rows)

    def _forms(self, separator: str) -> Forms:
        return Forms(self._day, comma=separator != ",")

    @property
    def _where(self) -> list[object]:
        given = options.places(self.operation, self.given)
        return where(self.client, self.info.name, self.operation.name, given)

    @property
    def _day(self) -> DayFormat:
        return DayFormat(str(self.given.get("day_format") or ISO))

    @property
    def _merges(self) -> bool:
        return bool(self.given.get("merge"))

    def _call(self, item: Item) -> Call:
        places = [*options.places(self.operation, self.given), *item.places]
        if self._merges:
            changes = cast("Mapping[str, object]", item.document)
            return merged(self.client, self.info, self.operation, places, changes)
        return prepared(self.client, self.info, self.operation, item.document, places)


def _tell(faults: Sequence[Fault], before: int) -> None:
    for fault in faults if before < _SHOWN else ():
        echo(f"line {fault.line}: {fault}.", err=True)


def _said(error: ProtimeError | click.BadParameter) -> str:
    text = error.message if isinstance(error, click.BadParameter) else str(error)
    return exits.one_line(text).removesuffix(".")
