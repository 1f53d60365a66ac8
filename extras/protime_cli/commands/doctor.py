"""``protime doctor``: credentials, scopes, the clock, and what the tenant sends."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

import click
from attrs import define, field, frozen

from protime import DateRange, DeviationWarning, Protime
from protime.catalog import CATALOG
from protime_cli import exits, values
from protime_cli.commands.calling import method, operation_of, pager
from protime_cli.output.progress import counting
from protime_cli.output.tables import pairs
from protime_cli.session.session import Session, current
from protime_cli.terminal import echo, heading
from protime_runtime.catalog import CollectionInfo, FilterInfo
from protime_runtime.errors import (
    AuthenticationFailed,
    ConfigurationError,
    NotFound,
    ProtimeError,
    Unauthorized,
)
from protime_runtime.messages import Response
from protime_runtime.sending.hooks import Hooks, ResponseEvent
from protime_runtime.sending.retries import http_date

_SKEW = timedelta(seconds=60)
_WINDOW = timedelta(days=31)
_TOKEN = ("credentials", "token endpoint")
"""What is blamed where no token is given out: by its answer, or as there is none."""


@frozen(kw_only=True)
class Finding:
    """One thing that was looked at."""

    what: str
    verdict: str
    """``ok``, ``differs``, ``refused``, ``failed`` or ``skipped``."""
    detail: str = ""
    status: int = 0
    """Exit status of the error, if there is one."""


@define
class Watch:
    """Notes the server's clock from the ``Date`` of its responses."""

    skews: list[timedelta] = field(factory=list)

    def __call__(self, event: ResponseEvent) -> None:
        """Take a response's date, the token endpoint's included."""
        if not isinstance(event.outcome, Response):
            return
        then = http_date(event.outcome.headers.get("date", ""))
        if then is not None:
            self.skews.append(datetime.now(UTC) - then)

    def finding(self) -> Finding:
        """Return how far the clocks are apart."""
        if not self.skews:
            return Finding(
                what="clock", verdict="skipped", detail="no response has a date"
            )
        worst = max(self.skews, key=abs)
        seconds = round(worst.total_seconds())
        if abs(worst) > _SKEW:
            late = "ahead of" if seconds > 0 else "behind"
            text = f"this machine is {abs(seconds)} s {late} the server"
            return Finding(what="clock", verdict="differs", detail=text)
        return Finding(what="clock", verdict="ok", detail="within a minute")


_COLOURS = {
    "ok": "green",
    "differs": "yellow",
    "refused": "yellow",
    "failed": "red",
    "skipped": "bright_black",
}
_VERDICT = re.compile(f"^(.+?  +)({'|'.join(_COLOURS)})\\b", re.MULTILINE)


def _painted(text: str) -> str:
    return heading(
        _VERDICT.sub(
            lambda line: line[1] + click.style(line[2], fg=_COLOURS[line[2]]), text
        )
    )


def examine(names: Sequence[str], days: str | None) -> int:
    """Look at everything, print what was found, and return the exit status."""
    for name in names:
        if name not in CATALOG:
            raise click.BadParameter(values.unknown("collection", name, CATALOG))
    warnings.simplefilter("ignore", DeviationWarning)
    session, watch = current(), Watch()
    asked = values.days(days) if days else None
    findings = list(_findings(session, watch, names, asked))
    rows = [(finding.what, finding.verdict, finding.detail) for finding in findings]
    echo(pairs(rows, ("what", "verdict", "detail")), paint=_painted)
    return _status(findings)


def _findings(
    session: Session, watch: Watch, names: Sequence[str], days: DateRange | None
) -> Iterator[Finding]:
    try:
        client = session.client(hooks=Hooks(on_response=watch))
    except ConfigurationError as error:
        yield Finding(
            what="settings",
            verdict="failed",
            detail=str(error),
            status=exits.CONFIGURATION.status,
        )
        return
    settings = client.settings
    detail = f"{settings.tenant}, {settings.base_url or settings.environment}"
    yield Finding(what="settings", verdict="ok", detail=detail)
    found: list[Finding] = []
    with client, counting(session, "doctor", len(CATALOG)) as count:
        for number, name in enumerate(names or CATALOG, start=1):
            count(number, f"collections, {name}")
            found += _collection(client, CATALOG[name], days)
            if found and found[-1].what in _TOKEN:
                break
    if not any(finding.what in _TOKEN for finding in found):
        yield Finding(what="credentials", verdict="ok", detail="a token was given out")
    yield watch.finding()
    yield from found


def _collection(
    client: Protime, info: CollectionInfo, days: DateRange | None
) -> Iterator[Finding]:
    operation = operation_of(info, "list")
    if operation is None or operation.path_parameters:
        detail = "cannot be listed without knowing an item"
        yield Finding(what=info.name, verdict="skipped", detail=detail)
        return
    before = dict(client.deviations)
    try:
        call = method(client, info, "list")
        asked = _filters(info, operation.filters, days)
        page = next(iter(pager(call, **asked).pages()))
    except ProtimeError as error:
        yield _failed(info, error)
        return
    new = [
        f"{deviation} ({count}x)"
        for deviation, count in client.deviations.items()
        if count > before.get(deviation, 0)
    ]
    detail = f"{len(page.value)} items on the first page"
    yield Finding(
        what=info.name,
        verdict="differs" if new else "ok",
        detail="; ".join([detail, *new]),
    )


def _filters(
    info: CollectionInfo, wires: Sequence[str], days: DateRange | None
) -> dict[str, object]:
    known = {filter.wire: filter for filter in info.filters}
    return {
        known[wire].python: _sample(known[wire], days)
        for wire in wires
        if known[wire].required
    }


def _sample(info: FilterInfo, days: DateRange | None) -> object:
    today = date.today()
    values: dict[str, Callable[[], object]] = {
        "date": lambda: days or DateRange(today - _WINDOW, today),
        "integer": lambda: [1],
        "boolean": lambda: True,
    }
    return values.get(info.type, lambda: "1")()


def _failed(info: CollectionInfo, error: ProtimeError) -> Finding:
    text, kind = exits.sentence(error), exits.kind_of(error)
    if isinstance(error, AuthenticationFailed) and kind is not exits.FORBIDDEN:
        refused = kind is exits.CREDENTIALS
        what = _TOKEN[0 if refused else 1]
        text = exits.said(error) if refused else text
        return Finding(what=what, verdict="failed", detail=text, status=kind.status)
    if kind is exits.FORBIDDEN or isinstance(error, Unauthorized):
        asked = " or ".join(info.read_scopes)
        verdict, text = "refused", f"needs {asked}"
    else:
        verdict = "failed"
    if isinstance(error, NotFound):
        text = "the tenant has no such collection (404)"
    return Finding(what=info.name, verdict=verdict, detail=text, status=kind.status)


def _status(findings: Sequence[Finding]) -> int:
    """Return the status of the worst, as the command that met it alone has it."""
    for verdict in ("failed", "differs", "refused"):
        for finding in findings:
            if finding.verdict == verdict:
                return finding.status or exits.UNREADABLE.status
    return 0
