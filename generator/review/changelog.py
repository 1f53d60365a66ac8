"""The changes as a person writes them into the API's changelog, below a heading."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.problems import Problem, SpecError
from generator.review.rules import LEVELS, TOLD, Change
from generator.review.words import merged

UNRELEASED = "Unreleased"
_WIDTH = 120
_ITEM = re.compile(r"^- .*(?:\n {2}.*)*", re.MULTILINE)


def entry(changes: Sequence[Change]) -> str:
    """Return the changelog's lines: what is more than words, what is alike as one."""
    return "".join(f"{wrapped(sentence)}\n" for sentence in sentences(changes))


def sentences(changes: Sequence[Change]) -> Iterator[str]:
    """Iterate over what a changelog says of the changes, from what asks least."""
    kept = [change for change in changes if not _is_told(change, changes)]
    for level in reversed(LEVELS[:-1]):
        mark = " (breaking)" * (level == "breaking")
        for words in merged(change.words for change in kept if change.level == level):
            yield f"{words}{mark}."


def write_entry(
    changes: Sequence[Change], changelog: Path, heading: str = UNRELEASED
) -> int:
    """Add what the section of a heading does not say yet; return how many items.

    Raises:
        SpecError: There is no changelog.
    """
    before, section, after = _around(_read(changelog), heading)
    known = {_flat(item) for item in _ITEM.findall(section)}
    items = map(wrapped, sentences(changes))
    fresh = [item for item in items if _flat(item) not in known]
    if fresh:
        gap = "\n" if known else "\n\n"
        text = section.rstrip("\n") + gap + "\n".join(fresh)
        parts = [part for part in (before.rstrip("\n"), text, after) if part]
        changelog.write_text(
            "\n\n".join(parts).rstrip("\n") + "\n", encoding="utf-8", newline="\n"
        )
    return len(fresh)


def wrapped(sentence: str) -> str:
    """Return a sentence as an item of a list."""
    return textwrap.fill(
        f"- {sentence}",
        _WIDTH,
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _is_told(change: Change, changes: Sequence[Change]) -> bool:
    """Return whether another change tells this one, too."""
    return any(
        change.rule in TOLD.get(other.rule, ()) and {*change.about} & {*other.about}
        for other in changes
    )


def _around(text: str, heading: str) -> tuple[str, str, str]:
    """Return what is before a section, the section, and what is after it.

    A new one comes first, but for what is not released.
    """
    head, *sections = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    titles = [section.partition("\n")[0][3:].strip() for section in sections]
    if heading in titles:
        index = titles.index(heading)
        section, rest = sections[index], sections[index + 1 :]
    else:
        index = int(heading != UNRELEASED and titles[:1] == [UNRELEASED])
        section, rest = f"## {heading}", sections[index:]
    return head + "".join(sections[:index]), section, "".join(rest)


def _flat(item: str) -> str:
    return " ".join(item.split())


def _read(changelog: Path) -> str:
    try:
        return changelog.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        what = f"there is no changelog to write to: {error}"
        raise SpecError([Problem(str(changelog), "", what)]) from None
