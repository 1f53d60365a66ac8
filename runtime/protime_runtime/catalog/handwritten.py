"""Names of the spec that handwritten code says by heart."""

from __future__ import annotations

from collections.abc import Collection


def known(name: str, among: Collection[str], *, by: str) -> str:
    """Return a name that a module says, so that one the spec has no more is told.

    ::

        from protime.catalog import CATALOG

        PEOPLE = known("people", CATALOG, by=__name__)

    Raises:
        LookupError: The spec has no such name.
    """
    if name in among:
        return name
    from difflib import get_close_matches  # Only who is wrong waits for it.

    near = get_close_matches(name, among, 1)
    guess = f" (did it become {near[0]!r}?)" if near else ""
    raise LookupError(
        f"{by} names {name!r}, which the spec does not have{guess}:"
        f" rename it there, or take out what is written for it."
    )
