"""What is compared: a thing of one version of the spec, and what is below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, Generic, Self, TypeAlias, TypeVar

from attrs import frozen

N = TypeVar("N")
N_co = TypeVar("N_co", covariant=True)
Names = tuple[str, ...]
Pairs = tuple[tuple[str, str], ...]


@frozen(kw_only=True)
class Thing(Generic[N_co]):
    """A node of one version of the spec; rows of the table name its properties."""

    name: str = ""
    node: N_co
    above: AnyThing | None = None
    renames: Pairs = ()
    """Old and new names of collections."""
    homes: Pairs = ()
    """Where types are declared that the other version declares elsewhere."""

    def value(self, key: str) -> object:
        """Return a property of the thing, of its node, or of what it belongs to."""
        first = key.partition(".")[0]
        for holder in (self, self.node):
            if hasattr(holder, first):
                return attrgetter(key)(holder)
        if self.above is None:
            raise LookupError(f"the table names {key!r}, which is no property")
        return self.above.value(key)

    def parts(self) -> Iterable[Part]:
        """Return each kind of things below it, with their nodes by name."""
        return ()

    def below(self) -> Iterator[Mapping[str, AnyThing]]:
        """Yield the things below it by name, a mapping for each kind."""
        known: Any = {"above": self, "renames": self.renames, "homes": self.homes}
        for kind, nodes in self.parts():
            yield {
                name: kind(name=name, node=node, **known)
                for name, node in nodes.items()
            }

    def within(self, kind: type[N]) -> N:
        """Return the nearest node of a class: its own, or one above."""
        if isinstance(self.node, kind):
            return self.node
        if self.above is None:
            raise LookupError(f"{self.name} stands in no {kind.__name__}")
        return self.above.within(kind)

    def alike(self, new: Self) -> float:
        """Return how likely it was renamed to the other one, from 0.0 to 1.0."""
        del new
        return 0.0

    def possible(self, above: AnyThing) -> bool:
        """Return whether it could be there; if not, another change says so."""
        del above
        return True

    def demanded(self, above: AnyThing) -> bool:
        """Return whether what was there, as in `above`, has to give it from now on."""
        del above
        return False

    def still(self, was: Self) -> str:
        """Return what is to be said of the old name of what was renamed."""
        del was
        return ""

    @property
    def about(self) -> Names:
        """The collections whose changes tell its own, too."""
        return (self.collection,)

    @property
    def collection(self) -> str:
        """The collection that its changes are reported of; empty for the whole API."""
        return self.above.collection if self.above else ""

    @property
    def owner(self) -> str:
        """The name of what it belongs to."""
        return self.above.name if self.above else ""

    @property
    def owners(self) -> Names:
        """What its parts belong to, such as the classes that are read and sent."""
        return (self.name,)


class Only(Thing[N_co]):
    """A thing of which there is one at most, whatever its name."""

    def alike(self, new: Self) -> float:
        """Return that it is the same."""
        del new
        return 1.0


AnyThing: TypeAlias = Thing[object]
Part: TypeAlias = tuple[type[AnyThing], Mapping[Any, object]]
