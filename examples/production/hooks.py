"""Takes webhooks in FastAPI, writes changes to PostgreSQL, shows health and metrics.

``uvicorn hooks:app``; the environment says where: ``DATABASE_URL``, ``HOOKS_URL`` (how
Protime reaches this application), ``KEYS_FILE``, and the client's own ``PROTIME_...``.
"""

import asyncio
import logging.config
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date, timedelta
from functools import partial

import psycopg
from fastapi import FastAPI
from prometheus_client import Counter, Histogram, make_asgi_app

from protime import (
    AsyncProtime,
    Clocking,
    DateRange,
    Delete,
    Hooks,
    Protime,
    ResponseEvent,
    Upsert,
    WebhookVerifier,
)
from protime_sync import AsyncSync, PostgresState
from protime_sync.webhooks import (
    AsyncLive,
    PostgresInbox,
    Receiver,
    StoredRoutes,
    Subscriptions,
    SubscriptionStore,
)

DATABASE = os.environ["DATABASE_URL"]
SINCE = DateRange(date.fromisoformat(os.environ.get("SINCE", "2026-01-01")))
CHANGES = Counter("protime_changes", "Changes that were written.", ["kind"])
REQUESTS = Histogram("protime_requests_seconds", "Requests by status.", ["status"])
TABLE = """CREATE TABLE IF NOT EXISTS clockings_live
    (id BIGINT PRIMARY KEY, person BIGINT, day DATE, minutes INTEGER)"""
UPSERT = """INSERT INTO clockings_live VALUES (%s, %s, %s, %s) ON CONFLICT (id)
    DO UPDATE SET person = excluded.person, day = excluded.day,
    minutes = excluded.minutes"""

logging.config.dictConfig(
    {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            }
        },
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["out"], "level": "INFO"},
        "loggers": {
            # It logs whole addresses, with what they ask for.
            "httpx": {"level": "WARNING"},
            # The server's own handlers are no JSON.
            **{
                f"uvicorn{name}": {"handlers": [], "propagate": True}
                for name in ("", ".access", ".error")
            },
        },
    }
)
log = logging.getLogger("hooks")
store = SubscriptionStore(os.environ.get("KEYS_FILE", "keys.db"))
inbox = PostgresInbox(DATABASE)
receiver = Receiver(
    inbox, StoredRoutes(store, partial(WebhookVerifier, header="X-Signature"))
)


def measure(event: ResponseEvent) -> None:
    """Count a request of the client by its status."""
    REQUESTS.labels(str(event.status or "none")).observe(event.seconds)


async def follow(client: AsyncProtime) -> None:
    """Write what changes, as long as the application runs."""
    state = PostgresState(DATABASE)
    live = AsyncLive(AsyncSync(client, state).follow("clockings", date=SINCE), inbox)
    async with await psycopg.AsyncConnection.connect(DATABASE) as database:
        await database.execute(TABLE)
        while True:
            async with live.batch(wait=timedelta(seconds=5)) as changes:
                async for change in changes:
                    await write(database, change)
                await database.commit()


async def write(
    database: psycopg.AsyncConnection, change: Delete | Upsert[Clocking]
) -> None:
    """Write one change; the same one twice does no harm."""
    if isinstance(change, Delete):
        delete = "DELETE FROM clockings_live WHERE id = %s"
        await database.execute(delete, [change.id])
    else:
        row = change.item
        values = row.id, row.person.id, row.date, row.time_of_day_in_minutes
        await database.execute(UPSERT, values)
    CHANGES.labels(type(change).__name__).inc()


async def subscribe() -> None:
    """Keep the webhook true, every hour; it expires, and can be disabled."""
    with Protime.from_env() as client:
        wanted = Subscriptions(client, store, os.environ["HOOKS_URL"], ["clockings"])
        while True:
            for done in await asyncio.to_thread(wanted.apply):
                log.info("webhook", extra={"action": str(done)})
            store.confirm("clockings")
            await asyncio.sleep(3600)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Run both tasks beside the application; one that fails is logged."""
    async with AsyncProtime.from_env(hooks=Hooks(on_response=measure)) as client:
        tasks = [asyncio.create_task(again(subscribe))]
        tasks.append(asyncio.create_task(again(partial(follow, client))))
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    receiver.close()
    inbox.close()
    store.close()


async def again(work: Callable[[], Awaitable[None]]) -> None:
    """Begin again after an error, which is logged."""
    while True:
        try:
            await work()
        except Exception:
            log.exception("%s goes on in 10 seconds", work)
        await asyncio.sleep(10)


app = FastAPI(lifespan=lifespan)
app.mount("/protime", receiver)
app.mount("/metrics", make_asgi_app())
