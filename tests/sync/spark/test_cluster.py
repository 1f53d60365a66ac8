"""A cluster of Spark's reads and follows tenants while parts of it are killed."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import frozen

from protime.catalog import CATALOG
from protime_emulator import Emulator
from tests.depth import many
from tests.sync.copying import tenant

from .cluster import Cluster, cluster
from .conftest import (
    TODAY,
    environment,
    only_with_java,
    write_profiles,
    write_scopes,
)
from .following import SINCE as SINCE_VARIABLE
from .following import follow, merge
from .plain import asked, plain

pytestmark = [only_with_java, pytest.mark.filterwarnings("ignore")]

SINCE = TODAY - timedelta(200)
PUSHING = "spark.sql.python.filterPushdown.enabled"


@frozen(kw_only=True)
class Site:
    """Two tenants that are served, a cluster that reads them, and a session of it."""

    acme: Emulator
    acme_url: str
    bolt: Emulator
    bolt_url: str
    cluster: Cluster
    session: Any

    def load(self, collection: str, **options: str) -> Any:
        """Return a frame."""
        given = {"collection": collection, **options}
        return self.session.read.format("protime").options(**given).load()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("cluster")
    with (
        Emulator(people=8, days=200, today=TODAY, page_size=100) as acme,
        Emulator(people=5, days=200, today=TODAY, seed=7, tenant="bolt") as bolt,
        acme.serve() as acme_url,
        bolt.serve() as bolt_url,
        pytest.MonkeyPatch.context() as patch,
    ):
        both = {"acme": (acme, acme_url), "bolt": (bolt, bolt_url)}
        write_profiles(folder / "profiles.toml", both)
        write_scopes(folder / "standin", {"of-bolt": environment(bolt, bolt_url)})
        logs = folder / "logs"
        logs.mkdir()
        given = {
            **environment(acme, acme_url),
            "PROTIME_CONFIG": str(folder / "profiles.toml"),
            SINCE_VARIABLE: str(SINCE),
        }
        for name, value in given.items():
            patch.setenv(name, value)
        with cluster(logs, given) as made:
            # Only the driver has Databricks' secrets.
            patch.setenv("PYTHONPATH", str(folder / "standin"))
            session = made.session("tests")
            from protime_sync.spark import ProtimeDataSource

            session.dataSource.register(ProtimeDataSource)
            yield Site(
                acme=acme,
                acme_url=acme_url,
                bolt=bolt,
                bolt_url=bolt_url,
                cluster=made,
                session=session,
            )
            session.stop()
            end_java()


def end_java() -> None:
    """End the process that holds the cluster's settings for sessions after this one."""
    from pyspark import SparkContext

    gateway = SparkContext._gateway
    assert gateway is not None
    gateway.shutdown()
    gateway.proc.stdin.close()
    SparkContext._gateway = SparkContext._jvm = None


def versions(frame: Any) -> dict[int, str]:
    """Return versions by id, of which there must be one each."""
    rows = frame.select("id", "change_version").collect()
    found = {row["id"]: row["change_version"] for row in rows}
    assert len(found) == len(rows)
    return found


PLAIN = [
    name
    for name, info in CATALOG.items()
    if info.listed_plainly and info.item and info.id_type == "integer"
]


@pytest.mark.parametrize("name", PLAIN[:: many(1, 9)])
def test_rows_are_those_of_plain_http(site: Site, name: str) -> None:
    """Of collections that are listed without a filter."""
    assert versions(site.load(name)) == plain(site.acme, site.acme_url, name)


def test_parts_are_read_side_by_side(site: Site) -> None:
    """By both executors, with one token for all tasks of a worker."""
    from pyspark.sql import functions

    site.acme.requests.clear()
    frame = site.load("clockings", since=str(SINCE), days="20")
    found = versions(frame)
    read = asked(site.acme)
    wanted = plain(site.acme, site.acme_url, "clockings", f"date ge '{SINCE}'")
    assert found == wanted
    parts = frame.groupBy(functions.spark_partition_id()).count().collect()
    assert len(parts) >= 10
    assert read["pages"] > 10
    assert read["tokens"] <= 2
    print(f"{len(found)} rows in {len(parts)} parts: {dict(read)}")


def days(first: int, last: int) -> tuple[date, date]:
    return SINCE + timedelta(first), SINCE + timedelta(last)


