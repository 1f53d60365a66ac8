"""A staged package is imported, as a whole, before it takes the place of another.

That happens in a process of its own, with the runtime on its path: the generator
imports neither.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from generator.planning.texts import source
from generator.problems import GeneratorError

_RUNTIME = Path(__file__).parents[1] / "runtime"
_LOADING = """
import pkgutil, sys
from importlib import import_module

package = import_module(sys.argv[1])
for found in pkgutil.walk_packages(package.__path__, f"{sys.argv[1]}."):
    import_module(found.name)
# Annotations are texts until what they say is asked for.
catalog = import_module(f"{sys.argv[1]}.catalog")
for known in (catalog.CATALOG, catalog.REFERENCES):
    assert dict(known)
"""
_PLACE = re.compile(r'File "(.+?)", line (\d+)')


class ImportFailed(GeneratorError):
    """A generated module cannot be imported, so nothing was written."""


def import_all(staging: Path, package: str) -> None:
    """Import every module of a staged package, and read what collections say.

    Raises:
        ImportFailed: One cannot be imported; the spec's file is named that it is from.
    """
    paths = os.pathsep.join([str(staging), str(_RUNTIME)])
    done = subprocess.run(  # noqa: S603 - fixed arguments
        # Nothing is left behind in the folder, whose files are copied.
        [sys.executable, "-B", "-c", _LOADING, package],
        env={**os.environ, "PYTHONPATH": paths},
        cwd=staging,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ImportFailed(_said(done.stderr, staging))


def _said(trace: str, staging: Path) -> str:
    """Return where an import failed, by the last of our files in the trace, and why."""
    why = trace.rstrip().rpartition("\n")[2]
    places = _PLACE.findall(trace)
    ours = [place for place in places if place[0].startswith(str(staging))]
    if not ours:
        return f"The package cannot be imported: {why}"
    path, line = ours[-1]
    place = Path(path).relative_to(staging)
    made = f"made from {source(Path(path).read_text('utf-8'))}"
    return f"{place}:{line}, {made}, cannot be imported: {why}"
