"""What containers, schedulers and services are told is what their programs take."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from protime_cli.__main__ import main
from protime_cli.exits import LATER, NO_ANSWER, PARTLY

FOLDER = Path(__file__).parents[2] / "examples" / "production"
KUBERNETES = list(yaml.safe_load_all((FOLDER / "kubernetes.yaml").read_text("utf-8")))
COMPOSE = yaml.safe_load((FOLDER / "compose.yaml").read_text("utf-8"))
REPEATED = {LATER.status, NO_ANSWER.status}


def test_compose_is_of_the_specification() -> None:
    """Nothing in it is unknown to the specification's own models."""
    models = pytest.importorskip("compose_spec")
    known = models.ComposeSpecification.model_validate(COMPOSE)
    held = known.model_dump(by_alias=True, exclude_unset=True)
    for name, service in COMPOSE["services"].items():
        assert set(service) <= set(held["services"][name]), name
    volumes = {
        volume.partition(":")[0]
        for service in COMPOSE["services"].values()
        for volume in service.get("volumes", ())
    }
    secrets = {
        secret
        for service in COMPOSE["services"].values()
        for secret in service.get("secrets", ())
    }
    assert volumes == set(COMPOSE["volumes"])
    assert secrets == set(COMPOSE["secrets"])


@pytest.mark.parametrize("resource", KUBERNETES, ids=lambda found: found["kind"])
@pytest.mark.parametrize("version", ["1.30", "1.33"])
def test_kubernetes_takes_each_resource(
    resource: Mapping[str, Any], version: str
) -> None:
    """By the schemas of its own releases, with no property that they do not have."""
    validator = pytest.importorskip("kubernetes_validate")
    validator.validate(resource, version, strict=True)


def containers() -> Iterator[Mapping[str, Any]]:
    for resource in KUBERNETES:
        spec = resource.get("spec", {})
        spec = spec.get("jobTemplate", {}).get("spec", spec)
        yield from spec.get("template", {}).get("spec", {}).get("containers", ())


def test_volumes_and_secrets_of_kubernetes_are_there() -> None:
    """Each mounted volume is declared, and each claim is one of the file's."""
    text = (FOLDER / "kubernetes.yaml").read_text("utf-8")
    claims = {one["metadata"]["name"] for one in KUBERNETES if "Claim" in one["kind"]}
    assert set(re.findall(r"claimName: ([\w-]+)", text)) == claims
    assert all(one["resources"]["limits"] for one in containers())


def test_only_what_may_pass_is_repeated() -> None:
    """Kubernetes and systemd repeat the statuses that the command says may pass."""
    (job,) = [one for one in KUBERNETES if one["kind"] == "CronJob"]
    drained, policy = job["spec"]["jobTemplate"]["spec"]["podFailurePolicy"]["rules"]
    assert drained["action"] == "Ignore"
    assert set(policy["onExitCodes"]["values"]) == REPEATED
    unit = (FOLDER / "protime-sync.service").read_text("utf-8")
    (statuses,) = re.findall(r"^RestartForceExitStatus=(.*)$", unit, re.M)
    assert set(map(int, statuses.split())) == REPEATED
    assert f"SuccessExitStatus={PARTLY.status}\n" in unit


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd is not installed"
)
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """It has nothing to say about them."""
    program = str(Path(sys.executable).parent / "protime")
    for name in ("protime-sync.service", "protime-sync.timer"):
        unit = (FOLDER / name).read_text("utf-8")
        (tmp_path / name).write_text(
            unit.replace("/opt/protime/bin/protime", program), "utf-8"
        )
    done = subprocess.run(  # noqa: S603 - systemd's own program
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))],  # noqa: S607 - wherever it is
        capture_output=True,
        text=True,
        check=False,
    )
    about_ours = [line for line in done.stderr.splitlines() if "protime" in line]
    assert (done.returncode, about_ours) == (0, [])


def commands() -> Iterator[list[str]]:
    for service in COMPOSE["services"].values():
        yield service.get("command", "").split()
    for container in containers():
        yield container.get("command", [])
    unit = (FOLDER / "protime-sync.service").read_text("utf-8")
    yield re.findall(r"^ExecStart=.*/(protime .*)$", unit, re.M)[0].split()


def test_each_command_has_its_options(capsys: pytest.CaptureFixture[str]) -> None:
    """What starts the command is what its help tells."""
    ours = [line for line in commands() if line[:1] == ["protime"]]
    assert len(ours) >= 4
    for _, name, *rest in ours:
        assert main([name, "--help"]) == 0
        told = capsys.readouterr().out
        assert all(option in told for option in rest if option.startswith("--"))


def test_the_image_is_built_of_steps_that_are_known() -> None:
    """It runs as nobody special, and holds no secret."""
    parser = pytest.importorskip("dockerfile_parse")
    steps = parser.DockerfileParser(str(FOLDER / "Dockerfile")).structure
    last = [step["instruction"] for step in steps]
    assert last.index("USER") < last.index("CMD")
    assert "ENTRYPOINT" not in last
    text = (FOLDER / "Dockerfile").read_text("utf-8")
    assert not re.search("secret|password|token", text, re.I)
    copied = {
        word
        for step in steps
        if step["instruction"] == "COPY" and "--from" not in step["value"]
        for word in step["value"].split()[:-1]
    }
    assert {(FOLDER / name).is_file() for name in copied} == {True}
