"""The rules: what a change is called, how much it asks of users, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from attrs import frozen

Level = Literal["breaking", "behaviour", "additive", "documentation"]
LEVELS: tuple[Level, ...] = ("breaking", "behaviour", "additive", "documentation")
"""From what asks most of users to what asks nothing."""


@frozen
class Rule:
    """A kind of change; its name is stable, so that programs can rely on it."""

    name: str
    level: Level
    why: str


_BREAKING = {
    "collection-removed": "The client's attribute and its models are gone.",
    "collection-renamed": "The client's attribute and its classes have other names.",
    "operation-removed": "The method is gone.",
    "operation-arguments-changed": "The method takes other arguments for its path.",
    "operation-body-changed": "The method sends another model.",
    "operation-answer-changed": "The method returns something else.",
    "operation-filter-removed": "The method takes the argument no longer.",
    "operation-references-removed": "These reference types are type errors now.",
    "operation-expand-removed": "The value is a type error now.",
    "operation-where-removed": "The method takes no expression any more.",
    "filter-removed": "The argument is gone.",
    "filter-renamed": "The argument has another name.",
    "filter-type-changed": "The argument takes values of another type.",
    "filter-required": "Calls without the argument are type errors and are refused.",
    "filter-narrowed": "Values that were taken are refused.",
    "field-removed": "The attribute is gone.",
    "field-renamed": "The attribute has another name.",
    "field-type-changed": "The attribute has another type.",
    "field-optional-to-read": "The attribute may be None where it never was.",
    "field-not-read": "The attribute is gone from what is read.",
    "field-not-written": "The attribute is gone from what is sent.",
    "field-required": "What is sent needs the attribute.",
    "type-removed": "The class is gone.",
    "type-renamed": "The class has another name.",
    "type-kind-changed": "An enum became an object, or the other way round.",
    "value-removed": "The enum's member is gone; the text is still read.",
    "value-renamed": "The enum's member has another name.",
    "item-renamed": "The item's class has another name.",
    "new-item-removed": "The class that is sent is gone.",
    "new-item-renamed": "The class that is sent has another name.",
    "moment-removed": "The method that gives a point in time is gone.",
    "reference-type-removed": "The constant is gone.",
    "reference-type-renamed": "The constant has another name.",
    "reference-collection-removed": "The class of reference types is gone.",
    "reference-item-renamed": "The classes of references and identifiers are renamed.",
    "reference-id-changed": "The identifier's id has another type.",
    "scope-removed": "The member of Scope is gone.",
    "environment-removed": "The client can no longer be made for it.",
}
_BEHAVIOUR = {
    "operation-path-changed": "Calls go to another address.",
    "operation-statuses-changed": "Other statuses mean success.",
    "operation-paging-changed": "Answers come in pages, or no longer do.",
    "collection-scopes-changed": "Tokens are asked for with other scopes.",
    "collection-webhooks-removed": "Events of the collection are no longer sent.",
    "field-wire-renamed": "The attribute is read and sent under another name.",
    "field-limits-changed": "The API takes other values than before.",
    "field-spelling-removed": "An older spelling is no longer read.",
    "field-privacy-changed": "Whether the value is personal data has changed.",
    "filter-rule-added": "Values are refused before sending that were sent.",
    "moment-changed": "The point in time is made of other properties.",
    "reference-collection-renamed": "References are asked for by another name.",
    "api-address-changed": "Calls or tokens go to another address.",
    "api-limit-changed": "Requests are split, or links expire, at another limit.",
    "other-changed": "The spec says something that no rule is about.",
}
_ADDITIVE = {
    "collection-added": "There is a new attribute of the client.",
    "collection-webhooks-added": "Events of the collection can be asked for.",
    "operation-added": "There is a new method.",
    "operation-filter-added": "The method takes one more argument.",
    "operation-references-added": "More reference types can be asked for.",
    "operation-expand-added": "More can be asked for along with the item.",
    "operation-where-added": "The method takes an expression.",
    "filter-added": "The methods take one more argument.",
    "filter-optional": "The argument can be left out.",
    "filter-widened": "The argument takes more values.",
    "filter-rule-removed": "Values are sent that were refused before.",
    "field-added": "There is a new attribute.",
    "field-always-read": "The attribute is never None any more.",
    "field-read-added": "The attribute can be read.",
    "field-write-added": "The attribute can be sent.",
    "field-optional-to-write": "What is sent no longer needs the attribute.",
    "field-spelling-added": "One more spelling is read.",
    "type-added": "There is a new class.",
    "value-added": "There is a new member; the text was read before, too.",
    "new-item-added": "There is a class for what is sent.",
    "moment-added": "There is a method that gives a point in time.",
    "reference-type-added": "There is a new constant.",
    "reference-collection-added": "There is a new class of reference types.",
    "scope-added": "There is a new member of Scope.",
    "environment-added": "The client can be made for it.",
}
_DOCUMENTATION = {
    "summary-changed": "A docstring says something else.",
    "inference-changed": "What was guessed is known now, or the other way round.",
    "source-changed": "A docstring names another page.",
    "response-changed": "A status is described in other words.",
}

RULES: Mapping[str, Rule] = {
    name: Rule(name, level, why)
    for level, rules in zip(
        LEVELS, (_BREAKING, _BEHAVIOUR, _ADDITIVE, _DOCUMENTATION), strict=True
    )
    for name, why in rules.items()
}
"""Every rule by its name."""


@frozen(kw_only=True)
class Change:
    """One change: what it is in the API's terms, and what it touches in Python."""

    rule: str
    collection: str
    """Empty for what holds for the whole API."""
    text: str
    python: tuple[str, ...] = ()

    @property
    def level(self) -> Level:
        """How much the change asks of users."""
        return RULES[self.rule].level

    @property
    def why(self) -> str:
        """What it means to them."""
        return RULES[self.rule].why


def worst(changes: Iterable[Change]) -> Level | None:
    """Return the level that asks most of users, if there is any change."""
    found = {one.level for one in changes}
    return next((level for level in LEVELS if level in found), None)
