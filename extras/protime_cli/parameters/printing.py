"""Parameters of what prints items: the form, the file, the columns."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from protime_cli.output.format_names import FORMATS, Format, of_ending
from protime_cli.parameters.completing import columns, paths, several_of
from protime_cli.parameters.options import Given
from protime_cli.session.session import Session
from protime_runtime.catalog import CollectionInfo
from protime_runtime.tables.csv_lines import FORMULAS, Formulas

if TYPE_CHECKING:
    from protime_cli.output.writer import Output


def output_options(info: CollectionInfo) -> list[click.Parameter]:
    """Return the options of everything that prints items."""
    return [
        click.Option(
            ["-o", "--output", "format"],
            type=click.Choice(FORMATS),
            help="Form of the output; else as --file ends, a table on a terminal, JSON"
            " Lines in a pipe.",
        ),
        click.Option(
            ["--file"],
            type=click.Path(dir_okay=False, path_type=Path),
            help="File to write, in the form of its ending unless -o is given; one that"
            " is there stays until all is written.",
        ),
        click.Option(
            ["--columns"],
            metavar="NAME,...",
            help="Columns to print or write, instead of all properties.",
            shell_complete=several_of(partial(columns, info)),
        ),
        click.Option(
            ["--with", "joined"],
            metavar="PATH,...",
            help="What references lead to, as columns: person.lastName,department.name;"
            " what a person had is that of the row's day.",
            shell_complete=several_of(partial(paths, info)),
        ),
        click.Option(
            ["--formulas"],
            type=click.Choice(FORMULAS),
            default="keep",
            help="CSV for a spreadsheet: escape puts ' before texts that it would run.",
        ),
        click.Option(
            ["--excel"],
            is_flag=True,
            help="CSV as Excel reads it: with ; and decimal commas, times as 08:30.",
        ),
    ]


def output(info: CollectionInfo, given: Given, session: Session) -> Output:
    """Return where the output goes.

    Raises:
        click.UsageError: Neither the option nor the file's ending says in which form.
    """
    from protime_cli.output.writer import Output

    chosen = cast("Format | None", given.get("format"))
    file = cast("Path | None", given.get("file"))
    file = None if file == Path("-") else file
    formulas = cast("Formulas", given.get("formulas", "keep"))
    excel = bool(given.get("excel"))
    form = chosen or ("csv" if excel and file is None else _form(file))
    if excel and form != "csv":
        raise click.UsageError(f"--excel is a form of CSV: leave it out for {form}.")
    return Output(
        format=form,
        file=file,
        session=session,
        name=info.name,
        formulas=formulas,
        excel=excel,
        chooses=given.get("columns") is not None,
    )


def _form(file: Path | None) -> Format:
    if file is None:
        return "table" if sys.stdout.isatty() else "jsonl"
    try:
        return of_ending(file)
    except ValueError as error:
        raise click.UsageError(f"{error} Say it with -o.") from None
