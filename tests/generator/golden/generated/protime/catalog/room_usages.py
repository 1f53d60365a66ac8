# Generated from spec/collections/room-usages.yaml by `nox -s generate`. Do not edit.
"""What is known of the collection ``room-usages``."""

from __future__ import annotations

from protime_runtime.catalog import (
    CollectionInfo,
    FieldInfo,
    OperationInfo,
    PathParameterInfo,
    TypeInfo,
)

COLLECTION = CollectionInfo(
    name="room-usages",
    attribute="room_usages",
    domain="foundation",
    summary="Who may use a room.",
    path="/rooms/{roomReference}/usages",
    item="UsagesOfRoom",
    read_scopes=("connector-protimeapi-rooms.read",),
    write_scopes=("connector-protimeapi-rooms.write",),
    operations=(
        OperationInfo(
            name="get",
            method="GET",
            path="/rooms/{roomReference}/usages",
            path_parameters=(
                PathParameterInfo(
                    wire="roomReference",
                    python="room",
                    type="string",
                    identifier="rooms",
                ),
            ),
        ),
        OperationInfo(
            name="create",
            method="POST",
            path="/rooms/{roomReference}/usages",
            path_parameters=(
                PathParameterInfo(
                    wire="roomReference",
                    python="room",
                    type="string",
                    identifier="rooms",
                ),
            ),
            body="NewRoomUsage",
            answer="nothing",
        ),
        OperationInfo(
            name="update",
            method="PUT",
            path="/rooms/{roomReference}/usages",
            path_parameters=(
                PathParameterInfo(
                    wire="roomReference",
                    python="room",
                    type="string",
                    identifier="rooms",
                ),
            ),
            body="NewRoomUsage",
            body_is_list=True,
            answer="nothing",
        ),
        OperationInfo(
            name="delete",
            method="DELETE",
            path="/rooms/{roomReference}/usages",
            path_parameters=(
                PathParameterInfo(
                    wire="roomReference",
                    python="room",
                    type="string",
                    identifier="rooms",
                ),
            ),
            body="RoomUsageChange",
            statuses=(204,),
            answer="nothing",
        ),
    ),
    fields=(
        FieldInfo(
            wire="changeVersion",
            python="change_version",
            type="string",
            read="always",
            summary=("Version of the usages; of two, the greater text is newer."),
        ),
        FieldInfo(
            wire="usages",
            python="usages",
            type="RoomUsage",
            list=True,
            read="always",
            summary="Who may use the room.",
        ),
    ),
    types=(
        TypeInfo(
            name="RoomUsage",
            fields=(
                FieldInfo(
                    wire="person",
                    python="person",
                    type="identifier",
                    identifier=("people",),
                    read="always",
                    write="required",
                    summary="Who may use it.",
                ),
                FieldInfo(
                    wire="from",
                    python="from_",
                    type="date",
                    read="always",
                    write="required",
                    summary="First day of the period.",
                ),
                FieldInfo(
                    wire="id",
                    python="id",
                    type="integer",
                    read="always",
                    summary="Number of the usage.",
                ),
            ),
        ),
        TypeInfo(
            name="NewRoomUsage",
            fields=(
                FieldInfo(
                    wire="person",
                    python="person",
                    type="identifier",
                    identifier=("people",),
                    read="always",
                    write="required",
                    summary="Who may use it.",
                ),
                FieldInfo(
                    wire="from",
                    python="from_",
                    type="date",
                    read="always",
                    write="required",
                    summary="First day of the period.",
                ),
            ),
        ),
        TypeInfo(
            name="RoomUsageChange",
            fields=(
                FieldInfo(
                    wire="until",
                    python="until",
                    type="date",
                    read="never",
                    write="required",
                    summary="Last day of the period.",
                ),
            ),
        ),
    ),
)
"""The collection, its operations, filters and fields."""
