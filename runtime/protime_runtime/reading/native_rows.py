"""Rows as msgspec's own objects, and the function that makes models of them.

msgspec's objects refuse what the tolerant way would have to see: another type, a
missing field, and an unknown one where the model keeps those.

Models are made by a function for each of them, written as source. Why not call the
class: storing into a frozen object by its ``__init__`` takes ten times as long. So a
row is filled as an open subclass of its model, in which storing is plain, and then
becomes one of the model, which is frozen again.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

import msgspec
from attrs import Factory, frozen
from msgspec import UNSET, Struct, UnsetType

from protime_runtime.errors import DecodingError
from protime_runtime.messages import Page
from protime_runtime.reading.documents import is_shallow
from protime_runtime.reading.native_plan import Field, Plan
from protime_runtime.scalars import point
from protime_runtime.types import Identifier

T = TypeVar("T")
Copy: TypeAlias = Callable[[list[Any]], list[Any]]
_REFUSALS = (msgspec.MsgspecError, RecursionError, ValueError, DecodingError)
_AS_READ: Mapping[object, Any] = {object: Any, datetime: str}
"""What msgspec reads for types that it does not know, or reads otherwise than we."""


class Refused(ValueError):
    """A row that has to be read the tolerant way."""


def slot(field: Field, spelling: int) -> str:
    """Return the attribute of msgspec's object that holds a spelling of a field."""
    return field.name if spelling == 0 else f"{field.name}__{spelling}"


def mirror(plan: Plan) -> type[Struct]:
    """Return msgspec's own class with the fields of a model, one for each spelling."""
    named = [(field, at) for field in plan.fields for at in range(len(field.wires))]
    return msgspec.defstruct(
        plan.model.__name__,
        [_declared(field, at) for field, at in named],
        rename={slot(field, at): field.wires[at] for field, at in named},
        kw_only=True,
        gc=False,  # They are gone before a cycle could be looked for.
        forbid_unknown_fields=plan.exact,
    )


def _declared(field: Field, spelling: int) -> tuple[str, Any] | tuple[str, Any, Any]:
    name, hint = slot(field, spelling), _hint(field)
    if len(field.wires) == 1:
        return (name, hint) if field.required else (name, hint | None, None)
    missing = hint | UnsetType if field.required else hint | None | UnsetType
    return name, missing, UNSET


def _hint(field: Field) -> Any:  # noqa: ANN401 - a type that is computed
    if field.plan is not None:
        inner = mirror(field.plan)
        return list[inner] if field.many else inner  # type: ignore[valid-type]  # computed
    return _AS_READ.get(field.hint, field.hint)


def envelope(value: Any) -> type[Struct]:  # noqa: ANN401 - a type that is computed
    """Return msgspec's own class of a page with such a value."""
    fields: list[Any] = [("value", value)]
    fields += [(name, str | None, None) for name in ("nextLink", "deltaLink")]
    return msgspec.defstruct("Page", fields, gc=False)


def paged(
    decoder: msgspec.json.Decoder[Any],
    content: bytes,
    made: Callable[[list[Any]], Iterable[T]],
) -> Page[T] | None:
    """Return what is made of the rows of a page, or `None` if it is refused."""
    enabled = gc.isenabled()
    gc.disable()  # It would only look through new rows.
    try:
        page = decoder.decode(content)
        if isinstance(page, list):
            return Page(value=tuple(made(page)))
        return Page(
            value=tuple(made(page.value)),
            next_link=page.nextLink or None,
            delta_link=page.deltaLink or None,
        )
    except _REFUSALS:
        return None
    finally:
        if enabled:
            gc.enable()


def copying(plan: Plan) -> Copy:
    """Return the function that makes models of rows.

    Each row leaves the list, so that its memory serves for the next model, and a page
    is never held twice.
    """
    source = _SourceCode()
    body = [*source.made("row", "made", plan), "add(made)"]
    lines = [
        "def copy(rows):",
        "    all = []",
        "    add = all.append",
        *(f"    {known} = {{}}" for known in source.pools),
        "    rows.reverse()",
        "    pop = rows.pop",
        "    while rows:",
        "        row = pop()",
        *(f"        {line}" for line in body),
        "    return all",
    ]
    code = compile("\n".join(lines), f"<copying {plan.model.__name__}>", "exec")
    exec(code, source.names)  # noqa: S102 - our own lines, made of fields' names
    made: Copy = source.names["copy"]
    return made


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
class _SourceCode:
    """Lines of source, and the objects that their names stand for."""

    names: dict[str, Any] = Factory(
        lambda: {"UNSET": UNSET, "Refused": Refused, "NONE": {}}
    )
    pools: list[str] = Factory(list)
    """Names of the identifiers that a page's items share."""

    def name(self, kind: str, value: object) -> str:
        """Return a new name for an object."""
        name = f"{kind}{len(self.names)}"
        self.names[name] = value
        return name

    def made(self, row: str, target: str, plan: Plan) -> Iterator[str]:
        """Yield the lines that make `target`, a model, of the variable `row`."""
        yield f"{target} = {self.name('open', opened(plan.model))}()"
        for field in plan.fields:
            yield from self.stored(row, f"{target}.{field.name}", field)
        for name, value in plan.constants.items():
            yield f"{target}.{name} = {self.default(value)}"
        yield f"{target}.__class__ = {self.name('class', plan.model)}"

    def stored(self, row: str, target: str, field: Field) -> Iterator[str]:
        """Yield the lines that store one field."""
        as_read = field.plan is None and field.hint not in (datetime, object)
        plain = as_read and (field.required or field.default is None)
        if plain and len(field.wires) == 1:
            yield f"{target} = {row}.{field.name}"
            return
        value = self.name("value", None)
        yield from self.spelled(row, value, field)
        if field.required:
            yield from self.known(value, target, field)
            return
        yield f"if {value} is None:"
        yield f"    {target} = {self.default(field.default)}"
        yield "else:"
        for line in self.known(value, target, field):
            yield f"    {line}"

    def spelled(self, row: str, value: str, field: Field) -> Iterator[str]:
        """Yield the lines that look for a value under each of its names."""
        yield f"{value} = {row}.{field.name}"
        if len(field.wires) == 1:
            return
        for spelling in range(1, len(field.wires)):
            yield f"if {value} is UNSET: {value} = {row}.{slot(field, spelling)}"
        missing = "raise Refused" if field.required else f"{value} = None"
        yield f"if {value} is UNSET: {missing}"

    def known(self, value: str, target: str, field: Field) -> Iterator[str]:
        """Yield the lines that store a value which is there."""
        if field.hint is datetime:
            # Not msgspec's: it rounds what we cut off after the microseconds.
            yield f"{target} = {self.name('point', point)}({value})"
        elif field.hint is object:
            yield f"if not {self.name('shallow', is_shallow)}({value}): raise Refused"
            yield f"{target} = {value}"
        elif field.plan is None:
            yield f"{target} = {value}"
        elif field.many:
            copy = self.name("copy", copying(field.plan))
            yield f"{target} = tuple({copy}({value}))"
        else:
            inner = self.name("made", None)
            if issubclass(field.plan.model, Identifier):
                yield from self.shared(value, inner, field.plan)
            else:
                yield from self.made(value, inner, field.plan)
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

    def default(self, default: object) -> str:
        """Return the expression of what is taken where nothing is."""
        factory: object = getattr(default, "factory", None)  # As attrs has defaults.
        if factory is dict:
            return "{}"
        if factory is not None:
            return f"{self.name('factory', factory)}()"
        return "None" if default is None else self.name("default", default)
