"""Items to a format: a table, JSON, JSON Lines, CSV, Parquet or a workbook."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO, TextIO, cast

import click
from attrs import frozen

from protime_cli.output import csv
from protime_cli.output.columns import only
from protime_cli.output.format_names import Format
from protime_cli.output.pages import Pages
from protime_cli.output.tables import record, table
from protime_cli.output.wire import Row
from protime_cli.session.session import Session
from protime_cli.terminal import coloured, echo, heading, width
from protime_runtime.files import replacing
from protime_runtime.reading.documents import mended
from protime_runtime.tables.cells import holds
from protime_runtime.tables.columns import Column
from protime_runtime.tables.csv_lines import BOM, END, Formulas, excel_line
from protime_runtime.tables.spreadsheet import spreadsheet_cell
from protime_runtime.texts import visible, visible_json

_IN_COLUMNS = ("csv", "parquet", "xlsx")
_JSON = ("json", "jsonl")


@frozen(kw_only=True)
class Output:
    """Where rows go, and in which form."""

    format: Format
    file: Path | None
    """What is replaced when all is written; none is standard output."""
    session: Session
    name: str = "items"
    """What the rows are, which a workbook calls its sheets."""
    formulas: Formulas = "keep"
    """How CSV's cells are written that a spreadsheet would run."""
    excel: bool = False
    """Whether CSV is as Excel reads it: typed cells, a mark of UTF-8, semicolons."""
    chooses: bool = False
    """Whether columns were chosen, which JSON has in place of all properties."""

    @property
    def streams(self) -> bool:
        """Whether rows are on standard output before more are asked for."""
        return self.file is None and self.format in ("jsonl", "csv")

    @property
    def passes_by(self) -> bool:
        """Whether rows may pass by on the terminal while more are asked for.

        What a pipe leads to writes there too, as `jq` and `less` do.
        """
        return self.streams and not _is_file(sys.stdout)

    def write(self, pages: Pages, columns: Sequence[Column]) -> None:
        """Write the items as they come; only a table and JSON wait for the last."""
        mended = self._mending()

        def rows_of(items: Sequence[object]) -> Iterable[Row]:
            return map(mended, pages.rows_of(items))

        self._write(Pages(pages, rows_of, pages.are_models), columns)
        self._tell(pages.count, columns)

    def _write(self, pages: Pages, columns: Sequence[Column]) -> None:
        rows = pages.rows()
        if self.chooses and self.format in _JSON:
            rows = (only(columns, row) for row in rows)
        match self.format:
            case "table":
                self._table(rows, columns)
            case "json":
                self._json(rows)
            case "jsonl":
                self._json_lines(rows)
            case "csv":
                self._csv(pages, columns)
            case "parquet":
                self._parquet(pages, columns)
            case "xlsx":
                self._workbook(rows, columns)

    def one(self, row: Row, columns: Sequence[Column]) -> None:
        """Write a single item: for people, a property on each line."""
        row = self._mending()(row)
        if self.format == "table":
            self._text([record(row, columns)])
        elif self.format == "json":
            held = only(columns, row) if self.chooses else row
            self._text([json.dumps(held, ensure_ascii=False, indent=2)])
        else:
            self._write(Pages([[row]], lambda _: [row], are_models=False), columns)
        self._tell(1, columns)

    def _tell(self, count: int, columns: Sequence[Column]) -> None:
        """Say what was written into a file, which nobody sees."""
        if self.file is not None and self.file.is_file():
            rows = f"{count:,} row{'' if count == 1 else 's'}"
            wide = f" of {len(columns)} columns" if self.format in _IN_COLUMNS else ""
            self.session.say(f"{self.file}: {rows}{wide}, as {self.format}.")

    def _mending(self) -> Callable[[Row], Row]:
        """Return what makes rows such as the form holds, and says once what it cannot.

        The values of models that columns are taken out of need no mending.
        """
        said: set[str] = set()

        def note(field: str, what: str) -> None:
            text = f"{field or 'The response'} has {what}"
            if text not in said:
                said.add(text)
                self.session.say(text)

        nul = holds(self.format).nul
        return lambda row: cast("Row", mended(row, note, nul=nul))

    def _table(self, rows: Iterable[Row], columns: Sequence[Column]) -> None:
        held, stream = list(rows), None if self.file else sys.stdout
        columns = sorted(columns, key=_is_version)
        room = width(stream, self.session.environ.get("COLUMNS"))
        text, left = table(held, columns, room)
        if self.file is None and coloured():
            echo(text, paint=heading)
        else:
            self._text([text])
        if not held:
            self.session.say("Nothing found.")
        elif left:
            names = ", ".join(left[:3]) + (", ..." if len(left) > 3 else "")
            self.session.say(
                f"{len(left)} more column{'s'[: len(left) - 1]} ({names}): choose with"
                " --columns, or -o json"
            )

    def _json(self, rows: Iterable[Row]) -> None:
        self._text([json.dumps(list(rows), ensure_ascii=False, indent=2)])

    def _json_lines(self, rows: Iterable[Row]) -> None:
        self._text(
            json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows
        )

    def _csv(self, pages: Pages, columns: Sequence[Column]) -> None:
        if self.excel:
            lines = self._excel_lines(pages.rows(), columns)
        else:
            lines = csv.lines(pages, columns, self.formulas)
        self._text(lines, end="")

    def _excel_lines(
        self, rows: Iterable[Row], columns: Sequence[Column]
    ) -> Iterator[str]:
        yield BOM + excel_line(column.name for column in columns)
        for row in rows:
            yield excel_line(
                spreadsheet_cell(column, row, lambda _: None) for column in columns
            )

    def _parquet(self, pages: Pages, columns: Sequence[Column]) -> None:
        from protime_cli.output.parquet import write

        with self._bytes("Parquet") as stream:
            write(pages, columns, stream, self.session.say)

    def _workbook(self, rows: Iterable[Row], columns: Sequence[Column]) -> None:
        from protime_runtime.tables.excel import write

        with self._bytes("A workbook") as stream:
            write(rows, columns, stream, self.name, self.session.say)

    def _bytes(self, what: str) -> AbstractContextManager[BinaryIO]:
        if self.file is None and sys.stdout.isatty():
            raise click.UsageError(
                f"{what} is no text for a terminal: add --file"
                f" {self.name}.{self.format}."
            )
        return _opened(self.file)

    def _text(self, lines: Iterable[str], end: str = "\n") -> None:
        with _opened(self.file) as stream:
            shown = map(self._shown, lines) if stream.isatty() else lines
            for line in shown:
                stream.write(f"{line}{end}".encode())
            stream.flush()

    def _shown(self, line: str) -> str:
        """Return a line for a terminal: the values of JSON, what is seen of CSV."""
        if self.format == "csv":
            return visible(line.removeprefix(BOM).removesuffix(END), keep="\n") + "\n"
        return visible_json(line)


def _opened(file: Path | None) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdout.buffer) if file is None else replacing(file)


def _is_file(stream: TextIO) -> bool:
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except OSError:  # What a program put there has no number.
        return False


def _is_version(column: Column) -> bool:
    # People look for it least, so it is the first that finds no place.
    return column.name == "change_version"
