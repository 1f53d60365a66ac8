"""A copy as a DAG of Airflow: it is parsed, its task runs, and is repeated or not."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from .place import EXAMPLES, ORCHESTRATOR, Place

pytestmark = pytest.mark.skipif(
    ORCHESTRATOR != "airflow", reason="nox -s orchestrators installs Airflow"
)
PARSED = """
import json, sys
from airflow.dag_processing.dagbag import DagBag
bag = DagBag(sys.argv[1])
print(json.dumps({
    "errors": bag.import_errors,
    "tasks": {name: [*dag.task_dict] for name, dag in bag.dags.items()},
    "lazy": not {"dlt", "protime"} & {*sys.modules},
}))
"""
CALLED = """
import sys
from airflow.dag_processing.dagbag import DagBag
DagBag(sys.argv[1]).dags[sys.argv[2]].task_dict["copy"].python_callable()
"""
FILES = {
    "protime_copy": "airflow_dag.py",
    "protime_command": "airflow_command_dag.py",
}


@pytest.fixture(params=FILES)
def dag(request: pytest.FixtureRequest, place: Place) -> str:
    """Put a file into the folder of DAGs, with this environment's command in it."""
    name = str(request.param)
    text = (EXAMPLES / FILES[name]).read_text("utf-8")
    programs = str(Path(sys.executable).parent)
    (place.folder / "dags").mkdir()
    (place.folder / "dags" / "dag.py").write_text(
        text.replace("/opt/protime/bin", programs), "utf-8"
    )
    return name


@pytest.fixture
def home(place: Place) -> dict[str, str]:
    """Return the settings of an Airflow of its own, whose database is a file."""
    return {
        "AIRFLOW_HOME": str(place.folder / "airflow"),
        "AIRFLOW__CORE__DAGS_FOLDER": str(place.folder / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "PROTIME_TARGET": f"duckdb:{place.folder}/acme.duckdb",
    }


def test_three_runs(dag: str, place: Place, home: dict[str, str]) -> None:
    """Airflow's own command runs the task: all, then what changed, then nothing."""
    place.run("airflow", "db", "migrate", env=home)
    for turn in range(3):
        place.run("airflow", "dags", "test", dag, env=home)
        assert place.is_in_step()
        prefix = "delta/" if turn else ""
        assert place.asked() == [f"{prefix}people", f"{prefix}clockings"]
        if turn == 0:
            place.change()


def test_parsing_asks_nothing(dag: str, place: Place, home: dict[str, str]) -> None:
    """The file is parsed again and again, so it only tells what there is."""
    said = place.run(sys.executable, "-c", PARSED, "dags", env=home).splitlines()
    (found,) = [json.loads(line) for line in said if line.startswith('{"errors"')]
    assert found == {"errors": {}, "tasks": {dag: ["copy"]}, "lazy": True}
    assert place.asked() == []


WRONG = {
    "no server": (
        {"PROTIME_BASE_URL": "http://127.0.0.1:9"},
        {
            "protime_copy": "AuthenticationFailed",
            "protime_command": "RuntimeError",
        },
    ),
    "a wrong secret": (
        {"PROTIME_CLIENT_SECRET": "wrong"},
        dict.fromkeys(FILES, "AirflowFailException"),
    ),
}


@pytest.mark.parametrize(("wrong", "raised"), WRONG.values(), ids=WRONG)
def test_only_what_may_pass_is_repeated(
    wrong: dict[str, str],
    raised: dict[str, str],
    dag: str,
    place: Place,
    home: dict[str, str],
) -> None:
    """Airflow repeats no task that ends with its own exception for that."""
    called = (sys.executable, "-c", CALLED, "dags", dag)
    said = place.run(*called, status=1, env={**home, **wrong})
    assert re.search(rf"^[\w.]*{raised[dag]}: ", said, re.M)
