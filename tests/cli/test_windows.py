"""Files as Windows, PowerShell and Excel write them, wherever one is read."""

from __future__ import annotations

import ast
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protime_cli.output.wire import documents
from protime_emulator import Emulator
from protime_runtime.texts import NoText, lines_of, read_text, text_of
from tests.test_boundaries import modules

from .conftest import USER_AGENT, Run, environment, typed

ENCODINGS: Mapping[str, Callable[[str], bytes]] = {
    "UTF-8": lambda text: text.encode(),
    "UTF-8 with a mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "UTF-16 LE": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "UTF-16 BE": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "UTF-32 LE": lambda text: b"\xff\xfe\0\0" + text.encode("utf-32-le"),
    "UTF-32 BE": lambda text: b"\0\0\xfe\xff" + text.encode("utf-32-be"),
}
every_file = pytest.mark.parametrize("encode", ENCODINGS.values(), ids=ENCODINGS)
every_end = pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])

CLOCKING = {
    "date": "2026-03-02",
    "timeOfDayInMinutes": 510,
    "kind": "InOut",
    "person": {"id": 1},
}
JSON = json.dumps([CLOCKING, CLOCKING], indent=2)
LINES = "".join(f"{json.dumps(CLOCKING)}\n" for _ in range(2))
PUBLISHER = """
[publisher.clocking]
entity = "clockings"
method = "POST"
payload_file = "c.json"
"""
PROFILE = f"""
[profiles."zoë"]
tenant = "acme"
client_id = "emulated-client"
user_agent = "{USER_AGENT}"
base_url = "http://emulator.local"
"""


def written(name: str, content: bytes) -> None:
    Path(name).write_bytes(content)


@every_file
@every_end
@pytest.mark.parametrize("text", [JSON, LINES], ids=["JSON", "JSON Lines"])
@pytest.mark.parametrize("source", ["c.json", "-"])
def test_what_is_sent(
    run: Run,
    emulator: Emulator,
    monkeypatch: pytest.MonkeyPatch,
    encode: Callable[[str], bytes],
    end: str,
    text: str,
    source: str,
) -> None:
    """From a file and from standard input."""
    content = encode(text.replace("\n", end))
    written("c.json", content)
    typed(monkeypatch, content)
    before = len(emulator.collection("clockings"))
    done = run(f"clockings create --from {source} --report report")
    assert done.status == 0, done.err
    assert len(emulator.collection("clockings")) == before + 2


