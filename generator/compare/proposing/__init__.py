"""Edits of the spec that follow from what the vendor has and we lack.

They are marked as inferred: a document says that something exists, not what it means.
"""

from generator.compare.proposing.proposing import Asked, Proposed, propose
from generator.compare.proposing.steps import Proposal

__all__ = ["Asked", "Proposal", "Proposed", "propose"]