MAY = "date >= '{0}' and date <= '{1}'"
QUERIES = {
    "between": ("clockings", "date between '{0}' and '{1}'"),
    "open days": ("clockings", "date > '{0}' and date < '{1}'"),
    "one person": ("clockings", f"{MAY} and person_id = {{2}}"),
    "people": ("absences", f"{MAY} and person_id in ({{2}}, {{3}}, 999)"),
    "kind": ("clockings", f"{MAY} and kind = 'InOut'"),
    "status": ("counters", f"{MAY} and status in ('Auto', 'Manual')"),
    "mixed": ("clockings", f"{MAY} and person_id = {{2}} and is_open is null"),
    "either": ("clockings", f"{MAY} and (person_id = {{2}} or kind = 'Reason')"),
    "flag": ("counter-definitions", "is_enabled"),
    "no day": ("clockings", "date > '{1}' and date < '{0}'"),
}


@pytest.mark.parametrize(("name", "text"), QUERIES.values(), ids=QUERIES)
def test_filters_that_are_pushed_leave_the_same(
    site: Site, name: str, text: str
) -> None:
    """A query has the rows that Spark itself leaves, and asks for fewer pages."""
    first, last = days(20, 50)
    people = [row["id"] for row in site.acme.collection("people")]
    query = text.format(first, last, people[0], people[-1])
    since = {} if name == "counter-definitions" else {"since": str(SINCE)}
    site.session.conf.set(PUSHING, "false")
    site.acme.requests.clear()
    wanted = versions(site.load(name, **since).where(query))
    without = asked(site.acme)
    site.session.conf.set(PUSHING, "true")
    assert versions(site.load(name).where(query)) == wanted
    pushed = asked(site.acme)
    assert pushed["pages"] < without["pages"] or not since
    print(f"{query}: {len(wanted)} rows, {pushed['pages']} of {without['pages']} pages")


def test_days_that_are_missing_are_named(site: Site) -> None:
    """The error says what to give."""
    with pytest.raises(Exception, match="clockings needs date: give the option since"):
        site.load("clockings").collect()


def test_chosen_columns_are_all_there_is(site: Site) -> None:
    """In their order, with the values that they have among all."""
    first, last = days(20, 30)
    span = {"since": str(first), "until": str(last)}
    names = ["date", "id", "person_id"]
    chosen = site.load("clockings", columns="date,id,person", **span)
    assert chosen.columns == names
    whole = site.load("clockings", **span).select(*names)
    assert sorted(chosen.collect()) == sorted(whole.collect())


def test_several_tenants_are_one_read(site: Site) -> None:
    """Rows say whose they are; a filter on that asks nobody else."""
    frame = site.load("people", profile="acme bolt")
    rows = frame.select("tenant", "id", "last_name").collect()
    found = {(row["tenant"], row["id"], row["last_name"]) for row in rows}
    assert len(found) == len(rows)
    assert found == {
        (name, row["id"], row["lastName"])
        for name, emulator in (("acme", site.acme), ("bolt", site.bolt))
        for row in emulator.collection("people")
    }
    asked(site.acme)
    assert frame.where("tenant = 'bolt'").count() == len(site.bolt.collection("people"))
    assert not asked(site.acme)


def test_databricks_secrets_reach_the_workers(site: Site) -> None:
    """Only the driver reads the scope; workers ask the tenant that it names."""
    frame = site.load("people", secret_scope="of-bolt")
    wanted = plain(site.bolt, site.bolt_url, "people")
    assert versions(frame) == wanted != plain(site.acme, site.acme_url, "people")


def test_a_batch_outlives_an_executor(site: Site) -> None:
    """One is killed in the middle; every row comes, and comes once."""
    wanted = plain(site.acme, site.acme_url, "clockings", f"date ge '{SINCE}'")
    before = set(site.cluster.executors())
    killed: list[int] = []
    seen: list[object] = []

    def kill(call: object) -> None:
        seen.append(call)
        if len(seen) == 8:
            killed.append(site.cluster.kill_executor())

    site.acme.requests.listen(kill)
    site.acme.requests.clear()
    assert versions(site.load("clockings", since=str(SINCE), days="5")) == wanted
    assert killed
    assert killed[0] in before
    print(f"{len(wanted)} rows, {dict(asked(site.acme))}, {len(killed)} kill")


def merged(folder: Path) -> dict[int, str]:
    """Return versions by id of the table that a stream keeps."""
    from deltalake import DeltaTable

    rows = DeltaTable(str(folder / "table")).to_pyarrow_table().to_pylist()
    found = {row["id"]: row["change_version"] for row in rows}
    assert len(found) == len(rows)
    return found


def edit(emulator: Emulator) -> None:
    """Change a clocking of each person, and delete some."""
    rows = emulator.collection("clockings")
    for row in rows[-60::3]:
        emulator.change("clockings", row["id"], {})
    for row in rows[-61::-7][:9]:
        emulator.erase("clockings", row["id"])


