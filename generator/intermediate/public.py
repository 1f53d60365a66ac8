"""Plans the names that ``protime`` itself offers."""

from __future__ import annotations

from collections.abc import Mapping

from generator.intermediate.package import (
    Alias,
    ModelModule,
    PublicName,
    ReferenceClass,
)

RUNTIME: Mapping[str, tuple[str, ...]] = {
    "protime_runtime.bulk": ("BulkReport", "Refusal"),
    "protime_runtime.deviations": ("Deviation",),
    "protime_runtime.delta": ("AsyncDeltaPager", "Delete", "DeltaPager", "Upsert"),
    "protime_runtime.answers": ("Created", "Upserted"),
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
    "protime_runtime.filters": ("Circle", "DateRange", "NamedSet", "OrgGroup"),
    "protime_runtime.observing": ("AnswerEvent", "Observing", "RequestEvent"),
    "protime_runtime.paging": ("AsyncPager", "Pager"),
    "protime_runtime.requests": ("Answer",),
    "protime_runtime.retrying": ("Retrying",),
    "protime_runtime.token_cache": (
        "FileTokenCache",
        "MemoryTokenCache",
        "StoredToken",
        "TokenCache",
    ),
    "protime_runtime.types": ("ReferenceValue", "etag", "moment"),
    "protime_runtime.verifying": ("WebhookVerifier",),
    "protime_runtime.walking": ("Explanation", "Page"),
    "protime_runtime.webhooks": ("CreatedWebhook",),
}
_OWN: Mapping[str, tuple[str, ...]] = {
    "protime.client": ("AsyncProtime", "Protime"),
    "protime.scopes": ("Scope",),
}


def names(
    models: tuple[ModelModule, ...], references: tuple[ReferenceClass, ...]
) -> tuple[PublicName, ...]:
    """Return the names, sorted, each with its module."""
    found = {
        name: module
        for module, some in (*RUNTIME.items(), *_OWN.items())
        for name in some
    }
    found |= {one.name: "protime.references" for one in references}
    for module in models:
        for one in module.classes:
            # Aliases are for annotations; who needs one finds it beside its identifier.
            if not isinstance(one, Alias):
                found[one.name] = f"protime.models.{module.name}"
    return tuple(PublicName(name=name, module=found[name]) for name in sorted(found))
