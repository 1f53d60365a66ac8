"""Steps of a release that other programs do: what each is, and how it went."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from tempfile import TemporaryDirectory

from attrs import frozen

_LINES = 40


@frozen
class Outcome:
    """How a step went: whether it is done, and what there is to read of it."""

    name: str
    done: bool
    says: str
    details: str = ""


def api_break(package: str, folder: str, since: str) -> Outcome:
    """Ask griffe which public names and signatures are others than they were."""
    done = _run("griffe", "check", package, "-s", folder, "-a", since)
    text = _end(done.stdout + done.stderr)
    if "Traceback" in text:
        return Outcome("api-break", False, "griffe could not compare", text)
    if not done.returncode:
        return Outcome("api-break", True, "no public name or signature broke")
    broken = sum(": " in line for line in text.splitlines())
    said = f"{broken} names or signatures are others than at {since}"
    return Outcome("api-break", True, said, text)


def docs() -> Outcome:
    """Build the site, strictly."""
    with TemporaryDirectory(prefix="site-") as folder:
        build = ("mkdocs", "build", "--strict", "-q", "-f", "docs/mkdocs.yml")
        done = _run(*build, "-d", folder)
    if not done.returncode:
        return Outcome("docs", True, "the site is built")
    text = _end(done.stdout + done.stderr)
    return Outcome("docs", False, "the site cannot be built", text)


def tests(collections: Sequence[str]) -> Outcome:
    """Run the tests that are named after what changed, and those of the generator."""
    words = {word for name in collections for word in (name, name.replace("-", "_"))}
    chosen = " or ".join(sorted({*words, "golden", "test_openapi"}))
    done = _run("pytest", "-q", "-n", "2", "-k", chosen)
    said = done.stdout.rstrip().rpartition("\n")[2].strip("= ")
    if not done.returncode:
        return Outcome("tests", True, said)
    return Outcome("tests", False, said or "no test ran", _end(done.stdout))


def _run(module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", module, *arguments)
    return subprocess.run(  # noqa: S603 - our own programs
        command, capture_output=True, text=True, check=False
    )


def _end(text: str) -> str:
    """Return the last lines, as most programs say there what is wrong."""
    return "\n".join(text.splitlines()[-_LINES:])
