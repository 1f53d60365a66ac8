"""Which process holds a lease, so that one that has died blocks nobody.

A pid alone says nothing: after a restart of the machine, or in another container,
another process has it. With the kernel's boot id, the pid namespace and the moment at
which the process began, it is one and the same or it is gone. Linux shows all four;
where they cannot be read, a lease is waited for until it ends.
"""

from __future__ import annotations

import os
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_NAMESPACE = "/proc/self/ns/pid"
_STATE, _BEGUN = 0, 19
"""Where the state and the moment of the start stand in `stat`, after the name."""


def this_process() -> str:
    """Return what names this process on this host; empty where it is not known."""
    host, pid = _host(), os.getpid()
    found = _stat(pid)
    return f"{host} {pid} {found[_BEGUN]}" if host and found else ""


def is_gone(process: str) -> bool:
    """Whether a process of this host has ended; `False` wherever that is not sure.

    Args:
        process: What `this_process` returned there.
    """
    place, _, begun = process.rpartition(" ")
    host, _, pid = place.rpartition(" ")
    if not host or host != _host() or not pid.isdecimal():
        return False
    try:
        # Tells even of processes that /proc hides from other users.
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:
        pass
    found = _stat(int(pid))
    return bool(found) and (found[_BEGUN] != begun or _is_dead(pid, found[_STATE]))


def _is_dead(pid: str, state: str) -> bool:
    # A first thread that has ended looks the same while others of the process go on.
    try:
        return state in "ZX" and len(os.listdir(f"/proc/{pid}/task")) <= 1
    except OSError:
        return False


def _host() -> str:
    try:
        boot = _BOOT.read_text("ascii").strip()
        return f"{boot} {os.readlink(_NAMESPACE)}"
    except OSError:
        return ""


def _stat(pid: int) -> list[str]:
    try:
        text = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return []
    # The name of the program may hold blanks and brackets of its own.
    found = text.rpartition(")")[2].split()
    return found if len(found) > _BEGUN else []
