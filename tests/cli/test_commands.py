"""The command itself: its help, completion, scopes, doctor and pipelines."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from protime.catalog import CATALOG
from protime_cli.root import root
from protime_emulator import Emulator

from .conftest import Run, environment

LIMITS = {"clockings": 5.0, "clockings list": 5.0}
"""Times of Click alone for help that reads a collection's classes; for other, 3.5."""


def test_help_comes_at_once() -> None:
    """Help of the command and of a list loads neither the client nor its models."""
    program = (
        "import sys; from protime_cli.__main__ import main; main(sys.argv[1:]);"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    for line in (["--help"], ["clockings", "list", "--help"]):
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", program, *line],
            capture_output=True,
            text=True,
            check=True,
        )
        heavy = {
            "httpx",
            "cattrs",
            "rich",
            "pyarrow",
            "protime_runtime.client.sync",
            "asyncio",
        }
        assert not heavy & set(done.stderr.split())


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where modules are kept compiled, as those of an installed package are."""
    return tmp_path_factory.mktemp("compiled")


def processor_time(*arguments: str, env: Mapping[str, str]) -> float:
    """Return what a run of Python takes of the processor, in seconds."""
    resource = pytest.importorskip("resource", reason="Windows does not tell it")

    def used() -> float:
        times = resource.getrusage(resource.RUSAGE_CHILDREN)
        return float(times.ru_utime + times.ru_stime)

    before = used()
    subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, *arguments], capture_output=True, check=True, env=env
    )
    return used() - before


@pytest.mark.sampled(5)
@pytest.mark.parametrize(
    "line", ["", "clockings", "clockings list", "references put", "emulate"]
)
def test_help_takes_no_longer(line: str, compiled: Path) -> None:
    """Measured beside what Click alone takes, as others may keep the machine busy."""
    command = ("-m", "protime_cli", *line.split(), "--help")
    env = {**os.environ, "PYTHONPYCACHEPREFIX": str(compiled)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    alone, ours = zip(
        *(
            (
                processor_time("-c", "import click", env=env),
                processor_time(*command, env=env),
            )
            for _ in range(5)
        ),
        strict=True,
    )
    assert min(ours) < LIMITS.get(line, 3.5) * min(alone)


def test_every_operation_is_a_command(run: Run) -> None:
    """Each operation of the catalog has help that names its filters."""
    for info in CATALOG.values():
        for one in info.operations:
            done = run(f"{info.name} {one.name.replace('_', '-')} --help")
            assert done.status == 0
            for wire in one.filters:
                assert f"--{wire}" in done.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(run: Run, shell: str) -> None:
    """Each shell gets a script that asks the command itself."""
    assert "_PROTIME_COMPLETE" in run(f"completion {shell}").out


def test_values_are_completed() -> None:
    """Shells complete collections, filters, their values and reference types."""
    from click.shell_completion import ShellComplete

    complete = ShellComplete(root, {}, "protime", "_PROTIME_COMPLETE")

    def found(args: list[str], begun: str) -> list[str]:
        return [one.value for one in complete.get_completions(args, begun)]

    assert found([], "clock") == ["clockings"]
    assert found(["clockings"], "l") == ["list"]
    assert "--person" in found(["clockings", "list"], "--p")
    assert found(["clockings", "list", "--kind"], "In") == ["InOut"]
    refs = found(["clockings", "list", "--refs"], "people:@e")
    assert refs == ["people:@employee-number"]
    properties = found(["clockings", "create", "--set"], "")
    assert "kind=" in properties
    assert "id=" not in properties  # Protime alone sets it, so that it is refused.
    several = found(["clockings", "list", "--refs"], "terminals:X,people:@e")
    assert several == ["terminals:X,people:@employee-number"]
    names = found(["people", "list", "--columns"], "id,last")
    assert names == ["id,last_name"]
    assert found(["clockings", "create", "--set"], "ki") == ["kind="]
    assert found(["scopes"], "clock") == ["clockings"]
    assert found(["references", "put"], "peo") == ["people"]
    for words in (["clockings", "create", "--from"], ["run"]):
        assert found(words, "a") == ["a"]  # With the type that leaves it to the shell.


def test_commands_that_are_made_later_are_completed() -> None:
    """Their options too, which `protime` knows only once it has made them."""
    from click.shell_completion import ShellComplete

    complete = ShellComplete(root, {}, "protime", "_PROTIME_COMPLETE")
    found = [one.value for one in complete.get_completions(["sync", "people"], "--a")]
    assert found == ["--all", "--allow-deletions", "--accept-older"]
    found = [one.value for one in complete.get_completions(["status"], "--t")]
    assert found == ["--to"]


def test_profiles_are_completed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their names come from the file; one that cannot be read completes nothing."""
    from click.shell_completion import ShellComplete

    file = tmp_path / "config.toml"
    monkeypatch.setenv("PROTIME_CONFIG", str(file))
    complete = ShellComplete(root, {}, "protime", "_PROTIME_COMPLETE")
    file.write_text("[profiles.acme]\n[profiles.beta]\n", "utf-8")
    found = complete.get_completions(["--profile"], "a")
    assert [one.value for one in found] == ["acme"]
    file.write_text("[[", "utf-8")
    assert complete.get_completions(["--profile"], "a") == []


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("protime clockings list --refs people:@e", "@employee-number"),
        ("protime clockings list --refs terminals:X,people:@e", "@employee-number"),
        ("protime clocki", "clockings"),
        ("protime clockings list --kind ", "InOut Reason Activity ActivityEnd"),
    ],
)
def test_completion_in_bash(typed: str, whole: str) -> None:
    """Bash takes a word with a colon for several, and gets what replaces the last."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash on this machine")
    script = f"""
        protime() {{ :; }}
        source <({sys.executable} -m protime_cli completion bash)
        COMP_WORDBREAKS=$' \\t\\n"><=;|&(:@'
        COMP_LINE={shlex.quote(typed)}; COMP_POINT=${{#COMP_LINE}}
        _protime_completion "$1"
        echo "${{COMPREPLY[@]}}"
    """
    program = Path(sys.executable).with_name("protime")
    done = subprocess.run(  # noqa: S603 - our own script
        [bash, "--norc", "-c", script, "bash", str(program)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == whole.split()


def test_scopes(run: Run) -> None:
    """Scopes are told by collection, or as the line that a token request takes."""
    plain = run("scopes clockings people --write -o plain").out.split()
    assert plain == [
        "connector-protimeapi-clockings.read",
        "connector-protimeapi-clockings.write",
        "connector-protimeapi-people.read",
    ]
    assert set(json.loads(run("scopes -o json").out)) == set(CATALOG)


def test_doctor_on_a_healthy_tenant(run: Run) -> None:
    """Everything that can be listed is read, and nothing differs."""
    done = run("doctor --date 2026-02")
    assert done.status == 0, done.out
    assert re.search(r"clockings +ok +\d+ items", done.out)
    assert "acme, http://" in done.out  # Nobody is to take an emulator for Protime.
    assert not re.search(r" (differs|failed|refused) ", done.out)


def test_doctor_tells_what_differs(run: Run, emulator: Emulator) -> None:
    """A property that the spec does not know is named, without its value."""
    emulator.change("people", 1, {"shoeSize": "Z47"})
    done = run("doctor people")
    assert done.status == 12
    assert "Person.shoeSize: unknown field" in done.out
    assert "Z47" not in done.out


def test_doctor_with_wrong_credentials(run: Run, emulator: Emulator) -> None:
    """One line says so, instead of one for each collection."""
    environ = {**environment(emulator), "PROTIME_CLIENT_SECRET": "wrong"}
    done = run("doctor", environ)
    assert done.status == 5
    assert done.out.count("failed") == 1


PIPELINE = """
[client.acme]

[subscriber.clockings]
client = "acme"
entity = "clockings"
query.filter = "date ge '2026-02-02' and date le '2026-02-06'"
query.externalReferences = "(people,@employee-number)"
output = "clockings.csv"

[subscriber.one]
entity = "people"
path.PersonReference = "1"
output = "person.json"

[subscriber.sheet]
entity = "people"
output = "people.csv"
formulas = "escape"

[publisher.clocking]
entity = "clockings"
method = "POST"
payload.person.id = 1
payload.date = 2026-03-02
payload.timeOfDayInMinutes = 510
payload.kind = "InOut"
"""


def test_a_pipeline(run: Run, emulator: Emulator, tmp_path: Path) -> None:
    """Subscribers write files, publishers send; a dry run only tells."""
    (tmp_path / "p.toml").write_text(PIPELINE, "utf-8")
    emulator.change("people", 1, {"town": "=1+1"})
    before = len(emulator.collection("clockings"))
    dry = run("run p.toml --dry-run")
    assert "publisher.clocking: POST /clockings" in dry.err
    assert len(emulator.requests) == 0
    done = run("run p.toml")
    assert done.status == 0, done.err
    assert "person_employee_number" in (tmp_path / "clockings.csv").read_text("utf-8")
    assert json.loads((tmp_path / "person.json").read_text("utf-8"))[0]["id"] == 1
    assert ",'=1+1," in (tmp_path / "people.csv").read_text("utf-8")
    assert len(emulator.collection("clockings")) == before + 1


NAMED = """
[client.acme]

[subscriber.person]
client = "acme"
entity = "people"
path.PersonReference = "2"
query.externalReferences = "(people,HRMID)"
output = "person.json"

[subscriber.history]
client = "acme"
entity = "department-histories"
path.PersonReference = "E-1002"
query.externalReferences = "(people,@employee-number)(departments,HR)"
output = "history.json"
"""


def test_a_pipelines_path_is_read_as_the_api_reads_it(
    run: Run, emulator: Emulator, tmp_path: Path
) -> None:
    """A type of the path's own collection makes the segment a value of that type."""
    emulator.reference("people", "HRMID", "2", 3)
    (tmp_path / "p.toml").write_text(NAMED, "utf-8")
    done = run("run p.toml")
    assert done.status == 0, done.err
    (person,) = json.loads((tmp_path / "person.json").read_text("utf-8"))
    assert person["id"] == 3
    assert person["externalReferences"] == {"HRMID": "2"}
    history = json.loads((tmp_path / "history.json").read_text("utf-8"))
    assert {row["person"]["id"] for row in history} == {2}
    sent = [dict(parse_qsl(one.query)) for one in emulator.requests][-1]
    assert sent["externalReferences"] == ("(people,@employee-number)(departments,HR)")


def test_a_publisher_sends_its_query(
    run: Run, emulator: Emulator, tmp_path: Path
) -> None:
    """Parameters of the query go along with the payload, placeholders filled in."""
    more = 'query.source = "hr"\nquery.day = "{today}"\n'
    (tmp_path / "p.toml").write_text(f"{PIPELINE}{more}", "utf-8")
    assert run("run p.toml").status == 0
    (sent,) = [one for one in emulator.requests if one.method == "POST"][-1:]
    assert dict(parse_qsl(sent.query)) == {"source": "hr", "day": str(date.today())}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('entity = "people"', 'entity = "peeple"', "did you mean 'people'"),
        ('method = "POST"', 'method = "PUT"', "it has: GET /clockings"),
        ("query.filter", "query.filtre", "did you mean 'filter'"),
        ("output =", "outputs =", "outputs"),
        (
            "path.PersonReference",
            'query.filter = "x"\npath.PersonReference',
            "no filter",
        ),
    ],
)
def test_a_wrong_pipeline(
    run: Run, tmp_path: Path, old: str, new: str, says: str
) -> None:
    """What the file says wrong is told with what is known."""
    (tmp_path / "p.toml").write_text(PIPELINE.replace(old, new), "utf-8")
    done = run("run p.toml")
    assert done.status == 4
    assert says in done.err


