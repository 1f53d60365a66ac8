"""``protime``: the version at once, and any command with what it needs."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # That of `typing` takes as long to load as Python itself.
if TYPE_CHECKING:
    from collections.abc import Sequence

    from protime_cli.session.session import Session


def main(arguments: Sequence[str] | None = None, session: Session | None = None) -> int:
    """Run one command and return the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    if list(given) == ["--version"] and _tells_version():
        return 0
    try:
        import click as click  # Without it nothing below can be loaded.
    except ModuleNotFoundError:
        sys.stderr.write(
            "protime: The command needs a package that is not here (click): pip install"
            " 'protime-client[cli]'.\n"
        )
        return 3
    from protime_cli.root import root
    from protime_cli.running import run

    return run(root, arguments, session)


def _tells_version() -> bool:
    """Print the version; whether someone reads it is for any command to see."""
    from protime_cli.version import version

    try:
        print(f"protime {version()}", flush=True)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
