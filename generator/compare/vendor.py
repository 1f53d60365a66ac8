"""The vendor's document, read once, and specs compared with it."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from attrs import frozen

from generator import spec, validation
from generator.compare import documents
from generator.compare.comparing import Comparison, comparison
from generator.compare.proposing import Asked, Proposed, propose
from generator.compare.view import View, view
from generator.openapi import document
from generator.planning import plan


@frozen
class Vendor:
    """What a tenant's document says, below the API's base path."""

    path: Path
    theirs: View
    base: str

    @classmethod
    def read(cls, path: Path, api: spec.Api) -> Self:
        """Return what a saved document says.

        Raises:
            SpecError: It is no OpenAPI document.
        """
        return cls(path, view(documents.read(path), api.base_path), api.base_path)

    def compared(self, root: spec.Spec) -> Comparison:
        """Return how a spec compares.

        Raises:
            SpecError: No operation of the document is one of the spec's.
        """
        ours = view(document.document(plan(root)), self.base)
        found = comparison(self.theirs, ours)
        if not found.operations:
            what = f"no operation is one below {self.base}"
            raise documents.refused(self.path, what, "$.paths")
        return found

    def proposed(self, root: spec.Spec, folder: Path) -> Proposed:
        """Return what is proposed for what the document has and the spec lacks."""
        asked = Asked(
            compared=lambda draft: self.compared(draft).differences,
            check=validation.check,
            taken={public.name for public in plan(root).public},
        )
        return propose(asked, root, folder)
