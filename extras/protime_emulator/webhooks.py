"""Managing webhooks. Deliveries are in `deliveries`.

Sources: how-to/set-up-webhooks/, reference/webhooks/.
"""

from __future__ import annotations

import secrets
import uuid
from datetime import timedelta
from urllib.parse import urlsplit

from .api import Api
from .calls import Call
from .deliveries import KEYS
from .items import conditional, stored
from .responses import Response, refused
from .wire import Row

VALIDITY = timedelta(days=90)
"""How long a webhook lives; the documentation does not say."""


def create(api: Api, call: Call) -> Response:
    """Create a webhook; only this response shows its private key."""
    asked = api.asked(call)
    body = api.bodies.read(call.content, call.collection, call.operation.body)
    reasons = list(_problems(api, body))
    if reasons:
        raise refused(*reasons)
    until = api.tenant.clock.now() + VALIDITY
    row: Row = {
        "id": str(uuid.uuid4()),
        **body,
        "status": "Enabled",
        "validUntil": until.isoformat(timespec="seconds"),
        "externalReferences": dict(asked),
    }
    key = secrets.token_hex(32)
    api.tenant.save(KEYS, {"id": row["id"], "privateKey": key})
    api.tenant.save(call.collection.name, row)
    headers = {"Location": api.location(call.path, str(row["id"]))}
    # What else it shows, and what the key is called, no page says.
    body = {"id": row["id"], "validUntil": row["validUntil"], "privateKey": key}
    return Response(status=201, body=body, headers=headers)


def _problems(api: Api, body: Row) -> list[str]:
    reasons = []
    try:
        url = urlsplit(str(body["destinationUrl"]))
        is_address = (
            url.scheme in ("https", "http") and bool(url.hostname) and url.port != 0
        )
    except ValueError:
        is_address = False
    if not is_address:
        reasons.append("destinationUrl is not an address that events can be sent to.")
    info = api.catalog.get(str(body["collectionName"]))
    if info is None or not info.webhooks:
        reasons.append("collectionName names no collection that has events.")
    return reasons


def get(api: Api, call: Call) -> Response:
    """Answer with a webhook, without its key."""
    return conditional(api, call, stored(api, call, {}), {})


def delete(api: Api, call: Call) -> Response:
    """Stop the events of a webhook; it can still be read (a soft deletion)."""
    row = stored(api, call, {})
    api.tenant.save(call.collection.name, {**row, "status": "Disabled"})
    return Response(status=204)
