"""A webhook of clockings in Django, and the receiver beside it.

``uvicorn django_hooks:application``; what a project has already is left out.
"""

import os
from functools import partial

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from protime import Protime, WebhookRefused, WebhookVerifier
from protime_sync.webhooks import (
    Receiver,
    SqliteInbox,
    StoredRoutes,
    SubscriptionStore,
    beside,
)

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"])
client = Protime.from_env()
verifier = WebhookVerifier([os.environ["PRIVATE_KEY"]], header="X-Signature")


@csrf_exempt
@require_POST
def clockings(request: HttpRequest) -> HttpResponse:
    """Take one event, which Protime has signed; what is slow belongs in the inbox."""
    try:
        change = verifier.event(request.body, request.headers, client.clockings)
    except WebhookRefused:
        return HttpResponse(status=401)
    print(type(change).__name__, change.id, flush=True)
    return HttpResponse(status=204)


urlpatterns = [path("clockings", clockings)]
store, inbox = SubscriptionStore("keys.db"), SqliteInbox("inbox.db")
routes = StoredRoutes(store, partial(WebhookVerifier, header="X-Signature"))
application = beside(Receiver(inbox, routes), "/protime", get_asgi_application())
