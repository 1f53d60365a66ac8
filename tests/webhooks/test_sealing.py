"""Keys of webhooks that only the holder of a key can read out of a database."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from attrs import evolve
from sqlalchemy import select

from protime import ConfigurationError
from protime_sync import StateError
from protime_sync.database.tables import SUBSCRIPTIONS
from protime_sync.errors import MissingExtra
from protime_sync.webhooks import SubscriptionStore

from .signing import KEY
from .test_subscription_store import LEAST, WHOLE

fernet = pytest.importorskip("cryptography.fernet")
WRITTEN = json.dumps(KEY)[1:-1]
OLD, NEW = (fernet.Fernet.generate_key().decode() for _ in range(2))


def stored(store: SubscriptionStore) -> str:
    """Return all that stands in the table."""
    with store._database.reading() as connection:
        return " ".join(connection.execute(select(SUBSCRIPTIONS.c.document)).scalars())


@pytest.fixture
def place(any_place: str, monkeypatch: pytest.MonkeyPatch) -> str:
    for name in ("PROTIME_STORE_KEY", "PROTIME_STORE_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    return any_place


def saved(place: str, sealing_key: str | None) -> SubscriptionStore:
    store = SubscriptionStore(place, sealing_key=sealing_key)
    for one in (WHOLE, LEAST):
        store.save(one)
    assert list(store.all()) == [LEAST, WHOLE]
    assert store.get(WHOLE.name) == WHOLE
    return store


def test_without_a_key_whoever_reads_the_database_reads_the_keys(place: str) -> None:
    """As SECURITY.md says."""
    store = saved(place, None)
    assert WRITTEN in stored(store)
    store.close()


def test_with_a_key_nobody_does(place: str) -> None:
    """But for who has it."""
    store = saved(place, OLD)
    assert WRITTEN not in stored(store)
    with pytest.raises(StateError, match="PROTIME_STORE_KEY should hold the key"):
        SubscriptionStore(place).get(WHOLE.name)
    with pytest.raises(StateError, match="sealed with another PROTIME_STORE_KEY"):
        SubscriptionStore(place, sealing_key=NEW)
    assert SubscriptionStore(place).get(LEAST.name) == LEAST, "it has no key"
    store.close()


def test_keys_that_were_stored_before_are_sealed(place: str) -> None:
    """When the store is opened with a key, and with a new one beside the old."""
    saved(place, None).close()
    seen = set()
    for given in (OLD, OLD, f"{NEW}, {OLD}", NEW):
        store = SubscriptionStore(place, sealing_key=given)
        assert store.get(WHOLE.name) == WHOLE
        assert WRITTEN not in stored(store)
        seen.add(stored(store))
        store.close()
    assert len(seen) == 2, "sealed once with each"
    with pytest.raises(StateError, match="sealed with another"):
        SubscriptionStore(place, sealing_key=OLD)


@pytest.mark.parametrize("is_file", [False, True])
def test_the_key_comes_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_file: bool
) -> None:
    """Or from a file that it names, as Docker and Kubernetes mount it."""
    if is_file:
        (tmp_path / "key").write_text(f"{OLD}\n")
        monkeypatch.setenv("PROTIME_STORE_KEY_FILE", str(tmp_path / "key"))
    else:
        monkeypatch.setenv("PROTIME_STORE_KEY", OLD)
    store = SubscriptionStore(tmp_path / "keys.db")
    store.save(WHOLE)
    assert WRITTEN not in stored(store)
    changed = store.save(evolve(WHOLE, key="another"))
    assert store.get(WHOLE.name) == changed
    store.close()


def test_what_is_no_key_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be one with a letter too few."""
    with pytest.raises(StateError, match=r"holds what is no key\. Make one") as failed:
        SubscriptionStore(tmp_path / "keys.db", sealing_key=OLD[1:])
    assert OLD[1:] not in str(failed.value)
    assert failed.value.__suppress_context__
    monkeypatch.setenv("PROTIME_STORE_KEY_FILE", str(tmp_path / "missing"))
    with pytest.raises(ConfigurationError, match="PROTIME_STORE_KEY_FILE names"):
        SubscriptionStore(tmp_path / "keys.db")


def test_the_package_is_asked_for_where_a_key_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [one for one in sys.modules if one.startswith("cryptography.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    SubscriptionStore(tmp_path / "keys.db").close()
    with pytest.raises(MissingExtra, match=r"protime-client\[sealing\]"):
        SubscriptionStore(tmp_path / "keys.db", sealing_key=OLD)
