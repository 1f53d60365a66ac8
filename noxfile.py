"""Sessions for developing the client: ``nox -l`` lists them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["lint", "types", "drift", "tests"]

PYPROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = nox.project.python_versions(PYPROJECT)
SHIPPED = (
    "protime",
    "protime_runtime",
    "protime_emulator",
    "protime_sync",
    "protime_cli",
)
PUBLIC = {
    "protime": "generated",
    "protime_runtime": "runtime",
    "protime_emulator": "extras",
    "protime_sync": "extras",
}
IN_PARALLEL = ("-n", "3", "--dist", "loadfile", "--no-loadscope-reorder")
"""Three processes on two cores, as tests wait for a third of their time.

Each takes whole files: what a file starts is started once. In their own order: files
with few tests take longest, and those would come last. ``-- -n 0`` runs in one process;
a debugger needs that."""
DEEP = {"PROTIME_DEEP": "1"}
"""All is tried of what the tests take a sample of."""
MEMORY = Path("/dev/shm")  # noqa: S108 - its folders have names that nobody can guess
ROOM = 4 << 30
"""Bytes that must be free in memory for the files of tests to stand there."""
EXTRAS = ".[cli,compression,emulator,excel,http2,keyring,lake,metrics,mysql,sealing]"


def _install(session: nox.Session, *groups: str) -> None:
    session.install(*nox.project.dependency_groups(PYPROJECT, *groups))


def _quick(**more: str) -> dict[str, str | None]:
    """Return the environment of tests, which start processes and servers by hundreds.

    Modules stay compiled, and temporary files stand in memory: what each start would
    compile again, and a disk would be waited for, takes longer than what is tested.
    """
    found: dict[str, str | None] = {"PYTHONDONTWRITEBYTECODE": None, **more}
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and _has_room(MEMORY):
        found["TMPDIR"] = str(MEMORY)
    return found


def _has_room(folder: Path) -> bool:
    runs = not os.statvfs(folder).f_flag & os.ST_NOEXEC
    return runs and shutil.disk_usage(folder).free > ROOM


@nox.session
def demo(session: nox.Session) -> None:
    """Show the main job from end to end, on the embedded emulator."""
    _install(session, "generate", "demo")
    session.install(".[emulator,sync]")
    session.run("python", "-m", "generator", "check")
    session.run("python", "examples/demo.py", *session.posargs)
    session.run("python", "examples/sync.py")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests on the running Python, against the package as it is installed."""
    _install(session, "test")
    session.install(EXTRAS)
    session.run("pytest", *IN_PARALLEL, *session.posargs, env=_quick())


@nox.session(python=PYTHONS)
def tests_all(session: nox.Session) -> None:
    """Run the tests on each Python that is there."""
    _install(session, "test")
    session.install(EXTRAS)
    session.run("pytest", *IN_PARALLEL, *session.posargs, env=_quick())


@nox.session
def deep(session: nox.Session) -> None:
    """Try more of what ``tests`` tries a sample of: drawn data, kills, walks, races.

    And what is heavy: whole builds, type checks and copies that others try in pieces.
    """
    _install(session, "test")
    session.install(EXTRAS)
    chosen = ("-m", "deep or hypothesis", *IN_PARALLEL)
    session.run("pytest", *chosen, *session.posargs, env=_quick(**DEEP))


@nox.session
def generate(session: nox.Session) -> None:
    """Rewrite generated/ from spec/."""
    _install(session, "generate")
    # What is generated is imported before it is written, with the runtime.
    session.install(*PYPROJECT["project"]["dependencies"])
    session.run("python", "-m", "generator", "generate", *session.posargs)


