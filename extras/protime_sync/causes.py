"""Why a target could not be written: what passes by itself, and what someone must mend.

A scheduler repeats what passes (`TargetFailed`); what does not is for a person, who is
told what to change (`TargetBlocked`). One table decides, from what drivers say:
SQLSTATE (PostgreSQL, appendix A), the system's error number, or the exception's class.
If it knows nothing, dlt's word decides: `TerminalException` or `TransientException`.

A cause that nobody knows counts as one that does not pass: it is better looked at once
in vain than repeated for ever. To know one more, add it to the table.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

from protime_runtime.errors import ConfigurationError, ProtimeError
from protime_sync.errors import TargetBlocked, TargetFailed, ended


@frozen
class Cause:
    """What lies behind a failure."""

    name: str
    passes: bool
    hint: str = ""
    """What to change, as a sentence."""


BUSY = Cause("busy", passes=True)
HELD = Cause(
    "held", passes=True, hint="Another program has it open: end it, or wait for it."
)
FULL = Cause("full", passes=False, hint="Make room there.")
RIGHTS = Cause("rights", passes=False, hint="Allow it to whom this runs as.")
LOGIN = Cause(
    "login", passes=False, hint="Check the user, the password and the certificate."
)
PLACE = Cause("place", passes=False, hint="Check the address: nothing usable is there.")
TABLE = Cause(
    "table",
    passes=False,
    hint="Tables there do not take these rows: give another dataset, or rename them.",
)
VALUES = Cause(
    "values",
    passes=False,
    hint="If it stays so, delete this pipeline's folder of dlt: what was not loaded"
    " comes again.",
)
SETTINGS = Cause(
    "settings",
    passes=False,
    hint="Give it in the target's address, such as"
    " postgresql://user:password@host/database, or as a setting of dlt.",
)
TERMINAL = Cause(
    "terminal", passes=False, hint="It does not pass by itself: mend what is named."
)
UNKNOWN = Cause(
    "unknown",
    passes=False,
    hint="Whether it passes is not known: look at the target before it runs again.",
)

_BY_SQLSTATE: Mapping[str, Cause] = {
    **dict.fromkeys(("08", "40", "57014", "57P01", "57P02", "57P03", "57P05"), BUSY),
    **dict.fromkeys(("53", "53200", "53300"), BUSY),
    **dict.fromkeys(("55006", "55P03"), HELD),
    **dict.fromkeys(("53100", "53400"), FULL),
    **dict.fromkeys(("25006", "42501"), RIGHTS),
    "28": LOGIN,
    **dict.fromkeys(("3D", "57P04", "58P01"), PLACE),
    **dict.fromkeys(("0A", "2B", "3F", "42", "44"), TABLE),
    **dict.fromkeys(("22", "23", "54"), VALUES),
}
"""By the longest beginning."""

_BY_NUMBER: Mapping[str, Cause] = {
    **dict.fromkeys(("ENOSPC", "EDQUOT", "EFBIG"), FULL),
    **dict.fromkeys(("EACCES", "EPERM", "EROFS"), RIGHTS),
    **dict.fromkeys(("ENOENT", "ENOTDIR", "EISDIR", "ENAMETOOLONG", "ELOOP"), PLACE),
    **dict.fromkeys(("EBUSY", "ETXTBSY", "EDEADLK", "ENOLCK"), HELD),
    **dict.fromkeys(("ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EPIPE"), BUSY),
    **dict.fromkeys(("EHOSTUNREACH", "EHOSTDOWN", "ENETUNREACH", "ENETDOWN"), BUSY),
    **dict.fromkeys(("ETIMEDOUT", "EAGAIN", "EMFILE", "ENFILE", "ENOMEM"), BUSY),
}
_NUMBERS = {
    getattr(errno, name): cause
    for name, cause in _BY_NUMBER.items()
    if hasattr(errno, name)
}

_BY_CLASS: Mapping[str, Cause] = {
    # dlt
    **dict.fromkeys(("ConfigurationException", "MissingDependencyException"), SETTINGS),
    "UnknownDestinationModule": SETTINGS,
    "SchemaException": TABLE,
    # Python, pyarrow
    **dict.fromkeys(("UnicodeError", "OverflowError", "RecursionError"), VALUES),
    "ArrowInvalid": VALUES,
    # PEP 249, and what DuckDB adds
    **dict.fromkeys(("ProgrammingError", "NotSupportedError"), TABLE),
    **dict.fromkeys(("DataError", "IntegrityError"), VALUES),
    "PermissionException": RIGHTS,
    "OutOfMemoryException": FULL,
    "ResourceInUseException": HELD,
    **dict.fromkeys(("TransactionException", "InterruptException"), BUSY),
    # Delta tables
    "CommitFailedError": BUSY,
    **dict.fromkeys(("SchemaMismatchError", "DeltaProtocolError"), TABLE),
    "TableNotFoundError": PLACE,
}
"""By the name of the class or of its nearest base; packages need not be installed."""

_BY_WORDS: Mapping[str, Cause] = {
    "could not set lock|database is locked|used by another process": HELD,
    "is the server running|server closed the connection|starting up|shutting down"
    "|recovery mode|too many clients|too many connections|connection slots"
    "|temporary failure in name|timeout expired|timed out"
    "|connection already closed": BUSY,
    "authentication failed|no pg_hba.conf entry|no password supplied"
    "|role .* does not exist|certificate|does not support ssl": LOGIN,
    "database .* does not exist|could not translate host name"
    "|not a valid duckdb database": PLACE,
}
"""Of drivers that give neither a code nor a class of its own, before a connection."""


def cause_of(error: BaseException) -> Cause:
    """Return why a target could not be written."""
    found = list(_chain(error))
    known = (_known(error) for error in found)
    return next((cause for cause in known if cause is not None), _by_dlt(found))


OF_ONE_TABLE = (TABLE, VALUES, TERMINAL, UNKNOWN)
"""Causes that may be those of one table, while others can be written."""

_OURS = (BUSY, HELD, FULL, RIGHTS, LOGIN, SETTINGS)


def is_of_the_target(error: BaseException, folder: Path) -> bool:
    """Whether the target is what failed, and not what dlt keeps in its own folder.

    Args:
        error: What dlt raised while it went on with what it had kept.
        folder: dlt's own folder.
    """
    if any(str(folder) in str(found) for found in _chain(error) if _is_file(found)):
        return cause_of(error) in (FULL, RIGHTS)
    return cause_of(error) in _OURS


def _is_file(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.filename is not None


class _Unset(ConfigurationError):
    """A setting of the target is missing; `protime doctor` knows only the client's."""

    hint = SETTINGS.hint


