"""JSON to models and back; the only module that imports cattrs.

Pages are read the fast way of `protime_runtime.reading.native`, where that is there
and sees nothing odd. All else is read by the converter, which is tolerant: a value of
another type is kept as it is, a missing one is `None`, and both are counted in
`Deviations`; so no page of a thousand items fails over one of them. With
``strict=True`` they raise `DecodingError` with the path. Writing sends only what is
set, under the names of the wire.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache, partial
from importlib import import_module
from types import ModuleType
from typing import Any, NoReturn, Protocol, TypeVar, cast

import attrs
from attrs import frozen
from cattrs import Converter

from protime_runtime import given
from protime_runtime.asking.links import is_possible
from protime_runtime.errors import DecodingError, InvalidRequest
from protime_runtime.messages import Change, Page
from protime_runtime.reading import documents, kinds, writing
from protime_runtime.reading.deviations import Deviation, Deviations, Mismatch
from protime_runtime.types import Kept, OpenEnum, ReferenceValue

CHECKED = 100
"""Of so many pages of a model one is read by the converter, which sees all."""

_PLAIN: Mapping[type, str] = {
    int: "integer",
    float: "number",
    str: "string",
    bool: "boolean",
    datetime: "datetime",
}
"""The types that `protime_runtime.scalars` has rules of; a date has subclasses."""

T = TypeVar("T")
_log = logging.getLogger("protime")
Factory = Callable[[type, Converter], kinds.Structure]


class ModelConverter(Converter):
    """A converter that knows whether hooks were added to it."""

    customised = False
    """Whether it reads otherwise than the fast way, which is then left alone."""

    def register_structure_hook(self, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - as cattrs has it
        """Take a hook for a class."""
        self.customised = True
        return super().register_structure_hook(*args, **named)

    def register_structure_hook_func(self, *args: Any, **named: Any) -> None:  # noqa: ANN401 - the same
        """Take a hook for what a predicate holds of."""
        self.customised = True
        super().register_structure_hook_func(*args, **named)

    def register_structure_hook_factory(self, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - the same
        """Take a maker of hooks for what a predicate holds of."""
        self.customised = True
        return super().register_structure_hook_factory(*args, **named)


@frozen(kw_only=True)
class Envelope:
    """What a list's answer is made of, before its items are read."""

    value: Sequence[object]
    next_link: str | None
    delta_link: str | None


class Fast(Protocol[T]):
    """Reads pages of a model; `None` for each that the converter has to read."""

    def page(self, content: bytes) -> Page[T] | None:
        """Read a list."""

    def changes(self, content: bytes) -> Page[Change[T]] | None:
        """Read a delta, of plain items or of entries that say what happened."""


class Decoder:
    """Reads the answers of one client and counts what differs from the spec."""

    def __init__(self, *, strict: bool = False, fast: bool = True) -> None:
        """Tolerate and count deviations, or raise on them.

        Args:
            strict: Raise on what differs from the spec.
            fast: Read most pages without counting unknown values of enums.
        """
        self.deviations: Deviations = Deviations()
        self.strict: bool = strict
        self._fast = fast and not strict
        self._pages: Counter[type] = Counter()

    def fast(self, model: type[T]) -> Fast[T] | None:
        """Return what reads the next page of a model fast, if the page may be.

        The first page and one in a hundred are for the converter, which sees what the
        fast way passes over: unknown values of enums, and unknown fields of models that
        are never written back.
        """
        if not self._fast or converter.customised:
            return None
        read = self._pages[model]
        self._pages[model] += 1
        return None if read % CHECKED == 0 else _reader(model)

    def document(self, content: bytes) -> object:
        """Return the JSON of a body, as it came.

        Raises:
            DecodingError: It is not JSON: cut off, or a page of a proxy; or it is
                nested too deep, or no UTF-8 and `strict` is set.
        """
        try:
            return documents.parsed(content, self.mended)
        except (ValueError, DecodingError) as error:
            raise _unreadable(error, content) from None

    def storable(self, content: bytes) -> object:
        """Return the JSON of a body, mended so that any place can store it.

        Raises:
            DecodingError: It is not JSON; or it has to be mended and `strict` is set.
        """
        try:
            return documents.storable(content, self.mended)
        except (ValueError, DecodingError) as error:
            raise _unreadable(error, content) from None

    def mended(self, field: str, what: str) -> None:
        """Count what was mended.

        Raises:
            DecodingError: `strict` is set.
        """
        name = field[:60]
        if self.strict:
            raise DecodingError(f"{name or 'A value'} holds {what.partition(',')[0]}")
        found = Deviation(model="JSON", field=name, kind="mended", detail=what)
        self.deviations.add(found)

    def unheld(self, model: str, field: str, why: str) -> None:
        """Count what a column cannot hold as it is.

        Raises:
            DecodingError: `strict` is set.
        """
        found = Deviation(model=model, field=field, kind="mended", detail=why)
        if self.strict:
            raise DecodingError(str(found))
        self.deviations.add(found)

    def envelope(self, document: object, body: bytes) -> Envelope:
        """Return the parts of a list's answer.

        Raises:
            DecodingError: There is no list of items in it.
        """
        value = document.get("value") if isinstance(document, dict) else None
        if not isinstance(document, dict) or not isinstance(value, list):
            raise DecodingError("The answer holds no list", path="$.value", body=body)
        return Envelope(
            value=value,
            next_link=_link(document, "nextLink", body),
            delta_link=_link(document, "deltaLink", body),
        )

    def items(
        self, documents: Sequence[object], model: type[T], body: bytes
    ) -> tuple[T, ...]:
        """Return each document as the model.

        Raises:
            DecodingError: One of them is no object, or deviates and `strict` is set.
        """
        with self._watching(body):
            return tuple(
                kinds.at(index, converter.structure, document, model)
                for index, document in enumerate(documents)
            )

    def item(self, document: object, model: type[T], body: bytes) -> T:
        """Return the document as the model.

        Raises:
            DecodingError: It is no object, or deviates and `strict` is set.
        """
        with self._watching(body):
            return converter.structure(document, model)

    @contextmanager
    def _watching(self, body: bytes) -> Iterator[None]:
        token = kinds.current.set(kinds.Reading(self.deviations, self.strict))
        try:
            yield
        except Mismatch as error:
            raise DecodingError(error.text, path=error.location, body=body) from None
        finally:
            kinds.current.reset(token)


