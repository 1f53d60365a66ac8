"""Errors: one line, what to do next, and an exit status for each kind."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from types import ModuleType

import pytest

from protime_cli import exits
from protime_emulator import Emulator
from protime_runtime import errors

from .conftest import TODAY, USER_AGENT, Run, environment, typed

DAYS = "--date 2026-02-02..2026-02-06"


@pytest.mark.parametrize(
    ("line", "status", "says"),
    [
        ("clokings list", 2, "Did you mean 'clockings'?"),
        ("clockings list", 4, "'date' is required"),
        ("clockings list --date 2026-02-30", 2, "is no day"),
        (f"clockings list {DAYS} --kind Innout", 2, "did you mean 'InOut'?"),
        (
            f"clockings list {DAYS} --refs people:@badge",
            2,
            "did you mean '@badge-number'",
        ),
        (f"clockings list {DAYS} --refs peeple:X", 2, "did you mean 'people'?"),
        (f"clockings list {DAYS} --columns idd -o csv", 2, "did you mean 'id'?"),
        ("clockings get 1", 7, "404"),
        ("clockings delta --link-file x --date 2020-01-01..", 4, "change tracking"),
        ("people get 2 --refs people:@employee-number", 2, "@employee-number:2 if"),
        ("departments get 2 --refs departments:HR", 2, "write HR:2 if it is one"),
        (
            "people get @badge-number:2 --refs people:@employee-number",
            2,
            "names the item by @badge-number",
        ),
        (
            "job-histories list-for-person 2 --refs people:@badge-number",
            2,
            "leave --refs people:@badge-number out",
        ),
        ("webhooks list --status On", 2, "known: Uninitialized, Enabled, Disabled"),
    ],
)
def test_a_wrong_command_line_is_one_line(
    run: Run, line: str, status: int, says: str
) -> None:
    """What is wrong stands in one line with the nearest known word."""
    done = run(line)
    assert (done.status, done.out) == (status, "")
    assert says in done.err
    assert done.err.startswith("protime: ")
    assert len(done.err.splitlines()) == 1


def test_a_wrong_column_is_told_before_anything_is_sent(
    run: Run, emulator: Emulator
) -> None:
    """No request is spent on what cannot be shown."""
    for line in ("people get 1", "people list"):
        assert run(f"{line} --columns nme").status == 2
    assert len(emulator.requests) == 0


def test_every_error_has_a_status() -> None:
    """Each error of the client has a kind, and each kind its own status."""
    assert len({kind.status for kind in exits.KINDS}) == len(exits.KINDS)
    known = [
        one
        for _, one in inspect.getmembers(errors, inspect.isclass)
        if issubclass(one, errors.ResponseError) or one is errors.DecodingError
    ]
    assert len(known) > 10
    for one in known:
        made = one.__new__(one)
        vars(made)["status"] = 500
        assert exits.kind_of(made) is not exits.UNEXPECTED


@pytest.mark.parametrize(
    ("status", "kind"),
    [(500, exits.LATER), (502, exits.LATER), (501, exits.UNREADABLE)],
)
def test_what_no_repeat_mends_is_not_later(status: int, kind: exits.Kind) -> None:
    """A server that does not know how (501) will not know it later."""
    error = errors.ServerError(
        status=status,
        code=None,
        message="No.",
        reasons=(),
        request=errors.RequestInfo(method="GET", url="https://acme.example"),
        body=b"",
    )
    assert exits.kind_of(error) is kind
    assert ("later" in exits.sentence(error)) == (kind is exits.LATER)


@pytest.mark.parametrize(
    ("variable", "value", "status", "says"),
    [
        ("PROTIME_CLIENT_SECRET", "wrong", 5, "protime doctor"),
        ("PROTIME_USER_AGENT", "me", 3, "ServiceName/Version"),
        ("PROTIME_CLIENT_ID", "", 3, "Set PROTIME_CLIENT_ID"),
    ],
)
def test_wrong_settings(
    run: Run, emulator: Emulator, variable: str, value: str, status: int, says: str
) -> None:
    """Settings that cannot work, and those that are refused, differ in status."""
    done = run("people get 1", {**environment(emulator), variable: value})
    assert done.status == status
    assert says in done.err
    assert "wrong" not in done.err.replace("wrong command", "")


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (None, exits.NO_ANSWER),
        (400, exits.CREDENTIALS),
        (429, exits.LATER),
        (503, exits.LATER),
        (501, exits.UNREADABLE),
    ],
)
def test_a_token_that_cannot_be_had(status: int | None, kind: exits.Kind) -> None:
    """Credentials are blamed for what the token endpoint refused, and for no outage."""
    error = errors.AuthenticationFailed("No.", status=status, code=None, body=b"")
    assert exits.kind_of(error) is kind


def test_a_file_that_cannot_be_written(run: Run) -> None:
    """The file is named with what the system says, without a number."""
    done = run(f"clockings list {DAYS} -o csv --file none/a.csv")
    assert done.err == "protime: none/a.csv: No such file or directory.\n"
    assert done.status == 3


def test_a_pipeline_file_that_is_not_there(run: Run) -> None:
    """It is named once."""
    done = run("run none.toml")
    assert done.err.startswith("protime: none.toml: No such file or directory.")


def test_no_settings_at_all(run: Run) -> None:
    """Someone who begins is told of both ways to give settings."""
    done = run("people get 1", {"XDG_CONFIG_HOME": "/nowhere"})
    assert done.status == 3
    assert "PROTIME_TENANT" in done.err
    assert "/nowhere/protime/config.toml" in done.err


def test_a_missing_scope(run: Run, tmp_path: Path) -> None:
    """A client that may not read a collection is told which scope to ask for."""
    with Emulator(
        people=2, today=TODAY, scopes=["connector-protimeapi-people.read"]
    ) as narrow:
        from protime_cli.__main__ import main
        from protime_cli.session.session import Session

        session = Session(environ=environment(narrow), http=narrow.http())
        assert main(["people", "get", "1"], session) == 0
        assert main(["departments", "list"], session) == 6
        assert main(["doctor", "people", "departments"], session) == 6


CONFIG = """
default = "acme"

