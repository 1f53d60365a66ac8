"""Where in its file a problem stands: the path of a node to a line."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterable
from pathlib import Path

import yaml
from attrs import evolve, frozen

from generator.problems import Problem
from generator.reading import documents

# `.name`, `['any name']`, `[0]` or `[None]`: as the walk and cattrs write paths.
_TEXT = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
_STEP = re.compile(rf"\.(\w+)|\[({_TEXT}|[-\w.]+)\]")


def located(
    problems: Iterable[Problem], folder: Path, shown: str | None = None
) -> list[Problem]:
    """Return the problems with the lines of the spec's files in the folder.

    `shown` is what the folder is called, where that is not what it is.
    """
    files: dict[str, _File | None] = {}
    found = []
    for problem in problems:
        if problem.file not in files:
            # What knows its line is all that is wrong with a file nobody could read.
            readable = problem.line is None
            files[problem.file] = _file(folder / problem.file, readable=readable)
        name = os.path.join(shown or folder, problem.file)
        found.append(evolve(_located(problem, files[problem.file]), file=name))
    return found


@frozen
class _File:
    """A file that holds problems: its lines, and its nodes if it could be read."""

    lines: list[str]
    node: yaml.Node | None


def _file(path: Path, *, readable: bool) -> _File | None:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None  # The problem is the file itself, which has no line.
    return _File(text.splitlines(), documents.node(text) if readable else None)


def _located(problem: Problem, file: _File | None) -> Problem:
    if file is None:
        return evolve(problem, line=None)
    line = problem.line or _line(file.node, problem.path)
    shown = file.lines[line - 1].strip() if line <= len(file.lines) else ""
    return evolve(problem, line=line, text=shown)


def _line(node: yaml.Node | None, path: str) -> int:
    """Return the line of the node, or of the nearest one above it that there is."""
    line = 1
    for name, index in _STEP.findall(path):
        found = _below(node, name or _step(index))
        if found is None:
            break
        line, node = found
    return line


def _step(index: str) -> object:
    try:
        return ast.literal_eval(index)
    except ValueError:
        return index


def _below(node: yaml.Node | None, step: object) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        inner = node.value[step] if step < len(node.value) else None
        return (inner.start_mark.line + 1, inner) if inner else None
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if (key.value if isinstance(step, str) else documents.key(key)) == step:
                return key.start_mark.line + 1, value
    return None
