"""Hooks of MkDocs: the pages of the collections are made while the site is built."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]

# MkDocs runs without the checkout on its path, and nothing here is installed.
sys.path.insert(0, str(ROOT))

from mkdocs.structure.files import File, Files  # noqa: E402

from docs.building.pages import index, page  # noqa: E402 - through the path above
from generator.reading import loader  # noqa: E402

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the collections' pages into the navigation, and find files to show."""
    config.mdx_configs["pymdownx.snippets"]["base_path"] = [str(ROOT)]
    names = sorted(path.stem for path in (ROOT / "spec" / "collections").glob("*.yaml"))
    pages = ["reference/index.md", *(f"reference/{name}.md" for name in names)]
    for entry in config.nav or []:
        if "Collections" in entry:
            entry["Collections"] = pages
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for each collection, and the one that shows how they hang together."""
    root = loader.load(ROOT / "spec")
    made = {f"reference/{name}.md": page(name, root) for name in root.collections}
    made["reference/index.md"] = index(root)
    for path, text in made.items():
        files.append(File.generated(config, path, content=text))
    return files
