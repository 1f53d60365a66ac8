"""``python -m generator compare swagger.json``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import yaml

from generator import validation
from generator.compare.differences import SIDES, Difference, Side, compare
from generator.compare.proposing import propose
from generator.compare.view import Document, view
from generator.openapi import document
from generator.planning import plan
from generator.problems import Problem, SpecError
from generator.reading import loader

_HEADINGS: dict[Side, str] = {
    "missing": "What the vendor has and the spec lacks",
    "differs": "What differs",
    "beyond": "What the spec has beyond the vendor's document",
}


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the generator's."""
    parser = commands.add_parser("compare", help=run.__doc__)
    parser.add_argument("document", type=Path, help="what the Swagger page serves")
    parser.add_argument("--spec", type=Path, default=Path("spec"))
    parser.add_argument("--format", choices=("markdown", "json"), default="markdown")
    parser.add_argument(
        "--propose",
        action="store_true",
        help="edit the spec where something is missing",
    )
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Compare the spec with the OpenAPI document of a tenant."""
    root = loader.load(options.spec)
    validation.check(root, options.spec)
    base = root.api.base_path
    theirs = view(_read(options.document), base)
    ours = view(document.document(plan(root)), base)
    if not theirs.keys() & ours.keys():
        raise _refused(options.document, f"no operation is one below {base}", "$.paths")
    found = compare(theirs, ours)
    make = _json if options.format == "json" else markdown
    print(make(found), end="")
    if options.propose:
        for proposal in propose(found, root, options.spec):
            text = proposal.text if proposal.done else f"not done: {proposal.text}"
            # Not among what programs read.
            print(f"{options.spec / proposal.file}: {text}", file=sys.stderr)
        loader.load(options.spec)
    return 1 if any(difference.side != "beyond" for difference in found) else 0


def markdown(found: Sequence[Difference]) -> str:
    """Return the report: by side, and then by collection."""
    if not found:
        return "Nothing differs.\n"
    lines = []
    for side in SIDES:
        some = [difference for difference in found if difference.side == side]
        if some:
            lines += [f"## {_HEADINGS[side]} ({len(some)})", ""]
        for collection in dict.fromkeys(difference.collection for difference in some):
            lines += [f"- `{collection}`"]
            lines += [
                f"  - {each.what}, {each.place}: {each.detail}".rstrip(": ")
                for each in some
                if each.collection == collection
            ]
        if some:
            lines.append("")
    return "\n".join(lines)


def _json(found: Sequence[Difference]) -> str:
    keys = ("side", "what", "collection", "place", "detail")
    rows = [{key: getattr(each, key) for key in keys} for each in found]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def _read(path: Path) -> Document:
    try:
        # PowerShell saves what it has asked for in UTF-16, with a mark at its start.
        saved = path.read_bytes()
        text = saved.decode(json.detect_encoding(saved))
        # Every JSON document is YAML as well, which takes a hundred times as long.
        is_json = text.lstrip().startswith("{")
        content: object = json.loads(text) if is_json else yaml.safe_load(text)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise _refused(path, str(error)) from None
    if isinstance(content, dict) and "swagger" in content:
        what = f"Swagger {content['swagger']} is not read; ask for OpenAPI 3.0 or 3.1"
        raise _refused(path, what, "$.swagger")
    if not isinstance(content, dict) or "paths" not in content:
        raise _refused(path, "no OpenAPI document", "$.paths")
    return cast("Document", content)


def _refused(path: Path, what: str, where: str = "") -> SpecError:
    return SpecError([Problem(str(path), where, what)])
