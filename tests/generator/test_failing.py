"""What no rule foresaw is told in a line that names the file it is due to."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import spec
from generator.failing import attempt
from generator.problems import GenerationFailed
from generator.reading import loader
from generator.staging import FormattingFailed, staged
from generator.trying import ImportFailed, import_all

from .conftest import GOLDEN

HEADER = "# Generated from spec/collections/halls.yaml by `nox -s generate`.\n"


def refusing(*names: str) -> object:
    """Return a step that fails for what is in collections of the names."""

    def make(root: spec.Spec) -> int:
        if root.collections.keys() & {*names}:
            raise KeyError("a fault\nof two lines")
        return len(root.collections)

    return make


@pytest.mark.parametrize(
    ("names", "file"),
    [(["visits"], "collections/visits.yaml"), (["rooms"], "collections/rooms.yaml")],
)
def test_the_collection_is_named(names: list[str], file: str) -> None:
    """The one that fails without the others is the one that is named."""
    root, folder = loader.load(GOLDEN / "spec"), Path("../spec")
    with pytest.raises(GenerationFailed) as caught:
        attempt(refusing(*names), root, folder)  # type: ignore[arg-type]
    assert str(caught.value).startswith(f"../spec/{file}: no package can be made")
    assert "\n" not in str(caught.value)
    assert "KeyError" in str(caught.value)


def test_what_ruff_refuses_is_told_in_a_line() -> None:
    """The file of the spec, the module and what is no Python there; no dump."""
    files = {"p/halls.py": f"{HEADER}x = 1\nclass :\n", "p/__init__.py": HEADER}
    with pytest.raises(FormattingFailed) as caught, staged(files):
        pass
    told = str(caught.value)
    assert told.startswith("p/halls.py:3, made from spec/collections/halls.yaml, is no")
    assert "\n" not in told


def test_what_cannot_be_imported_is_told_in_a_line(tmp_path: Path) -> None:
    """The same holds for what is Python, and fails."""
    for name, text in {"__init__": "", "halls": f"{HEADER}1 / 0\n"}.items():
        path = tmp_path / "p" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    with pytest.raises(ImportFailed, match=r"halls\.yaml, .* ZeroDivisionError"):
        import_all(tmp_path, "p")
