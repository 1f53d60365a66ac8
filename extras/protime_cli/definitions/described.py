"""Commands whose help describes what they send."""

from __future__ import annotations

from collections.abc import Iterator

import click

from protime_runtime.catalog import CollectionInfo, OperationInfo


class Described(click.Command):
    """A command with the properties of what it sends, as the collection has them."""

    info: CollectionInfo
    operation: OperationInfo

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the options, and then each property with the form of its values."""
        super().format_options(ctx, formatter)
        with formatter.section("Properties (* required)"):
            formatter.write_dl(list(_properties(self.info, self.operation)))


def _properties(
    info: CollectionInfo, operation: OperationInfo
) -> Iterator[tuple[str, str]]:
    from protime_cli.importing.properties import properties

    for found in properties(info, operation):
        if found.is_sent:
            summary = found.field.summary.removesuffix(".").replace("``", "")
            star = "*" if found.required else ""
            parts = ", or its parts" if found.is_whole else ""
            yield f"{found.name}{star}", f"{summary}: {found.cell.expected}{parts}."
