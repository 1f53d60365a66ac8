"""How copies stand, for Prometheus: a textfile, or a collector for an endpoint.

::

    from protime_sync.target.standing import Standing

    people = Standing(tenant="acme", collection="people", rows=7)
    write_metrics([people], "protime.prom")
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from protime_runtime.files import replacing
from protime_sync.errors import need
from protime_sync.feeds.following import utc_now
from protime_sync.target.standing import Standing

if TYPE_CHECKING:
    from prometheus_client.metrics_core import GaugeMetricFamily

_LABELS = ("tenant", "collection")


Value: TypeAlias = "Callable[[Standing, datetime], float | None]"


def _rows(copy: Standing, now: datetime) -> float | None:
    return copy.rows


def _link_age(copy: Standing, now: datetime) -> float | None:
    if copy.used_at is None or copy.link_left(now) is None:
        return None
    return (now - copy.used_at).total_seconds()


def _link_left(copy: Standing, now: datetime) -> float | None:
    left = copy.link_left(now)
    return None if left is None else left.total_seconds()


def _success(copy: Standing, now: datetime) -> float | None:
    return None if copy.checked_at is None else copy.checked_at.timestamp()


def _change(copy: Standing, now: datetime) -> float | None:
    return None if copy.changed_at is None else copy.changed_at.timestamp()


def _failed(copy: Standing, now: datetime) -> float | None:
    return float(copy.error is not None)


_GAUGES: Mapping[str, tuple[str, Value]] = {
    "rows": ("Rows of the copy.", _rows),
    "link_age_seconds": ("Time since the delta link was given.", _link_age),
    "link_seconds_left": ("Time until the delta link ends, unused.", _link_left),
    "last_success_timestamp_seconds": ("When the copy was last in step.", _success),
    "last_change_timestamp_seconds": ("When changes came last.", _change),
    "failed": ("Whether the last run brought nothing, for an error.", _failed),
}


class Copies:
    """A collector of Prometheus that says how copies stand when it is asked."""

    def __init__(
        self,
        read: Callable[[], Iterable[Standing]],
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """Take what gives the standings, and the time in UTC."""
        self._read = read
        self._now = now

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield each gauge, with a value for each copy that has one.

        Raises:
            MissingExtra: prometheus-client is not installed.
        """
        family = need("prometheus_client.metrics_core", "metrics").GaugeMetricFamily
        standings, now = list(self._read()), self._now()
        for name, (about, value) in _GAUGES.items():
            gauge = family(f"protime_copy_{name}", about, labels=_LABELS)
            for copy in standings:
                found = value(copy, now)
                if found is not None:
                    gauge.add_metric([copy.tenant, copy.collection], found)
            yield gauge


def metrics_text(
    standings: Iterable[Standing], now: Callable[[], datetime] = utc_now
) -> str:
    """Return how copies stand in the text format of Prometheus.

    Raises:
        MissingExtra: prometheus-client is not installed.
    """
    prometheus = need("prometheus_client", "metrics")
    registry = prometheus.CollectorRegistry(auto_describe=False)
    held = list(standings)
    registry.register(Copies(lambda: held, now))
    text: bytes = prometheus.generate_latest(registry)
    return text.decode("utf-8")


def write_metrics(
    standings: Iterable[Standing],
    path: str | os.PathLike[str],
    now: Callable[[], datetime] = utc_now,
) -> None:
    """Write how copies stand to a file, which is never seen half written.

    Args:
        standings: One for each tenant and collection.
        path: Ends in ``.prom``, as the node exporter's textfile collector wants it.
        now: The time, in UTC.

    Raises:
        MissingExtra: prometheus-client is not installed.
        OSError: The file or its folder cannot be written.
    """
    text = metrics_text(standings, now)
    with replacing(path) as file:
        file.write(text.encode("utf-8"))
