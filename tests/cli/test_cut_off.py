"""A file that was cut off is never taken for a new one, whatever it is kept for."""

from __future__ import annotations

from pathlib import Path

import pytest

from protime_emulator import Emulator

from .conftest import Run


@pytest.mark.parametrize("content", [b"", b"\n", b" "])
@pytest.mark.parametrize(
    ("name", "line", "says"),
    [
        ("p.toml", "run p.toml", "p.toml names neither"),
        ("kept", "people delta --link-file kept", "kept is empty"),
        ("kept", "clockings create --from c.jsonl --report kept", "kept is no report"),
    ],
)
def test_a_file_that_was_cut_off_is_refused(
    run: Run,
    emulator: Emulator,
    tmp_path: Path,
    content: bytes,
    name: str,
    line: str,
    says: str,
) -> None:
    """It is named, left as it is, and nothing is asked for or written."""
    clocking = '{"person": {"id": 1}, "date": "2026-02-03", "kind": "InOut",'
    clocking += ' "timeOfDayInMinutes": 480}'
    (tmp_path / "c.jsonl").write_text(f"{clocking}\n{clocking}\n", "utf-8")
    (tmp_path / name).write_bytes(content)
    done = run(line)
    assert done.status == 4
    assert says in done.err
    assert (tmp_path / name).read_bytes() == content
    assert len(emulator.requests) == 0
