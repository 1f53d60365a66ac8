"""``nox -s mutants`` finds mutants, the tests that run them, and what those say."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

from . import chosen, covering, equivalents, mutations
from .__main__ import conclude
from .copies import Copy
from .covering import Covering
from .lines import around
from .mutations import Mutant, sample
from .trying import Result, Verdict, attempt

EXAMPLE = '''
"""A module."""

LIMIT, PAUSE, MANY = 3, 0.5, 64 * 1024


class Sender:
    """Sends."""

    @property
    def calm(self) -> bool | None:
        return self.sent < LIMIT and not self.late

    def send(self, texts: list[str], most: int = 50) -> int:
        self.log("send")
        self.sent += sum(
            len(text)
            for text in texts
            if text not in self.held
        )
        try:
            if self.sent == most:
                raise ValueError("too much")
        except (errors.Late, ValueError):
            return -1
        return self.sent
'''
BECOMES = {
    "LIMIT, PAUSE, MANY = 4, 0.5, 64 * 1024",
    "LIMIT, PAUSE, MANY = 2, 0.5, 64 * 1024",
    "return self.sent < LIMIT or not self.late",
    "return self.sent < LIMIT and self.late",
    "return self.sent <= LIMIT and not self.late",
    "return self.sent >= LIMIT and not self.late",
    "if text in self.held",
    "if not (text not in self.held)",
    "if self.sent != most:",
    "if not (self.sent == most):",
    "except (FloatingPointError, ValueError):",
    "except (errors.Late, FloatingPointError):",
    "return 1",
    "return - 2",
    "return - 0",
    "return None",
    "pass",
    "",
}
REFERENCES = Path("protime_runtime/asking/references.py")
PAIRS = (
    "tests/runtime/asking/test_references.py"
    "::test_pairs_are_written_once_and_without_separator"
)


@pytest.mark.heavy
def test_each_kind_of_mutant_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Annotations are left alone, and so is what is no Python any more."""
    monkeypatch.setattr(mutations, "source", lambda module: EXAMPLE)
    mutants = (
        mutant for seed in range(20) for mutant in sample([Path("example.py")], seed)
    )
    come = (_comes(mutant) for mutant in mutants)
    assert set(come) == BECOMES


def _comes(mutant: Mutant) -> str:
    lines = [line[1:] for line in mutant.changes() if line[0] == "+"]
    return " ".join("".join(lines).split())


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        (4, range(1, 27)),  # A constant: what any test of the module runs.
        (7, range(1, 27)),  # A class, whose fields others read.
        (10, range(10, 13)),  # A decorator: its function.
        (14, range(14, 27)),
        (19, range(16, 21)),  # A part of a statement: the statement.
        (22, range(22, 23)),  # A condition, without what hangs on it.
        (24, range(24, 25)),
    ],
)
def test_the_lines_that_tell_whether_a_test_runs_it(line: int, lines: range) -> None:
    assert around(ast.parse(EXAMPLE), line) == lines


@pytest.mark.heavy
def test_a_seed_is_a_sample() -> None:
    """The same seed draws the same, another one draws otherwise."""
    first, same, other = (list(sample([REFERENCES], seed)) for seed in (1, 1, 2))
    assert list(map(str, first)) == list(map(str, same))
    assert list(map(str, first)) != list(map(str, other))
    assert max(Counter((one.line, one.column) for one in first).values()) == 1


def test_each_pattern_names_a_module() -> None:
    assert not [one for one in chosen.PATTERNS if not chosen.matches(one)]


def test_each_equivalent_still_stands_in_its_module() -> None:
    """One whose lines have changed must be looked at again, or go."""
    for known in equivalents.known():
        text = mutations.source(Path(known.module))
        lines = [line.strip() for line in text.splitlines()]
        assert all(line.strip() in lines for line in known.before.splitlines()), known
        assert known.why


def _mutant(change: str) -> Mutant:
    every = (one for seed in range(20) for one in sample([REFERENCES], seed))
    return next(one for one in every if change in str(one))


@pytest.mark.heavy
def test_a_mutant_meets_the_tests_that_run_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It dies of one that fails, lives through others, and nothing is left of it."""
    monkeypatch.setattr(covering, "SUITES", ["tests/runtime/asking/test_references.py"])
    copy = Copy(tmp_path / "copy")
    found = covering.covering(tmp_path / "cache", [copy])
    assert not found.failed
    mutant = _mutant('-    return "".join(')
    assert PAIRS in found.of(mutant)
    assert attempt(copy, mutant, found).verdict == Verdict.KILLED
    lines = {(REFERENCES.as_posix(), line): {PAIRS} for line in range(100)}
    blind = Covering({PAIRS: 1.0}, lines, [])
    elsewhere = _mutant("-        return str.__new__(owner, self._name)")
    assert attempt(copy, elsewhere, blind).verdict == Verdict.SURVIVED
    assert attempt(copy, mutant, Covering({}, {}, [])).verdict == Verdict.NOT_COVERED
    assert (copy.packages / REFERENCES).read_text("utf-8") == mutant.source()
    monkeypatch.delattr(Copy, "pytest")
    assert covering.covering(tmp_path / "cache", [copy]) == found


@pytest.mark.heavy
@pytest.mark.parametrize(("noticed", "status"), [(95, 0), (94, 1)])
def test_too_many_survivors_are_an_error(
    noticed: int, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is equivalent does not count; what no test runs counts as what survives."""
    mutant = _mutant('-    return "".join(')
    verdicts = [Verdict.KILLED] * (noticed - 1) + [Verdict.TOO_LONG, Verdict.SURVIVED]
    verdicts += [Verdict.EQUIVALENT] * 50 + [Verdict.NOT_COVERED] * (99 - noticed)
    assert conclude([Result(mutant, verdict) for verdict in verdicts]) == status
    told = capsys.readouterr().out
    assert "survived: protime_runtime/asking/references.py:" in told
    assert f"{noticed}.0% of those that are not equivalent" in told