def repeated(emulator: Emulator) -> list[str]:
    """Return the links that were asked more than once since the last time."""
    links = [call.query for call in emulator.requests if "Token=" in call.query]
    emulator.requests.clear()
    assert links
    return [link for link in set(links) if links.count(link) > 1]


def slow(marker: Path) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """Return what waits in a task for its executor to be killed, once."""

    def wait(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            if not marker.exists():
                marker.write_text(Path("/proc/self/stat").read_text(), "utf-8")
                time.sleep(30)
            yield batch

    return wait


def executor_of(site: Site, pid: int) -> int:
    """Return the executor that a worker of Python belongs to."""
    executors = set(site.cluster.executors())
    while pid not in executors:
        pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        assert pid > 1
    return pid


def kill_when(site: Site, marker: Path, killed: list[int]) -> None:
    """Kill the executor whose task waits."""
    while not (marker.exists() and marker.read_text()):
        time.sleep(0.05)
    pid = int(marker.read_text().split()[0])
    killed.append(site.cluster.kill_executor(executor_of(site, pid)))


def test_a_stream_outlives_an_executor(site: Site, tmp_path: Path) -> None:
    """One is killed in the middle of a batch of the load, and one of the changes."""
    killed: list[int] = []
    batches: list[int] = []
    for turn in ("load", "changes"):
        marker = tmp_path / f"marker-{turn}"
        watching = threading.Thread(target=kill_when, args=(site, marker, killed))
        watching.start()

        def sink(changes: Any, number: int, marker: Path = marker) -> None:
            batches.append(number)
            merge(tmp_path, changes.mapInArrow(slow(marker), changes.schema))

        follow(site.session, tmp_path, sink)
        watching.join()
        assert merged(tmp_path) == tenant(site.acme, "clockings", str(SINCE))
        edit(site.acme)
    assert len(killed) == 2
    assert not repeated(site.acme)
    print(f"{len(merged(tmp_path))} rows in {len(batches)} batches, 2 kills")


def test_a_stream_outlives_its_driver(site: Site) -> None:
    """Killed between the merge and Spark's commit, it merges the batch again."""
    folder = site.cluster.folder / "following"
    folder.mkdir()
    site.acme.requests.clear()
    program = (sys.executable, "-m", "tests.sync.spark.following")
    statuses = []
    for last in ("0", "1", "2"):
        log = folder / f"log-{len(statuses)}"
        with log.open("wb") as file:
            done = subprocess.run(  # noqa: S603 - our own program
                [*program, site.cluster.url, str(folder), last],
                stdout=file,
                stderr=subprocess.STDOUT,
                check=False,
            )
        statuses.append(done.returncode)
        if len(statuses) < 3:
            edit(site.acme)
    assert merged(folder) == tenant(site.acme, "clockings", str(SINCE))
    assert statuses == [-9, -9, 0]
    assert not repeated(site.acme)
    print(f"{len(merged(folder))} rows, 2 kills")


PAGES = (
    "environment",
    "jobs",
    "stages?details=true",
    "executors",
    "sql?details=true&planDescription=true",
)
LINK = re.compile(r'href="(/[^"]*\?id=[^"]*)"')


def shown(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield what the pages of the driver show, and what they lead to."""
    context = site.session.sparkContext
    with httpx.Client(base_url=context.uiWebUrl, timeout=60) as http:
        for page in PAGES:
            path = f"/api/v1/applications/{context.applicationId}/{page}"
            yield "api", http.get(path).content
        for path in ("/environment/", "/SQL/", "/executors/", "/StreamingQuery/"):
            text = http.get(path, follow_redirects=True)
            yield "page", text.content
            for link in sorted(set(LINK.findall(text.text))):
                yield "page", http.get(link, follow_redirects=True).content


def kind(path: Path) -> str:
    """Return what a file of the cluster is."""
    return "events" if "events" in path.parts else path.suffix or path.name


def test_the_secret_is_nowhere(site: Site) -> None:
    """In no plan, log, event log and page, of all that the tests before have done."""
    frame = site.load("people", profile="acme bolt").where("id in (1, 2)")
    frame.collect()
    explained = frame._jdf.queryExecution().toString().encode()
    files = ((kind(path), text) for path, text in site.cluster.texts())
    looked = [("plan", explained), *shown(site), *files]
    secrets = [site.acme.client_secret, *site.acme.authority._grants]
    for secret in secrets:
        assert [name for name, text in looked if secret.encode() in text] == []
    # What was looked through is what it should be.
    ours = {name for name, text in looked if b"protime" in text}
    assert ours >= {"plan", "api", "events", ".log"}
    assert {name for name, text in looked if b"park" in text} >= {"page", "stderr"}
    whole = sum(len(text) for _, text in looked)
    print(f"{len(looked)} texts, {whole:,} bytes, {len(secrets)} secrets")
