"""Values for properties: any JSON, and answers with any JSON in any place."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from hypothesis import strategies as st

from tests.runtime.models import document

ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -1, 0, 1e308, float("nan"), float("inf")])
    | st.floats()
    | st.text(st.characters(), max_size=8)
    | st.sampled_from(["", "2026-01-05", "2026-01-05T10:00:00+01:00", "\ud800", "//x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "externalReferences", "value", "x"]), inner
        )
    ),
    max_leaves=6,
)

FULL: dict[str, object] = {
    "value": [
        document(
            changeVersion="0001",
            countryISOCode="BE",
            geolocation={"longitude": 4.39, "latitude": 51},
            activityLevels=[{"level": 1, "definition": "d", "new": 5}],
            registered="2026-01-05T08:30:00+01:00",
            isOpen=True,
            externalReferences={"@a": "b"},
            anything={"at": ["all"]},
        ),
        document(2),
    ],
    "nextLink": "/connector/protimeapi/api/v1/clockings?continuationToken=a+b",
    "deltaLink": "/connector/protimeapi/api/v1/delta/clockings?deltaToken=a",
}


def places(
    value: object, path: tuple[object, ...] = ()
) -> Iterator[tuple[object, ...]]:
    """Yield the path of each place in a JSON value."""
    yield path
    if isinstance(value, dict):
        for key, one in value.items():
            yield from places(one, (*path, key))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from places(one, (*path, index))


def replaced(whole: object, path: tuple[object, ...], value: object) -> object:
    """Return the whole with another value in one place."""
    if not path:
        return value
    whole = copy.deepcopy(whole)
    inner: object = whole
    for key in path[:-1]:
        inner = inner[key]  # type: ignore[index]  # a path of this whole
    inner[path[-1]] = value  # type: ignore[index]  # the same
    return whole


@st.composite
def spoiled(draw: st.DrawFn, whole: object = FULL) -> object:
    """Draw an answer in which something else stands in one place."""
    path = draw(st.sampled_from(list(places(whole))))
    return replaced(whole, path, draw(ANY_JSON))
