"""From msgspec's objects to models: a function for each model, written as source.

Why not call the class: storing into a frozen object by its ``__init__`` takes ten times
as long. So a row is filled as an open subclass of its model, in which storing is plain,
and then becomes one of the model, which is frozen again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

from attrs import field, frozen

from protime_runtime.reading.documents import is_shallow
from protime_runtime.reading.native_plan import Default, Field, Plan
from protime_runtime.scalars import point
from protime_runtime.types import Identifier

T = TypeVar("T")
Copy: TypeAlias = Callable[[Iterable[Any]], list[Any]]


class Refused(ValueError):
    """A row that has to be read the tolerant way."""


def copying(plan: Plan, unset: object) -> Copy:
    """Return the function that makes models of rows.

    Args:
        plan: How the model is read.
        unset: What stands for a name that a row does not have.
    """
    source = _Source(unset=unset)
    body = [*source.made("row", "made", plan), "add(made)"]
    lines = [
        "def copy(rows):",
        "    all = []",
        "    add = all.append",
        *(f"    {known} = {{}}" for known in source.pools),
        "    for row in rows:",
        *(f"        {line}" for line in body),
        "    return all",
    ]
    code = compile("\n".join(lines), f"<copying {plan.model.__name__}>", "exec")
    exec(code, source.names)  # noqa: S102 - our own lines, made of fields' names
    made: Copy = source.names["copy"]
    return made


def drained(rows: list[Any]) -> Iterator[Any]:
    """Yield the rows, each of which leaves the list, which is empty in the end.

    So a row's memory serves for the next model, and a page is never held twice.
    """
    end = object()
    rows.append(end)
    rows.reverse()
    return iter(rows.pop, end)


def slot(one: Field, spelling: int) -> str:
    """Return the attribute of msgspec's object that holds a spelling of a field."""
    return one.name if spelling == 0 else f"{one.name}__{spelling}"


def opened(model: type[T]) -> type[T]:
    """Return a subclass whose objects can be stored into, and become the model's."""
    body = {
        "__slots__": (),
        "__init__": object.__init__,
        "__setattr__": object.__setattr__,
        "__delattr__": object.__delattr__,
        "__module__": model.__module__,
    }
    return type(f"_Open{model.__name__}", (model,), body)


@frozen
class _Source:
    """Lines of source, and the objects that their names stand for."""

    unset: object
    names: dict[str, Any] = field(factory=dict, init=False)
    pools: list[str] = field(factory=list, init=False)
    """Names of the identifiers that a page's items share."""

    def __attrs_post_init__(self) -> None:
        """Name what every row may need."""
        self.names.update(UNSET=self.unset, Refused=Refused, NONE={})

    def name(self, kind: str, value: object) -> str:
        """Return a new name for an object."""
        name = f"{kind}{len(self.names)}"
        self.names[name] = value
        return name

    def made(self, row: str, target: str, plan: Plan) -> Iterator[str]:
        """Yield the lines that make `target`, a model, of the variable `row`."""
        yield f"{target} = {self.name('open', opened(plan.model))}()"
        for one in plan.fields:
            yield from self.stored(row, f"{target}.{one.name}", one)
        for name, value in plan.constants.items():
            yield f"{target}.{name} = {self.default(value)}"
        yield f"{target}.__class__ = {self.name('class', plan.model)}"

    def stored(self, row: str, target: str, one: Field) -> Iterator[str]:
        """Yield the lines that store one field."""
        as_read = one.plan is None and one.hint not in (datetime, object)
        plain = as_read and (one.required or one.default.is_none)
        if plain and len(one.wires) == 1:
            yield f"{target} = {row}.{one.name}"
            return
        value = self.name("value", None)
        yield from self.spelled(row, value, one)
        if one.required:
            yield from self.known(value, target, one)
            return
        yield f"if {value} is None:"
        yield f"    {target} = {self.default(one.default)}"
        yield "else:"
        for line in self.known(value, target, one):
            yield f"    {line}"

    def spelled(self, row: str, value: str, one: Field) -> Iterator[str]:
        """Yield the lines that look for a value under each of its names."""
        yield f"{value} = {row}.{one.name}"
        if len(one.wires) == 1:
            return
        for spelling in range(1, len(one.wires)):
            yield f"if {value} is UNSET: {value} = {row}.{slot(one, spelling)}"
        missing = "raise Refused" if one.required else f"{value} = None"
        yield f"if {value} is UNSET: {missing}"

    def known(self, value: str, target: str, one: Field) -> Iterator[str]:
        """Yield the lines that store a value which is there."""
        if one.hint is datetime:
            # Not msgspec's: it rounds what we cut off after the microseconds.
            yield f"{target} = {self.name('point', point)}({value})"
        elif one.hint is object:
            yield f"if not {self.name('shallow', is_shallow)}({value}): raise Refused"
            yield f"{target} = {value}"
        elif one.plan is None:
            yield f"{target} = {value}"
        elif one.many:
            copy = self.name("copy", copying(one.plan, self.unset))
            yield f"{target} = tuple({copy}({value}))"
        else:
            inner = self.name("made", None)
            if issubclass(one.plan.model, Identifier):
                yield from self.shared(value, inner, one.plan)
            else:
                yield from self.made(value, inner, one.plan)
            yield f"{target} = {inner}"

    def shared(self, value: str, inner: str, plan: Plan) -> Iterator[str]:
        """Yield the lines that take an equal identifier of the same page, or make one.

        A person clocks often: sharing takes half the memory, and less time.
        """
        known = self.name("known", None)
        self.pools.append(known)
        yield f"{inner} = {known}.get({value}.id)"
        differs = (
            f"{inner}.external_references != ({value}.external_references or NONE)"
        )
        yield f"if {inner} is None or {differs}:"
        for line in self.made(value, inner, plan):
            yield f"    {line}"
        yield f"    {known}[{value}.id] = {inner}"

    def default(self, one: Default) -> str:
        """Return the expression of what is taken where nothing is."""
        if one.factory is dict:
            return "{}"
        if one.factory is not None:
            return f"{self.name('factory', one.factory)}()"
        return "None" if one.is_none else self.name("default", one.value)
