"""What the handlers of all operations share."""

from __future__ import annotations

from collections.abc import Container, Mapping

from attrs import frozen

from protime_runtime.api import ApiInfo
from protime_runtime.catalog import (
    CollectionInfo,
    OperationInfo,
    ReferenceInfo,
)

from .bodies import Bodies
from .calls import Call
from .decoration import Decorate, Decorator
from .delta import Deltas
from .filters.evaluation import Predicate, Sets, bounds, predicate
from .filters.rules import allowed_filters, problems
from .filters.syntax import Expression, FilterSyntaxError, parse
from .paging import Paging
from .references import Asked, References
from .responses import missing, refused
from .tables import Bounds
from .tenant import Tenant
from .wire import Key


@frozen(kw_only=True)
class Selection:
    """Which rows a request is about."""

    matches: Predicate
    bounds: Bounds


@frozen(kw_only=True)
class Api:
    """The state of the tenant and the facts of the API."""

    info: ApiInfo
    catalog: Mapping[str, CollectionInfo]
    known: Mapping[str, ReferenceInfo]
    tenant: Tenant
    references: References
    paging: Paging
    deltas: Deltas
    bodies: Bodies
    sets: Sets

    def asked(self, call: Call) -> Asked:
        """Return the external references that a request asks for."""
        allowed = _supported(call.collection, call.operation)
        return self.references.asked(call.query.get("externalReferences"), allowed)

    def decorator(
        self, collection: CollectionInfo, asked: Asked, expanded: Container[str] = ()
    ) -> Decorate:
        """Return what writes references into rows, and takes out what is not asked."""
        return Decorator(collection, asked, self.references, self.known, expanded)

    def selection(self, call: Call, operation: str) -> Selection:
        """Read the filter and the scoping segments of the path.

        Raises:
            Problem: 400 with every reason for which the filter is refused.
        """
        expression = _expression(call.query.get("filter"))
        allowed = allowed_filters(call.collection, call.operation)
        reasons = problems(expression, allowed, operation, self.tenant.clock.today())
        if reasons:
            raise refused(*reasons, message="The filter is invalid.")
        if expression is None:
            return Selection(matches=lambda row: True, bounds=bounds(None, self.sets))
        return Selection(
            matches=predicate(expression, call.collection, self.sets),
            bounds=bounds(expression, self.sets),
        )

    def key(self, call: Call, name: str, asked: Asked) -> Key:
        """Return the id that a segment of the path means.

        With the query parameter for its collection the segment is a reference value,
        else an id (reference/collections/departments/get/).

        Raises:
            Problem: 400, it is no number where ids are; 404, no item has the value.
        """
        parameter = next(
            parameter
            for parameter in call.operation.path_parameters
            if parameter.wire == name
        )
        segment = call.parameters[name]
        collection = parameter.identifier
        if collection is not None and collection in asked:
            found = self.references.find(collection, asked[collection], segment)
            if found is None:
                raise missing(f"{collection} with {asked[collection]} '{segment}'")
            return found
        return (
            whole(segment) if self._is_numbered(collection, parameter.type) else segment
        )

    def _is_numbered(self, collection: str | None, type: str) -> bool:
        if collection is not None and collection in self.known:
            return self.known[collection].id_type != "string"
        return type == "integer"

    def location(self, path: str, key: Key) -> str:
        """Return the relative address of a new item below a collection's path."""
        return f"{path.rstrip('/')}/{key}"


def _supported(collection: CollectionInfo, operation: OperationInfo) -> list[str]:
    """Return the collections whose references an operation can be asked with.

    What a path can name by reference counts, and for writing all that bodies name.
    """
    in_path = [
        parameter.identifier
        for parameter in operation.path_parameters
        if parameter.identifier
    ]
    in_body = () if operation.method == "GET" else collection.external_references
    return list(dict.fromkeys([*operation.external_references, *in_path, *in_body]))


def whole(segment: str) -> int:
    """Return an integer segment.

    Raises:
        Problem: 400, it is something else, or larger than any id.
    """
    digits = segment.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
        raise refused(f"'{segment[:40]}' in the path is not an integer id.")
    return int(segment)


def _expression(text: str | None) -> Expression | None:
    if text is None or not text.strip():
        return None
    try:
        return parse(text)
    except FilterSyntaxError as error:
        raise refused(str(error), message="The filter is malformed.") from error
