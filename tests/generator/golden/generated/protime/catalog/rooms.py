# Generated from spec/collections/rooms.yaml by `nox -s generate`. Do not edit.
"""What is known of the collection ``rooms``."""

from __future__ import annotations

from protime.catalog.shared import TEXT
from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    OperationInfo,
    PathParameterInfo,
)

COLLECTION = CollectionInfo(
    name="rooms",
    attribute="rooms",
    domain="foundation",
    summary="Rooms of a building, by floor.",
    path="/buildings/{buildingId}/floors/{level}/rooms",
    item="Room",
    new_item="NewRoom",
    read_scopes=("connector-protimeapi-rooms.read",),
    write_scopes=("connector-protimeapi-rooms.write",),
    operations=(
        OperationInfo(
            name="list",
            method="GET",
            path="/buildings/{buildingId}/floors/{level}/rooms",
            path_parameters=(
                PathParameterInfo(
                    wire="buildingId",
                    python="building_id",
                    type="string",
                ),
                PathParameterInfo(
                    wire="level",
                    python="level",
                    type="integer",
                ),
            ),
            where=True,
            external_references=("rooms", "people"),
            answer="page",
            source="reference/collections/rooms/get-list/",
            inferred="its filters",
        ),
        OperationInfo(
            name="list_for_person",
            method="GET",
            path="/people/{PersonReference}/room-history",
            path_parameters=(
                PathParameterInfo(
                    wire="PersonReference",
                    python="person",
                    type="integer",
                    identifier="people",
                ),
            ),
            external_references=("people",),
            answer="page",
            source="reference/collections/rooms/of-a-person/",
        ),
        OperationInfo(
            name="get",
            method="GET",
            path="/buildings/{buildingId}/floors/{level}/rooms/{roomReference}",
            path_parameters=(
                PathParameterInfo(
                    wire="buildingId",
                    python="building_id",
                    type="string",
                ),
                PathParameterInfo(
                    wire="level",
                    python="level",
                    type="integer",
                ),
                PathParameterInfo(
                    wire="roomReference",
                    python="room",
                    type="string",
                    identifier="rooms",
                ),
            ),
            expand=("usage", "parts"),
            external_references=("rooms", "people"),
            source="reference/collections/rooms/get/",
        ),
        OperationInfo(
            name="create",
            method="POST",
            path="/buildings/{buildingId}/floors/{level}/rooms",
            path_parameters=(
                PathParameterInfo(
                    wire="buildingId",
                    python="building_id",
                    type="string",
                ),
                PathParameterInfo(
                    wire="level",
                    python="level",
                    type="integer",
                ),
            ),
            external_references=("rooms", "people"),
            body="NewRoom",
            statuses=(201,),
            answer="webhook",
            source="reference/collections/rooms/post/",
        ),
        OperationInfo(
            name="upsert",
            method="PUT",
            path="/buildings/{buildingId}/floors/{level}/rooms/{roomReference}",
            path_parameters=(
                PathParameterInfo(
                    wire="buildingId",
                    python="building_id",
                    type="string",
                ),
                PathParameterInfo(
                    wire="level",
                    python="level",
                    type="integer",
                ),
                PathParameterInfo(
                    wire="roomReference",
                    python="room",
                    type="string",
                    identifier="rooms",
                ),
            ),
            body="NewRoom",
            statuses=(200, 201),
            answer="upserted",
            source="reference/collections/rooms/put/",
        ),
    ),
    fields=(
        FieldInfo(
            wire="id",
            python="id",
            type="string",
            read="always",
            summary="Protime's id of the room.",
        ),
        FieldInfo(
            wire="name",
            python="name",
            type="Text",
            read="always",
            write="required",
            summary="Name of the room.",
        ),
        FieldInfo(
            wire="usage",
            python="usage",
            type="json",
            also=("usages",),
            summary=("Who uses the room, if it was expanded."),
        ),
    ),
    types=(TEXT,),
    external_references=("rooms", "people"),
    id_type="string",
)
"""The collection, its operations, filters and fields."""
