"""Keys of webhooks, sealed where others can read what they are stored in."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

from protime_runtime.client.secrets import from_environment
from protime_sync.errors import StateError, need

VARIABLE = "PROTIME_STORE_KEY"
"""Seals the keys of webhooks; ``PROTIME_STORE_KEY_FILE`` names a file with it."""

_MARK = "sealed:"
_FORM = (
    'Make one with `python -c "from cryptography.fernet import Fernet;'
    ' print(Fernet.generate_key().decode())"`.'
)


class Seal:
    """Seals texts with the first of some keys, and opens what any of them sealed."""

    def __init__(self, keys: str) -> None:
        """Take keys of Fernet's, one after another with a comma between them.

        Raises:
            StateError: One of them is no key; it is not shown.
            MissingExtra: cryptography is not installed.
        """
        need("cryptography", "sealing")
        fernet: Any = import_module("cryptography.fernet")
        try:
            self._keys = [fernet.Fernet(key.strip()) for key in keys.split(",")]
        except ValueError:
            raise StateError(f"{VARIABLE} holds what is no key. {_FORM}") from None
        self._all = fernet.MultiFernet(self._keys)
        self._invalid = fernet.InvalidToken

    def seal(self, text: str) -> str:
        """Return a text as only the holder of the key can read it."""
        sealed: bytes = self._all.encrypt(text.encode())
        return f"{_MARK}{sealed.decode()}"

    def open(self, text: str) -> str:
        """Return a text that was sealed.

        Raises:
            StateError: Another key sealed it.
        """
        try:
            opened: bytes = self._all.decrypt(text.removeprefix(_MARK))
        except self._invalid:
            raise StateError(
                f"The key of a webhook was sealed with another {VARIABLE}; give both,"
                " the new one first, with a comma between them."
            ) from None
        return opened.decode()

    def is_due(self, text: str) -> bool:
        """Whether a stored text is not sealed, or not with the first key."""
        if not is_sealed(text):
            return True
        try:
            self._keys[0].decrypt(text.removeprefix(_MARK))
        except self._invalid:
            return True
        return False


def seal_of(keys: str | None) -> Seal | None:
    """Return what seals with given keys, or with those of the environment, if any.

    Raises:
        StateError: One of them is no key.
        ConfigurationError: The file with the key cannot be read.
        MissingExtra: cryptography is not installed.
    """
    found = from_environment(os.environ, VARIABLE) if keys is None else keys
    return Seal(found) if found else None


def is_sealed(text: str) -> bool:
    """Whether a stored text is sealed."""
    return text.startswith(_MARK)
