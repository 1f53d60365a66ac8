"""The recorded session: what is typed and what it printed, by running a page."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from docs import recording

PAGE = """
```console
$ protime people list --columns id,employeeNumber --limit 1 -o csv
...
```

```python
from protime import Protime

with Protime.from_env() as client:
    person = client.people.get(1)
```

```python
print(person.employee_number)
```
"""


def recorded(text: str, folder: Path) -> list[list[object]]:
    page, target = folder / "page.md", folder / "page.cast"
    page.write_text(text, "utf-8")
    assert recording.main([str(target), "--page", str(page)]) == 0
    return [json.loads(line) for line in target.read_text("utf-8").splitlines()]


def test_a_page_is_recorded_by_running_it(tmp_path: Path) -> None:
    """Commands and code are typed, what they printed follows, blocks go on."""
    before, place = dict(os.environ), Path.cwd()
    header, *events = recorded(PAGE, tmp_path)
    assert header == {"version": 2, "width": 100, "height": 30}
    times = [float(str(one[0])) for one in events]
    assert times == sorted(times)
    shown = "".join(str(one[2]) for one in events)
    assert shown == (
        "$ protime people list --columns id,employeeNumber --limit 1 -o csv\r\n"
        "id,employee_number\r\n1,E-1001\r\n"
        ">>> from protime import Protime\r\n"
        ">>> \r\n"
        ">>> with Protime.from_env() as client:\r\n"
        "...     person = client.people.get(1)\r\n"
        ">>> print(person.employee_number)\r\n"
        "E-1001\r\n"
    )
    assert (dict(os.environ), Path.cwd()) == (before, place)


def test_what_fails_is_not_recorded(tmp_path: Path) -> None:
    """A command that fails ends the recording, with what it said."""
    page = "```console\n$ protime people get 999999\n...\n```\n"
    with pytest.raises(SystemExit, match="404"):
        recorded(page, tmp_path)
    assert not (tmp_path / "page.cast").exists()
