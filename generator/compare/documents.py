"""A saved document, as the tenant's Swagger page serves it, or why it is none."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import yaml

from generator.problems import Problem, SpecError

Document = Mapping[str, Any]

# Both read the same; libyaml's takes a tenth of the time.
_Fastest: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEP = 1000
_LONG = 1000
_INT = "tag:yaml.org,2002:int"


class _Careful(_Fastest):  # type: ignore[misc]  # it is one of two
    """Refuses numbers that nobody can write down again."""

    def construct_yaml_int(self, node: yaml.ScalarNode) -> int:
        """Return an integer, if it is one of a service."""
        if len(node.value) > _LONG:
            raise ValueError(f"a number of {len(node.value)} digits")
        number: int = super().construct_yaml_int(node)
        return number


_Careful.add_constructor(_INT, _Careful.construct_yaml_int)


def read(path: Path) -> Document:
    """Return the document of a file; refuse what has no operations."""
    try:
        content = _parsed(path.read_bytes())
    except RecursionError:
        raise refused(path, "its values are nested too deep to be read") from None
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise refused(path, str(error)) from None
    if isinstance(content, dict) and "swagger" in content:
        what = f"Swagger {content['swagger']} is not read; ask for OpenAPI 3.0 or 3.1"
        raise refused(path, what, "$.swagger")
    if not isinstance(content, dict) or not isinstance(content.get("paths"), dict):
        raise refused(path, "no OpenAPI document: its paths are missing", "$.paths")
    return cast("Document", content)


def refused(path: Path, what: str, where: str = "") -> SpecError:
    """Return the error that a document cannot be compared, and where it fails."""
    return SpecError([Problem(str(path), where, what)])


def _parsed(saved: bytes) -> object:
    # PowerShell saves what it has asked for in UTF-16, with a mark at its start.
    text = saved.decode(json.detect_encoding(saved))
    # Every JSON document is YAML as well, which takes a hundred times as long.
    if text.lstrip().startswith("{"):
        return json.loads(text)
    if _depth(text) > _DEEP:
        # libyaml's reader would end the process.
        raise RecursionError
    return yaml.load(text, _Careful)  # noqa: S506  # it is a safe one


def _depth(text: str) -> int:
    """Return how deep the values of YAML are nested, at most."""
    block = max((len(line) - len(line.lstrip(" -?"))) for line in text.split("\n"))
    flow = deepest = 0
    for bracket in re.findall(r"[\[{\]}]", text):
        flow = flow + 1 if bracket in "[{" else max(0, flow - 1)
        deepest = max(deepest, flow)
    return block + deepest
