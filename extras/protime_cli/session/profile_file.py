"""The file of profiles, written: one section for each profile, and their secrets."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from protime_runtime.errors import ConfigurationError
from protime_runtime.files import replacing
from protime_runtime.texts import read_text

_SECTION = r"(?ms)^\[profiles\.(?:{name}|\"{name}\")\][^\n]*\n.*?(?=^\[|\Z)"


def write(file: Path, name: str, settings: Mapping[str, str]) -> None:
    """Write a profile, in place of one of the same name; the others stay as they are.

    Raises:
        ConfigurationError: The file is no TOML, or is written in another way than in
            sections of profiles.
    """
    lines = [f"{key} = {json.dumps(value)}\n" for key, value in settings.items()]
    section = f"[profiles.{json.dumps(name)}]\n{''.join(lines)}"
    try:
        before = read_text(file) if file.exists() else ""
        known = tomllib.loads(before)
        text = _with_section(before, name, section, default="default" not in known)
        found = tomllib.loads(text)["profiles"]
    except (ValueError, KeyError):
        found = None
    if found is None or found != {**known.get("profiles", {}), name: dict(settings)}:
        raise ConfigurationError(
            f"{file} is in a form that cannot be changed from here: write the section"
            f" by hand:\n{section}"
        )
    _private(file.parent)
    with replacing(file) as stream:
        stream.write(text.encode())


def _with_section(before: str, name: str, section: str, *, default: bool) -> str:
    head = f"default = {json.dumps(name)}" if default else ""
    rest = re.sub(_SECTION.format(name=re.escape(name)), "", before).strip("\n")
    return "\n\n".join(part for part in (head, rest, section) if part)


def write_secret(file: Path, secret: str) -> None:
    """Write a secret into a file that only its owner can read, as a whole or not."""
    _private(file.parent)
    with replacing(file, private=True) as stream:
        stream.write(f"{secret}\n".encode())


def _private(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
