"""``python -m generator generate | check | schema | review | compare | ...``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from generator import failing, rendering, staging, trying, validation, watching, writing
from generator import spec as spec_
from generator.compare import command as compare_command
from generator.planning import plan
from generator.problems import GeneratorError
from generator.reading import schema
from generator.releasing import command as releasing_command
from generator.review import command as review_command

_WATCH = "go on, and generate again whenever a file of the spec is saved"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        if "command" in options:
            return int(options.command(options))
        if "watch" in options and options.watch:
            work = partial(generate, options.spec, options.output)
            return watching.watch(options.spec, work)
        return int(options.run(options.spec, options.output))
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
    except GeneratorError as error:
        print(error, file=sys.stderr)
    return 1


def generate(spec: Path, output: Path) -> int:
    """Make the output equal to what the spec says."""
    writing.refuse_foreign(output)
    root = validation.load(spec)
    with staging.staged(_files(root, spec)) as folder:
        if writing.compare(folder, output):
            trying.import_all(folder, root.api.package)
        found = writing.replace(folder, output)
    if _has_schemas(spec):
        write_schemas(spec, output)
    print(
        f"{len(found.added)} added, {len(found.changed)} changed,"
        f" {len(found.deleted)} deleted in {output}"
    )
    return 0


def check(spec: Path, output: Path) -> int:
    """Print what differs from what the spec says; fail if anything does."""
    with staging.staged(_files(validation.load(spec), spec)) as folder:
        text = writing.differences(folder, output)
    stale = _stale_schemas(spec) if _has_schemas(spec) else {}
    for line in filter(None, [text, *(f"{path} is not up to date" for path in stale)]):
        print(line)
    if text or stale:
        return 1
    print(f"{output} is what {spec} says")
    return 0


def write_schemas(spec: Path, output: Path) -> int:
    """Write the JSON Schemas that editors check spec files with."""
    del output  # Schemas stand beside the spec; the option is every command's.
    for path, text in _stale_schemas(spec).items():
        path.parent.mkdir(exist_ok=True)
        writing.write(path, text.encode())
    return 0


def _files(root: spec_.Spec, folder: Path) -> Mapping[str, str]:
    return failing.attempt(lambda root: rendering.render(plan(root)), root, folder)


def _has_schemas(spec: Path) -> bool:
    # A spec that no editor opens, such as one of the tests, has none.
    return (spec / "schema").is_dir()


def _stale_schemas(spec: Path) -> Mapping[Path, str]:
    texts = {spec / "schema" / name: text for name, text in schema.texts().items()}
    return {
        path: text
        for path, text in texts.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    }


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m generator", description=__doc__)
    commands = made.add_subparsers(required=True, metavar="COMMAND")
    for name, run in (
        ("generate", generate),
        ("check", check),
        ("schema", write_schemas),
    ):
        command = commands.add_parser(name, help=run.__doc__)
        command.add_argument("--spec", type=Path, default=Path("spec"))
        command.add_argument("--output", type=Path, default=Path("generated"))
        command.set_defaults(run=run)
        if run is generate:
            command.add_argument("--watch", action="store_true", help=_WATCH)
    review_command.add(commands)
    compare_command.add(commands)
    releasing_command.add(commands, generate)
    return made


if __name__ == "__main__":
    sys.exit(main())
