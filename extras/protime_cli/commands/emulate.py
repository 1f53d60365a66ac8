"""``protime emulate``: the emulator, which reads its arguments itself."""

from __future__ import annotations

from collections.abc import Sequence

from protime_cli.session.extras import extra


def emulate(arguments: Sequence[str]) -> int:
    """Serve a tenant until Ctrl-C."""
    taken = extra("protime_emulator.command_line", "emulator", "the emulator")
    options = taken.parser("protime emulate").parse_args(list(arguments))
    served = extra("protime_emulator.running", "emulator", "the emulator")
    return int(served.serve(options))
