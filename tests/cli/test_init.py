"""``protime init``: what is asked, tested and written, and what is never shown."""

from __future__ import annotations

import os
import pty
import stat
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Timer

import pytest

from protime import AsyncProtime, Protime
from protime_cli.session import profile_file
from protime_emulator import Emulator
from protime_runtime.errors import ConfigurationError

from .conftest import Run, environment, typed
from .screens import all_of
from .tree import FIXED, examples

AGENT = "Tests/v1 (Acme Corp)"
OTHERS = (
    '# mine\ndefault = "b"\n\n[profiles.b]\ntenant = "b"  # not a\n\n[profiles.a-b]\n'
)


@pytest.fixture
def bare(tmp_path: Path) -> Mapping[str, str]:
    """Return an environment without settings, and a place for profiles."""
    return {"XDG_CONFIG_HOME": str(tmp_path)}


@pytest.fixture
def line(emulator: Emulator) -> str:
    settings = emulator.settings()
    return (
        f"init --tenant {settings['tenant']} --client-id {settings['client_id']}"
        f" --user-agent '{AGENT}' --base-url {settings['base_url']} --keep file"
    )


async def test_a_profile_is_written_and_used(
    run: Run,
    emulator: Emulator,
    bare: Mapping[str, str],
    line: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """By the command, and by both clients; the secret's file is for its owner alone."""
    typed(monkeypatch, b"emulated-secret\n")
    done = run(line, bare)
    assert (done.status, done.out) == (0, ""), done.err
    assert "emulated-secret" not in done.err
    kept = tmp_path / "protime" / "acme.secret"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    config = (tmp_path / "protime" / "config.toml").read_text("utf-8")
    assert "emulated-secret" not in config
    assert tomllib.loads(config)["default"] == "acme"
    assert run("people get 1", bare).status == 0
    assert run("people get 1 --profile acme", bare).status == 0
    with Protime.from_profile("acme", bare, http=emulator.http()) as client:
        assert client.people.get(1).id == 1
        assert client.settings.user_agent == AGENT
    http = emulator.async_http()
    async with AsyncProtime.from_profile("acme", bare, http=http) as awaited:
        assert (await awaited.people.get(1)).id == 1


@pytest.mark.parametrize(
    ("more", "secret", "status", "says"),
    [
        ("--tenant https://acme", "s", 2, "give the subdomain alone"),
        ("--user-agent me", "s", 2, "ServiceName/Version"),
        ("--environment test", "s", 2, "production or sandbox"),
        ("--client-id 'a\tb'", "s", 2, "client_id"),
        ("--profile ../x", "s", 2, "write letters"),
        ("--profile my-file", "s", 2, "no `file` at the end"),
        ("", "", 2, "PROTIME_CLIENT_SECRET_FILE"),
        ("", "wrong", 5, "Nothing was written"),
        ("--base-url http://example.org", "s", 3, "use https"),
    ],
)
def test_what_cannot_work_is_not_written(
    run: Run,
    bare: Mapping[str, str],
    line: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    more: str,
    secret: str,
    status: int,
    says: str,
) -> None:
    """Each wrong entry says what to do."""
    typed(monkeypatch, secret.encode())
    done = run(f"{line} {more}", bare)
    assert done.status == status
    assert says in done.err
    assert not (tmp_path / "protime").exists()


def test_no_profile_is_written_without_its_secret(
    run: Run,
    bare: Mapping[str, str],
    line: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Where the secret cannot be written, the profiles stay as they were."""
    file = tmp_path / "protime" / "config.toml"
    file.parent.mkdir()
    file.write_text(OTHERS, "utf-8")
    (file.parent / "acme.secret").mkdir()
    typed(monkeypatch, b"emulated-secret\n")
    done = run(line, bare)
    assert done.status == 3
    assert "acme.secret" in done.err
    assert "emulated-secret" not in done.err
    assert file.read_text("utf-8") == OTHERS


def asked(
    emulator: Emulator, bare: Mapping[str, str], *dialogue: tuple[str, str]
) -> tuple[int, str]:
    """Run the example of the help on a terminal; return the status and all it shows."""
    ours, theirs = pty.openpty()
    (line,) = examples(str(FIXED["init"].epilog))
    words = ["-m", "protime_cli", *line.split(), "--keep", "file"]
    with (
        emulator.serve() as url,
        subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, *words, "--base-url", url],
            env={**os.environ, **bare},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        ) as child,
        open(ours, "r+b", buffering=0) as screen,
    ):
        os.close(theirs)
        timer = Timer(60, child.kill)
        timer.start()
        shown = b""
        for question, answer in dialogue:
            while not shown.endswith(question.encode()):
                part = screen.read(1)
                assert part, shown
                shown += part
            screen.write(f"{answer}\n".encode())
        shown += all_of(screen)
        status = child.wait()
        timer.cancel()
    return status, shown.decode()


ID = ("Client id: ", "emulated-client")
USER = ("(Acme Corp): ", AGENT)
SECRET = ("not shown): ", "emulated-secret")
WRONG = ("not shown): ", "wrong-secret")
NEXT = "(again, save, stop) [again]: "
AGAIN = ("[emulated-client]: ", "")


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("dialogue", "status", "kept"),
    [
        ([ID, ("(Acme Corp): ", "me"), USER, SECRET], 0, "emulated-secret"),
        ([ID, USER, WRONG, (NEXT, ""), AGAIN, SECRET], 0, "emulated-secret"),
        ([ID, USER, WRONG, (NEXT, "save")], 0, "wrong-secret"),
        ([ID, USER, WRONG, (NEXT, "stop")], 5, None),
    ],
    ids=["a wrong name", "again", "save", "stop"],
)
def test_someone_is_asked(
    emulator: Emulator,
    bare: Mapping[str, str],
    tmp_path: Path,
    dialogue: Sequence[tuple[str, str]],
    status: int,
    kept: str | None,
) -> None:
    """Again after what is refused, and for that alone; no secret is shown."""
    ended, shown = asked(emulator, bare, *dialogue)
    assert ended == status, shown
    assert "-secret" not in shown
    assert ("The credentials work." in shown) == (kept == "emulated-secret")
    assert shown.count("400") == len([line for line in dialogue if line == WRONG])
    file = tmp_path / "protime" / "acme.secret"
    assert (file.read_text() if file.exists() else None) == (kept and f"{kept}\n")


BACKENDS = {
    "plain": "keyrings.alt.file.PlaintextKeyring",
    "none": "keyring.backends.fail.Keyring",
    "keeps nothing": "keyring.backends.null.Keyring",
    "no such": "nowhere.Keyring",
}


@pytest.mark.sampled(4)
@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("keep", ["", "--keep keyring"])
def test_a_secret_goes_into_the_keyring(
    emulator: Emulator, bare: Mapping[str, str], backend: str, keep: str
) -> None:
    """Or, where there is none or it fails, into a file; one line says so."""
    pytest.importorskip("keyrings.alt")
    own = {
        "PYTHON_KEYRING_BACKEND": BACKENDS[backend],
        "XDG_DATA_HOME": bare["XDG_CONFIG_HOME"],
        "PROTIME_CLIENT_SECRET": "emulated-secret",
    }
    options = "init --tenant acme --client-id emulated-client --no-test --user-agent"

    def go(*words: str, environ: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "protime_cli", *words]
        return subprocess.run(  # noqa: S603 - ourselves
            command,
            env={**os.environ, **bare, **environ},
            capture_output=True,
            text=True,
            check=False,
        )

    done = go(*options.split(), AGENT, *keep.split(), environ=own)
    file = Path(bare["XDG_CONFIG_HOME"]) / "protime" / "acme.secret"
    if keep and backend != "plain":
        assert done.returncode == 3
        assert len(done.stderr.splitlines()) == 1
        assert done.stderr.endswith("Or give --keep file.\n")
        return
    assert done.returncode == 0, done.stderr
    assert file.exists() == (backend != "plain")
    assert ("the secret goes into a file" in done.stderr) == file.exists()
    with emulator.serve() as url:
        config = file.with_name("config.toml")
        config.write_text(f"{config.read_text()}base_url = {url!r}\n")
        used = go("people", "get", "1", environ={**own, "PROTIME_CLIENT_SECRET": ""})
    assert used.returncode == 0, used.stderr


@pytest.mark.parametrize("name", ["a", "b", "a-b", "c"])
def test_other_profiles_stay_as_they_are(tmp_path: Path, name: str) -> None:
    """With their comments, whether the profile is new or replaces one."""
    file = tmp_path / "config.toml"
    file.write_text(f'{OTHERS}[profiles.a]\ntenant = "old"\n', "utf-8")
    before = tomllib.loads(file.read_text("utf-8"))
    profile_file.write(file, name, {"tenant": 'n"ew'})
    after = file.read_text("utf-8")
    expected = {**before["profiles"], name: {"tenant": 'n"ew'}}
    assert tomllib.loads(after) == {"default": "b", "profiles": expected}
    assert "# mine" in after
    assert ("# not a" in after) == (name != "b")


@pytest.mark.parametrize(
    "content", [b'[profiles]\na = {tenant = "old"}\n', b"# old, f\xfcr\n", b"old = ="]
)
def test_a_file_in_another_form_is_left(tmp_path: Path, content: bytes) -> None:
    """What is to be written is said instead."""
    file = tmp_path / "config.toml"
    file.write_bytes(content)
    with pytest.raises(ConfigurationError, match="by hand"):
        profile_file.write(file, "a", {"tenant": "new"})
    assert file.read_bytes() == content


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"PROTIME_CLIENT_SECRET_FILE": "right"}, None),
        ({"PROTIME_CLIENT_SECRET_FILE": "utf16"}, None),
        ({"PROTIME_CLIENT_SECRET_FILE": "none"}, "names none, which cannot be read"),
        ({"PROTIME_CLIENT_SECRET_FILE": "empty"}, "names empty, which is empty"),
        ({"PROTIME_CLIENT_SECRET_FILE": "right", "PROTIME_CLIENT_SECRET": "x"}, "both"),
    ],
)
def test_a_secret_in_a_file(
    run: Run, emulator: Emulator, variables: dict[str, str], says: str | None
) -> None:
    """As Docker and Kubernetes mount it; for the command and for the client."""
    Path("right").write_text("emulated-secret\r\n", "utf-8")
    Path("utf16").write_text("emulated-secret\n", "utf-16")
    Path("empty").write_text("\n", "utf-8")
    environ = {**environment(emulator), "PROTIME_CLIENT_SECRET": "", **variables}
    done = run("people get 1", environ)
    if says is None:
        assert done.status == 0, done.err
        with Protime.from_env(environ, http=emulator.http()) as client:
            assert client.people.get(1).id == 1
    else:
        assert done.status == 3
        assert says in done.err
        with pytest.raises(ConfigurationError, match=says):
            Protime.from_env(environ)


def test_a_profile_has_a_secret_file_of_its_own(
    run: Run, emulator: Emulator, bare: Mapping[str, str], tmp_path: Path
) -> None:
    """By the variable with its name, before the one of all."""
    settings = emulator.settings()
    names = ("tenant", "client_id", "base_url")
    given = {name: settings[name] for name in names} | {"user_agent": AGENT}
    profile_file.write(tmp_path / "protime" / "config.toml", "my-acme", given)
    (tmp_path / "secret").write_text("emulated-secret\n", "utf-8")
    variable = {"PROTIME_CLIENT_SECRET_MY_ACME_FILE": str(tmp_path / "secret")}
    wrong = {**bare, **variable, "PROTIME_CLIENT_SECRET": "wrong"}
    assert run("people get 1", wrong).status == 0
    missing = run("people get 1", bare)
    assert missing.status == 3
    assert "PROTIME_CLIENT_SECRET_MY_ACME" in missing.err


def test_a_secret_is_replaced_as_a_whole(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where a disk is full the one before stays, and the next attempt succeeds."""
    file = tmp_path / "acme.secret"
    profile_file.write_secret(file, "before")

    def full(_: int) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            profile_file.write_secret(file, "after")
    assert file.read_text("utf-8") == "before\n"
    profile_file.write_secret(file, "after")
    assert [(found.name, found.read_text("utf-8")) for found in tmp_path.iterdir()] == [
        ("acme.secret", "after\n")
    ]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