[profiles.acme]
tenant = "acme"
client_id = "emulated-client"
user_agent = "{agent}"
base_url = "http://emulator.local"

[profiles.leaky]
tenant = "acme"
client_secret = "x"

[profiles.odd]
tenant = "acme"
cliend_id = "x"
"""


@pytest.fixture
def config(tmp_path: Path) -> dict[str, str]:
    path = tmp_path / "config.toml"
    path.write_text(CONFIG.replace("{agent}", USER_AGENT), "utf-8")
    return {"PROTIME_CONFIG": str(path)}


def test_a_profile(run: Run, config: dict[str, str]) -> None:
    """A profile gives everything but the secret, which the environment has."""
    secret = {"PROTIME_CLIENT_SECRET_ACME": "emulated-secret"}
    assert run("people get 1", {**config, **secret}).status == 0
    named = {**config, **secret, "PROTIME_TENANT": "other"}
    assert run("--profile acme people get 1", named).status == 0
    missing = run("--profile none people get 1", config)
    assert missing.status == 3
    assert "no profile 'none'; it has: acme, leaky, odd" in missing.err


def test_the_environment_is_never_mixed_with_a_profile(
    run: Run, config: dict[str, str]
) -> None:
    """An environment that names a tenant must be whole."""
    done = run("people get 1", {**config, "PROTIME_TENANT": "acme"})
    assert done.status == 3
    assert "PROTIME_CLIENT_ID" in done.err


def test_secrets_do_not_stand_in_files(run: Run, config: dict[str, str]) -> None:
    """A secret in the file is refused, and so is a key that is misspelt."""
    assert "take it out" in run("--profile leaky people get 1", config).err
    assert "cliend_id" in run("--profile odd people get 1", config).err


def test_the_keyring_holds_secrets(
    run: Run,
    config: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    keyring: ModuleType,
) -> None:
    """A secret that was put into the keyring is used, and can be taken out once."""
    typed(monkeypatch, b"emulated-secret\n")
    assert run("people get 1", config).status == 3
    assert run("secret set acme", config).status == 0
    assert keyring.get_password("protime", "acme") == "emulated-secret"
    assert run("people get 1", config).status == 0
    assert run("secret delete acme", config).status == 0
    assert keyring.get_password("protime", "acme") is None
    again = run("secret delete acme", config)
    assert (again.status, again.out) == (3, "")
    assert again.err == "protime: The keyring holds no secret of 'acme'.\n"


@pytest.mark.parametrize(
    "line", ["secret set acme", "secret delete acme", "people get 1"]
)
def test_a_keyring_that_is_locked(
    run: Run,
    config: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    keyring: ModuleType,
    line: str,
) -> None:
    """Its words are part of one line, which names the other way."""

    def refuse(*_: str) -> None:
        raise keyring.errors.KeyringLocked("Failed to unlock.\nThe collection!")

    for method in ("get_password", "set_password"):
        monkeypatch.setattr(keyring.get_keyring(), method, refuse)
    typed(monkeypatch, b"emulated-secret\n")
    done = run(line, config)
    assert done.status == 3
    said = "The keyring refuses: Failed to unlock. The collection!. A secret can also"
    assert said in done.err
    assert "PROTIME_CLIENT_SECRET_FILE" in done.err
    assert len(done.err.splitlines()) == 1


def test_no_option_takes_a_secret() -> None:
    """Arguments are seen by everyone on the machine, so none is a secret."""
    from protime_cli.root import root

    names = {name for one in root.params for name in one.opts}
    assert not [name for name in names if re.search("secret|password|token", name)]
