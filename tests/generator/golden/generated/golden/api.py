# Generated from spec/api.yaml by `nox -s generate`. Do not edit.
"""What holds for the whole API."""

from __future__ import annotations

from protime_runtime.api import ApiInfo, Environment

API = ApiInfo(
    title="Golden API",
    version="v1",
    base_path="/golden/api/v1",
    documentation="https://example.com/documentation/",
    connect_path="/tenants/{tenant}/connect/token",
    discovery_path="/tenants/{tenant}/.well-known/openid-configuration",
    longest_uri=4096,
    delta_hours=72,
    collections={
        "links": ("external-references",),
        "buildings": ("room-usages", "rooms"),
        "guests": ("visits",),
    },
    environments={
        "production": Environment(
            api="https://{tenant}.example.com",
            authentication="https://authentication.example.com",
        ),
        "sandbox": Environment(
            api="https://{tenant}.sandbox.example.com",
            authentication="https://authentication.sandbox.example.com",
        ),
    },
)
"""The API that the client was generated for."""
