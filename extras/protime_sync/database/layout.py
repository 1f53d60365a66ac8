"""Tables that belong together, in a form that has a number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from attrs import field, frozen
from sqlalchemy import ClauseElement, Connection, Dialect, Table
from sqlalchemy.schema import CreateIndex, CreateTable

from protime_sync.errors import StateError

Upgrade: TypeAlias = Callable[[Connection], None]
"""Makes the next form out of an earlier one, within a transaction."""


@frozen(kw_only=True)
class Layout:
    """The tables of a state, of an inbox, or of a store of webhooks."""

    name: str
    tables: Sequence[Table] = field(repr=False)
    application: int
    """Marks a file as one of ours."""
    version: int
    """Form of the tables; those of another one are refused."""
    in_files: Mapping[int, Upgrade] = field(factory=dict, repr=False)
    """How a file's tables are carried over, by the form that they are in."""
    in_postgres: Mapping[int, Upgrade] = field(factory=dict, repr=False)
    """The same of a schema's."""
    earlier: Callable[[Connection], int | None] = field(
        default=lambda _: None, repr=False
    )
    """Reads the form of a schema that an earlier version made; `None` if none did."""

    def statements(self, dialect: Dialect) -> Sequence[str]:
        """Return what makes the tables, where there are none."""
        made = [CreateTable(table) for table in self.tables]
        indexes = [
            CreateIndex(index) for table in self.tables for index in table.indexes
        ]
        statements: list[ClauseElement] = [*made, *indexes]
        return [str(statement.compile(dialect=dialect)) for statement in statements]

    def check(self, form: int, where: str) -> None:
        """Check that this version reads a form.

        Raises:
            StateError: Another version wrote it.
        """
        if form != self.version:
            raise StateError(
                f"{where} was written in form {form}, and this version of"
                f" protime-client reads form {self.version}; use the version that"
                " wrote it."
            )
