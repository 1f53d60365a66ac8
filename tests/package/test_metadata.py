"""What an index shows of the package, with and without a repository."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
REPOSITORY = "https://code.example/acme/protime-client"


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    pytest.importorskip("hatchling")
    spec = importlib.util.spec_from_file_location("hook", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def updated(hook: ModuleType, repository: str) -> dict[str, object]:
    metadata: dict[str, object] = {}
    settings = {"repository": repository}
    hook.Repository(str(ROOT), settings).update(metadata)
    return metadata


def test_without_a_repository_nothing_is_invented(hook: ModuleType) -> None:
    """README is as it stands, and there are no addresses."""
    metadata = updated(hook, "")
    assert metadata == {"readme": {"content-type": "text/markdown", "text": README}}


def test_a_repository_is_where_links_lead(hook: ModuleType) -> None:
    """No link or picture is left that an index could not follow."""
    metadata = updated(hook, f"{REPOSITORY}/")
    text = str(metadata["readme"]["text"])  # type: ignore[index]
    assert not re.findall(r"\]\((?!https?:|#)[^)]*\)", text)
    assert "![" in text
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text)
    assert all(one.startswith(f"{REPOSITORY}/raw/") for one in pictures)
    urls = metadata["urls"]
    assert isinstance(urls, dict)
    assert all(address.startswith(REPOSITORY) for address in urls.values())
