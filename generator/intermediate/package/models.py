"""Modules of the models, and what they are made of."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from generator import spec

Lines = tuple[str, ...]


@frozen(kw_only=True, order=True)
class Import:
    """One name from one module."""

    module: str
    name: str


@frozen(kw_only=True)
class ModelField:
    """An attribute of a model, and the property of the API that it stands for."""

    wire: str
    python: str
    annotation: str
    required: bool
    factory: bool = False
    read_only: bool = False
    nullable: bool = False
    """Whether answers may hold null there: absent and null are read alike."""
    personal: bool = False
    also: tuple[str, ...] = ()
    docstring: Lines
    spec: spec.Field
    """The property as the spec has it."""
    choices: tuple[str, ...] = ()
    """Models, any of which the property holds; none if it holds no model."""


@frozen(kw_only=True)
class Moment:
    """A method that makes a point in time of a date and minutes."""

    name: str
    date: str
    minutes: str
    function: Literal["moment_told", "moment_or_none"]
    returns: str


@frozen(kw_only=True)
class Model:
    """A class of the models."""

    name: str
    docstring: Lines
    inferred: str | None = None
    fields: tuple[ModelField, ...]
    base: str | None = None
    names_items_of: str | None = None
    """Collection whose items it names, if it is an identifier."""
    kept: bool = False
    moments: tuple[Moment, ...] = ()


@frozen(kw_only=True)
class Member:
    """A member of an enum."""

    python: str
    value: str


@frozen(kw_only=True)
class Enum:
    """An enum of the models."""

    name: str
    docstring: Lines
    inferred: str | None = None
    members: tuple[Member, ...]


@frozen(kw_only=True)
class Alias:
    """A name for what may be sent in an identifier's place."""

    name: str
    annotation: str
    docstring: Lines
    identifier: str
    id_type: str


@frozen(kw_only=True)
class ModelModule:
    """A module of the models, in the order in which it is written."""

    name: str
    source: str
    docstring: Lines
    imports: tuple[Import, ...]
    classes: tuple[Model | Enum | Alias, ...]
