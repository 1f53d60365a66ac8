"""Creating a webhook tells its key, only once."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given

from protime_runtime.errors import DecodingError
from protime_runtime.messages import CreatedWebhook, NewWebhook
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.responses import read
from tests.runtime.helpers import answer
from tests.runtime.strategies import ANY_JSON, spoiled

DECODER = Decoder()
KEY = "k3y"
WEBHOOK = {
    "id": "e5b0",
    "validUntil": "2026-03-31T12:30:00+02:00",
    "status": "Enabled",
    "destinationUrl": "https://acme.eu/hook",
    "collectionName": "clockings",
    "privateKey": KEY,
}


def created(body: object, **headers: str) -> CreatedWebhook:
    return read(NewWebhook(), answer(body, 201, **headers), DECODER)


def test_the_key_is_the_one_text_that_is_not_documented() -> None:
    """The name of its property is not published, and it is not shown."""
    webhook = created(WEBHOOK, location="/webhooks/e5b0")
    assert webhook.private_key == KEY
    assert (webhook.id, webhook.location) == ("e5b0", "/webhooks/e5b0")
    assert webhook.valid_until == datetime(2026, 3, 31, 10, 30, tzinfo=UTC)
    assert KEY not in repr(webhook)


@pytest.mark.parametrize("more", [{"secret": "x"}, {"privateKey": None}])
def test_a_key_that_cannot_be_told_is_an_error_without_it(
    more: dict[str, object],
) -> None:
    """The names of the candidates are told, and all stays in `answer`."""
    webhook = created({**WEBHOOK, **more})
    with pytest.raises(DecodingError) as caught:
        _ = webhook.private_key
    assert KEY not in str(caught.value)
    assert "privateKey" in str(caught.value)
    assert "privateKey" in webhook.response


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    "until", ["2026-03-31T12:30:00", "soon", "", 5, {}, [], True, "2026-03-31"]
)
def test_an_odd_expiry_costs_no_key(until: object, *, strict: bool) -> None:
    """It stays as it came and is counted; here all warnings are errors."""
    decoder = Decoder(strict=strict)
    webhook = read(NewWebhook(), answer({**WEBHOOK, "validUntil": until}, 201), decoder)
    assert webhook.private_key == KEY
    assert webhook.valid_until == until
    ((met, count),) = decoder.deviations.counts().items()
    assert (met.model, met.field, met.kind, count) == (
        "CreatedWebhook",
        "validUntil",
        "type",
        1,
    )
    assert str(until) not in met.detail or until in ("", 5)


@pytest.mark.parametrize("until", [None, ...])
def test_without_an_expiry_there_is_none(until: object) -> None:
    """Absent and null are the same, and no deviation."""
    more = {} if until is ... else {"validUntil": until}
    without = {name: value for name, value in WEBHOOK.items() if name != "validUntil"}
    decoder = Decoder()
    found = read(NewWebhook(), answer({**without, **more}, 201), decoder)
    assert found.valid_until is None
    assert not decoder.deviations.counts()


def test_the_id_may_stand_in_the_location_alone_or_be_a_number() -> None:
    """The key is told only once, so it is not lost over the id's form."""
    without = {name: value for name, value in WEBHOOK.items() if name != "id"}
    assert created(without, location="/webhooks/e5b0").id == "e5b0"
    assert created({**WEBHOOK, "id": 12}).private_key == KEY


@given(ANY_JSON | spoiled(WEBHOOK))
def test_any_answer_is_a_webhook_or_an_error_of_ours(body: object) -> None:
    """The body stays with the error."""
    content = json.dumps(body).encode()
    kept = content
    try:
        repr(created(content))
    except DecodingError as error:
        kept = error.body
    assert kept == content
