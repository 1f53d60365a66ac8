"""Where ``protime sync`` copies to: a pipeline of dlt, for one process at a time."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Literal, Protocol, cast
from urllib.parse import urlsplit

import click
from attrs import frozen

from protime_cli.session.extras import extra
from protime_cli.session.session import DATASET, TARGET_VARIABLE, TARGETS, Session
from protime_runtime.errors import ConfigurationError

_SETTINGS = {
    "DLTHUB_TELEMETRY": "false",
    "LOG_LEVEL": "CRITICAL",
    # A signal ends the command at once, as nothing is lost; dlt may swallow it.
    "INTERCEPT_SIGNALS": "false",
}
"""Settings of dlt, unless the environment has others."""


class DltPipeline(Protocol):
    """What is needed of a pipeline of dlt."""

    pipeline_name: str
    pipelines_dir: str

    @property
    def state(self) -> Mapping[str, object]:
        """What the pipeline keeps."""


@frozen(kw_only=True)
class Target:
    """A place for tables, as it was given."""

    address: str
    dataset: str
    folder: str | None
    """Where dlt keeps its pipelines."""

    @property
    def name(self) -> str:
        """What it is called in messages, where no address may stand."""
        return self.address.partition(":")[0]

    @property
    def table_format(self) -> Literal["delta"] | None:
        """The form of tables in a folder."""
        return "delta" if self.address.startswith("delta:") else None

    def pipeline(self, tenant: str) -> DltPipeline:
        """Return the pipeline of a tenant; nothing is opened yet.

        Raises:
            ConfigurationError: The address is no target.
            TargetRefused: Tables there cannot follow changes.
            TargetFailed: It cannot be reached.
        """
        for name, value in _SETTINGS.items():
            os.environ.setdefault(f"RUNTIME__{name}", value)
        dlt = extra("dlt", "sync", "syncing")
        # What was loaded into one schema says nothing of another one.
        place = f"{self.address} {self.dataset}"
        digest = hashlib.sha256(place.encode()).hexdigest()[:8]
        check = sync_module("protime_sync.target.opening").check_destination
        with sync_module("protime_sync.causes").telling(self.name):
            made = sync_module("protime_sync.dlt.packages").private_pipeline(
                f"protime_{tenant}_{digest}".replace("-", "_"),
                _destination(dlt, self.address),
                self.dataset,
                self.folder,
            )
            check(made, self.table_format)
        return cast("DltPipeline", made)


def target(session: Session, to: str | None, dataset: str, state: str | None) -> Target:
    """Return the target of the option, or else of the environment.

    Raises:
        click.UsageError: There is none.
        ConfigurationError: The option holds a password.
    """
    address = to or session.environ.get(TARGET_VARIABLE)
    if not address:
        raise click.UsageError("Missing option '--to'.")
    if to and urlsplit(to).password:
        raise ConfigurationError(
            "--to holds a password, which other users of the machine can see: put the"
            f" whole address into {TARGET_VARIABLE} instead."
        )
    if address.startswith("sqlite:") and dataset == DATASET:
        dataset = "main"  # The file itself; any other one is a file beside it.
    return Target(address=_absolute(address), dataset=dataset, folder=state)


def _absolute(address: str) -> str:
    """Return the address with its file's whole path: each folder has its own copy."""
    name, _, place = address.partition(":")
    if name in ("duckdb", "delta", "sqlite") and place and "://" not in place:
        return f"{name}:{Path(place).absolute()}"
    return address


def sync_module(name: str) -> ModuleType:
    """Return a module of `protime_sync`.

    Raises:
        ConfigurationError: The extra is not installed.
    """
    return extra(name, "sync", "syncing")


@contextmanager
def alone(pipeline: DltPipeline, owner: str) -> Iterator[None]:
    """Keep other processes from the same pipeline; the lock ends with the process.

    Raises:
        SyncBusy: Another process has it; the error names it.
        StateError: The folder cannot be written to.
    """
    folder = Path(pipeline.pipelines_dir)
    folder.mkdir(parents=True, exist_ok=True)
    name = folder / f"{pipeline.pipeline_name}.owner"
    lock = sqlite3.connect(name.with_suffix(".lock"), timeout=0, isolation_level=None)
    with closing(lock):
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            errors = sync_module("protime_sync.errors")
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise errors.StateError(f"{folder} failed: {error}") from error
            held = name.read_text("utf-8") if name.exists() else "another process"
            raise errors.SyncBusy(pipeline.pipeline_name, held) from None
        name.write_text(owner, "utf-8")
        yield


def _destination(dlt: ModuleType, address: str) -> object:
    name, colon, place = address.partition(":")
    if name in _EXPORTS:
        raise ConfigurationError(
            f"{name} files cannot follow changes, so they are no target: `protime list"
            f" COLLECTION --output {_EXPORTS[name]}` exports, or give"
            f" {TARGETS}, which dlt's own settings describe."
        )
    if not colon:
        return name
    if name not in _MADE:
        raise ConfigurationError(
            f"{name}:... is no target: {TARGETS}, which dlt's own settings describe."
        )
    return _MADE[name](dlt, place)


def _duckdb(dlt: ModuleType, place: str) -> object:
    return sync_module("protime_sync.dlt").duckdb_file(place)


def _delta(dlt: ModuleType, place: str) -> object:
    extra("deltalake", "lake", "writing Delta tables")
    return dlt.destinations.filesystem(place)


def _sqlite(dlt: ModuleType, place: str) -> object:
    return dlt.destinations.sqlalchemy(f"sqlite:///{place}")


def _mysql(dlt: ModuleType, place: str) -> object:
    extra("pymysql", "mysql", "writing to MySQL")
    return dlt.destinations.sqlalchemy(f"mysql+pymysql:{place}")


def _postgres(dlt: ModuleType, place: str) -> object:
    made: object = sync_module("protime_sync.dlt").postgres_database(
        f"postgresql:{place}"
    )
    return made


_MADE: Mapping[str, Callable[[ModuleType, str], object]] = {
    "duckdb": _duckdb,
    "delta": _delta,
    "sqlite": _sqlite,
    "mysql": _mysql,
    "mariadb": _mysql,
    "postgresql": _postgres,
    "postgres": _postgres,
}
"""What makes dlt's destination, by how an address begins."""

_EXPORTS = {"parquet": "parquet", "csv": "csv", "jsonl": "jsonl", "xlsx": "xlsx"}
_EXPORTS |= {"iceberg": "parquet", "filesystem": "parquet"}
