"""Steps of a proposal, one after the other: taken, or refused with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from attrs import define, field, frozen

from generator.compare.proposing.drafting import Draft, Refused
from generator.compare.proposing.editing import Edit
from generator.compare.proposing.wording import Names

BY_HAND = "write it by hand"


@frozen
class Proposal:
    """An edit that was made, or why none could be."""

    file: str
    text: str
    done: bool


@frozen(kw_only=True)
class Step:
    """Edits that are made together or not at all, and what they are about."""

    file: str
    what: str
    edits: Sequence[Edit]
    text: str = ""
    """What is said of it once it is made, if not that it was added."""

    def made(self) -> Proposal:
        """Return what is said of the step once it is taken."""
        return Proposal(self.file, self.text or f"Add {self.what}", done=True)

    def refused(self, why: str) -> Proposal:
        """Return what is said of the step if it cannot be taken."""
        return Proposal(self.file, f"{self.what}: {why}", done=False)


@define
class Work:
    """What was tried so far, and the draft that came of it."""

    folder: Path
    checked: Draft
    """As it was when all of it was last read and checked."""
    names: Names
    draft: Draft
    steps: list[Step] = field(factory=list)
    """Taken since then."""
    proposals: list[Proposal] = field(factory=list)
    tried: set[tuple[str, ...]] = field(factory=set)
    """What need not be tried again, as several differences tell of it."""

    def take(self, step: Step) -> bool:
        """Take the step, or tell why not; return whether it is taken."""
        why = self.refusal(step)
        if why is not None:
            self.tell(step.refused(why))
        return why is None

    def refusal(self, step: Step) -> str | None:
        """Take the step, or return why the spec would not be right with it."""
        try:
            self.draft = self.draft.edited(step.edits)
        except Refused as error:
            return str(error)
        self.steps.append(step)
        self.tell(step.made())
        return None

    def tell(self, proposal: Proposal) -> None:
        """Note a proposal, once; what is undone may be so for another file now."""
        undone = {each.text for each in self.proposals if not each.done}
        if proposal.done or proposal.text not in undone:
            self.proposals.append(proposal)

    def settle(self) -> bool:
        """Read and check the whole draft; return whether a step was taken.

        What the steps break only together with other files is undone again.
        """
        before = self.checked
        steps, self.steps = self.steps, []
        self._land(steps)
        self.draft = self.checked
        return self.checked != before

    def _land(self, steps: Sequence[Step]) -> None:
        """Take all steps that leave the whole spec right: together, or by halves."""
        if not steps:
            return
        try:
            made = self.checked.edited([edit for step in steps for edit in step.edits])
            self.checked = made.whole(self.folder)
        except Refused as error:
            middle = len(steps) // 2
            if middle:
                self._land(steps[:middle])
                self._land(steps[middle:])
            else:
                index = self.proposals.index(steps[0].made())
                self.proposals[index] = steps[0].refused(str(error))
