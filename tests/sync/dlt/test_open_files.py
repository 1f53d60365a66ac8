"""DuckDB's file is opened once for a turn, and is free again after it."""

from __future__ import annotations

import duckdb
import pytest
from attrs import evolve

from tests.sync.dlt.test_copying import Kept, kept

__all__ = ["kept"]

pytestmark = pytest.mark.filterwarnings("ignore")


def test_a_turn_opens_the_file_once(kept: Kept) -> None:
    """Amid a turn it stays open, which DuckDB tells whoever wants it otherwise."""

    def is_open() -> bool:
        file = str(kept.folder / "acme.duckdb")
        try:
            duckdb.connect(file, config={"access_mode": "read_only"}).close()
        except duckdb.ConnectionException:
            return True
        return False

    seen = list[bool]()
    copy = kept.copy()
    evolve(copy, watch=lambda name, count: seen.append(is_open())).turn()
    assert seen
    assert all(seen)
    assert not is_open()
    assert kept.is_equal()
