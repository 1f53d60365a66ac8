"""From differences to steps, in rounds: what is new may differ in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from pathlib import Path

from attrs import frozen

from generator import names, spec
from generator.compare.differences import Difference
from generator.compare.proposing import adding, renaming
from generator.compare.proposing.drafting import Check, Draft, drafted
from generator.compare.proposing.steps import Proposal, Work
from generator.compare.proposing.wording import Names

_ROUNDS = 10


@frozen
class Proposed:
    """What is proposed, and the texts of the spec's files without and with it."""

    proposals: Sequence[Proposal]
    before: Mapping[str, str]
    after: Mapping[str, str]

    def changed(self) -> dict[str, str]:
        """Return the new texts of the files that are not as they were."""
        return {
            name: text
            for name, text in self.after.items()
            if text != self.before.get(name)
        }


@frozen(kw_only=True)
class Asked:
    """What proposals are made of, and what they have to keep to."""

    compared: Callable[[spec.Spec], Sequence[Difference]]
    """Compares a spec with the vendor's document, as often as it takes."""
    check: Check
    taken: Set[str]
    """Names that the package has for its classes."""


def propose(asked: Asked, root: spec.Spec, folder: Path) -> Proposed:
    """Return edits for what is missing, all tried on the spec, none of them written."""
    now = drafted(folder, root, asked.check)
    work = Work(folder, now, Names({*asked.taken}), now)
    for _ in range(_ROUNDS):
        _round(asked.compared(work.checked.root), work)
        if not work.settle():
            break
    return Proposed(work.proposals, now.texts, work.checked.texts)


def _round(found: Sequence[Difference], work: Work) -> None:
    for again in renaming.renamed(found, work.draft.root):
        step = renaming.step(again, work.draft.root)
        if step and work.take(step):
            found = [each for each in found if not again.covers(each)]
    missing = [each for each in found if each.side == "missing"]
    for name, some in _new_collections(missing, work.draft):
        adding.collection(name, some, work)
    for difference in missing:
        adding.difference(difference, missing, work)


def _new_collections(
    missing: Sequence[Difference], draft: Draft
) -> Iterator[tuple[str, list[Difference]]]:
    operations = [each for each in missing if each.what == "operation"]
    named = [names.kebab(each.collection) for each in operations]
    for name in dict.fromkeys(named):
        if name not in draft.root.collections:
            pairs = zip(operations, named, strict=True)
            yield name, [each for each, other in pairs if other == name]
