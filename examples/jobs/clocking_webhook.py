"""A webhook of clockings in FastAPI: ``uvicorn clocking_webhook:app``."""

import os

from fastapi import FastAPI, HTTPException, Request

from protime import Protime, WebhookRefused, WebhookVerifier

app, client = FastAPI(), Protime.from_env()
verifier = WebhookVerifier([os.environ["PRIVATE_KEY"]], header="X-Signature")


@app.post("/clockings", status_code=204)
async def arrived(request: Request) -> None:
    """Take an event that Protime has signed."""
    try:
        body = await request.body()
        change = verifier.event(body, request.headers, client.clockings)
    except WebhookRefused as error:
        raise HTTPException(401) from error
    print(type(change).__name__, change.id, flush=True)
