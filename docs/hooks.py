"""Hooks of MkDocs: pages that follow from the spec, the packages and the changelog."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]

# MkDocs runs without the checkout on its path.
sys.path.insert(0, str(ROOT))

from mkdocs.structure.files import File, Files  # noqa: E402

from docs.building import history, python_pages  # noqa: E402 - through the path above
from docs.building.pages import index, page  # noqa: E402
from docs.tenant import told  # noqa: E402
from generator.reading import loader  # noqa: E402

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETTINGS = PROJECT["tool"]["hatch"]["metadata"]["hooks"]["custom"]


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Say the version and where the code is, find files to show, and list the pages."""
    config.mdx_configs["pymdownx.snippets"]["base_path"] = [str(ROOT)]
    config.site_name = f"protime-client {PROJECT['project']['version']}"
    config.repo_url = SETTINGS["repository"] or None
    names = sorted(path.stem for path in (ROOT / "spec" / "collections").glob("*.yaml"))
    made = {
        "Collections": [
            "reference/index.md",
            *(f"reference/{name}.md" for name in names),
        ],
        "Python reference": [f"python/{name}.md" for name in python_pages.PAGES],
    }
    for entry in config.nav or []:
        for title in made.keys() & set(entry):
            entry[title] = made[title]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of the collections, of the Python names, and of what changed."""
    root = loader.load(ROOT / "spec")
    made = {f"reference/{name}.md": page(name, root) for name in root.collections}
    made["reference/index.md"] = index(root)
    made |= {f"python/{name}.md": text for name, text in python_pages.made().items()}
    made["maintaining/history.md"] = history.page()
    made["changelog.md"] = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for path, text in made.items():
        files.append(File.generated(config, path, content=text))
    return files


def on_page_markdown(
    markdown: str, page: Page, config: MkDocsConfig, files: Files
) -> str:
    """Say on each page that prints something what tenant that comes from."""
    return markdown if page.file.generated_by else told(markdown, page.file.src_uri)
