"""``protime references``: map many of another system's names onto items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from protime import Protime
from protime.catalog import CATALOG
from protime_cli import values
from protime_cli.commands import bulk
from protime_cli.commands.calling import method, pager, where
from protime_cli.importing.table import opened
from protime_cli.session.session import current
from protime_cli.sources import report_of
from protime_cli.terminal import echo
from protime_runtime.catalog.handwritten import known
from protime_runtime.errors import InvalidRequest

_OWN = known("external-references", CATALOG, by=__name__)
_COLUMNS = {
    "collection": ("collection", "collectionname"),
    "reference": ("reference", "referencename"),
    "external": ("external", "externalreference"),
    "internal": ("internal", "internalreference", "id"),
}


@frozen
class Mapped:
    """A line of the file: another system's name for an item."""

    line: int
    collection: str
    reference: str
    external: str
    internal: str


def put(
    source: str,
    collection: str | None,
    reference: str | None,
    report: str | None,
    *,
    dry_run: bool,
) -> int:
    """Put every line of a table; with `dry_run`, only report what would change."""
    kept = report_of(source, report)
    lines = list(_lines(source, collection, reference))
    _check(lines)
    by_line = {str(entry): entry for entry in lines}
    with current().client() as client:
        if dry_run:
            return _plan(client, lines)

        def call(entry: bulk.Entry) -> object:
            mapped = by_line[str(entry.document)]
            client.external_references.put(
                mapped.collection,
                mapped.reference,
                mapped.external,
                internal_reference=mapped.internal,
            )
            return None

        return bulk.send_all(
            (bulk.Entry(entry.line, str(entry)) for entry in lines),
            call,
            bulk.Journal(kept, where=where(client, _OWN, "put")),
            current(),
            total=len(lines),
            repeat_unknown=True,  # Putting the same mapping twice changes nothing.
        )


def _lines(
    source: str, collection: str | None, reference: str | None
) -> Iterator[Mapped]:
    given = {"collection": collection or "", "reference": reference or ""}
    with (
        opened(source) as file,
        file.table(lambda head: _head(head) in _COLUMNS) as table,
    ):
        heads = [_head(head) for head in table.heads]
        _check_heads(heads, given)
        for found in table.rows:
            row = dict(zip(heads, map(str, found.cells), strict=False))
            row |= {name: value for name, value in given.items() if value}
            yield Mapped(found.line, **{name: row.get(name, "") for name in _COLUMNS})


def _check_heads(heads: Sequence[str], given: Mapping[str, str]) -> None:
    for name in ("external", "internal", *(k for k, v in given.items() if not v)):
        if name not in heads:
            raise InvalidRequest(
                f"The file has no column {name}: its first line names external and"
                " internal, and collection and reference if the command does not."
            )


def _head(text: str) -> str:
    folded = text.strip().casefold()
    return next((name for name, ways in _COLUMNS.items() if folded in ways), folded)


def _check(lines: Iterable[Mapped]) -> None:
    """Refuse the whole file for what no request could mend.

    Raises:
        InvalidRequest: A line is incomplete, or names an item or a value twice.
    """
    owners: dict[tuple[str, str, str], Mapped] = {}
    for entry in lines:
        if not all((entry.collection, entry.reference, entry.external, entry.internal)):
            raise InvalidRequest(f"Line {entry.line} lacks a value.")
        if entry.reference.startswith("@"):
            raise InvalidRequest(
                f"Line {entry.line}: {entry.reference} is Protime's own and is changed"
                " there; custom types do not begin with @."
            )
        values.reference_class(entry.collection)
        for end in (f"={entry.external}", f"#{entry.internal}"):
            before = owners.setdefault((entry.collection, entry.reference, end), entry)
            if before is not entry:
                raise InvalidRequest(
                    f"Lines {before.line} and {entry.line} both name {end[1:]}; an item"
                    " has one value of a type, and a value names one item."
                )


def _plan(client: Protime, lines: list[Mapped]) -> int:
    kinds = dict.fromkeys((entry.collection, entry.reference) for entry in lines)
    known = {kind: _present(client, *kind) for kind in kinds}
    counts: dict[str, int] = {}
    for entry in lines:
        verdict = _verdict(entry, known[entry.collection, entry.reference])
        counts[verdict] = counts.get(verdict, 0) + 1
        if verdict not in ("new", "unchanged"):
            echo(f"line {entry.line}: {entry.external} -> {entry.internal}: {verdict}")
    summary = ", ".join(f"{count:,} {what}" for what, count in counts.items())
    echo(f"{summary or 'nothing to do'}; nothing was sent")
    return 0


def _present(
    client: Protime, collection: str, reference: str
) -> Mapping[str, str | None] | None:
    """Return the value of each item, or `None` where items cannot be listed."""
    info = CATALOG.get(collection)
    if info is None or not info.listed_plainly:
        return None
    asked = values.reference_class(collection)(reference)
    listed = pager(method(client, info, "list"), external_references=[asked])
    return {
        str(getattr(item, "id", "")): _names(item).get(reference) for item in listed
    }


def _names(item: object) -> Mapping[str, str]:
    found = getattr(item, "external_references", None)
    return found if isinstance(found, Mapping) else {}


def _verdict(entry: Mapped, known: Mapping[str, str | None] | None) -> str:
    if known is None:
        return "not checked, as the collection cannot be listed"
    if entry.internal not in known:
        return "conflict: there is no such item"
    if known[entry.internal] == entry.external:
        return "unchanged"
    owner = next((id for id, value in known.items() if value == entry.external), None)
    if owner is not None:
        return f"moves from {owner}"
    now = known[entry.internal]
    return "new" if now is None else f"replaces {now}"
