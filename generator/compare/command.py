"""``python -m generator compare swagger.json``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator import spec, validation, writing
from generator.compare import reporting
from generator.compare.proposing import saving
from generator.compare.vendor import Vendor

_STATUS = (
    "Ends with 0 if all was compared and nothing differs, with 1 if anything differs or"
    " the document is refused, with 2 if nothing differs in what could be compared."
)


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the generator's."""
    parser = commands.add_parser("compare", help=run.__doc__, epilog=_STATUS)
    parser.add_argument("document", type=Path, help="what the Swagger page serves")
    parser.add_argument("--spec", type=Path, default=Path("spec"))
    parser.add_argument("--format", choices=("markdown", "json"), default="markdown")
    parser.add_argument(
        "--propose",
        action="store_true",
        help="edit the spec where something is missing",
    )
    text = "write the proposed edits into a patch, and leave the spec as it is"
    parser.add_argument("--patch", type=Path, metavar="FILE", help=text)
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Compare the spec with the OpenAPI document of a tenant."""
    root = validation.load(options.spec)
    vendor = Vendor.read(options.document, root.api)
    found = vendor.compared(root)
    is_json = options.format == "json"
    print(reporting.as_json(found) if is_json else reporting.markdown(found), end="")
    if options.propose or options.patch:
        _propose(vendor, root, options)
    return reporting.status(found)


def _propose(vendor: Vendor, root: spec.Spec, options: argparse.Namespace) -> None:
    proposed = vendor.proposed(root, options.spec)
    if options.patch:
        patch = saving.patch(proposed, options.spec)
        writing.write_all({options.patch: patch.encode()})
    else:
        saving.write(proposed, options.spec)
    for proposal in proposed.proposals:
        text = proposal.text if proposal.done else f"not done: {proposal.text}"
        # Not among what programs read.
        print(f"{options.spec / proposal.file}: {text}", file=sys.stderr)
