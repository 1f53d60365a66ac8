"""How copies stand, as Prometheus reads it: from a text, a file and an endpoint."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.parser import text_string_to_metric_families as families

from protime_sync.metrics import Copies, metrics_text, write_metrics
from protime_sync.target.standing import Standing

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def now() -> datetime:
    return NOW


def standing(**given: object) -> Standing:
    named = {"tenant": "acme", "collection": "clockings"}
    return Standing(**{**named, **given})  # type: ignore[arg-type]


def values(text: str) -> dict[str, float]:
    """Return the samples of a text that Prometheus' own parser reads."""
    return {
        sample.name.removeprefix("protime_copy_"): sample.value
        for family in families(text)
        for sample in family.samples
    }


USED = NOW.timestamp() - 3600
STANDINGS = {
    "in step": (
        standing(
            rows=7, used_at=NOW - HOUR, checked_at=NOW - HOUR, changed_at=NOW - 2 * HOUR
        ),
        {
            "rows": 7,
            "link_age_seconds": 3600,
            "link_seconds_left": 71 * 3600,
            "last_success_timestamp_seconds": USED,
            "last_change_timestamp_seconds": USED - 3600,
            "failed": 0,
        },
    ),
    "empty": (
        standing(rows=0, used_at=NOW, checked_at=NOW),
        {
            "rows": 0,
            "link_age_seconds": 0,
            "link_seconds_left": 72 * 3600,
            "last_success_timestamp_seconds": NOW.timestamp(),
            "failed": 0,
        },
    ),
    "failed, with a link that ended": (
        standing(
            rows=7, used_at=NOW - 80 * HOUR, checked_at=NOW - 75 * HOUR, error="503"
        ),
        {
            "rows": 7,
            "link_age_seconds": 80 * 3600,
            "link_seconds_left": 0,
            "last_success_timestamp_seconds": NOW.timestamp() - 75 * 3600,
            "failed": 1,
        },
    ),
    "without a delta": (
        standing(collection="jobs", used_at=NOW - HOUR, checked_at=NOW - HOUR),
        {"last_success_timestamp_seconds": USED, "failed": 0},
    ),
    "never done": (standing(error=""), {"failed": 1}),
}


@pytest.mark.parametrize(("given", "wanted"), STANDINGS.values(), ids=STANDINGS)
def test_each_standing_has_its_values(
    given: Standing, wanted: dict[str, float]
) -> None:
    """What is not known of a copy has no value, rather than one that is wrong."""
    assert values(metrics_text([given], now)) == wanted


def test_copies_are_told_apart() -> None:
    """Each tenant and collection has a value, whatever characters they have."""
    named = [("acme", "people"), ("acme", "jobs"), ('b"\\\n', "jobs")]
    text = metrics_text(
        standing(tenant=tenant, collection=name) for tenant, name in named
    )
    found = [
        (sample.labels["tenant"], sample.labels["collection"])
        for family in families(text)
        for sample in family.samples
    ]
    assert found == named


def test_a_file_is_never_half_written(tmp_path: Path) -> None:
    """Whoever reads while it is written anew finds one of the wholes."""
    path, done = tmp_path / "protime.prom", threading.Event()
    many = [standing(collection=f"c{number}") for number in range(300)]
    write_metrics(many, path)
    wrong = []

    def read() -> None:
        while not done.is_set():
            text = path.read_text("utf-8")
            if not text.endswith("\n") or text.count("failed{") != 300:
                wrong.append(text)

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(20):
        write_metrics(many, path)
    done.set()
    reader.join()
    assert (wrong, [*tmp_path.iterdir()]) == ([], [path])
    assert path.stat().st_mode & 0o044, "the node exporter is another user"


def test_an_endpoint_says_how_it_is_now() -> None:
    """Values are those of the moment that Prometheus asks at."""
    held, moment = [standing(used_at=NOW, checked_at=NOW)], [NOW]
    registry = CollectorRegistry()
    registry.register(Copies(lambda: held, lambda: moment[0]))
    server, thread = start_http_server(0, "127.0.0.1", registry=registry)
    try:
        url = f"http://127.0.0.1:{server.server_port}/metrics"
        assert values(httpx.get(url).text)["link_age_seconds"] == 0
        moment[0] += HOUR
        assert values(httpx.get(url).text)["link_age_seconds"] == 3600
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