def test_a_missing_extra_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command whose package is not installed says which extra brings it."""
    monkeypatch.setitem(sys.modules, "protime_emulator.running", None)
    done = run("emulate")
    assert done.status == 3
    assert "pip install 'protime-client[emulator]'" in done.err


def test_the_emulator_goes_by_the_command_that_started_it(run: Run) -> None:
    """Its help and its errors name what was typed, and errors are one line."""
    assert run("emulate --help").out.startswith("usage: protime emulate")
    wrong = run("emulate --prot 1")
    assert wrong.status == 2
    assert wrong.err.startswith("protime emulate: unrecognized arguments: --prot")
    assert wrong.err.endswith("See `protime emulate --help`.\n")
    assert len(wrong.err.splitlines()) == 1


def test_a_closed_pipe_is_no_error(emulator: Emulator) -> None:
    """``protime ... | head`` ends quietly."""
    with emulator.serve() as url:
        environ = {**os.environ, **environment(emulator), "PROTIME_BASE_URL": url}
        line = (
            f"{sys.executable} -m protime_cli clockings list --date 2026-02 | head -1"
        )
        done = subprocess.run(  # noqa: S602 - a pipe is the test
            line, shell=True, env=environ, capture_output=True, text=True, check=False
        )
    assert json.loads(done.stdout)["id"]
    assert done.stderr == ""
