"""Schemas that no spec file declares: errors, what is deleted, a created webhook."""

from __future__ import annotations

from generator.planning import examples
from generator.planning.package import Schema
from generator.planning.properties import reference

CREATED_WEBHOOK: Schema = {
    "type": "object",
    "description": "What only the response to a webhook's creation holds.",
    "properties": {
        "id": {
            "type": "string",
            "description": "Id of the webhook.",
            "examples": [examples.GUID],
        },
        "validUntil": {
            "type": "string",
            "format": "date-time",
            "description": "When the webhook expires.",
        },
        "privateKey": {
            "type": "string",
            "description": "Key that events are signed with.",
            "x-inferred": "its name, which no page shows",
        },
    },
}
_TEXT: Schema = {"type": "string"}
_REASONS: Schema = {
    "code": _TEXT,
    "message": _TEXT,
    "reasons": {"type": "array", "items": _TEXT},
}
ERRORS: dict[str, Schema] = {
    "Error": {
        "description": "What went wrong, in one of two shapes.",
        "anyOf": [reference("WrappedError"), reference("ValidationError")],
    },
    "WrappedError": {
        "type": "object",
        "description": "What went wrong; reasons where a rule refused the request.",
        "required": ["error"],
        "properties": {
            "error": {
                "type": "object",
                "required": ["code", "message"],
                "properties": _REASONS,
            }
        },
    },
    "ValidationError": {
        "type": "object",
        "description": "What is wrong with a body.",
        "required": ["validationErrors"],
        "properties": {
            "code": _TEXT,
            "message": _TEXT,
            "validationErrors": {
                "type": "array",
                "items": {},
                "x-inferred": "its items, which no page shows",
            },
        },
    },
    "Deleted": {
        "type": "object",
        "description": "What is left of a deleted item.",
        "required": ["id"],
        "properties": {
            "id": {"type": ["integer", "string"], "description": "Id of the item."},
            "changeVersion": {
                "type": "string",
                "description": "Version of the item; the greater text is newer.",
            },
        },
    },
}
