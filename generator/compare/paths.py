"""Paths as documents write them: prefixes, versions, deltas, and names in braces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable

_PARAMETER = re.compile(r"\{([^{}:?=]*)(?:[:?=][^{}]*(?:\{\{?[^{}]*\}?\}[^{}]*)*)?\}")
"""A name in braces; ASP.NET's routes may have a rule or a default behind it."""
_DELTA = "/delta/"


def tidy(path: str) -> str:
    """Return a path without rules of names, and without slashes that say nothing."""
    named = _PARAMETER.sub(lambda found: f"{{{found[1].strip('*')}}}", path)
    return "/" + "/".join(filter(None, named.partition("?")[0].split("/")))


def folded(path: str) -> str:
    """Return a path as it is matched: without case, and without names."""
    return _PARAMETER.sub("{}", path).casefold()


def names(path: str) -> list[str]:
    """Return the names in braces, without case."""
    return [name.casefold() for name in _PARAMETER.findall(path)]


def below(path: str, base: str) -> str:
    """Return a path without its base, if it has it."""
    has = path.casefold().startswith(f"{base.casefold()}/")
    return path[len(base) :] if has else path


def prefix(theirs: Iterable[str], ours: Collection[str]) -> list[str]:
    """Return the segments in front of most paths that are ours behind them.

    A document may know all of the base path or only its end, a version may stand in
    it as a parameter, and a gateway may put something before it.
    """
    deepest = max((path.count("/") for path in ours), default=0)
    found: Counter[str] = Counter()
    for path in theirs:
        parts = path.split("/")[1:]
        for cut in range(max(0, len(parts) - deepest), len(parts)):
            if "/" + "/".join(parts[cut:]) in ours:
                found["/".join(parts[:cut])] += 1
    # Of several, the one of most paths, and of those the shortest.
    best = min(found, key=lambda each: (-found[each], len(each)), default="")
    return best.split("/") if best else []


def behind(path: str, prefix: list[str]) -> str:
    """Return a path without the segments before it, if it has them."""
    parts = path.split("/")[1:]
    has = folded("/".join(parts[: len(prefix)])).split("/") == prefix
    return "/" + "/".join(parts[len(prefix) :]) if has and prefix else path


def is_delta(path: str) -> bool:
    """Return whether a path is that of what changed in a collection."""
    return path.startswith(_DELTA)


def listed(delta: str) -> str:
    """Return the path of the collection that a delta is of."""
    return "/" + delta.removeprefix(_DELTA)


def deltas(path: str, ours: Iterable[str]) -> list[str]:
    """Return a path where our document has deltas; one for any is that of each."""
    parts = path.split("/")[1:]
    if len(parts) != 2 or "delta" not in (part.casefold() for part in parts):
        return [path]
    other = parts[0] if parts[1].casefold() == "delta" else parts[1]
    if "{" in other:
        return [each for each in ours if is_delta(each)]
    return [f"{_DELTA}{other}"]
