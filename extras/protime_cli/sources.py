"""Files that people give, and standard input, as texts."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path

import click

from protime_runtime.errors import InvalidRequest
from protime_runtime.texts import NoText, text_of


def read_source(source: str) -> str:
    """Return the text of a file, or of standard input, in any form of Unicode.

    Raises:
        InvalidRequest: The file cannot be read.
    """
    with refusing(source):
        if source == "-":
            return text_of(sys.stdin.buffer.read())
        return text_of(Path(source).read_bytes())


@contextmanager
def refusing(source: str) -> Iterator[None]:
    """Refuse a file, or standard input, that cannot be read or is no text.

    Raises:
        InvalidRequest: It is one of them; the file is named.
    """
    name = "Standard input" if source == "-" else source
    try:
        yield
    except OSError as error:
        raise InvalidRequest(f"{source} cannot be read: {error.strerror}.") from None
    except NoText as error:
        raise InvalidRequest(f"{name} {error}.") from None


def report_of(source: str, named: object) -> str:
    """Return where the report of a file stands: beside it, if no other is named.

    Raises:
        click.UsageError: It is that file.
    """
    report = str(named or f"{source}.report.jsonl")
    refuse_same({"--from": source, "--report": report})
    return report


def refuse_same(files: Mapping[str, object]) -> None:
    """Refuse one file for two of the options that are given; the later is written.

    Raises:
        click.UsageError: Two of them are the same file.
    """
    given = [(name, str(path)) for name, path in files.items() if path]
    for (name, path), (later, other) in combinations(given, 2):
        if _is_same(path, other):
            raise click.UsageError(
                f"{name} and {later} are one file, {other}: name another with {later}."
            )


def _is_same(path: str, other: str) -> bool:
    if os.path.exists(path) and os.path.exists(other):
        return os.path.isfile(path) and os.path.samefile(path, other)
    return os.path.realpath(path) == os.path.realpath(other)
