"""Plans the names that the package itself offers."""

from __future__ import annotations

from collections.abc import Mapping

from generator import spec
from generator.planning.package import ModelModule, PublicName, ReferenceClass

RUNTIME: Mapping[str, tuple[str, ...]] = {
    "protime_runtime.bulk": ("BulkReport", "Refusal"),
    "protime_runtime.reading.deviations": ("Deviation",),
    "protime_runtime.paging.delta": ("AsyncDeltaPager", "DeltaPager"),
    "protime_runtime.errors": (
        "AuthenticationFailed",
        "BadRequest",
        "ClientClosed",
        "ConfigurationError",
        "Conflict",
        "CreationUnconfirmed",
        "DecodingError",
        "DeltaExpired",
        "DeviationWarning",
        "Forbidden",
        "ForeignLink",
        "InvalidRequest",
        "LinkNotReady",
        "NotFound",
        "NotModified",
        "ProtimeError",
        "RawBodyNeeded",
        "RepeatedLink",
        "RequestFailed",
        "ResponseError",
        "ScopeMissing",
        "ServerError",
        "ServiceUnavailable",
        "TooManyRequests",
        "Unauthorized",
        "UriTooLong",
        "WebhookRefused",
        "WrongItem",
    ),
    "protime_runtime.asking.days": ("DateRange",),
    "protime_runtime.asking.filters": ("Circle", "NamedSet", "OrgGroup"),
    "protime_runtime.everyday.differing": ("differs",),
    "protime_runtime.everyday.people": ("Timeline", "find_people"),
    "protime_runtime.everyday.shifts": ("Shift", "as_shifts", "present"),
    "protime_runtime.sending.hooks": ("Hooks", "RequestEvent", "ResponseEvent"),
    "protime_runtime.paging.pager": ("AsyncPager", "Pager"),
    "protime_runtime.messages": (
        "Created",
        "CreatedWebhook",
        "Delete",
        "Page",
        "Response",
        "Upsert",
        "Upserted",
    ),
    "protime_runtime.sending.retries": ("RetryPolicy",),
    "protime_runtime.sending.token_cache": (
        "FileTokenCache",
        "MemoryTokenCache",
        "Token",
        "TokenCache",
    ),
    "protime_runtime.model": ("Model", "show_personal"),
    "protime_runtime.types": ("ReferenceValue", "etag", "moment"),
    "protime_runtime.webhooks.verifier": ("WebhookVerifier",),
    "protime_runtime.paging.cursor": ("Explanation",),
}
"""Names of the runtime that programs import from the package, by module."""


def own(api: spec.Api) -> Mapping[str, tuple[str, ...]]:
    """Return what the package itself has, by module, but for the spec's own names."""
    return {
        f"{api.package}.async_client": (f"Async{api.client}",),
        f"{api.package}.client": (api.client,),
        f"{api.package}.scopes": ("Scope",),
    }


def names(
    models: tuple[ModelModule, ...],
    references: tuple[ReferenceClass, ...],
    api: spec.Api,
) -> tuple[PublicName, ...]:
    """Return the names, sorted, each with its module."""
    offered = {**RUNTIME, **own(api)}
    found = {name: module for module, some in offered.items() for name in some}
    found |= {reference.name: f"{api.package}.references" for reference in references}
    for module in models:
        for name, schema in module.schemas.items():
            # Aliases are for annotations; who needs one finds it beside its identifier.
            if "x-stands-for" not in schema:
                found[name] = f"{api.package}.models.{module.name}"
    return tuple(PublicName(name=name, module=found[name]) for name in sorted(found))
