"""The rooms of each package, and which rooms each may import."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from tests.imports import Graph

TARGET_FLOORS = 7
"""How many the runtime may have in the end; its number below goes down to this."""


@frozen(kw_only=True)
class House:
    """A package: its rooms, and what is still to be mended, which may only shrink."""

    rooms: Mapping[str, str]
    """Each room with the rooms that it may import; a folder is a room of its name."""
    modules: Mapping[str, str] = {}
    """Rooms of modules that stand in no folder; `top` for all others."""
    doors: frozenset[tuple[str, str]] = frozenset()
    """Imports that are meant, from a module to one that it loads when it is used."""
    upward: int = 0
    """Imports against the rooms' direction that are still to be turned."""
    circles: int = 0
    floors: int

    def room(self, module: str) -> str:
        """Return the room of a module, whose name begins with the package's."""
        _, _, rest = module.partition(".")
        first = rest.partition(".")[0]
        if first in self.rooms and first not in self.modules:
            return first
        return self.modules.get(rest, "top")

    def upward_arrows(self, found: Graph) -> list[str]:
        """Return the imports that go against the rooms' direction."""
        return sorted(
            f"{module} -> {other}"
            for module, others in found.items()
            for other in others
            if not self._may(module, other)
        )

    def _may(self, module: str, other: str) -> bool:
        here, there = self.room(module), self.room(other)
        if here in ("top", there):
            return True
        below = (module.partition(".")[2], other.partition(".")[2]) in self.doors
        return below or there in self.rooms[here].split()


def _modules(room: str, names: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), room)


HOUSES = {
    "protime_runtime": House(
        rooms={
            "ground": "",
            "asking": "ground",
            "catalog": "ground asking",
            "sending": "ground",
            "reading": "ground asking",
            "paging": "ground asking reading",
            "tables": "ground reading",
            "webhooks": "ground reading catalog",
            "client": "ground asking sending reading paging",
            "everyday": "ground",
        },
        modules={
            **_modules(
                "ground",
                "api errors files given messages model process scalars texts types"
                " values",
            ),
            "signatures": "asking",
            "bulk": "client",
        },
        doors=frozenset(
            {
                ("paging.in_columns", "tables.arrow"),
                ("paging.in_columns", "tables.frames"),
                ("paging.in_columns", "tables.workbooks"),
            }
        ),
        floors=13,
    ),
    "protime_sync": House(
        rooms={
            "ground": "",
            "source": "ground",
            "database": "ground",
            "state": "ground database",
            "tables": "ground source",
            "loads": "ground source tables",
            "feeds": "ground source state loads",
            "target": "ground source state tables",
            "dlt": "ground source state tables loads feeds target",
            "spark": "ground source tables loads",
            "webhooks": "ground source database state feeds",
        },
        modules={
            **_modules("ground", "errors causes"),
            **_modules("tables", "arrow"),
        },
        floors=12,
    ),
    "protime_cli": House(
        rooms={
            "ground": "",
            "session": "ground",
            "output": "ground session",
            "importing": "ground session output",
            "parameters": "ground session output importing",
            "commands": "ground session output parameters importing",
            "definitions": "ground session output parameters importing commands",
        },
        modules=_modules("ground", "exits logs signals sources terminal values"),
        floors=11,
    ),
    "protime_emulator": House(
        rooms={
            "ground": "",
            "filters": "ground",
            "sample": "ground filters",
            "answering": "ground filters",
            "pages": "ground answering sample",
        },
        modules={
            **_modules(
                "ground",
                "calls clock faults names receiving requestlog responses tables tenant"
                " values wire",
            ),
            **_modules(
                "answering",
                "activities api auth bodies decoration deliveries delta effects items"
                " listing"
                " managed paging references webhooks",
            ),
        },
        floors=14,
    ),
    "generator": House(rooms={}, floors=16),
}
