"""What people do to a tenant on its status page: time, faults, changes, events."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import TypeAlias
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from protime_runtime.catalog import CollectionInfo, FieldInfo

from ..api import Api
from ..bodies import parsed as json_of
from ..deliveries import Deliveries, Sent
from ..faults import KINDS, Faults, parsed
from ..names import PEOPLE, WEBHOOKS
from ..receiving import content_of
from ..responses import Problem
from ..wire import Key, Row
from .guard import Guard

Form: TypeAlias = Mapping[str, str]
Change: TypeAlias = Callable[[str, Key, Mapping[str, object]], Row]
"""Changes properties of an item as if someone had in Protime."""

_STEPS = {"1 hour": 1, "1 day": 24, "73 hours, so that deltas end": 73}
_DIGITS = 18
_STATUSES = ("429:1", "500", "503", "401", "403", "409", "410")


class Refused(Exception):
    """What was asked for cannot be done; the text is for people."""


class Controls:
    """Forms, and what they do."""

    def __init__(
        self,
        api: Api,
        guard: Guard,
        faults: Faults,
        deliveries: Deliveries,
        change: Change,
    ) -> None:
        """Take what is acted on."""
        self._api = api
        self._guard = guard
        self._faults = faults
        self._deliveries = deliveries
        self._change = change
        self._said: deque[str] = deque(maxlen=5)

    def routes(self) -> Iterator[Route]:
        """Yield the address of each form."""
        actions: Mapping[str, Callable[[Form], str]] = {
            "clock": self._move_clock,
            "fault": self._plan_fault,
            "change": self._change_item,
            "event": self._send_again,
        }
        for name, action in actions.items():
            yield Route(f"/control/{name}", self._answering(action), methods=["POST"])

    def _answering(self, action: Callable[[Form], str]) -> Callable[..., object]:
        async def answer(request: Request) -> Response:
            content = await content_of(request)
            if isinstance(content, Response):
                return content
            form = dict(parse_qsl(content.decode("utf-8", "replace")))
            refused = self._guard.foreign_form(request, form)
            if refused is not None:
                return refused
            try:
                self._said.appendleft(await run_in_threadpool(action, form))
            except Refused as error:
                self._said.appendleft(f"Not done: {error}")
            return RedirectResponse("/", status_code=303)

        return answer

    def _move_clock(self, form: Form) -> str:
        text = _text(form, "hours")
        try:
            self._api.tenant.clock.advance(hours=float(text))
        except OverflowError as error:
            raise Refused(f"hours of {text!r} are too many.") from error
        except ValueError as error:
            raise Refused(f"hours of {text!r}: {error}") from error
        return f"The clock is {text} hours later; what has expired stays expired."

    def _plan_fault(self, form: Form) -> str:
        path, what = _text(form, "path") or "*", _text(form, "what")
        try:
            pattern, fault = parsed(f"{path}={what}")
        except ValueError as error:
            raise Refused(str(error)) from error
        self._faults.plan(pattern, fault, times=1)
        return f"The next request to {pattern} goes wrong: {what}."

    def _change_item(self, form: Form) -> str:
        collection, name = _text(form, "collection"), _text(form, "property")
        info = self._api.catalog.get(collection)
        if info is None or collection == WEBHOOKS:
            raise Refused(f"{collection!r} is no collection that people change.")
        known = {field.wire: field for field in info.fields if field.wire != "id"}
        if name not in known:
            raise Refused(f"{collection} has no {name!r}; it has {', '.join(known)}.")
        id, value = _text(form, "id"), self._value(form, info, known[name])
        key = _whole(id) if info.id_type == "integer" else id
        try:
            self._change(collection, key, {name: value})
        except KeyError:
            raise Refused(f"{collection} has no item {id!r}.") from None
        return f"{name} of {collection}/{id} is changed; deltas and webhooks tell it."

    def _value(self, form: Form, info: CollectionInfo, field: FieldInfo) -> object:
        """Return what the form's text is as JSON, or the text where that fits."""
        text = _text(form, "value")
        if text == "null":
            return None
        try:
            return self._api.bodies.value(json_of(text.encode()), field, info)
        except Problem:
            pass
        try:
            return self._api.bodies.value(text, field, info)
        except Problem as problem:
            found = [*problem.validation_errors, *problem.reasons]
            raise Refused(" ".join(found)) from problem

    def _send_again(self, form: Form) -> str:
        number = _whole(_text(form, "number"))
        if not self._deliveries.send_again(number):
            raise Refused("that event is no longer kept.")
        return f"Event {number} is sent again: a consumer has to notice that it is."

    def html(self) -> str:
        """Return the forms, with what was done last."""
        said = "".join(f"<p>{escape(text)}</p>" for text in self._said)
        notes = f'<div role="status">{said}</div>' if said else ""
        forms = (self._clock(), self._fault(), self._item())
        return f"{notes}<h1>Try</h1><div class='forms'>{''.join(forms)}</div>"

    def _clock(self) -> str:
        buttons = "".join(
            f'<button name="hours" value="{hours}">{text}</button>'
            for text, hours in _STEPS.items()
        )
        return self._form("clock", "Move the clock", buttons)

    def _fault(self) -> str:
        what = (*_STATUSES, *KINDS[1:])
        paths = ("*", *self._api.catalog)
        fields = _choice("path", paths, "Path") + _choice("what", what, "Fault")
        return self._form("fault", "Next fault", f"{fields}<button>Plan it</button>")

    def _item(self) -> str:
        names = [name for name in self._api.catalog if name != WEBHOOKS]
        inputs = (("id", "1"), ("property", "lastName"), ("value", "Peeters"))
        fields = _choice("collection", names, "Collection", PEOPLE) + "".join(
            f'<label>{name}<input name="{name}" placeholder="{example}" required>'
            "</label>"
            for name, example in inputs
        )
        return self._form(
            "change", "Change an item", f"{fields}<button>Change</button>"
        )

    def events(self) -> Iterator[Sequence[str]]:
        """Yield the cells of events that were sent, each with a button."""
        for sent in reversed(list(self._deliveries.sent)):
            yield self._event(sent)

    def _event(self, sent: Sent) -> Sequence[str]:
        number = f'<input type="hidden" name="number" value="{sent.number}">'
        again = self._form("event", "", f"{number}<button>Send again</button>")
        return escape(sent.collection), escape(sent.kind), escape(str(sent.id)), again

    def _form(self, action: str, title: str, fields: str) -> str:
        token = f'<input type="hidden" name="token" value="{self._guard.token}">'
        legend = f"<legend>{title}</legend>" if title else ""
        return (
            f'<form method="post" action="/control/{action}">{token}'
            f"<fieldset>{legend}{fields}</fieldset></form>"
        )


def _choice(name: str, values: Sequence[str], text: str, chosen: str = "") -> str:
    options = "".join(
        f"<option{' selected' if value == chosen else ''}>{escape(value)}</option>"
        for value in values
    )
    return f'<label>{text}<select name="{name}">{options}</select></label>'


def _text(form: Form, name: str) -> str:
    return form.get(name, "").strip()


def _whole(text: str) -> int:
    """Return a number from 0, or -1, which nothing has, where it is none."""
    return int(text) if text.isdecimal() and len(text) < _DIGITS else -1
