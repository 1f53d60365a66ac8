"""How users migrate: a sentence for each rule that asks something of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from generator.review import Change

_FILE = Path(__file__).with_name("migrations.yaml")


@cache
def sentences() -> Mapping[str, str]:
    """Return the sentence of each rule, which names of Python are filled into."""
    found: dict[str, str] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found


def migration(change: Change) -> str:
    """Return what a user of the package does about a change; empty for most."""
    sentence = sentences().get(change.rule, "")
    python = change.python or ("what it names",)
    names = ", ".join(f"`{name}`" for name in python)
    return sentence.format(names=names, old=python[0], new=python[-1])
