"""Blocks of pages: what a page shows must be what a reader sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from .running import run_page

HELP = "$ protime scopes clockings -o plain"
SCOPE = "connector-protimeapi-clockings.read"
PEOPLE = "$ protime people list --columns id --limit 3 -o csv"


def python(code: str, shown: str) -> str:
    return f"```python\n{code}\n```\n\n" + (f"```text\n{shown}\n```\n" if shown else "")


def console(command: str, *shown: str) -> str:
    return "\n".join(["```console", command, *shown, "```", ""])


TRUE = {
    "as printed": python("print(1)", "1"),
    "prints nothing": python("one = 1", ""),
    "goes on": python("one = 1", "") + python("print(one)", "1"),
    "the middle left out": python("print(*range(9), sep='\\n')", "0\n...\n8"),
    "a part of a line left out": python("print('id', 2**64)", "id ..."),
    "a command": console(HELP, SCOPE),
    "two commands": console(HELP, SCOPE, HELP, SCOPE),
    "both outputs": console(
        "$ protime people list --limit 1 --file a.csv",
        "a.csv: 1 row of ... columns, as csv.",
    ),
    "rows left out": console(PEOPLE, "id", "...", "3"),
}
FALSE = {
    "not shown": python("print(1)", ""),
    "other text": python("print(1)", "2"),
    "nothing comes": python("one = 1", "1"),
    "nothing but dots": python("print(1)", "..."),
    "the beginning left out": python("print(1, 2, sep='\\n')", "...\n2"),
    "the end left out": python("print(1, 2, sep='\\n')", "1\n..."),
    "the last line is another": python("print(1, 2, sep='\\n')", "1\n...\n3"),
    "a command not shown": console(HELP),
    "a command and dots": console(HELP, "..."),
    "another scope": console(HELP, SCOPE.replace("read", "write")),
    "the first of two not shown": console(HELP, HELP, SCOPE),
    "a message not shown": console("$ protime people list --limit 1 --file a.csv"),
    "another status": console("$ protime people get 999", "protime: ... --help`."),
    "what nothing printed": console(HELP, SCOPE) + "```text\n1\n```\n",
    "another program": console("$ ls", "a.csv"),
}


@pytest.mark.parametrize("text", TRUE.values(), ids=TRUE)
def test_what_is_printed_is_taken(text: str, lasting: object, tmp_path: Path) -> None:
    """A page that shows what its blocks print passes, with a middle left out or not."""
    page = tmp_path / "page.md"
    page.write_text(text, "utf-8")
    run_page(page)


@pytest.mark.parametrize("text", FALSE.values(), ids=FALSE)
def test_anything_else_is_refused(text: str, lasting: object, tmp_path: Path) -> None:
    """A page that shows less, more or something else than comes is refused."""
    page = tmp_path / "page.md"
    page.write_text(text, "utf-8")
    with pytest.raises(AssertionError):
        run_page(page)
