"""A cluster of Spark's own: a master and two workers, each with an executor, and logs.

All are processes of this machine, which end with the block.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from attrs import frozen

_LOG = """
rootLogger.level = info
rootLogger.appenderRef.file.ref = file
appender.file.type = File
appender.file.name = file
appender.file.fileName = {path}
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = %d %p %c: %m%n%ex
"""
"""Log4j's settings, by which a driver writes its log into a file."""

_MASTER = "org.apache.spark.deploy.master.Master"
_WORKER = "org.apache.spark.deploy.worker.Worker"
_EXECUTOR = b"CoarseGrainedExecutorBackend"


@frozen(kw_only=True)
class Cluster:
    """A cluster that runs."""

    url: str
    folder: Path
    """Logs of all processes, work of executors, and event logs."""
    workers: tuple[int, ...]
    """Processes of the workers."""

    def executors(self) -> list[int]:
        """Return the executors' processes, which are Java's."""
        return [
            pid
            for worker in self.workers
            for pid in _children(worker)
            if _EXECUTOR in _command(pid)
        ]

    def kill_executor(self, pid: int | None = None) -> int:
        """Kill an executor as a machine that fails would; return its process."""
        victim = self.executors()[0] if pid is None else pid
        os.kill(victim, signal.SIGKILL)
        return victim

    def session(self, name: str, **settings: str) -> Any:
        """Return a session of the cluster, with an event log and a page."""
        from pyspark.sql import SparkSession

        made = SparkSession.builder.master(self.url).appName(name)
        for key, value in {**self.settings(), **settings}.items():
            made = made.config(key, value)
        return made.getOrCreate()

    def settings(self) -> Mapping[str, str]:
        """Return the settings of a session."""
        events = self.folder / "events"
        events.mkdir(exist_ok=True)
        log = self.folder / f"driver-{os.getpid()}"
        log.with_suffix(".properties").write_text(
            _LOG.format(path=log.with_suffix(".log")), "utf-8"
        )
        return {
            "spark.driver.extraJavaOptions": (
                f"-Dlog4j2.configurationFile={log.with_suffix('.properties')}"
            ),
            "spark.cores.max": "2",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.executor.cores": "1",
            "spark.executor.memory": "600m",
            "spark.eventLog.enabled": "true",
            "spark.eventLog.dir": events.as_uri(),
            # So that it can be searched.
            "spark.eventLog.compress": "false",
            "spark.ui.port": "0",
            "spark.sql.shuffle.partitions": "4",
            "spark.sql.python.filterPushdown.enabled": "true",
        }

    def texts(self) -> Iterator[tuple[Path, bytes]]:
        """Yield every file that the cluster has written."""
        for path in sorted(self.folder.rglob("*")):
            if path.is_file():
                yield path, path.read_bytes()


@contextmanager
def cluster(folder: Path, environ: Mapping[str, str]) -> Iterator[Cluster]:
    """Run a cluster whose processes have variables more than this one.

    Args:
        folder: Where it writes.
        environ: The variables.
    """
    port = _free_port()
    url = f"spark://127.0.0.1:{port}"
    with ExitStack() as stack:
        home = _home()
        given = {**os.environ, **environ, "SPARK_HOME": str(home)}

        def start(name: str, *command: str) -> int:
            program = [str(home / "bin" / "spark-class"), *command]
            return _started(stack, program, folder / f"{name}.log", given)

        start("master", _MASTER, "--host", "127.0.0.1", "--port", str(port))
        _wait(port)
        size = ("--host", "127.0.0.1", "--cores", "2", "--memory", "2g")
        workers = [
            start(name, _WORKER, *size, "--work-dir", str(folder / name), url)
            for name in ("worker-1", "worker-2")
        ]
        yield Cluster(url=url, folder=folder, workers=tuple(workers))


def _started(
    stack: ExitStack, command: list[str], log: Path, environ: Mapping[str, str]
) -> int:
    file = stack.enter_context(log.open("wb"))
    process = subprocess.Popen(  # noqa: S603 - Spark's own program
        command, env=environ, stdout=file, stderr=subprocess.STDOUT
    )
    stack.callback(process.wait)
    stack.callback(process.terminate)
    return process.pid


def _home() -> Path:
    """Return where Spark is, which is where PySpark is."""
    spec = find_spec("pyspark")
    assert spec is not None
    return Path(str(spec.origin)).parent


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait(port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("Spark's master does not answer.")


def _children(pid: int) -> list[int]:
    """Return a process's children, of all its threads."""
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [int(child) for child in path.read_text().split()]
    return found


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
