"""Problems of the spec: found all at once, told in one report."""

from __future__ import annotations

from attrs import frozen


@frozen
class Problem:
    """What is wrong at one place of one file."""

    file: str
    path: str
    what: str

    def __str__(self) -> str:
        """Return the problem as a line of the report."""
        return f"{self.what} @ {self.path}" if self.path else self.what


class SpecError(Exception):
    """The spec holds problems, all of which the message lists by file."""

    def __init__(self, problems: list[Problem]) -> None:
        """Take every problem that was found."""
        self.problems = problems
        super().__init__(report(problems))


def report(problems: list[Problem]) -> str:
    """Return the problems under the names of their files."""
    lines = []
    for file in sorted({problem.file for problem in problems}):
        lines.append(f"{file}:")
        lines += [f"  {one}" for one in problems if one.file == file]
    return "\n".join(lines)
