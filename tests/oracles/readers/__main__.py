"""``python -m tests.oracles.readers``: read our OpenAPI document with others' programs.

Each must read it whole: a validator, a linter, and two generators of clients, whose
requests are compared with ours, operation by operation.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.oracles.readers import requests, tools
from tests.oracles.readers.tools import DOCUMENT, Document


def main() -> int:
    """Run every reader, print what each found, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracles.readers")
    parser.add_argument("--spectral", help="path of the linter's program")
    options = parser.parse_args()
    document = tools.load()
    with tempfile.TemporaryDirectory(prefix="readers-") as name:
        folder = Path(name)
        readers: dict[str, Callable[[], list[str]]] = {
            "openapi-spec-validator": lambda: tools.validated(document),
            "openapi-python-client": lambda: tools.openapi_python_client(
                document, folder
            ),
            "datamodel-code-generator": lambda: tools.datamodel_code_generator(
                document, folder
            ),
            "requests compared": lambda: requests.differences(document, folder),
        }
        if options.spectral:
            readers["Spectral"] = lambda: tools.spectral(options.spectral, folder)
        found = {name: read() for name, read in readers.items()}
    for name, problems in found.items():
        print(f"{name}: {'; '.join(problems) or 'nothing wrong'}")
    print(f"{len(tools.operations(document))} operations in {DOCUMENT.name}")
    return 1 if any(found.values()) else 0


__all__ = ["Document", "main"]

if __name__ == "__main__":
    sys.exit(main())
