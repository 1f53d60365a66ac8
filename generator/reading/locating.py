"""Where in its file a problem stands: the path of a node to a line."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import yaml
from attrs import evolve

from generator.problems import Problem

# `.name`, `['any name']` or `[0]`: as the walk and cattrs write paths.
_TEXT = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
_STEP = re.compile(rf"\.(\w+)|\[({_TEXT}|\d+)\]")


def located(problems: Iterable[Problem], folder: Path) -> list[Problem]:
    """Return the problems with the lines of the spec's files in the folder."""
    return [_located(problem, folder) for problem in problems]


def _located(problem: Problem, folder: Path) -> Problem:
    try:
        text = (folder / problem.file.removeprefix("spec/")).read_text(encoding="utf-8")
        line = problem.line or _line(text, problem.path)
    except (OSError, yaml.YAMLError):
        return problem  # The problem is the file itself, which has no line.
    lines = text.splitlines()
    shown = lines[line - 1].strip() if line <= len(lines) else ""
    return evolve(problem, line=line, text=shown)


def _line(text: str, path: str) -> int:
    """Return the line of the node, or of the nearest one above it that there is."""
    node = yaml.compose(text, yaml.SafeLoader)
    line = 1
    for name, index in _STEP.findall(path):
        step = name or ast.literal_eval(index)
        found = _below(node, step)
        if found is None:
            break
        line, node = found
    return line


def _below(node: yaml.Node | None, step: object) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        inner = node.value[step] if step < len(node.value) else None
        return (inner.start_mark.line + 1, inner) if inner else None
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    return None
