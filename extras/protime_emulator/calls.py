"""What a handler is given: one request, taken apart and decoded."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote, unquote_to_bytes

from attrs import field, frozen

from protime_runtime.catalog import CollectionInfo, OperationInfo

from .responses import refused

_MOST_PARAMETERS = 100


@frozen(kw_only=True)
class Call:
    """A request of a client that is known."""

    client_id: str
    path: str
    """As it was sent, percent-encoded."""
    collection: CollectionInfo
    operation: OperationInfo
    parameters: Mapping[str, str]
    """Segments of the path by the catalog's names, decoded."""
    query: Mapping[str, str]
    headers: Mapping[str, str] = field(factory=dict)
    """By name in lower case."""
    content: bytes = b""


def query_of(text: bytes) -> dict[str, str]:
    """Return the parameters of a query; a flag such as ``delta`` is an empty text.

    Raises:
        Problem: 400, it is not UTF-8, or says something twice.
    """
    found: dict[str, str] = {}
    parts = [part for part in text.split(b"&") if part]
    if len(parts) > _MOST_PARAMETERS:
        raise refused(f"The query has more than {_MOST_PARAMETERS} parameters.")
    for part in parts:
        name, _, value = (
            text_of(piece.replace(b"+", b" ")) for piece in part.partition(b"=")
        )
        if name in found:
            raise refused(f"The query says '{name[:40]}' twice.")
        found[name] = value
    return found


def text_of(quoted: bytes) -> str:
    """Return percent-encoded UTF-8 as text.

    Raises:
        Problem: 400, it is something else.
    """
    try:
        return unquote_to_bytes(quoted).decode()
    except UnicodeDecodeError as error:
        raise refused("The address holds bytes that are not UTF-8.") from error


def shown(text: bytes) -> str:
    """Return a part of an address for the log, whatever bytes it holds."""
    return unquote(text.decode("latin-1"))[:500]