@nox.session
def drift(session: nox.Session) -> None:
    """Fail if generated/ is not what spec/ says."""
    _install(session, "generate")
    session.run("python", "-m", "generator", "check")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types, and that the public ones are complete."""
    _install(session, "type")
    session.install(EXTRAS)
    for package in SHIPPED:
        session.run("mypy", "-p", package)
    session.run("mypy", "generator", "noxfile.py", "examples")
    session.run("pyright", "--verifytypes", "protime", "--ignoreexternal")


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and formatting."""
    _install(session, "lint")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def prism(session: nox.Session) -> None:
    """Call every operation on a mock server that nobody here wrote."""
    _needs_node(session)
    _install(session, "test")
    session.install(".[emulator]")
    folder = _npm(session, "@stoplight/prism-cli@5.16.0")
    mock = f"{folder}/node_modules/.bin/prism"
    session.run("pytest", "tests/oracles/prism", *session.posargs, env={"PRISM": mock})


@nox.session(name="schemathesis")
def schemathesis_(session: nox.Session) -> None:
    """Check the emulator's responses to all operations against the OpenAPI document."""
    _install(session, "schemathesis")
    session.install(".[emulator]")
    session.run("pytest", "tests/oracles/schemathesis", *session.posargs)


@nox.session
def browser(session: nox.Session) -> None:
    """Open the emulator's pages and the site in Chromium, on a desk and on a phone."""
    _needs_chromium(session)
    _install(session, "browser")
    session.install(".[cli,emulator,sync]")
    session.run("pytest", "tests/oracles/browser", *session.posargs)


@nox.session
def package(session: nox.Session) -> None:
    """Build the package, and install it with each extra into an empty environment."""
    _install(session, "package")
    session.install(".[emulator]")
    built = Path(session.create_tmp()).resolve() / "built"
    shutil.rmtree(built, ignore_errors=True)
    session.run("python", "-m", "build", "--outdir", str(built))
    files = sorted(map(str, built.iterdir()))
    session.run("twine", "check", "--strict", *files)
    session.run("check-wheel-contents", "--toplevel", ",".join(SHIPPED), str(built))
    found = {"PROTIME_BUILT": str(built)}
    session.run("pytest", "-n", "2", "tests/package", *session.posargs, env=found)


@nox.session
def production(session: nox.Session) -> None:
    """Follow the Dockerfile's steps in an empty folder, and run the services."""
    _install(session, "test")
    session.install(EXTRAS)
    wheels = Path(session.create_tmp()).resolve()
    session.run("python", "-m", "pip", "wheel", "--no-deps", "-w", str(wheels), ".")
    image = wheels / "image"
    steps = ("python", "-m", "tests.production.building", str(image))
    session.run(*steps, env={"PROTIME_BUILT": str(wheels)})
    programs = {"PROTIME_PROGRAMS": str(image / "opt" / "protime" / "bin")}
    given = _quick(**programs, **DEEP)
    session.run("pytest", "tests/production", *session.posargs, env=given)


@nox.session
def review(session: nox.Session) -> None:
    """Report what changed in the API since the last tag: ``nox -s review -- REV``."""
    given = session.posargs or [_last_release(session)]
    _install(session, "generate")
    levels = [0, 10, 11, 12]
    command = ("python", "-m", "generator", "review", *given)
    session.run(*command, success_codes=levels)


@nox.session
def compare(session: nox.Session) -> None:
    """Compare the spec with a tenant's document: ``nox -s compare -- swagger.json``."""
    _install(session, "generate")
    session.run("python", "-m", "generator", "compare", *session.posargs)


@nox.session(name="release-review")
def release_review(session: nox.Session) -> None:
    """Do what a release of the API takes: ``-- swagger.json``, and ``--since REV``."""
    given = list(session.posargs)
    if "--since" not in given:
        given += ["--since", _last_release(session)]
    _install(session, "test", "api-break")
    # In place, so that what is generated is what the tests and the site import.
    session.install("-e", EXTRAS)
    session.run("python", "-m", "generator", "release-review", *given)


