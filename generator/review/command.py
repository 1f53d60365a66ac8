"""``python -m generator review OLD NEW``."""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path

from generator.reading import loader
from generator.review import changelog, reporting, review, sources


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the generator's."""
    parser = commands.add_parser("review", help=run.__doc__)
    parser.add_argument("old", help="revision, or folder of a spec")
    parser.add_argument("new", nargs="?", help="the same; the working tree if left out")
    parser.add_argument("--spec", type=Path, default=Path("spec"))
    parser.add_argument("--format", choices=("markdown", "json"), default="markdown")
    parser.add_argument("--output", type=Path, help="file to write the report to")
    parser.add_argument("--version", help="present version, if not pyproject.toml's")
    parser.add_argument(
        "--write", action="store_true", help="put the lines into the spec's changelog"
    )
    parser.add_argument(
        "--heading",
        type=_heading,
        default=changelog.UNRELEASED,
        help="section that they are put into, such as '15 July 2025'",
    )
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Report what changed in the API between two versions of the spec."""
    old = sources.load(options.old, options.spec)
    new = (
        sources.load(options.new, options.spec)
        if options.new
        else loader.load(options.spec)
    )
    changes = review(old, new)
    present = options.version or version(options.spec.resolve().parent)
    make = reporting.as_json if options.format == "json" else reporting.markdown
    text = make(changes, present)
    if options.output:
        options.output.write_text(text, encoding="utf-8", newline="\n")
    else:
        print(text, end="")
    if options.write:
        path = options.spec / "CHANGELOG.md"
        count = changelog.write_entry(changes, path, options.heading)
        print(f"{path}: {count} added", file=sys.stderr)
    return reporting.status(changes)


def _heading(text: str) -> str:
    words = " ".join(text.split()).lstrip("# ")
    if not words:
        raise argparse.ArgumentTypeError("a heading has words, such as '15 July 2025'")
    return words


def version(folder: Path) -> str:
    """Return the present version of the package in a folder."""
    try:
        text = (folder / "pyproject.toml").read_text(encoding="utf-8")
        return str(tomllib.loads(text)["project"]["version"])
    except (OSError, KeyError):
        return "0.0.0"
