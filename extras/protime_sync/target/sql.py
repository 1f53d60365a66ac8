"""A target that speaks SQL: sqlglot writes the statements, dlt's own client sends them.

Names are those that dlt makes of ours, and values are always bound. Whatever database
it is, what it can besides comes from `dialects`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from protime_sync.errors import need
from protime_sync.target.dialects import dialect_of
from protime_sync.target.where import EVERYTHING, Test, Where

exp = need("sqlglot.expressions")

_PART = 50_000
"""Rows that are taken of a result at once."""

_MARK = "%s"
"""What stands for a value in texts that dlt's clients take."""


class SqlTarget:
    """The tables of a dataset, by the names they have in the client."""

    def __init__(self, pipeline: Any) -> None:  # noqa: ANN401 - dlt's
        """Take a pipeline of dlt; nothing is opened yet."""
        # dlt's own clients are made here: to make one in another thread, while dlt
        # runs in this one, would mix up what dlt knows of the destination.
        self._jobs = pipeline.destination_client()
        self._lock = threading.RLock()
        self._depth = 0
        known = pipeline.destination.capabilities()
        self._name: str = known.sqlglot_dialect or ""
        self._folded: Callable[[str], str] = known.casefold_identifier
        self.dialect = dialect_of(self._name)

    @contextmanager
    def opened(self) -> Iterator[Any]:
        """Hold one connection for all that this thread asks within the block."""
        with self._lock:
            if self._depth:
                yield self._jobs.sql_client
                return
            with self._jobs:
                self._depth += 1
                try:
                    yield self._jobs.sql_client
                finally:
                    self._depth -= 1

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold a transaction: all that is written within the block, or nothing."""
        with self.opened() as client, client.begin_transaction():
            yield

    def columns(self, table: str) -> Sequence[str]:
        """Return the names of a table's columns; none if there is no such table."""
        with self.opened():
            if not self._jobs.is_storage_initialized():
                return ()
            _, columns = self._jobs.get_storage_table(table)
        return tuple(columns)

    def select(
        self, table: str, columns: Sequence[str], where: Where = EVERYTHING
    ) -> Iterator[Sequence[Sequence[Any]]]:
        """Iterate over rows, many at once."""
        for part in where.parts():
            conditions, values = self._conditions(part)
            asked = exp.select(*map(self._column, columns)).from_(self._table(table))
            with self._asked(asked.where(*conditions), values) as cursor:
                while rows := cursor.fetchmany(_PART):
                    yield rows

    def count(self, table: str, where: Where = EVERYTHING) -> int:
        """Return the number of rows."""
        conditions, values = self._conditions(where)
        asked = exp.select(exp.Count(this=exp.Star())).from_(self._table(table))
        with self._asked(asked.where(*conditions), values) as cursor:
            return int(cursor.fetchone()[0])

    def delete(self, table: str, where: Where) -> None:
        """Delete rows."""
        for part in where.parts():
            conditions, values = self._conditions(part)
            self._tell(exp.delete(self._table(table)).where(*conditions), values)

    def insert(self, table: str, row: Mapping[str, Any], key: Sequence[str]) -> None:
        """Insert a row, unless there is one with the same key."""
        same = [self._column(name).eq(exp.Placeholder()) for name in key]
        there = exp.select("1").from_(self._table(table)).where(*same)
        values = exp.select(*[exp.Placeholder() for _ in row])
        statement = exp.Insert(
            this=exp.Schema(
                this=self._table(table),
                expressions=[self._identifier(name) for name in row],
            ),
            expression=values.where(exp.not_(exp.Exists(this=there))),
        )
        self._tell(statement, [*row.values(), *(row[name] for name in key)])

    def update(
        self, table: str, row: Mapping[str, Any], key: Mapping[str, Any]
    ) -> None:
        """Write values of the rows whose columns equal those of the key."""
        same = [self._column(name).eq(exp.Placeholder()) for name in key]
        statement = exp.Update(
            this=self._table(table),
            expressions=[
                exp.EQ(this=self._column(name), expression=exp.Placeholder())
                for name in row
            ],
            where=exp.Where(this=exp.and_(*same)),
        )
        self._tell(statement, [*row.values(), *key.values()])

    def make(self, table: str, types: Mapping[str, type], key: Sequence[str]) -> None:
        """Make the dataset and a table, as far as they are missing."""
        kinds = {
            str: self.dialect.text,
            int: "BIGINT",
            float: "DOUBLE PRECISION",
            date: "DATE",
            datetime: self.dialect.moment,
        }
        with self.opened() as client:
            if not self._jobs.is_storage_initialized():
                self._jobs.initialize_storage()
            columns = ", ".join(
                f"{client.escape_column_name(name)}"
                f" {'VARCHAR(255) NOT NULL' if name in key else kinds[kind]}"
                for name, kind in types.items()
            )
            keyed = ", ".join(map(client.escape_column_name, key))
            primary = f", PRIMARY KEY ({keyed})" if self.dialect.key else ""
            place = client.make_qualified_table_name(table)
            client.execute_sql(
                f"CREATE TABLE IF NOT EXISTS {place} ({columns}{primary})"
            )

    def fill_in(
        self, statement: str, table: str, columns: Sequence[str] = (), **more: str
    ) -> None:
        """Run a statement of the dialect on a table."""
        with self.opened() as client:
            names = [client.escape_column_name(column) for column in columns]
            quoted = client.escape_column_name
            text = statement.format(
                table=client.make_qualified_table_name(table),
                bare=quoted(table),
                dataset=client.fully_qualified_dataset_name(),
                columns=", ".join(names),
                column=names[0] if names else "",
                name=quoted(f"{table}_{'_'.join(columns)}"[:60]),
                text=exp.Literal.string(more.get("text", "")).sql(dialect=self._name),
            )
            client.execute_sql(text)

    def forget_schema(self, name: str) -> None:
        """Let dlt look again at which tables there are, as some have gone."""
        table = self._jobs.schema.version_table_name
        if self.columns(table):
            conditions = [self._column("schema_name").eq(exp.Placeholder())]
            self._tell(exp.delete(self._table(table)).where(*conditions), [name])

    def loaded(self, load_id: str) -> bool:
        """Return whether dlt has loaded a package to its end."""
        table = self._jobs.schema.loads_table_name
        if not self.columns(table):
            return False
        same = self._column("load_id").eq(exp.Placeholder())
        asked = exp.select("1").from_(self._table(table)).where(same)
        with self._asked(asked, [load_id]) as cursor:
            return cursor.fetchone() is not None

    def _conditions(self, where: Where) -> tuple[list[Any], list[Any]]:
        terms = list(where.terms())
        conditions = [
            _TESTS[term.test](self._column(term.column), len(term.values))
            for term in terms
        ]
        return conditions, [value for term in terms for value in term.values]

    def _table(self, name: str) -> Any:  # noqa: ANN401 - sqlglot's
        with self.opened() as client:
            path = client.make_qualified_table_name_path(name, quote=False)
        parts = [exp.to_identifier(part, quoted=True) for part in path]
        names = ("catalog", "db", "this")[-len(parts) :]
        return exp.Table(**dict(zip(names, parts, strict=True)))

    def _column(self, name: str) -> Any:  # noqa: ANN401 - sqlglot's
        return exp.Column(this=self._identifier(name))

    def _identifier(self, name: str) -> Any:  # noqa: ANN401 - sqlglot's
        return exp.to_identifier(self._folded(name), quoted=True)

    @contextmanager
    def _asked(self, statement: Any, values: Sequence[Any]) -> Iterator[Any]:  # noqa: ANN401
        sent = self._sent(statement, values)
        with self.opened() as client, client.execute_query(*sent) as cursor:
            yield cursor

    def _tell(self, statement: Any, values: Sequence[Any]) -> None:  # noqa: ANN401
        with self.opened() as client:
            client.execute_sql(*self._sent(statement, values))

    def _sent(self, statement: Any, values: Sequence[Any]) -> Sequence[Any]:  # noqa: ANN401
        """Return a statement as dlt's clients take it, and its values."""
        text = statement.sql(dialect=self._name).replace("?", _MARK)
        return [text, *map(self._bound, values)]

    def _bound(self, value: Any) -> Any:  # noqa: ANN401 - as databases take it
        if self.dialect.aware or not isinstance(value, date):
            return value
        if isinstance(value, datetime):
            return (
                value.astimezone(UTC)
                .replace(tzinfo=None)
                .isoformat(" ", "microseconds")
            )
        return value.isoformat()


def _mark() -> Any:  # noqa: ANN401 - sqlglot's
    return exp.Placeholder()


_TESTS: Mapping[Test, Callable[[Any, int], Any]] = {
    Test.IS: lambda column, _: column.eq(_mark()),
    Test.FROM_OR_NEVER: lambda column, _: exp.or_(
        column.is_(exp.null()), column >= _mark()
    ),
    Test.UNTIL: lambda column, _: column <= _mark(),
    Test.BEFORE: lambda column, _: column < _mark(),
    Test.AFTER: lambda column, _: column > _mark(),
    Test.AMONG: lambda column, count: column.isin(*[_mark() for _ in range(count)]),
    Test.IS_NOT_TRUE: lambda column, _: exp.or_(
        column.is_(exp.null()), column.eq(exp.false())
    ),
}
"""A condition on a column, with a mark for each value."""
