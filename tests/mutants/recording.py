"""A plugin for pytest: which lines each test runs, and how long it takes.

With ``MUTANTS_RECORD`` it writes that to the file of this name, as JSON. With
``MUTANTS_LIMITS`` it ends a test that takes longer than the file of this name allows.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, Phase, settings

TOO_LONG = 124
"""The exit status of a run in which a test took too long."""

# A failure needs no smaller example here, and none may be kept in the checkout.
_PHASES = (Phase.explicit, Phase.generate)
settings.register_profile(
    "mutants",
    database=None,
    deadline=None,
    phases=_PHASES,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("mutants")


class Recorder:
    """Watches the chosen modules test by test."""

    def __init__(self, target: Path, modules: list[str]) -> None:
        self.target = target
        self.coverage = Coverage(data_file=None, config_file=False, include=modules)
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()
        self.coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.coverage.switch_context(item.nodeid)
        began, tracing = time.monotonic(), sys.gettrace()
        try:
            return (yield)
        finally:
            sys.settrace(tracing)  # A test may have set another.
            self.seconds[item.nodeid] = time.monotonic() - began
            self.coverage.switch_context("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        self.coverage.stop()
        lines = self._lines()
        tests = {
            test: {"seconds": seconds, "lines": lines[test]}
            for test, seconds in self.seconds.items()
            if test not in self.failed
        }
        tests[""] = {"seconds": 0.0, "lines": lines[""]}  # What importing runs.
        told = {"tests": tests, "failed": sorted(self.failed)}
        self.target.write_text(json.dumps(told), "utf-8")

    def _lines(self) -> dict[str, dict[str, list[int]]]:
        """Return the lines of each file that each test ran."""
        data = self.coverage.get_data()
        found: dict[str, dict[str, list[int]]] = defaultdict(dict)
        for name in data.measured_files():
            for line, tests in data.contexts_by_lineno(name).items():
                for test in tests:
                    found[test].setdefault(name, []).append(line)
        return found


class Limiter:
    """Ends the whole run as soon as one test takes too long."""

    def __init__(self, limits: dict[str, float]) -> None:
        self.limits = limits

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        timer = threading.Timer(self.limits[item.nodeid], os._exit, (TOO_LONG,))
        timer.daemon = True
        timer.start()
        try:
            return (yield)
        finally:
            timer.cancel()


def pytest_configure(config: pytest.Config) -> None:
    """Take part as the surroundings say."""
    if target := os.environ.get("MUTANTS_RECORD"):
        modules = os.environ["MUTANTS_MODULES"].split(os.pathsep)
        config.pluginmanager.register(Recorder(Path(target), modules))
    if limits := os.environ.get("MUTANTS_LIMITS"):
        config.pluginmanager.register(Limiter(json.loads(Path(limits).read_text())))
