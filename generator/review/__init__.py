"""Two versions of the spec to a list of changes in the API's terms."""

from generator.review.comparing import review
from generator.review.rules import RULES, Change, Level

__all__ = ["RULES", "Change", "Level", "review"]
