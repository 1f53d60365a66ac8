"""Keys that are told once: kept for their owner before anything else is sent."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, TypeAlias

from protime_cli.commands.bulk import Entry
from protime_cli.commands.outcomes import outcome
from protime_cli.session.session import current
from protime_cli.terminal import echo_json
from protime_runtime.catalog import OperationInfo

Send: TypeAlias = Callable[[Entry], object]


@contextmanager
def keeping(operation: OperationInfo, source: str) -> Iterator[Callable[[Send], Send]]:
    """Give what makes a sending keep the keys that it is told, beside the file sent.

    Args:
        operation: Only the creation of a webhook tells one.
        source: The file that is sent; empty if keys are not to be kept.

    Raises:
        OSError: They cannot be written; nothing was sent.
    """
    if operation.response != "webhook" or not source:
        yield lambda send: send
        return
    path = f"{source}.keys.jsonl"
    with open(path, "ab", opener=_private) as file:

        def keep(send: Send) -> Send:
            return lambda entry: _kept(file, operation, entry, send(entry))

        try:
            yield keep
        finally:
            if file.tell():
                current().say(f"The webhooks' keys are in {path}, for you alone.")


def _private(path: str, flags: int) -> int:
    handle = os.open(path, flags, 0o600)
    if hasattr(os, "fchmod"):  # It may have been there; Windows has other rights.
        os.fchmod(handle, 0o600)
    return handle


def _kept(
    file: BinaryIO, operation: OperationInfo, entry: Entry, response: object
) -> object:
    found = {"line": entry.line, **outcome(operation, response)}
    try:
        file.write(f"{json.dumps(found)}\n".encode())
        file.flush()
        os.fsync(file.fileno())
    except OSError:
        echo_json(found)  # The only place left.
        raise
    return response
