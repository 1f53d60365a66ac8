"""Sessions for developing the client: ``nox -l`` lists them."""

from __future__ import annotations

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["lint", "types", "drift", "tests"]

PYPROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = nox.project.python_versions(PYPROJECT)
SHIPPED = ("protime", "protime_runtime", "protime_emulator")


def _install(session: nox.Session, *groups: str) -> None:
    session.install(*nox.project.dependency_groups(PYPROJECT, *groups))


@nox.session
def demo(session: nox.Session) -> None:
    """Show the main job from end to end, on the embedded emulator."""
    _install(session, "generate", "demo")
    session.install(".[emulator]")
    session.run("python", "-m", "generator", "check")
    session.run("python", "examples/demo.py", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests on the running Python, against the package as it is installed."""
    _install(session, "test")
    session.install(".[emulator]")
    session.run("pytest", *session.posargs)


@nox.session(python=PYTHONS)
def tests_all(session: nox.Session) -> None:
    """Run the tests on each Python that is there."""
    _install(session, "test")
    session.install(".[emulator]")
    session.run("pytest", *session.posargs)


@nox.session
def generate(session: nox.Session) -> None:
    """Rewrite generated/ from spec/."""
    _install(session, "generate")
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
    session.install(".[emulator]")
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
    if not session.bin or not _has_node(session):
        session.skip("Prism needs Node.js with npm; install them and run this again.")
    _install(session, "test")
    session.install(".[emulator]")
    folder = session.create_tmp()
    session.run(
        "npm",
        "install",
        "--silent",
        "--no-fund",
        "--no-audit",
        "--prefix",
        folder,
        "@stoplight/prism-cli@5.16.0",
        external=True,
    )
    session.run(
        "pytest",
        "-m",
        "prism",
        *session.posargs,
        env={"PRISM": f"{folder}/node_modules/.bin/prism"},
    )


@nox.session
def chaos(session: nox.Session) -> None:
    """Walk through random faults: 100 walks of 50,000 rows and of their deltas."""
    _install(session, "test")
    session.install(".[emulator]")
    session.run(
        "pytest", "-s", "tests/chaos", *session.posargs, env={"PROTIME_CHAOS": "1"}
    )


@nox.session
def httpx2(session: nox.Session) -> None:
    """Run the runtime's tests with httpx2 in httpx's place, and with OpenTelemetry."""
    _install(session, "test", "httpx2")
    session.install(".[emulator,otel]")
    tests = ("tests/runtime", "tests/trust")
    session.run("python", "-m", "pytest", *tests, *session.posargs)
    drop_in = ("-p", "tests.trust.drop_in")
    session.run("python", "-m", "pytest", *drop_in, *tests, *session.posargs)


def _has_node(session: nox.Session) -> bool:
    import shutil

    return bool(shutil.which("node") and shutil.which("npm"))
