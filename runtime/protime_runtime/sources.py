"""Words that cite pages of the documentation."""

from __future__ import annotations


def citation(source: str, inferred: str | None = None) -> str:
    """Return the words that cite a page, and say what it does not say.

    >>> citation("reference/filtering/")
    'Source: reference/filtering/'
    >>> citation("reference/delta/", "from the lists")
    'Source: reference/delta/ (inferred: from the lists)'
    """
    mark = f" (inferred: {inferred})" if inferred else ""
    return f"Source: {source}{mark}"
