"""Does the work again whenever a file of the spec is saved."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from generator.problems import GeneratorError
from generator.reading import files

_DEBOUNCE_MS, _WAIT_MS = 50, 100


def watch(spec: Path, work: Callable[[], int]) -> int:
    """Do the work now and after each change of the spec, until interrupted.

    What stands in its way is printed, and the next save is waited for.
    """
    from watchfiles import watch as changes  # Only who watches needs it.

    seen = changes(
        spec,
        watch_filter=lambda _, path: files.is_read(Path(path), spec),
        debounce=_DEBOUNCE_MS,
        rust_timeout=_WAIT_MS,
        yield_on_timeout=True,
    )
    first = True
    with suppress(KeyboardInterrupt):
        # What is saved while the work is done is seen in the next round: the first
        # one, without changes, comes when the folder is watched already.
        for some in seen:
            if some or first:
                _attempt(work)
            first = False
    return 0


def _attempt(work: Callable[[], int]) -> None:
    begin = time.perf_counter()
    try:
        work()
    except (GeneratorError, OSError) as error:
        print(error, file=sys.stderr, flush=True)
    print(f"{time.perf_counter() - begin:.1f} s; watching", flush=True)
