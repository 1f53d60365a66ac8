"""What cron, systemd, Kubernetes and Prometheus are told is what they take."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from protime_cli.__main__ import main
from protime_cli.exits import LATER, NO_ANSWER
from protime_sync.metrics import metrics_text
from protime_sync.target.standing import Standing

from ..depth import many
from .place import EXAMPLES, Place

PRODUCTION = EXAMPLES.parent / "production"
UNIT = (EXAMPLES / "protime-follow.service").read_text("utf-8")
CRON = (EXAMPLES / "protime.cron").read_text("utf-8")
DEPLOYMENT = yaml.safe_load((EXAMPLES / "kubernetes-follow.yaml").read_text("utf-8"))
RULES = EXAMPLES / "prometheus-rules.yaml"
CONTAINER = DEPLOYMENT["spec"]["template"]["spec"]["containers"][0]


COMMANDS = {
    **{
        place: re.findall(r"/bin/(protime (?:[^\n>\\]|\\\n)*)", text)[0].split()
        for place, text in (("systemd", UNIT), ("cron", CRON))
    },
    "Kubernetes": CONTAINER["command"],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_each_command_has_its_options(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """What starts the command is what its help tells."""
    _, name, *rest = command
    assert main([name, "--help"]) == 0
    told = capsys.readouterr().out
    assert all(option in told for option in rest if option.startswith("--"))


@pytest.mark.heavy
def test_cron_keeps_a_copy(place: Place) -> None:
    """Its line does it with the file of settings, and with nothing else of ours."""
    folder = str(place.folder)
    here = {
        "/opt/protime/bin": str(Path(sys.executable).parent),
        **dict.fromkeys(
            ("/etc/protime", "/var/lib/protime", "/var/log/protime"), folder
        ),
    }
    text = CRON
    for there, own in here.items():
        text = text.replace(there, own)
    variables = dict(re.findall(r"^(\w+)=(.*)$", text, re.M))
    (line,) = re.findall(r"^\*/15 \* \* \* \* protime  (.*)$", text, re.M)
    (place.folder / "client_secret").write_text(place.tenant.client_secret)
    (place.folder / "sync.env").write_text(settings(place))
    environment = {"PATH": "/usr/bin:/bin", "LOGNAME": "protime", **variables}
    turns = many(2, 1)
    for _ in range(turns):
        done = subprocess.run(  # noqa: S603 - our own example
            ["/bin/sh", "-c", line],
            env={**environment, "DLT_DATA_DIR": folder},
            capture_output=True,
            text=True,
            check=False,
        )
        # What is printed besides would be mailed.
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        assert place.is_in_step()
        place.change()
    told = (place.folder / "sync.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["error"] for line in told] == [None] * 2 * turns


def settings(place: Place) -> str:
    """Return the file of settings, which leads to the tenant and to a file."""
    text = (EXAMPLES / "sync.env").read_text("utf-8")
    text = re.sub(
        r"(PROTIME_TARGET)=.*", rf"\1=duckdb:{place.folder}/acme.duckdb", text
    )
    text = re.sub(r"(PROTIME_TENANT)=.*", rf"\1={place.tenant.tenant_name}", text)
    text = re.sub(r"(PROTIME_CLIENT_ID)=.*", rf"\1={place.tenant.client_id}", text)
    return f"{text}PROTIME_BASE_URL={place.url}\n"


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd is not installed"
)
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    """It has nothing to say about it, and repeats only what may pass."""
    unit, program = tmp_path / "protime-follow.service", Path(sys.executable).parent
    unit.write_text(UNIT.replace("/opt/protime/bin", str(program)), "utf-8")
    done = subprocess.run(  # noqa: S603 - systemd's own program
        ["systemd-analyze", "verify", str(unit)],  # noqa: S607 - wherever it is
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if "protime" in line]
    assert (done.returncode, said) == (0, [])
    (statuses,) = re.findall(r"^RestartForceExitStatus=(.*)$", UNIT, re.M)
    assert {*map(int, statuses.split())} == {LATER.status, NO_ANSWER.status}


@pytest.mark.parametrize("version", ["1.30", "1.33"])
def test_kubernetes_takes_the_deployment(version: str) -> None:
    """By the schemas of its own releases, with no property that they do not have."""
    validator = pytest.importorskip("kubernetes_validate")
    validator.validate(DEPLOYMENT, version, strict=True)


def test_the_deployment_takes_what_is_there() -> None:
    """Its settings, secret, claim and container are those of the CronJob."""
    beside = (PRODUCTION / "kubernetes.yaml").read_text("utf-8")
    job = next(
        resource
        for resource in yaml.safe_load_all(beside)
        if resource["kind"] == "CronJob"
    )
    spec = job["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    (container,) = spec["containers"]
    ours = DEPLOYMENT["spec"]["template"]["spec"]
    assert ours["volumes"] == spec["volumes"]
    assert {**CONTAINER, "command": container["command"]} == container


def test_rules_name_what_there_is() -> None:
    """Each measure that an alert looks at is one that is written."""
    text = metrics_text([Standing(tenant="a", collection="b")])
    expressions = [
        rule["expr"]
        for group in yaml.safe_load(RULES.read_text("utf-8"))["groups"]
        for rule in group["rules"]
    ]
    named = set(re.findall(r"protime_\w+", " ".join(expressions)))
    assert len(named) >= 4
    assert named <= set(re.findall(r"# TYPE (\w+) gauge", text))


@pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not there")
def test_prometheus_takes_the_rules() -> None:
    """Its own program has nothing to say about them."""
    subprocess.run(["promtool", "check", "rules", str(RULES)], check=True)  # noqa: S603, S607
