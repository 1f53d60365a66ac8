"""A pytest fixture with an emulator; only pytest is imported before it is used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from .needed import loaded

if TYPE_CHECKING:
    from .emulator import Emulator


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known that carries the emulator's arguments."""
    config.addinivalue_line(
        "markers", "protime_emulator(**options): arguments of the emulator of a test."
    )


@pytest.fixture
def protime_emulator(request: pytest.FixtureRequest) -> Iterator[Emulator]:
    """Provide a Protime tenant of the test's own, in process.

    ``@pytest.mark.protime_emulator(people=3)`` passes arguments to it.
    """
    marker = request.node.get_closest_marker("protime_emulator")
    try:
        made = loaded("emulator").Emulator  # By those tests only that use it.
    except ModuleNotFoundError as error:
        pytest.fail(str(error), pytrace=False)
    with made(**(marker.kwargs if marker is not None else {})) as emulator:
        yield emulator