@contextmanager
def telling(name: str) -> Iterator[None]:
    """Report in a line what dlt, the system or the destination raised.

    Args:
        name: What the target is called, as no address or secret may stand in messages.

    Raises:
        TargetFailed: It may pass by itself; nothing is lost.
        TargetBlocked: Someone has to change something; nothing is lost.
        ConfigurationError: dlt lacks a setting of the destination.
    """
    try:
        yield
    except ProtimeError:
        raise
    except Exception as error:
        if not isinstance(error, OSError) and not _RAISED & {*_names(error)}:
            raise
        raise _as_error(name, error) from error


_RAISED = {
    *("DltException", "DeltaError", "SQLAlchemyError"),
    *("DatabaseError", "InterfaceError"),  # PEP 249
}
"""Names of the classes that dlt and drivers derive theirs from."""


def _as_error(name: str, error: BaseException) -> ProtimeError:
    cause, said = cause_of(error), f"{name}: {_said(error)}"
    if cause is SETTINGS:
        return _Unset(f"{ended(said)} {cause.hint}")
    kind = TargetFailed if cause.passes else TargetBlocked
    return kind(said, cause.hint)


def _said(error: BaseException) -> str:
    """Return the first line of what was raised first; of values only the kind."""
    found = list(_chain(error))
    first = next((error for error in found if not _is_wrapping(error)), found[-1])
    if _known(first) is VALUES:
        return f"the target cannot hold a value ({type(first).__name__})"
    # What follows the first line is meant for programmers: where dlt has looked.
    return next(iter(str(first).splitlines()), type(first).__name__)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Iterate over an exception and those that led to it, the last ones first."""
    waiting, seen = [error], list[BaseException]()
    while waiting:
        error = waiting.pop(0)
        if not any(error is before for before in seen):
            seen.append(error)
            yield error
            # dlt keeps what a job raised in an attribute.
            behind = None if error.__suppress_context__ else error.__context__
            found = (*vars(error).values(), error.__cause__ or behind)
            waiting += [value for value in found if isinstance(value, BaseException)]


def _names(error: BaseException) -> list[str]:
    return [kind.__name__ for kind in type(error).__mro__]


def _is_wrapping(error: BaseException) -> bool:
    """Whether dlt raised it around another exception, whose words it repeats."""
    return "DltException" in _names(error) and len(list(_chain(error))) > 1


def _known(error: BaseException) -> Cause | None:
    state = getattr(error, "pgcode", None) or getattr(error, "sqlstate", None)
    if isinstance(state, str):
        return _BY_SQLSTATE.get(state[:5]) or _BY_SQLSTATE.get(state[:2])
    if isinstance(error, OSError) and error.errno in _NUMBERS:
        return _NUMBERS[error.errno]
    by_class = next(
        (_BY_CLASS[name] for name in _names(error) if name in _BY_CLASS), None
    )
    if _is_wrapping(error) or by_class not in (None, BUSY):
        return by_class
    # A class that means a conflict may hide a disk that is full.
    return _by_words(error) or by_class


def _by_words(error: BaseException) -> Cause | None:
    text = str(error).casefold()
    said = (cause for words, cause in _BY_WORDS.items() if re.search(words, text))
    # DuckDB and libpq quote the system.
    quoted = (
        cause
        for number, cause in _NUMBERS.items()
        if os.strerror(number).casefold() in text
    )
    return next(said, None) or next(quoted, None)


def _by_dlt(found: list[BaseException]) -> Cause:
    names = {name for error in found for name in _names(error)}
    if "TerminalException" in names:
        return TERMINAL
    # Of a connection dlt says it of whatever the driver raised.
    passing = "TransientException" in names
    return BUSY if passing and "DestinationConnectionError" not in names else UNKNOWN
