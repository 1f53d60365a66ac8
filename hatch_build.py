"""What the package's metadata says of its repository, whose address stands once.

It is `repository` in pyproject.toml, empty until there is one. With it, README's links
and pictures become absolute, as an index that shows README needs them, and the project
has addresses.
"""

from __future__ import annotations

import re
from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface

_BRANCH = "main"
_LINK = re.compile(r"\]\((?!https?:|#)([^)]+)\)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\((?!https?:)([^)]+)\)")


class Repository(MetadataHookInterface):
    """Adds the long description and, if there is a repository, its addresses."""

    def update(self, metadata: dict[str, object]) -> None:
        """Fill in what follows from the setting."""
        repository = str(self.config.get("repository", "")).rstrip("/")
        text = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        if repository:
            text = absolute(text, repository)
            metadata["urls"] = addresses(repository)
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


def absolute(text: str, repository: str) -> str:
    """Return a text whose links lead to files of the repository."""
    raw, blob = f"{repository}/raw/{_BRANCH}", f"{repository}/blob/{_BRANCH}"
    pictured = _PICTURE.sub(rf"![\1]({raw}/\2)", text)
    return _LINK.sub(rf"]({blob}/\1)", pictured)


def addresses(repository: str) -> dict[str, str]:
    """Return the project's addresses."""
    return {
        "Source": repository,
        "Changelog": f"{repository}/blob/{_BRANCH}/CHANGELOG.md",
        "Issues": f"{repository}/issues",
    }
