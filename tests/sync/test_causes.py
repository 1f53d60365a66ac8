"""What passes by itself and what does not, for each way in which targets fail."""

from __future__ import annotations

import errno
import os
import pickle
from typing import Any

import pytest

from protime_runtime.errors import ConfigurationError
from protime_sync import TargetBlocked, TargetFailed
from protime_sync.causes import cause_of, telling

exceptions = pytest.importorskip("dlt.common.destination.exceptions")
duckdb = pytest.importorskip("duckdb")


def driver(name: str, base: type[Exception] = Exception, **more: Any) -> Exception:
    """Return an exception as a driver raises it, in the words of PEP 249."""
    made: Exception = type(name, (base,), more)("something")
    return made


def state(code: str) -> Exception:
    return driver("OperationalError", pgcode=code)


FULL = 'Failed to commit: Could not write file "a.wal": File too large'
PASSING = [
    *(state(code) for code in ("08006", "40001", "40P01", "53300", "55P03", "57P03")),
    *(
        OSError(number, os.strerror(number))
        for number in (
            *(errno.ECONNREFUSED, errno.ETIMEDOUT, errno.EAGAIN, errno.EBUSY),
            *(errno.ENETUNREACH, errno.ECONNRESET),
        )
    ),
    driver("CommitFailedError"),
    driver("TransactionException", duckdb.OperationalError),
    duckdb.IOException("IO Error: Could not set lock on file: Conflicting lock"),
    Exception("connection to server on socket failed: No such file or directory\n"
              "\tIs the server running locally?"),
    Exception("FATAL:  the database system is starting up"),
    Exception("FATAL:  sorry, too many clients already"),
    exceptions.DestinationTransientException("busy"),
]  # fmt: skip
BLOCKED = [
    *(
        state(code)
        for code in (
            *("28P01", "28000", "3D000", "42501", "42P01", "42703", "25006", "53100"),
            *("0A000", "22003", "23502", "23514", "54000"),
        )
    ),
    driver("DatabaseError", sqlstate="42501"),
    *(
        OSError(number, os.strerror(number))
        for number in (
            *(errno.ENOSPC, errno.EACCES, errno.EROFS, errno.ENOENT, errno.EISDIR),
            *(errno.EDQUOT, errno.EFBIG, errno.EPERM, errno.ENOTDIR, errno.EIO),
        )
    ),
    duckdb.IOException("IO Error: Could not write file: No space left on device"),
    duckdb.IOException('Cannot open file "a": Permission denied'),
    duckdb.IOException("exists, but it is not a valid DuckDB database file!"),
    driver(
        "TransactionException",
        type("Full", (duckdb.OperationalError,), {"__str__": lambda _: FULL}),
    ),
    duckdb.OutOfMemoryException("failed to offload data block"),
    duckdb.PermissionException("read-only mode"),
    duckdb.ConversionException("Could not convert"),
    duckdb.BinderException("no such column"),
    driver("SchemaMismatchError"),
    UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
    OverflowError("int too big"),
    Exception('FATAL:  password authentication failed for user "me"'),
    Exception('could not translate host name "nosuch" to address'),
    Exception("server does not support SSL, but SSL was required"),
    exceptions.DestinationTerminalException("no"),
    exceptions.DestinationUndefinedEntity("no table"),
    RuntimeError("nobody knows this"),
    driver("OperationalError"),
]


def wrapped(error: Exception) -> Exception:
    """Return an error as dlt's loader gives it: in an attribute, as jobs run beside."""
    load = pytest.importorskip("dlt.load.exceptions")
    steps = pytest.importorskip("dlt.common.exceptions")
    made = load.LoadClientJobTerminalRetry("1", "job", str(error), error)
    outer: Exception = steps.DltException("Pipeline execution failed at step=load")
    outer.__cause__ = made
    return outer


def connecting(error: Exception) -> Exception:
    """Return an error as dlt gives it while it connects, which it calls transient."""
    made = pytest.importorskip("dlt.destinations.exceptions")
    found: Exception = made.DestinationConnectionError("client", "set", "denied", error)
    found.__context__ = error
    return found


def label(error: Exception) -> str:
    code = getattr(error, "pgcode", "") or getattr(error, "errno", "")
    return f"{type(error).__name__}-{code or str(error)[:30]}"


@pytest.mark.parametrize("error", PASSING, ids=label)
def test_what_passes(error: Exception) -> None:
    assert cause_of(error).passes
    assert cause_of(connecting(error)).passes == (
        type(error) is not exceptions.DestinationTransientException
    )


@pytest.mark.parametrize("error", BLOCKED, ids=label)
def test_what_does_not_pass(error: Exception) -> None:
    """As it is, and in whatever dlt wraps it in."""
    for one in (error, wrapped(error), connecting(error)):
        found = cause_of(one)
        assert not found.passes
        assert found.hint
        assert "later" not in found.hint


def test_what_is_told() -> None:
    """The first line of what was raised first, with what to change; never a value."""
    full = wrapped(OSError(errno.ENOSPC, "No space left on device", "acme.duckdb"))
    with pytest.raises(
        TargetBlocked, match=r"^duckdb: .*No space.* Make room there\.$"
    ):
        told(full)
    with pytest.raises(TargetFailed) as raised:
        told(connecting(state("57P03")))
    assert not isinstance(raised.value, TargetBlocked)
    assert str(raised.value) == "duckdb: something"
    personal = driver("DataError", pgcode="22003")
    personal.args = ("value of Jan Peeters is out of range",)
    with pytest.raises(TargetBlocked, match=r"hold a value .DataError.") as raised:
        told(wrapped(personal))
    assert "Jan" not in str(raised.value)
    again = pickle.loads(pickle.dumps(raised.value))  # noqa: S301 - our own
    assert (str(again), again.hint) == (str(raised.value), raised.value.hint)
    settings = pytest.importorskip("dlt.common.configuration.exceptions")
    with pytest.raises(
        ConfigurationError, match=r"^duckdb: what is set\. Give"
    ) as unset:
        told(settings.ConfigurationException("what is set\nlooked at: secrets"))
    copied = pickle.loads(pickle.dumps(unset.value))  # noqa: S301 - our own
    assert str(copied) == str(unset.value)


def told(error: Exception) -> None:
    with telling("duckdb"):
        raise error


def test_an_error_in_a_ring_ends() -> None:
    """Exceptions may lead to one another."""
    first, second = ValueError("first"), ValueError("second")
    first.__context__, second.__context__ = second, first
    assert not cause_of(first).passes
