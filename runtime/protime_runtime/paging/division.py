"""A list in parts that several workers read, and what is left of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Generic, TypeVar

from attrs import evolve, field

from protime_runtime.asking.splitting import Parts
from protime_runtime.errors import InvalidRequest, ProtimeError
from protime_runtime.messages import Page, Request
from protime_runtime.values import frozen

T = TypeVar("T")

_FINER = 4
"""Parts for each worker: with more, all workers are busy to the end; with fewer, fewer
last pages are half empty."""


@frozen
class Division(Generic[T]):
    """The parts of a list, and who may be how far ahead."""

    given: Sequence[Request[Page[T]]]
    workers: int
    ordered: bool
    ahead: int

    def __attrs_post_init__(self) -> None:
        if min(self.workers, self.ahead) < 1:
            raise InvalidRequest("To read in parallel takes at least one of each.")

    def parts(self) -> Sequence[Request[Page[T]]]:
        """Return the parts, cut finer where they are too few for the workers."""
        finer = self.workers * _FINER
        enough = self.workers < 2 or len(self.given) >= finer
        if enough or not isinstance(self.given, Parts) or self.given.cut is None:
            return self.given
        return tuple(self.given.cut(finer))

    @property
    def begun(self) -> int:
        """Parts that are begun before the first has ended."""
        return 2 * self.workers


@frozen
class Remaining:
    """What is left to ask for, as a link for each part."""

    links: dict[int, str] = field(factory=dict)

    def page(self, part: int, page: Page[T]) -> Page[T]:
        """Return a page with the way to go on after it."""
        link = page.resume_link
        if link is None:
            self.links.pop(part, None)
        else:
            self.links[part] = link
        return evolve(page, resume_link=partial(_joined, tuple(self.links.values())))

    @property
    def link(self) -> str | None:
        """The links of all parts, or none at the end."""
        return _joined(self.links.values())

    def failed(self, error: BaseException) -> BaseException:
        """Return an error with the way to go on, which includes what failed."""
        if isinstance(error, ProtimeError):
            error.resume_link = self.link
        return error


def _joined(links: Iterable[str]) -> str | None:
    return " ".join(links) or None
