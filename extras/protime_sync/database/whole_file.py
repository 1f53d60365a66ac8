"""Files that appear whole, under a name that only one of several makers gets."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}
"""Errors of file systems without hard links."""


@contextmanager
def appearing(path: str) -> Iterator[str]:
    """Yield an empty file beside, mode 0600, that becomes `path` at the end.

    If another process has made `path` meanwhile, that one stays and this one goes. A
    file system without hard links cannot promise that: there, the later one stays.

    Raises:
        OSError: It cannot be made there.
    """
    target = Path(path).resolve()
    draft = target.with_name(f".{target.name}.{secrets.token_hex(6)}.new")
    os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield str(draft)
        _to_disk(draft)
        _name(draft, target)
        if os.name == "posix":
            _to_disk(target.parent)
    finally:
        draft.unlink(missing_ok=True)


def _name(draft: Path, target: Path) -> None:
    try:
        os.link(draft, target)
    except FileExistsError:
        return
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        draft.replace(target)


def _to_disk(path: Path) -> None:
    opened = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
