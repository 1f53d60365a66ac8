"""The page on types: its program passes mypy, and each line of its table does not."""

from __future__ import annotations

import re

import pytest

from docs.building.blocks import PAGES, blocks
from tests.typing.test_typing import checkouts, errors, mypy

TEXT = (PAGES / "how-to" / "typing.md").read_text("utf-8")
WRITTEN = re.findall(r"^\| `(client\..*?|New.*?)` \| ", TEXT, re.M)
BEFORE = [
    "from protime import DateRange, DepartmentReference, NewClocking, Protime",
    "client = Protime.from_env()",
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Check the page's program, and one of the lines of its table."""
    folder = tmp_path_factory.mktemp("typed")
    program, table = folder / "program.py", folder / "table.py"
    shown = [block.text for block in blocks(TEXT) if block.language == "python"]
    program.write_text("\n".join(shown), "utf-8")
    table.write_text("\n".join([*BEFORE, *WRITTEN]), "utf-8")
    more = ("--strict", "--config-file=", "--follow-imports=silent")
    return mypy(folder, *more, str(program), str(table), where=checkouts())


@pytest.mark.heavy
def test_the_program_is_typed(told: str) -> None:
    """What the page recommends is taken by a strict check."""
    assert errors(told, "program.py") == []
    assert "checked 2 source files" in told


@pytest.mark.heavy
def test_each_line_of_the_table_is_found(told: str) -> None:
    """The checker finds every line that the page says it finds, and no other."""
    found = {line for line, _ in errors(told, "table.py")}
    first = len(BEFORE) + 1
    assert len(WRITTEN) >= 5
    assert found == set(range(first, first + len(WRITTEN))), told
