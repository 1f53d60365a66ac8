"""The tables of a PostgreSQL state, and its longer statements."""

from __future__ import annotations

VERSION = 1
COLUMNS = "id, version, digest, deleted, load, first, last, scope"

_ITEMS = """(feed text NOT NULL, id text NOT NULL,
    version text COLLATE "C", digest bytea, deleted boolean NOT NULL,
    load bigint NOT NULL, first integer, last integer, scope text NOT NULL,
    PRIMARY KEY (feed, id))"""

SCHEMA = f"""
CREATE SCHEMA IF NOT EXISTS {{schema}};
CREATE TABLE IF NOT EXISTS form (version integer NOT NULL);
CREATE TABLE IF NOT EXISTS feeds (feed text PRIMARY KEY, position text NOT NULL);
CREATE TABLE IF NOT EXISTS leases (feed text PRIMARY KEY, owner text NOT NULL,
    until timestamptz NOT NULL);
CREATE TABLE IF NOT EXISTS kept (number bigserial PRIMARY KEY, feed text NOT NULL,
    body bytea NOT NULL);
CREATE TABLE IF NOT EXISTS items {_ITEMS};
CREATE TABLE IF NOT EXISTS staged {_ITEMS}
"""

_REPLACED = ", ".join(
    f"{name} = excluded.{name}" for name in COLUMNS.split(", ") if name != "id"
)
_ON_CONFLICT = f"ON CONFLICT (feed, id) DO UPDATE SET {_REPLACED}"

STAGED = f"""
INSERT INTO staged (feed, {COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
{_ON_CONFLICT}
"""  # noqa: S608 - names of ours
COMMITTED = f"""
INSERT INTO items (feed, {COLUMNS})
SELECT feed, {COLUMNS} FROM staged WHERE feed = %s
{_ON_CONFLICT}
"""  # noqa: S608 - names of ours
POSSIBLE_ROWS = f"""
INSERT INTO items (feed, {COLUMNS})
SELECT one.feed, one.id, two.version, NULL::bytea, FALSE, %(load)s,
    one.first, one.last, one.scope
FROM staged one LEFT JOIN items two ON two.feed = one.feed AND two.id = one.id
WHERE one.feed = %(feed)s AND NOT one.deleted
{_ON_CONFLICT}
"""  # noqa: S608 - names of ours
JUDGED = """
SELECT id FROM (
    SELECT * FROM staged WHERE feed = %(feed)s
    UNION ALL
    SELECT * FROM items one WHERE feed = %(feed)s AND NOT EXISTS (
        SELECT 1 FROM staged two WHERE two.feed = %(feed)s AND two.id = one.id)
) both_of_them
WHERE NOT deleted AND load <> %(load)s
    AND (%(scope)s::text = '' OR scope = %(scope)s::text)
    AND CASE WHEN first IS NULL OR last IS NULL THEN %(undated)s::boolean
        ELSE first <= coalesce(%(last)s::integer, first)
            AND last >= coalesce(%(first)s::integer, last) END
"""
