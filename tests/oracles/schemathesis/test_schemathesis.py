"""Every operation of the document: no server error, nothing the document does not say.

Schemathesis makes the requests from the OpenAPI document and holds each answer against
it: its status, its media type, its headers and its body, in which no property may stand
that the document does not name. ``nox -s schemathesis`` installs it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from attrs import frozen
from hypothesis import HealthCheck, settings

from protime_emulator import Emulator
from tests.oracles.schemathesis.fitting import Fitting, closed

pytest.importorskip(
    "schemathesis", reason="Schemathesis is missing; `nox -s schemathesis` installs it."
)
import schemathesis.openapi
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

pytestmark = pytest.mark.schemathesis

DOCUMENT = Path(__file__).parents[3] / "generated" / "openapi.yaml"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
USER_AGENT = "ContractTests/v1 (Acme Corp)"
SEEDED = settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

schema = schemathesis.openapi.from_dict(
    closed(yaml.safe_load(DOCUMENT.read_text("utf-8")))
)
succeeded: dict[str, int] = defaultdict(int)
"""How often each operation has done what it was asked."""


@frozen
class Tenant:
    """A tenant on a port, and who asks it."""

    url: str
    headers: dict[str, str]
    fitted: Fitting

    def check(self, case: Any) -> None:
        """Send a request and hold the answer against the document."""
        answer = case.call_and_validate(
            base_url=self.url, headers=self.headers, checks=CHECKS
        )
        succeeded[case.operation.label] += answer.status_code < 300


@pytest.fixture(scope="module")
def tenant() -> Iterator[Tenant]:
    options: dict[str, Any] = {"today": date(2026, 3, 2), "token_seconds": 86_400}
    with (
        Emulator(people=4, days=30, page_size=40, **options) as emulator,
        emulator.serve() as url,
    ):
        headers = {"User-Agent": USER_AGENT, "Authorization": token(emulator, url)}
        with httpx.Client(base_url=url, headers=headers) as http:
            yield Tenant(url, headers, Fitting(emulator, http))


def token(emulator: Emulator, url: str) -> str:
    form = {"client_id": emulator.client_id, "client_secret": emulator.client_secret}
    whole = {"grant_type": "client_credentials", **form}
    answer = httpx.post(f"{url}/tenants/acme/connect/token", data=whole)
    return f"Bearer {answer.json()['access_token']}"


@schema.parametrize()
@SEEDED
def test_operation(case: Any, tenant: Tenant) -> None:
    """Neither a request that is made up nor one that fits is answered otherwise."""
    tenant.check(case)
    tenant.check(tenant.fitted(case))


def test_every_operation_was_answered_in_full(tenant: Tenant) -> None:
    """Answers that only refuse would show little: each operation has succeeded, too."""
    made = (one.ok() for one in schema.get_all_operations())  # type: ignore[union-attr]  # none is an error
    labels = {one.label for one in made if one is not None}
    assert {label for label in labels if not succeeded[label]} == set()


def test_what_follows_from_answers(tenant: Tenant) -> None:
    """Links and ids of answers, sent back in any order, are answered as documented."""

    class Following(schema.as_state_machine()):  # type: ignore[misc]  # made just now
        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            return {"base_url": tenant.url, "headers": tenant.headers}

        def validate_response(self, response: Any, case: Any, **_: Any) -> None:
            case.validate_response(response, checks=CHECKS, headers=tenant.headers)

    Following.run(settings=settings(SEEDED, max_examples=40, stateful_step_count=15))