@nox.session(name="api-break")
def api_break(session: nox.Session) -> None:
    """Check public names since the last tag, or ``nox -s api-break -- REV``."""
    against = session.posargs[0] if session.posargs else _last_release(session)
    _install(session, "api-break")
    broken = [
        package
        for package, folder in PUBLIC.items()
        if _breaks(session, package, folder, against)
    ]
    if broken:
        session.error(f"Since {against}, this broke: {', '.join(broken)}.")
    session.log(f"Since {against}, nothing public broke.")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the site, strictly."""
    _install(session, "docs")
    session.install(".[cli,emulator,sync]")
    _site(session)


@nox.session
def links(session: nox.Session) -> None:
    """Check every link; ``nox -s links -- --online`` asks other hosts, too."""
    _install(session, "docs")
    session.install(".[cli,emulator,sync]")
    site = _site(session)
    session.run("python", "-m", "docs.links", str(site), *session.posargs)


@nox.session
def recording(session: nox.Session) -> None:
    """Record the tutorial by running it."""
    _install(session, "docs")
    session.install(".[all]")
    session.run(
        "python", "-m", "docs.recording", *(session.posargs or ["tutorial.cast"])
    )


@nox.session
def readers(session: nox.Session) -> None:
    """Read our OpenAPI document with programs of others."""
    _needs_node(session)
    _install(session, "readers")
    session.install(".[emulator]")
    folder = _npm(session, "@stoplight/spectral-cli@6.16.3")
    spectral = f"{folder}/node_modules/.bin/spectral"
    session.run("python", "-m", "tests.oracles.readers", "--spectral", spectral)


@nox.session
def spark(session: nox.Session) -> None:
    """Read and stream on a cluster of Spark's, and kill parts of it."""
    _needs_java(session)
    _install(session, "test")
    session.install(".[cli,emulator,lake,spark,sync]")
    switched_on = {"PROTIME_SYNC_SPARK": "1"}
    session.run("pytest", "-rP", "tests/sync/spark", *session.posargs, env=switched_on)


@nox.session
@nox.parametrize("name", ["dagster", "airflow"], ids=["dagster", "airflow"])
def orchestrators(session: nox.Session, name: str) -> None:
    """Run copies in Dagster and in Airflow, each in an environment of its own."""
    _install(session, name)
    session.install(".[cli,emulator,sync]")
    switched_on = {"PROTIME_ORCHESTRATOR": name}
    suite = f"tests/orchestration/test_{name}.py"
    session.run("pytest", suite, *session.posargs, env=switched_on)


@nox.session(python=[PYTHONS[0], *PYTHONS[-2:]])
def bench(session: nox.Session) -> None:
    """Measure beside peers, and write RESULTS*.md and more: ``-- GROUP`` some of it."""
    _install(session, "bench")
    session.install(".[arrow,cli,emulator,webhooks]")
    if not shutil.which("valgrind") and _can_apt():
        _apt(session, "valgrind")
    session.run("python", "-m", "benchmarks", *session.posargs)
    if not session.posargs:
        session.run("python", "-m", "benchmarks.webhooks")


@nox.session(name="bench-against")
def bench_against(session: nox.Session) -> None:
    """Measure our client beside itself at a revision: ``-- REV``."""
    session.install("-e", ".[cli,sync]")
    given = session.posargs or [_last_release(session)]
    session.run("python", "-m", "benchmarks.revisions", *given)


@nox.session
def chaos(session: nox.Session) -> None:
    """Walk, sync and listen through faults, kills and expiry, for most of an hour."""
    _install(session, "test")
    session.install(EXTRAS)
    many = {
        **DEEP,
        "PROTIME_CHAOS": "1",
        "PROTIME_CHAOS_EVENTS": "100000",
        "PROTIME_SYNC_EXAMPLES": "200",
        "PROTIME_SYNC_KILLS": "200",
    }
    suites = (
        "tests/chaos",
        "tests/sync/feeds/test_kills.py",
        "tests/sync/feeds/test_property.py",
        "tests/webhooks/test_deliveries.py",
    )
    session.run("pytest", "-s", *(session.posargs or suites), env=many)


