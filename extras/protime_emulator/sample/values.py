"""Values of properties that no builder is written for: of their type and limits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from attrs import evolve, field, frozen

from protime_runtime.catalog import CollectionInfo, FieldInfo, TypeInfo

from ..wire import LARGEST, Key, Row, reference
from .spots import Spot

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CULTURES = ("en-GB", "nl-NL")
_DEEPEST = 4
_STEP = 15
"""Numbers of a row grow by this from property to property, as begin and end do."""


@frozen
class Site:
    """Where a value goes: into which row, and what is around it."""

    spot: Spot
    position: int
    """Of the property among those beside it."""
    around: Row
    above: tuple[str, ...] = ()
    """Properties that lead to it."""


@frozen(kw_only=True)
class Values:
    """Makes the values of a collection's properties."""

    info: CollectionInfo
    ids: Callable[[str], Sequence[Key]]
    """Gives some ids that a collection has."""
    kinds: Mapping[str, str]
    """What an enum beside an identifier calls the items of each collection."""
    first: date
    last: date
    origin: int = 0
    """Position of the property that holds the row's own day."""
    _types: Mapping[str, TypeInfo] = field(init=False)

    @_types.default
    def _by_name(self) -> Mapping[str, TypeInfo]:
        return {type.name: type for type in self.info.types}

    def of(self, info: FieldInfo, site: Site) -> object:
        """Return what a property holds, or None if there is nothing it could name."""
        made = self._one(info, site)
        if info.map:
            return dict.fromkeys(_CULTURES, made)
        if not info.list or made is None:
            return made
        other = self._one(info, evolve(site, position=site.position + 1))
        return [made] if other in (made, None) else [made, other]

    def _one(self, info: FieldInfo, site: Site) -> object:
        if info.identifier:
            return self._reference(info, site)
        found = self._types.get(info.type)
        if found is None:
            return self._plain(info, site)
        if found.values:
            return found.values[site.spot.choose(site.position, len(found.values))]
        return None if len(site.above) == _DEEPEST else self._object(info, found, site)

    def _object(self, holder: FieldInfo, type: TypeInfo, site: Site) -> Row:
        made: Row = {}
        above = (*site.above, holder.wire)
        # A text with its translations is called after what it is the text of.
        is_text = any(info.map for info in type.fields)
        for position, info in enumerate(type.fields):
            called = evolve(info, wire=holder.wire) if is_text else info
            value = self.of(called, Site(site.spot, position, made, above))
            if value is not None and info.read != "never":
                made[info.wire] = value
        return made

    def _reference(self, info: FieldInfo, site: Site) -> Row | None:
        said = [value for value in site.around.values() if isinstance(value, str)]
        meant = [name for name in info.identifier if self.kinds.get(name) in said]
        (name, *_) = meant or info.identifier
        keys = self.ids(name)
        if name == self.info.name:
            # What is above an item comes before it, so that there is no circle.
            above = keys[: site.spot.number - 1]
            keys = above or ([site.spot.key] if info.read == "always" else [])
        chosen = site.spot.choose(site.position, len(keys)) if keys else 0
        return reference(keys[chosen]) if keys else None

    def _plain(self, info: FieldInfo, site: Site) -> object:
        match info.type:
            case "string":
                return text(info, site.spot.number)
            case "integer":
                return _number(info, site)
            case "number":
                return float(_number(info, site))
            case "boolean":
                return bool(site.spot.choose(site.position, 2))
            case "date":
                return self._day(site).isoformat()
            case "datetime":
                return f"{self._day(site)}T08:00:00+00:00"
            case "json":
                return {}
        return None

    def _day(self, site: Site) -> date:
        """Return a day that is later the later its property is declared."""
        begin = 0 if site.above else self.origin
        day = site.spot.day + timedelta(days=site.position - begin)
        return max(self.first, min(self.last, day))


def text(info: FieldInfo, number: int) -> str:
    """Return a text that says what it is, and that no other row has."""
    label, end = _HUMP.sub(" ", info.wire).capitalize(), f" {number}"
    if info.max_length is None:
        return label + end
    room = info.max_length - len(end)
    return label[:room] + end if room > 0 else str(number)[-info.max_length :]


def _number(info: FieldInfo, site: Site) -> int:
    least = 1 if info.minimum is None else info.minimum
    most = LARGEST if info.maximum is None else info.maximum
    morning = 480 if info.wire.endswith("Minutes") else 1
    low = morning if least <= morning <= most else min(least, most)
    value = _STEP * site.position + site.spot.choose(site.position, _STEP)
    return low + value % (most - low + 1)