def _unreadable(error: ValueError | DecodingError, content: bytes) -> DecodingError:
    """Return the error of a body that is no JSON, or has to be mended."""
    if isinstance(error, DecodingError):
        error.body = content
        return error
    if isinstance(error, documents.TooDeep):
        return DecodingError(str(error), body=content)
    start = content[:60].decode("ascii", "replace")
    message = f"The answer is not JSON ({error})"
    if not start.lstrip().startswith(("{", "[")):
        # A proxy's page; JSON that was cut off may tell who someone is.
        message += f"; it begins with {start!r}"
    return DecodingError(message, body=content)


def encode(value: object) -> bytes:
    """Return a model, or a list of them, as the JSON that is sent.

    Raises:
        InvalidRequest: It holds what JSON has no form for.
    """
    try:
        return _json(unstructure(value)).encode()
    except InvalidRequest:
        raise
    except (TypeError, ValueError) as error:
        raise InvalidRequest(f"What is to be sent is no JSON: {error}.") from None


def _unheard_of(value: object) -> NoReturn:
    raise InvalidRequest(
        f"What is to be sent is JSON, which cannot hold {given.described(value)}."
    )


_json = json.JSONEncoder(
    separators=(",", ":"), allow_nan=False, default=_unheard_of
).encode


def unstructure(value: object) -> object:
    """Return a model, or a list of them, as plain JSON values under wire names."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [unstructure(one) for one in value]
    return converter.unstructure(value)


def with_etag(item: T, etag: str | None) -> T:
    """Return the item with the ``ETag`` it came with, if its model keeps one."""
    kept = getattr(item, "_kept", None)
    if etag is None or not isinstance(kept, Kept):
        return item
    evolve = cast("Callable[..., T]", attrs.evolve)
    return evolve(item, _kept=attrs.evolve(kept, etag=etag))


def _link(document: Mapping[str, object], key: str, body: bytes) -> str | None:
    link = document.get(key)
    if link is None or link == "":
        return None
    if not isinstance(link, str) or not is_possible(link):
        raise DecodingError("The link is no address", path=f"$.{key}", body=body)
    return link


def _make_converter() -> ModelConverter:
    made = ModelConverter(detailed_validation=False)
    factories: list[tuple[Callable[[object], bool], Factory]] = [
        (kinds.is_union, kinds.union_structure),
        (kinds.is_list, kinds.tuple_structure),
        (kinds.is_mapping, kinds.mapping_structure),
        (kinds.is_model, kinds.model_structure),
    ]
    for predicate, factory in factories:
        made.register_structure_hook_factory(predicate)(factory)
    for kind, name in _PLAIN.items():
        made.register_structure_hook(kind, kinds.plain(name))
    # A class's hook is its subclasses' too: for a factory, an enum would be a text.
    made.register_structure_hook(OpenEnum, kinds.read_enum)
    made.register_structure_hook_func(lambda hint: hint is date, kinds.plain("date"))
    made.register_structure_hook_func(
        lambda hint: hint is object, lambda value, _: value
    )
    made.register_unstructure_hook_factory(kinds.is_model)(writing.model_unstructure)
    plain = partial(writing.plain, writer=made)
    made.register_unstructure_hook(ReferenceValue, plain)
    made.register_unstructure_hook(OpenEnum, plain)
    made.register_unstructure_hook(date, plain)
    made.register_unstructure_hook(datetime, plain)
    made.customised = False
    return made


@cache
def _native() -> ModuleType | None:
    try:
        return import_module("protime_runtime.reading.native")
    except ImportError:
        _log.info("All is read the tolerant way: msgspec is not installed.")
        return None


def _reader(model: type[T]) -> Fast[T] | None:
    native = _native()
    if native is None:
        return None
    return cast("Fast[T] | None", native.reader(model, converter.structure))


converter = _make_converter()
"""The converter of all models; more hooks can be registered before its first use.

With a hook of yours, all is read by it, and nothing by the fast way.
"""