@every_file
@every_end
@pytest.mark.parametrize("sign", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("said", [False, True], ids=["", "sep="])
def test_references(
    run: Run,
    emulator: Emulator,
    encode: Callable[[str], bytes],
    end: str,
    sign: str,
    said: bool,
) -> None:
    """What separates cells may stand in quoted ones; ``sep=`` says it once more."""
    rows = [
        ["Internal", "Collection", "External", "Reference"],
        ["1", "people", '"a,b;c\td"', "HR"],
    ]
    text = "".join(sign.join(row) + end for row in rows)
    written("map.csv", encode((f"sep={sign}{end}" if said else "") + text))
    done = run("references put --from map.csv")
    assert done.status == 0, done.err
    found = json.loads(run("people list --refs people:HR --limit 1 -o jsonl").out)
    assert found["externalReferences"] == {"HR": "a,b;c\td"}


@every_file
@every_end
def test_pipelines_profiles_and_links(
    run: Run,
    emulator: Emulator,
    encode: Callable[[str], bytes],
    end: str,
) -> None:
    written("p.toml", encode(PUBLISHER.replace("\n", end)))
    written("c.json", encode(JSON.replace("\n", end)))
    done = run("run p.toml")
    assert done.status == 0, done.err
    written("config.toml", encode(PROFILE.replace("\n", end)))
    secret = {
        "PROTIME_CONFIG": "config.toml",
        "PROTIME_CLIENT_SECRET": "emulated-secret",
    }
    done = run("--profile zoë people get 1", secret)
    assert done.status == 0, done.err
    assert run("people delta --link-file link").status == 0
    link = Path("link").read_text("utf-8")
    written("link", encode(link.replace("\n", end)))
    done = run("people delta --link-file link")
    assert (done.status, done.out) == (0, ""), done.err


@every_file
@every_end
def test_a_secret_from_a_pipe(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    keyring: ModuleType,
    encode: Callable[[str], bytes],
    end: str,
) -> None:
    """Its first line is the secret, and nothing else of it is."""
    content = encode(f"s3cret{end}more{end}")
    typed(monkeypatch, content)
    assert run("secret set acme").status == 0
    assert keyring.get_password("protime", "acme") == "s3cret"


OLD = "external;internal\r\nZoë;1\r\n".encode("cp1252")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (OLD, "is no UTF-8 in line 2; save it as UTF-8 (in Excel: CSV UTF-8)"),
        ("external,internal\n".encode("utf-16-le"), "zero bytes"),
        (b"\xff\xfeodd", "is no UTF-16-LE"),
    ],
)
@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("references put people HR --from odd", 4),
        ("clockings create --from odd", 4),
        ("clockings create --from -", 4),
        ("run odd", 4),
        ("people delta --link-file odd", 4),
        ("--profile acme people list", 3),
    ],
)
def test_no_text_is_refused(
    run: Run,
    emulator: Emulator,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes,
    says: str,
    line: str,
    status: int,
) -> None:
    """In a line that says how to save it; nothing is read in a guessed code page."""
    written("odd", content)
    typed(monkeypatch, content)
    done = run(line, {**environment(emulator), "PROTIME_CONFIG": "odd"})
    assert done.status == status
    assert says in done.err
    assert ("odd " if "odd" in line or status == 3 else "Standard input ") in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("external;internal\na", "Line 2 lacks a value"),
        ("external;internal\na;1;x\n\n;2", "Line 4 lacks a value"),
        ("sep=;\nexternal;internal\n;1", "Line 3 lacks a value"),
        ("external internal\na 1", "no column external"),
        ("", "no column external"),
        ("external,internal\n" + "x" * 200_000 + ",1", "Line 2 is no CSV"),
    ],
)
def test_an_odd_table_is_told_with_its_line(run: Run, text: str, says: str) -> None:
    written("map.csv", text.encode())
    done = run("references put people HR --from map.csv")
    assert done.status == 4
    assert says in done.err


def test_a_line_of_json_may_hold_any_line_break() -> None:
    """U+2028 and U+0085 within a text end no line of JSON."""
    day = {"date": "2026-03-02", "person": {"id": 1}, "comments": "a\u2028b\x85c"}
    text = json.dumps(day, ensure_ascii=False)
    found = list(documents(f"{text}\r\n\r\n{text}\n", "c.jsonl"))
    assert found == [(1, day), (3, day)]


def test_one_module_reads_what_people_write() -> None:
    """Of all that the command line reads as text, but for who holds its own lock."""
    found = {
        name
        for name, tree in modules("protime_cli").items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "read_text"
    }
    assert found == {"protime_cli.commands.targets"}


@every_file
@every_end
def test_any_text(tmp_path: Path, encode: Callable[[str], bytes], end: str) -> None:
    """Ends of lines stay, and so does a mark that is no first character."""
    text = f"Zoë{end}\ufeff山田 👩{end}"
    written(str(tmp_path / "file"), encode(text))
    assert read_text(tmp_path / "file") == text
    assert text_of(b"") == ""
    written(str(tmp_path / "file"), b"\n\n\xe9\n")
    with pytest.raises(NoText, match="file is no UTF-8 in line 3"):
        read_text(tmp_path / "file")


@given(
    st.text(st.characters(codec="utf-8")),
    st.sampled_from(list(ENCODINGS.values())),
    st.integers(0, 3),
)
def test_lines_come_as_the_whole_text_does(
    text: str, encode: Callable[[str], bytes], cut: int
) -> None:
    """Read by the line, a text is the same, and what is no text is refused as well."""
    content = encode(text)[: -cut or None]
    try:
        expected = text_of(content)
    except NoText:
        with pytest.raises(NoText):
            list(lines_of(io.BytesIO(content)))
    else:
        assert "".join(lines_of(io.BytesIO(content))) == expected


@every_file
def test_what_is_no_text_is_told_with_its_line(encode: Callable[[str], bytes]) -> None:
    """However far the stream has been read ahead."""
    content = encode("a;b\n" * 9_000) + b"\xff"
    with pytest.raises(NoText) as expected:
        text_of(content)
    with pytest.raises(NoText, match="in line 9001") as found:
        list(lines_of(io.BytesIO(content)))
    assert str(found.value) == str(expected.value)
