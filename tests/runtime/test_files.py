"""A file is replaced when the new one is complete, and not before."""

from __future__ import annotations

import ast
import errno
import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from protime_runtime.files import replacing
from tests.test_boundaries import SHIPPED, modules


def written(path: str | Path, content: bytes = b"after") -> None:
    with replacing(path) as stream:
        stream.write(content)


def test_a_file_is_made_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "file"
    written(path, b"first")
    assert path.read_bytes() == b"first"
    with replacing(path) as stream:
        stream.write(b"second" * 100_000)
        stream.flush()
        assert path.read_bytes() == b"first"
    assert path.read_bytes() == b"second" * 100_000
    assert os.listdir(tmp_path) == ["file"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("before", [None, b"before"])
def test_an_error_leaves_all_as_it_was(
    tmp_path: Path, error: type[BaseException], before: bytes | None
) -> None:
    path = tmp_path / "file"
    if before is not None:
        path.write_bytes(before)
    with pytest.raises(error), replacing(path) as stream:  # noqa: PT012 - what was written is the test
        stream.write(b"half")
        raise error
    assert os.listdir(tmp_path) == ([] if before is None else ["file"])
    assert before is None or path.read_bytes() == before


def test_a_kill_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """What is left beside has a name that listings hide."""
    path = tmp_path / "file"
    path.write_bytes(b"before")
    program = (
        "import sys; from protime_runtime.files import replacing\n"
        "with replacing(sys.argv[1]) as stream:\n"
        "    stream.write(b'half' * 100_000); stream.flush()\n"
        "    print('half', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", program, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"half\n"
        child.send_signal(signal.SIGKILL)
        assert child.wait(60) == -signal.SIGKILL
    assert path.read_bytes() == b"before"
    (left,) = {one.name for one in tmp_path.iterdir()} - {"file"}
    assert left.startswith(".file.")
    assert left.endswith(".part")


def test_mode_and_links_are_kept(tmp_path: Path) -> None:
    path, link = tmp_path / "file", tmp_path / "link"
    path.write_bytes(b"before")
    path.chmod(0o640)
    link.symlink_to("file")
    written(link)
    assert link.is_symlink()
    assert path.read_bytes() == b"after"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    umask = os.umask(0o027)
    try:
        written(tmp_path / "new")
    finally:
        os.umask(umask)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_a_link_to_nothing_makes_the_file(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("file")
    written(tmp_path / "link")
    assert (tmp_path / "file").read_bytes() == b"after"
    assert (tmp_path / "link").is_symlink()


def test_a_pipe_is_written_as_bytes_come(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.append(path.read_bytes()))
    reader.start()
    written(path)
    reader.join(60)
    assert found == [b"after"]
    assert stat.S_ISFIFO(path.stat().st_mode)


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
@pytest.mark.parametrize("redirected", [False, True])
def test_standard_output_by_its_name(
    tmp_path: Path, name: str, redirected: bool
) -> None:
    """A pipe and a file that a shell has opened both get the bytes."""
    program = (
        "import sys; from protime_runtime.files import replacing\n"
        "with replacing(sys.argv[1]) as stream: stream.write(b'after')"
    )
    line = [sys.executable, "-c", program, name]
    if not redirected:
        assert subprocess.check_output(line) == b"after"  # noqa: S603 - our own program
        return
    with (tmp_path / "file").open("wb") as file:
        subprocess.run(line, stdout=file, check=True)  # noqa: S603 - our own program
        assert os.fstat(file.fileno()).st_nlink == 1
    assert (tmp_path / "file").read_bytes() == b"after"


def test_what_cannot_be_written_is_named(tmp_path: Path) -> None:
    """By the name that was given, and never by that of what is written beside."""
    for path in (tmp_path / "none" / "file", tmp_path):
        with pytest.raises(OSError, match=r"\[Errno") as raised:
            written(path)
        assert raised.value.filename == str(path)
    with pytest.raises(OSError, match="No space left") as raised:  # noqa: SIM117 - what is written is the test
        with replacing(tmp_path / "file"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert raised.value.filename == str(tmp_path / "file")
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(os.name != "posix", reason="limits to files are of POSIX")
def test_a_file_that_does_not_fit_leaves_the_old_one(tmp_path: Path) -> None:
    """A limit to files stands for a disk that is full."""
    path = tmp_path / "file"
    path.write_bytes(b"before")
    program = (
        "import resource, signal, sys; from protime_runtime.files import replacing\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "with replacing(sys.argv[1]) as stream: stream.write(b'x' * 9000)"
    )
    line = [sys.executable, "-c", program, str(path)]
    done = subprocess.run(line, capture_output=True, check=False)  # noqa: S603 - our own program
    assert b"File too large" in done.stderr
    assert path.read_bytes() == b"before"
    assert os.listdir(tmp_path) == ["file"]


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="root may write everything"
)
def test_a_file_that_may_not_be_written_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"before")
    path.chmod(0o400)
    with pytest.raises(PermissionError):
        written(path)
    path.chmod(0o600)
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(PermissionError, match="beside it first"):
            written(path)
    finally:
        tmp_path.chmod(0o700)
    assert path.read_bytes() == b"before"


ELSEWHERE = {
    "protime_runtime.sending.token_cache",  # Of secrets: no links, 0600.
    "protime_cli.commands.targets",  # Who holds a lock: written under it.
}


@pytest.mark.parametrize("package", SHIPPED)
def test_nothing_else_writes_files_from_their_start(package: str) -> None:
    """Appending apart, this is the one place that does."""
    found = {
        name
        for name, tree in modules(package).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and writes(node)
    }
    assert found <= ELSEWHERE | {"protime_runtime.files"}


def writes(call: ast.Call) -> bool:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    modes = [one for one in ast.walk(call) if isinstance(one, ast.Constant)]
    opens = name == "open" and any(
        isinstance(one.value, str) and "w" in one.value and len(one.value) <= 3
        for one in modes
    )
    return opens or name in ("write_text", "write_bytes")
