"""Files that people give, and standard input, as texts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from protime_runtime.errors import InvalidRequest
from protime_runtime.texts import NoText, text_of


def read_source(source: str) -> str:
    """Return the text of a file, or of standard input, in any form of Unicode.

    Raises:
        InvalidRequest: The file cannot be read.
    """
    with refusing(source):
        if source == "-":
            return text_of(sys.stdin.buffer.read())
        return text_of(Path(source).read_bytes())


@contextmanager
def refusing(source: str) -> Iterator[None]:
    """Refuse a file, or standard input, that cannot be read or is no text.

    Raises:
        InvalidRequest: It is one of them; the file is named.
    """
    name = "Standard input" if source == "-" else source
    try:
        yield
    except OSError as error:
        raise InvalidRequest(f"{source} cannot be read: {error.strerror}.") from None
    except NoText as error:
        raise InvalidRequest(f"{name} {error}.") from None
