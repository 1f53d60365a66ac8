"""Files as wholes: one that is written replaces another only when it is complete."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_STREAMS = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/")
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_BESIDE = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextmanager
def replacing(
    path: str | os.PathLike[str], *, private: bool = False
) -> Iterator[BinaryIO]:
    """Give a stream whose bytes become the file once the block has ended well.

    Until then what was there stays, whatever happens: an error takes away what was
    written, and a killed process leaves a hidden file beside it (``.NAME.*.part``).
    A symbolic link keeps leading to the file, which keeps its mode and, where the
    system allows it, its owner. Devices and pipes are written as bytes come.

    Args:
        path: The file.
        private: Whether its owner alone may read it, whoever could before.

    Raises:
        OSError: The file or its folder cannot be written; it names the file.
    """
    if _is_stream(path):
        with open(path, "wb") as stream:
            yield stream
        return
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{target.name[:80]}.{secrets.token_hex(4)}.part")
    with _naming(path), _created(target, beside, private) as stream:
        try:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            stream.close()
            beside.replace(target)
        except BaseException:
            with suppress(OSError):  # What did not fit before does not fit now.
                stream.close()
            with suppress(FileNotFoundError):
                beside.unlink()
            raise


@contextmanager
def _naming(path: str | os.PathLike[str]) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        ours = error.filename is None or str(error.filename).endswith(".part")
        if error.errno is None or not ours:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from None


def _is_stream(path: str | os.PathLike[str]) -> bool:
    if os.path.abspath(path).startswith(_STREAMS):
        return True
    with suppress(OSError):
        return not stat.S_ISREG(os.stat(path).st_mode)
    return False


def _created(target: Path, beside: Path, private: bool) -> BinaryIO:
    before = target.stat() if target.exists() else None
    if before is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    try:
        is_open = before is None and not private
        handle = os.open(beside, _FLAGS, 0o666 if is_open else 0o600)
    except OSError as error:
        if before is not None and error.errno in _BESIDE:
            error.strerror = f"{error.strerror} to write a new one beside it first"
        raise
    if before is not None and not private:
        _keep(beside, before)
    return open(handle, "wb")


def _keep(beside: Path, before: os.stat_result) -> None:
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(beside, before.st_uid, before.st_gid)
    with suppress(OSError):  # Not every file system has modes.
        beside.chmod(stat.S_IMODE(before.st_mode))
