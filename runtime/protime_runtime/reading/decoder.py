"""Reads the JSON of responses to models, and counts what differs from the spec.

What the fast way of `protime_runtime.reading.native` does not read is read by the
converter, which is tolerant: a value of another type is kept as it is, a missing one is
`None`, and both are counted in `Deviations`; so no page of a thousand items fails over
one of them. With ``strict=True`` they raise `DecodingError` with the path. The
converter is loaded when something is for it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar

from protime_runtime.asking.links import is_possible
from protime_runtime.errors import DecodingError
from protime_runtime.messages import Page
from protime_runtime.reading import documents, kinds
from protime_runtime.reading.deviations import Deviation, Deviations, Mismatch
from protime_runtime.reading.native_plan import Way

CHECKED = 100
"""Of so many pages one is seen whole, where the others cannot be."""

_CONVERTER = "protime_runtime.reading.converter"

T = TypeVar("T")


class Decoder:
    """Reads the responses of one client and counts what differs from the spec."""

    def __init__(self, *, strict: bool = False, fast: bool = True) -> None:
        """Tolerate and count deviations, or raise on them.

        Args:
            strict: Raise on what differs from the spec.
            fast: Try a faster way than the converter first.
        """
        self.deviations: Deviations = Deviations()
        self.strict: bool = strict
        self._fast = fast
        self._passing: dict[object, int] = {}

    def way(self, read: object) -> Way | None:
        """Return by which fast way to read a page, or `None` if the converter has to.

        It is the closed one until `seen` is called, and then mostly the open one. With
        hooks of yours it is neither. (Nobody can have added one to a converter that
        nobody has loaded, or that another thread is loading just now.)

        Args:
            read: What is read, and counted by: a model.
        """
        converter = getattr(sys.modules.get(_CONVERTER), "converter", None)
        if not self._fast or (converter is not None and converter.customised):
            return None
        left = self._passing.get(read, 0)
        if not left:
            return "closed"
        self._passing[read] = left - 1
        return "open"

    def seen(self, read: object) -> None:
        """Note that all of a page is seen, since the converter has to read it.

        That takes ten times as long. So what differs in the most of `CHECKED` pages
        that follow may be passed over, unless the decoder is strict.
        """
        if not self.strict:
            self._passing[read] = CHECKED - 1

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

    def page(
        self,
        document: object,
        body: bytes,
        made: Callable[[Sequence[object]], Iterable[T]],
    ) -> Page[T]:
        """Return a page with what is made of its rows.

        Args:
            document: The JSON of the body.
            body: The body, for errors.
            made: Makes something of the rows.

        Raises:
            DecodingError: There is no list of items in it.
        """
        value = document.get("value") if isinstance(document, dict) else None
        if not isinstance(document, dict) or not isinstance(value, list):
            raise DecodingError("The response holds no list", path="$.value", body=body)
        next_link, delta_link = (
            _link(document, name, body) for name in ("nextLink", "deltaLink")
        )
        rows = tuple(made(value))
        return Page(value=rows, next_link=next_link, delta_link=delta_link)

    def items(
        self, documents: Sequence[object], model: type[T], body: bytes
    ) -> tuple[T, ...]:
        """Return each document as the model.

        Raises:
            DecodingError: One of them is no object, or deviates and `strict` is set.
        """
        from protime_runtime.reading.converter import converter

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
        from protime_runtime.reading.converter import converter

        with self._watching(body):
            return converter.structure(document, model)

    @contextmanager
    def _watching(self, body: bytes) -> Iterator[None]:
        before = kinds.current.get()
        try:  # Wherever a signal's handler ends it, nothing stays set.
            kinds.current.set(kinds.Reading(self.deviations, self.strict))
            yield
        except Mismatch as error:
            raise DecodingError(error.text, path=error.location, body=body) from None
        finally:
            kinds.current.set(before)


def _unreadable(error: ValueError | DecodingError, content: bytes) -> DecodingError:
    """Return the error of a body that is no JSON, or has to be mended."""
    if isinstance(error, DecodingError):
        error.body = content
        return error
    if isinstance(error, documents.TooDeep):
        return DecodingError(str(error), body=content)
    start = content[:60].decode("ascii", "replace")
    message = f"The response is not JSON ({error})"
    if not start.lstrip().startswith(("{", "[")):
        # A proxy's page; JSON that was cut off may tell who someone is.
        message += f"; it begins with {start!r}"
    return DecodingError(message, body=content)


def _link(document: Mapping[str, object], key: str, body: bytes) -> str | None:
    link = document.get(key)
    if link is None or link == "":
        return None
    if not isinstance(link, str) or not is_possible(link):
        raise DecodingError("The link is no address", path=f"$.{key}", body=body)
    return link
