"""Wrong specs: each is refused as compilers do, and nothing is written.

The folder ``wrong`` holds them as data. A row of most files has a place in a file of
the small spec, what is put there (``GONE``: it is taken away), what is said of it, and
the place whose line is told, where that is another one.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator import validation
from generator.__main__ import main
from generator.reading import loader
from tests.yamls import parsed, written

from .conftest import GOLDEN

FOLDER = Path(__file__).parent / "wrong"
SPEC = GOLDEN / "spec"
PLACED = ("texts", "names", "fields", "operations", "api")
FEWEST = 200
_TOLD = re.compile(r"^(\S.*?):(\d+): (.*)$", re.MULTILINE)
_MARK = "here-it-is"

Row = list[Any]


def data(name: str) -> Any:
    return parsed((FOLDER / f"{name}.yaml").read_text("utf-8"))


def rows(*names: str) -> Iterator[tuple[str, Row]]:
    for name in names:
        for file, found in data(name).items():
            yield from ((file, row) for row in found)


def shown(value: object) -> str:
    return re.sub(r"\W+", "-", str(value), flags=re.ASCII)[:60]


CONTENT = {
    path.relative_to(SPEC).as_posix(): parsed(path.read_text("utf-8"))
    for path in SPEC.rglob("*.yaml")
}


def put(content: Any, place: str, *value: object) -> Any:
    """Return a copy with a value at a place, or with nothing there."""
    made = copy.deepcopy(content)
    *above, last = place.split("/")
    holder = made
    for step in above:
        holder = holder[int(step) if isinstance(holder, list) else step]
    key = int(last) if last.isdigit() else last
    if value:
        holder[key] = value[0]
    else:
        del holder[key]
    return made


def lines_of(content: Any, place: str) -> range:
    """Return the lines that a place takes, by what changes if it is marked."""
    if not place:
        return range(1, 2)
    marked = written(put(content, place, _MARK))
    first = marked[: marked.index(_MARK)].count("\n") + 1
    height = written(content).count("\n") - marked.count("\n")
    return range(first, first + height + 1)


def refused(spec: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what is said of a spec that is refused, with nothing written."""
    output = spec.parent / "generated"
    assert main(["generate", "--spec", str(spec), "--output", str(output)]) == 1
    told = capsys.readouterr()
    assert not told.out
    assert "Traceback" not in told.err
    assert not output.exists()
    return told.err


def lines_told(told: str, spec: Path, file: str, said: str) -> list[int]:
    """Return the lines of the file of which it is said, each shown as it is."""
    path = spec / file
    found = [
        int(line)
        for place, line, what in _TOLD.findall(told)
        if Path(place) == path and said in what
    ]
    for line in found:
        lines = path.read_text("utf-8", errors="replace").splitlines() or [""]
        text = lines[line - 1].strip()
        assert not text or f"  {line} | {text}\n" in told
    return found


@pytest.mark.sampled(5)
@pytest.mark.parametrize(
    ("file", "row"),
    [*rows(*PLACED)],
    ids=[shown(row[:-1]) for _, row in rows(*PLACED)],
)
def test_a_wrong_value(
    small: Path, capsys: pytest.CaptureFixture[str], file: str, row: Row
) -> None:
    """What is wrong, and where, is told by file and line."""
    place, value, said, *other = row
    content = put(CONTENT[file], place, *([] if value == "GONE" else [value]))
    name, _, where = other[0].rpartition(" ") if other else ("", "", place)
    changed = {file: content, name or file: CONTENT[name] if name else content}
    for path, told_of in changed.items():
        (small / path).write_text(written(told_of), "utf-8")
    told = refused(small, capsys)
    lines = lines_told(told, small, name or file, said)
    meant = lines_of(changed[name or file], where)
    assert {*lines} & {*meant}, f"lines {meant} were meant:\n{told}"


@pytest.mark.parametrize(
    ("file", "row"),
    [*rows("yaml")],
    ids=[shown(row[1]) for _, row in rows("yaml")],
)
def test_a_wrong_text(
    small: Path, capsys: pytest.CaptureFixture[str], file: str, row: Row
) -> None:
    """What YAML cannot hold, or holds unseen, is told by file and line."""
    old, new, said, line = row
    path = small / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    found = lines_told(refused(small, capsys), small, file, said)
    begin = text[: text.index(old)].count("\n") + 1
    assert begin + line in found if line is not None else found


@pytest.mark.parametrize("case", data("files"), ids=lambda case: shown(case.values()))
def test_a_wrong_file(
    small: Path, capsys: pytest.CaptureFixture[str], case: dict[str, Any]
) -> None:
    """What cannot be read, has another name or is missing is told by its file."""
    path = small / case["file"]
    path.parent.mkdir(exist_ok=True)
    content = content_of(case)
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    told = refused(small, capsys)
    if content is None:
        assert f"{path}: {case['said']}" in told
    else:
        found = lines_told(told, small, case["file"], case["said"])
        assert case["line"] in found if "line" in case else found, told


def content_of(case: dict[str, Any]) -> bytes | None:
    """Return what is put into the file; nothing if it is to go away."""
    if "copy" in case:
        text = (SPEC / case["copy"]).read_text("utf-8")
        _, _, rest = text.partition("\n")
        name = case.get("as", Path(case["copy"]).stem)
        return f"collection: {name}\n{rest}".encode()
    if "deep" in case:
        return b"a: " + b"[" * case["deep"]
    if "bytes" in case:
        return bytes.fromhex(case["bytes"])
    return case["text"].encode() if "text" in case else None


@pytest.mark.parametrize(("file", "row"), [*rows("unrefused")])
def test_what_no_file_tells(small: Path, file: str, row: Row) -> None:
    """What cannot be refused is known, each with the reason."""
    place, value, reason = row
    (small / file).write_text(written(put(CONTENT[file], place, value)), "utf-8")
    validation.check(loader.load(small), small)
    assert reason


def test_there_are_enough() -> None:
    """The wrong specs are as many as were promised."""
    found = [*rows(*PLACED, "yaml"), *data("files")]
    assert len(found) >= FEWEST
