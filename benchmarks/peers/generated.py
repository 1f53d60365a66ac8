"""Clients that other generators make of the same OpenAPI document."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from benchmarks.peers.by_hand import FILTER

ROOT = Path(__file__).parent.parent.parent
DOCUMENT = ROOT / "generated" / "openapi.yaml"


def generate(folder: Path) -> None:
    """Make the clients that are not in the folder yet, and make them importable."""
    folder.mkdir(parents=True, exist_ok=True)
    sys.path.insert(0, str(folder))
    if not (folder / "opc").exists():
        _run(
            *("openapi_python_client", "generate", "--path", str(DOCUMENT)),
            *("--output-path", str(folder / "opc"), "--meta", "none"),
        )
    for name, kind in (
        ("gen_pydantic", "pydantic_v2.BaseModel"),
        ("gen_msgspec", "msgspec.Struct"),
    ):
        if not (folder / name).exists():
            _run(
                *("datamodel_code_generator", "--input", str(DOCUMENT)),
                *("--input-file-type", "openapi", "--output-model-type", kind),
                *("--output", str(folder / name / "models.py")),
                *("--generate-client", "httpx2", "--client-package", f"{name}.client"),
                *("--client-output", str(folder / name / "client")),
                *("--client-model-package", f"{name}.models"),
                *("--target-python-version", "3.11"),
            )


def _run(module: str, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"{module} failed:\n{done.stdout}{done.stderr}")


def token(link: object) -> str | None:
    """Return the continuation token of a link, as these clients take no link."""
    if not isinstance(link, str):
        return None
    return parse_qs(urlsplit(link).query)["continuationToken"][0]


def openapi_python_client(url: str) -> Iterator[list[Any]]:
    listing = import_module("opc.api.clockings.clockings_list")
    made = import_module("opc.client").AuthenticatedClient(base_url=url, token="t")
    with made as client:
        page = listing.sync(client=client, filter_=FILTER)
        yield page.value
        while following := token(page.next_link):
            page = listing.sync(
                client=client, filter_=FILTER, continuation_token=following
            )
            yield page.value


def generate_client(url: str, name: str) -> Iterator[list[Any]]:
    made = import_module(f"{name}.client").Client(base_url=url, production="t")
    with made as client:
        listed = client.clockings.clockings_list
        page = listed(filter=FILTER)
        yield page.value
        while following := token(page.nextLink):
            page = listed(filter=FILTER, continuationToken=following)
            yield page.value