@nox.session
def conformance(session: nox.Session) -> None:
    """Hold copies against the tenant, by every target, step and collection.

    ``-- --targets duckdb --steps changes`` narrows it; ``-- --killed`` kills each run
    once before.
    """
    _install(session, "test")
    session.install(EXTRAS)
    command = ("python", "-m", "tests.conformance")
    session.run(*command, *session.posargs, env=_quick())


@nox.session
def kills(session: nox.Session) -> None:
    """Kill runs of ``protime sync``, and compare after the next: ``-- 300``."""
    _install(session, "test")
    session.install(EXTRAS)
    count, *more = session.posargs or ["10"]
    command = ("python", "-m", "tests.conformance", "--kills", count)
    session.run(*command, *more, env=_quick())


@nox.session
def mutants(session: nox.Session) -> None:
    """Change the client at random, and see that tests fail: ``-- --minutes 5``."""
    _install(session, "test")
    session.install(EXTRAS)
    cache = Path(session.cache_dir) / "mutants"
    command = ("python", "-m", "tests.mutants", "--cache", str(cache))
    session.run(*command, *session.posargs)


@nox.session
def httpx2(session: nox.Session) -> None:
    """Run the runtime's tests with httpx2 in httpx's place, and with OpenTelemetry."""
    _install(session, "test", "httpx2")
    session.install(".[cli,emulator,excel,otel,sync]")
    tests = ("tests/runtime", "tests/trust")
    command = ("python", "-m", "pytest", *IN_PARALLEL)
    session.run(*command, *tests, *session.posargs, env=_quick(**DEEP))
    drop_in = ("-p", "tests.trust.drop_in")
    session.run(*command, *drop_in, *tests, *session.posargs, env=_quick(**DEEP))


def _site(session: nox.Session) -> Path:
    site = Path(session.create_tmp()).resolve() / "site"
    session.run(
        *("mkdocs", "build", "--strict", "-f", "docs/mkdocs.yml", "-d", str(site)),
        env={"NO_MKDOCS_2_WARNING": "1"},
    )
    return site


def _last_release(session: nox.Session) -> str:
    tags = _git(session, "tag", "--merged", "HEAD", "--sort=-creatordate").split()
    if not tags:
        session.skip(f"No release is tagged: nox -s {session.name} -- REVISION")
    return tags[0]


def _breaks(session: nox.Session, package: str, folder: str, against: str) -> bool:
    if not _git(session, "ls-tree", against, f"{folder}/{package}"):
        session.log(f"{package} is not in {against}, so nothing of it can break.")
        return False
    try:
        session.run("griffe", "check", package, "-s", folder, "-a", against)
    except nox.command.CommandFailed:
        return True
    return False


def _git(session: nox.Session, *arguments: str) -> str:
    return str(session.run("git", *arguments, silent=True, external=True) or "")


def _needs_chromium(session: nox.Session) -> None:
    wanted = ("chromium", "chromedriver")
    if "CHROMIUM" in os.environ or all(shutil.which(name) for name in wanted):
        return
    _apt(session, "chromium", "chromium-driver")


def _needs_java(session: nox.Session) -> None:
    if "JAVA_HOME" not in os.environ and not shutil.which("java"):
        _apt(session, "default-jre-headless")


def _apt(session: nox.Session, *packages: str) -> None:
    """Install packages of the system, which only root can on Debian and its like."""
    if not _can_apt():
        session.skip(f"Install {', '.join(packages)}, and run this again.")
    session.run("apt-get", "update", "--quiet", external=True)
    session.run("apt-get", "install", "--yes", *packages, external=True)


def _can_apt() -> bool:
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def _needs_node(session: nox.Session) -> None:
    if not (shutil.which("node") and shutil.which("npm")):
        session.skip(f"{session.name} needs Node.js with npm.")


def _npm(session: nox.Session, package: str) -> str:
    folder = session.create_tmp()
    quiet = ("--silent", "--no-fund", "--no-audit")
    session.run("npm", "install", *quiet, "--prefix", folder, package, external=True)
    return folder
