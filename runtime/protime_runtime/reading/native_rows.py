"""Rows as msgspec's own objects, and the function that makes models of them.

msgspec's objects refuse what the tolerant way would have to see: another type, a
missing field, and an unknown one where the model keeps those. *Closed* ones refuse all
that it would count: any unknown field, and unknown values of enums.

Models are made by a function for each of them, written as source. Why not call the
class: storing into a frozen object by its ``__init__`` takes ten times as long. So a
row is filled as an open subclass of its model, in which storing is plain, and then
becomes one of the model, which is frozen again.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import (
    Annotated,
    Any,
    Literal,
    TypeAlias,
    TypeVar,
    cast,
    get_args,
    get_origin,
)

import msgspec
from attrs import Factory
from msgspec import UNSET, Meta, Struct, UnsetType

from protime_runtime.errors import DecodingError
from protime_runtime.messages import Page
from protime_runtime.reading.documents import DEEPEST, is_shallow
from protime_runtime.reading.native_plan import Field, Plan, is_enum
from protime_runtime.scalars import point
from protime_runtime.types import Identifier, OpenEnum
from protime_runtime.values import frozen

T = TypeVar("T")
Copy: TypeAlias = Callable[[list[Any]], list[Any]]
REFUSALS = (msgspec.MsgspecError, RecursionError, ValueError, DecodingError)
_AS_READ: Mapping[object, Any] = {object: Any, datetime: str}
"""What msgspec reads for types that it does not know, or reads otherwise than we."""

_LINK: Any = Annotated[str, Meta(pattern=r"\A[ -\[\]-~]{0,4096}\Z")]
"""What a link surely may be: plain ASCII without a backslash."""

_OUTER = 10
"""More levels than there are above any value of a page."""


class Refused(ValueError):
    """A row that has to be read the tolerant way."""


def slot(field: Field, spelling: int) -> str:
    """Return the attribute of msgspec's object that holds a spelling of a field."""
    return field.name if spelling == 0 else f"{field.name}__{spelling}"


def mirror(plan: Plan, *, closed: bool) -> type[Struct]:
    """Return msgspec's own class with the fields of a model, one for each spelling."""
    hints = {field.name: _hint(field, closed) for field in plan.fields}
    named = [(field, at) for field in plan.fields for at in range(len(field.wires))]
    return msgspec.defstruct(
        plan.model.__name__,
        [_declared(field, at, hints[field.name]) for field, at in named],
        rename={slot(field, at): field.wires[at] for field, at in named},
        kw_only=True,
        gc=False,  # They are gone before a cycle could be looked for.
        forbid_unknown_fields=closed or plan.exact,
    )


def _declared(
    field: Field,
    spelling: int,
    hint: Any,  # noqa: ANN401 - a type that is computed
) -> tuple[str, Any] | tuple[str, Any, Any]:
    name = slot(field, spelling)
    if len(field.wires) == 1:
        return (name, hint) if field.required else (name, hint | None, None)
    missing = hint | UnsetType if field.required else hint | None | UnsetType
    return name, missing, UNSET


def _hint(field: Field, closed: bool) -> Any:  # noqa: ANN401 - a type that is computed
    if field.plan is not None:
        inner = mirror(field.plan, closed=closed)
        return list[inner] if field.many else inner  # type: ignore[valid-type]  # computed
    hint = _closed(field.hint) if closed else field.hint
    return _AS_READ.get(hint, hint)


def _closed(hint: Any) -> Any:  # noqa: ANN401 - a type that is computed
    """Return a type whose enums are texts that are known."""
    if is_enum(hint):
        return Literal[tuple(member.value for member in hint)]
    inner = tuple(map(_closed, get_args(hint)))
    return cast("Any", get_origin(hint))[inner] if inner else hint


def envelope(value: Any, *, closed: bool = False) -> type[Struct]:  # noqa: ANN401 - a type that is computed
    """Return msgspec's own class of a page with such a value."""
    fields: list[Any] = [("value", value)]
    fields += [(name, _LINK | None, None) for name in ("nextLink", "deltaLink")]
    # What is passed over could be no text at all, and msgspec would not see it.
    return msgspec.defstruct("Page", fields, gc=False, forbid_unknown_fields=closed)


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
    except REFUSALS:
        return None
    finally:
        if enabled:
            gc.enable()


def copying(plan: Plan, *, closed: bool) -> Copy:
    """Return the function that makes models of rows."""
    source = SourceCode(closed)
    body = [*source.made("row", "made", plan), "add(made)"]
    return copied(source, plan.model.__name__, body)


def copied(source: SourceCode, name: str, body: Iterable[str]) -> Copy:
    """Return the function that does the lines of `body` with each `row`, and `add`s.

    Each row leaves the list, so that its memory serves for the next model, and a page
    is never held twice.
    """
    body = list(body)  # Only now are all the pools named.
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
    code = compile("\n".join(lines), f"<copying {name}>", "exec")
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


def _has_enums(hint: object) -> bool:
    return is_enum(hint) or any(map(_has_enums, get_args(hint)))


@frozen
class SourceCode:
    """Lines of source, and the objects that their names stand for."""

    closed: bool
    """Whether values of enums are texts that are known."""
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
        as_read &= not (self.closed and any(map(_has_enums, get_args(field.hint))))
        plain = as_read and (field.required or field.default is None)
        if plain and len(field.wires) == 1:
            yield f"{target} = {self.as_read(f'{row}.{field.name}', field.hint)}"
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
            shallow = f"{self.name('shallow', is_shallow)}({value}, {DEEPEST - _OUTER})"
            yield f"if not {shallow}: raise Refused"
            yield f"{target} = {value}"
        elif field.plan is None:
            yield f"{target} = {self.as_read(value, field.hint)}"
        elif field.many:
            copy = self.name("copy", copying(field.plan, closed=self.closed))
            yield f"{target} = tuple({copy}({value}))"
        else:
            inner = self.name("made", None)
            if issubclass(field.plan.model, Identifier):
                yield from self.shared(value, inner, field.plan)
            else:
                yield from self.made(value, inner, field.plan)
            yield f"{target} = {inner}"

    def as_read(self, value: str, hint: object) -> str:
        """Return the expression of a value that msgspec has read, or of none."""
        if not self.closed or not _has_enums(hint):
            return value
        if is_enum(hint):
            members: dict[str | None, OpenEnum | None] = {None: None}
            members.update((member.value, member) for member in hint)
            return f"{self.name('members', members)}[{value}]"
        if get_origin(hint) is dict:
            inner = self.as_read("value", get_args(hint)[1])
            return f"{{name: {inner} for name, value in {value}.items()}}"
        inner = self.as_read("value", get_args(hint)[0])
        return f"tuple([{inner} for value in {value}])"

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
