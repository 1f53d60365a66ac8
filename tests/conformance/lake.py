"""Delta tables as a target: how they are addressed, and read."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from attrs import frozen

from .judge import Cells


@frozen
class Delta:
    """A folder of Delta tables."""

    folder: Path
    dataset: str = "protime"
    has_booleans: ClassVar[bool] = True

    @property
    def environ(self) -> Mapping[str, str]:
        return {}

    @property
    def words(self) -> list[str]:
        return ["--to", f"delta:{self.folder / 'lake'}"]

    def read(self, table: str) -> list[Cells]:
        found: list[Cells] = self._open(table).to_pyarrow_table().to_pylist()
        return found

    def drop(self, table: str) -> None:
        shutil.rmtree(self.folder / "lake" / self.dataset / table)

    def lose(self, table: str, id: int | str) -> None:
        self._open(table).delete(f"id = {id!r}")

    def spoil(self, table: str, id: int | str, column: str) -> None:
        self._open(table).update({column: "'spoilt'"}, predicate=f"id = {id!r}")

    def _open(self, table: str) -> Any:
        import deltalake

        return deltalake.DeltaTable(str(self.folder / "lake" / self.dataset / table))
