"""A thread that sends webhooks' events soon after they happen."""

from __future__ import annotations

import threading
from typing import Self

from .deliveries import Deliveries

_PAUSE_SECONDS = 0.05


class Postman:
    """Looks for due events until stopped; it also notices when the clock moves."""

    def __init__(self, deliveries: Deliveries) -> None:
        """Take what to send; nothing runs yet."""
        self._deliveries = deliveries
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="postman", daemon=True)

    def __enter__(self) -> Self:
        """Begin to send."""
        self._thread.start()
        return self

    def _run(self) -> None:
        while not self._stop.wait(_PAUSE_SECONDS):
            if len(self._deliveries):
                self._deliveries.send_due()

    def __exit__(self, *error: object) -> None:
        """End, when what is being sent has been sent."""
        self._stop.set()
        self._thread.join()
