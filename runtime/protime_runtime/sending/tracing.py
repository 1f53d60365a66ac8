"""Spans of OpenTelemetry, whose library is imported only where they are asked for."""

from __future__ import annotations

from importlib import import_module
from types import TracebackType
from typing import Any, Self

from protime_runtime.errors import ConfigurationError
from protime_runtime.sending.exchange import HttpRequest, Outcome, Steps


class Span:
    """A span around all attempts of one call."""

    def __init__(self, span: Any, failed: Any) -> None:  # noqa: ANN401 - optional library
        """Take OpenTelemetry's span, and its status of a call that failed."""
        self._span = span
        self._failed = failed

    def ended(self, status: int | None, attempts: int) -> None:
        """Note how the call ended."""
        if status is not None:
            self._span.set_attribute("http.response.status_code", status)
        self._span.set_attribute("http.request.resend_count", attempts - 1)
        if status is None or status >= 400:
            self._span.set_status(self._failed)

    def __enter__(self) -> Self:
        """Enter the call."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the call."""
        if kind is not None:
            # The error's text may hold an address with its filter; its class does not.
            self._span.set_attribute("error.type", kind.__qualname__)
            self._span.set_status(self._failed)
        self._span.end()


class Tracing:
    """Makes spans with the tracer of the program's provider."""

    def __init__(self) -> None:
        """Import OpenTelemetry.

        Raises:
            ConfigurationError: It is not installed.
        """
        try:
            self._trace = import_module("opentelemetry.trace")
        except ImportError:
            raise ConfigurationError(
                "Spans need OpenTelemetry: pip install 'protime-client[otel]'."
            ) from None
        self._tracer = self._trace.get_tracer("protime")

    def span(self, method: str, path: str) -> Span:
        """Begin a span whose parent is the span that the caller is in."""
        trace = self._trace
        begun = self._tracer.start_span(
            f"{method} {path}",
            kind=trace.SpanKind.CLIENT,
            attributes={"http.request.method": method, "url.path": path},
        )
        return Span(begun, trace.Status(trace.StatusCode.ERROR))

    def traced(self, request: HttpRequest, steps: Steps[Outcome]) -> Steps[Outcome]:
        """Go through the steps of a call within a span."""
        with self.span(request.method, request.label) as span:
            outcome = yield from steps
            span.ended(getattr(outcome.last, "status", None), outcome.attempts)
            return outcome
