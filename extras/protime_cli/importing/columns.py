"""Which property each column of a table fills; the table is refused as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from protime_cli.importing.names import Names, Slot, Steps
from protime_cli.values import unknown
from protime_runtime.errors import InvalidRequest


@frozen(kw_only=True)
class Column:
    """A column of the table, and what it fills."""

    index: int
    head: str
    slot: Slot
    path: Steps


def mapping(texts: Sequence[str]) -> dict[str, str]:
    """Return ``badge=person@badge-number,day=date`` as property by column.

    A part without ``=`` belongs to the next, as names of columns may hold commas.

    Raises:
        InvalidRequest: It is nothing of the kind.
    """
    found = {}
    for text in texts:
        begun: list[str] = []
        for part in text.split(","):
            begun.append(part)
            head, equals, name = ",".join(begun).rpartition("=")
            if equals:
                found[head.strip()] = name.strip()
                begun = []
        if begun:
            raise InvalidRequest(
                f"{','.join(begun)!r} maps nothing: write --map COLUMN=PROPERTY,..."
            )
    return found


def columns(
    heads: Sequence[str], mapped: Mapping[str, str], names: Names, *, whole: bool = True
) -> tuple[Column, ...]:
    """Return what each column fills, but for those that are not sent.

    Args:
        heads: The names of the columns.
        mapped: What columns fill that are called otherwise.
        names: What columns can be called.
        whole: Whether what is required must be there.

    Raises:
        InvalidRequest: A column is unknown, or is there twice, or is missing.
    """
    found = list(_found(heads, mapped, names))
    faults = [*_repeated(heads), *_unmapped(heads, mapped)]
    faults += _unknown(heads, mapped, names)
    faults = faults or [*_conflicts(found), *_missing(found, names, whole=whole)]
    if faults:
        raise InvalidRequest("\n".join(faults))
    return tuple(found)


def _found(
    heads: Sequence[str], mapped: Mapping[str, str], names: Names
) -> Iterator[Column]:
    for index, head in enumerate(heads):
        meant = names.find(mapped.get(head, head))
        if meant is not None and meant[0].is_filled:
            yield Column(index=index, head=head, slot=meant[0], path=meant[1])


def _repeated(heads: Sequence[str]) -> Iterator[str]:
    for head, times in Counter(filter(None, heads)).items():
        if times > 1:
            yield f"The file has {times} columns {head!r}; give each its own name."


def _unmapped(heads: Sequence[str], mapped: Mapping[str, str]) -> Iterator[str]:
    for head in mapped:
        if head not in heads:
            yield f"--map {head}: {unknown('column', head, filter(None, heads))}"


def _unknown(
    heads: Sequence[str], mapped: Mapping[str, str], names: Names
) -> Iterator[str]:
    """Iterate over what is wrong with names; cells below none are refused later."""
    for head, name in mapped.items():
        if head in heads and name and names.find(name) is None:
            yield f"--map {head}: {unknown('property', name, names.main())}"
    left = [head for head in heads if head and head not in mapped]
    strange = [head for head in left if names.find(head) is None]
    if strange:
        called = ", ".join(strange)
        yield (
            f"No property is called as the columns: {called}. Say what each fills, as"
            f" in --map '{strange[0]}=PROPERTY', or leave it out with --map"
            f" '{strange[0]}='; properties: {', '.join(names.main())}."
        )


def _conflicts(found: Sequence[Column]) -> Iterator[str]:
    """Iterate over columns that fill the same property, or a part of another's."""
    for number, column in enumerate(found):
        for other in found[:number]:
            shorter, longer = sorted([column.path, other.path], key=len)
            same = longer[: len(shorter)] == shorter
            if same and column.slot.place == other.slot.place:
                yield (
                    f"Columns {other.head!r} and {column.head!r} both fill"
                    f" {column.slot.name}; leave one out with --map '{column.head}='."
                )


def _missing(found: Sequence[Column], names: Names, *, whole: bool) -> Iterator[str]:
    places = [column.slot.place for column in found]
    for place in names.places:
        if place not in places:
            yield (
                f"There is no column for {place.python}; name one with --map"
                f" COLUMN={place.python}, or give it after the command."
            )
    filled = {column.path[0] for column in found if column.path}
    for slot in names.slots if whole else ():
        if slot.required and len(slot.path) == 1 and slot.path[0] not in filled:
            filled.add(str(slot.path[0]))
            yield (
                f"There is no column for {slot.name}, which is required; name one with"
                f" --map COLUMN={slot.name}."
            )
