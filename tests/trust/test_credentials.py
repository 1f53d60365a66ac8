"""An id or a secret that OAuth has no place for is refused, wherever it is read."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from protime import AsyncProtime, Protime
from protime_cli.__main__ import main
from protime_cli.session.session import Session
from protime_runtime.errors import ConfigurationError
from tests.trust.helpers import SECRET, SETTINGS
from tests.trust.reports import walked

WRONG = {
    "a line's end": (f"{SECRET}\n", "ends with a line break.*printf"),
    "a Windows line's end": (f"{SECRET}\r\n", "ends with a line break"),
    "an old Mac's": (f"{SECRET}\r", "ends with a line break"),
    "two lines": (f"{SECRET}\nmore", "holds a line break"),
    "a mark": (f"\ufeff{SECRET}", "byte order mark"),
    "a mark that was misread": (f"\xef\xbb\xbf{SECRET}", "byte order mark"),
    "a mark and a line's end": (f"\ufeff{SECRET}\n", "byte order mark"),
    "half a character": (f"{SECRET}\ud800", "half a character"),
    "a bell": (f"{SECRET}\x07", "control character"),
    "a tab": (f"{SECRET}\t", "control character"),
    "a deleted one": (f"{SECRET}\x7f", "control character"),
    "no-break space": (f"{SECRET}\xa0", "not ASCII"),
    "an umlaut": (f"{SECRET}ü", "not ASCII"),
    "a dash of a word processor": (f"{SECRET}\u2013x", "not ASCII"),
}
FIELDS = ("client_id", "client_secret")
ENVIRON = {
    "PROTIME_TENANT": "acme",
    "PROTIME_CLIENT_ID": "client",
    "PROTIME_CLIENT_SECRET": SECRET,
    "PROTIME_USER_AGENT": SETTINGS["user_agent"],
}


def constructed(client: Callable[..., Any], field: str, text: str) -> None:
    client(**{**SETTINGS, field: text})


def from_environment(client: Any, field: str, text: str) -> None:
    client.from_env({**ENVIRON, f"PROTIME_{field.upper()}": text})


@pytest.mark.parametrize("client", [Protime, AsyncProtime])
@pytest.mark.parametrize("read", [constructed, from_environment])
@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("kind", WRONG)
def test_a_client_refuses_it(
    client: Any, read: Callable[..., None], field: str, kind: str
) -> None:
    """With the reason and the rule, and nothing of the secret."""
    text, reason = WRONG[kind]
    with pytest.raises(ConfigurationError, match=rf"(?s)^{field} .*{reason}") as caught:
        read(client, field, text)
    assert "RFC 6749" in str(caught.value)
    assert "\n" not in str(caught.value)
    shown = [*walked(caught.value), str(caught.value)]
    assert field == "client_id" or SECRET not in "\n".join(shown)


@pytest.mark.parametrize("text", ["a", "~ !", 'x"\\%+&=y', "a b"])
@pytest.mark.parametrize("field", FIELDS)
def test_what_oauth_takes_is_taken(field: str, text: str) -> None:
    """Blanks and signs included."""
    settings = Protime(**{**SETTINGS, field: text}).settings
    assert getattr(settings, field) == text


def profile(folder: Path, client_id: str) -> dict[str, str]:
    """Return an environment that names a file with a profile."""
    written = client_id.encode("unicode_escape").decode().replace("\\x", "\\u00")
    lines = [
        'default = "acme"',
        "[profiles.acme]",
        'tenant = "acme"',
        f'client_id = "{written}"',
        f'user_agent = "{SETTINGS["user_agent"]}"',
    ]
    path = folder / "config.toml"
    path.write_text("\n".join(lines), "utf-8")
    return {"PROTIME_CONFIG": str(path)}


SHOWN = [kind for kind in WRONG if kind != "half a character"]
"""A file in UTF-8 holds no half of a character."""


@pytest.mark.parametrize("kind", SHOWN)
def test_the_command_refuses_it(
    kind: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In the environment, in a profile, beside one, and in the keyring."""
    keyring = pytest.importorskip("keyring")
    text, _ = WRONG[kind]
    monkeypatch.setattr(keyring, "get_password", lambda *_: text)
    good, bad = profile(tmp_path, "client"), {"PROTIME_CLIENT_SECRET": text}
    sources = [{**ENVIRON, **bad}, {**ENVIRON, "PROTIME_CLIENT_ID": text}]
    sources += [{**good, **bad}, {**good, "PROTIME_CLIENT_SECRET_ACME": text}, good]
    for source in sources:
        refused(Session(environ=source), capsys)
    known = {**profile(tmp_path, text), "PROTIME_CLIENT_SECRET": SECRET}
    refused(Session(environ=known), capsys)


def refused(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    """Hold what the command says against what it must not."""
    assert main(["people", "get", "1"], session) == 3
    said = capsys.readouterr().err
    assert "RFC 6749" in said
    assert SECRET not in said
    assert main(["doctor", "people"], session) == 3
    assert "RFC 6749" in capsys.readouterr().out


@pytest.mark.parametrize(
    "text", [f"{SECRET}\x07\n", f"{SECRET}ü\n", f"a\x00{SECRET}\n"]
)
def test_the_keyring_is_not_given_it(
    text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pipe's first line is the secret; its end and a byte order mark are no part."""
    keyring = pytest.importorskip("keyring")
    kept: list[str] = []
    monkeypatch.setattr(keyring, "set_password", lambda *given: kept.append(given[2]))
    monkeypatch.setattr(keyring, "get_password", lambda *named: kept[-1])
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert main(["secret", "set", "acme"], Session(environ={})) in (3, 4)
    said = capsys.readouterr().err
    assert SECRET not in said
    assert kept == []
    good = f"\ufeff{SECRET}\r\nmore".encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(good)))
    assert main(["secret", "set", "acme"], Session(environ={})) == 0
    assert kept == [SECRET]
