"""Bodies that few places can hold: read as they came, or mended and told."""

from __future__ import annotations

import json
import math

import pytest

from protime_runtime.errors import DecodingError
from protime_runtime.reading import documents
from protime_runtime.reading.decoder import Decoder
from protime_runtime.reading.documents import DEEPEST, TooDeep

DEEP = b"[" * 100_000 + b'"]"' + b"]" * 100_000
NO_UTF_8 = "bytes that are no UTF-8, read as U+FFFD"
CONTROLS = "controls that are not escaped, read as they came"
HALF = "half a character, read as U+FFFD"
NO_NUMBER = "no number that can be stored, read as null"
TOO_DEEP = f"more than {DEEPEST} levels, read as null"

Notes = list[tuple[str, str]]

POISONS: list[tuple[bytes, object, Notes]] = [
    (rb'{"a": "An \ud83d"}', {"a": "An \ufffd"}, [("a", HALF)]),
    (rb'{"a": "\ude00 \ud83dx"}', {"a": "\ufffd \ufffdx"}, [("a", HALF)]),
    (rb'{"a\ud83d": 1}', {"a\ufffd": 1}, [("", HALF)]),
    (rb'{"a": {"b": ["\ud83d"]}}', {"a": {"b": ["\ufffd"]}}, [("b", HALF)]),
    (rb'{"a": "\ud83d\ude00"}', {"a": "\U0001f600"}, []),
    (b'{"a": "An \xff"}', {"a": "An \ufffd"}, [("", NO_UTF_8)]),
    (b'{"a": NaN}', {"a": None}, [("a", NO_NUMBER)]),
    (b"[-Infinity, 1e400, 1.5]", [None, None, 1.5], [("", NO_NUMBER)] * 2),
    (b'{"a": ' + b"9" * 5000 + b"}", {"a": None}, [("a", NO_NUMBER)]),
    (b'{"a": 18446744073709551616}', {"a": 2**64}, []),
    (rb'{"a": "\u0000"}', {"a": "\0"}, []),
    (b'{"a": "x\ty\x01"}', {"a": "x\ty\x01"}, [("", CONTROLS)]),
    (b'{"a\n": "\xff\0"}', {"a\n": "\ufffd\0"}, [("", NO_UTF_8), ("", CONTROLS)]),
    (b'{\r\n\t"a": NaN}', {"a": None}, [("a", NO_NUMBER)]),
    (b'\xef\xbb\xbf{"a": 1}', {"a": 1}, []),
    ('{"a": "é"}'.encode("utf-16"), {"a": "é"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected", "told"), POISONS)
def test_what_is_to_be_stored_is_mended_and_told(
    body: bytes, expected: object, told: Notes
) -> None:
    """Each mending with the name of the property that it stands in."""
    notes: Notes = []
    found = documents.storable(body, lambda *note: notes.append(note))
    assert (found, notes) == (expected, told)
    json.dumps(found, allow_nan=False, ensure_ascii=False).encode()


def test_what_is_nested_too_deep_is_cut_out_and_the_rest_is_stored() -> None:
    """Whatever stands around it, a bracket in a text included."""
    body = b'{"a": {"b": ' + DEEP + b', "c": "[[{"}, "d": [{}, ' + DEEP + b", 2]}"
    notes: Notes = []
    found = documents.storable(body, lambda *note: notes.append(note))
    assert isinstance(found, dict)
    assert (found["a"]["c"], found["d"][0], found["d"][2]) == ("[[{", {}, 2)
    assert notes == [("b", TOO_DEEP), ("d", TOO_DEEP)]
    assert documents.is_shallow(found)


@pytest.mark.parametrize("levels", [DEEPEST, DEEPEST + 1, 400, 900, 3000])
@pytest.mark.parametrize(("opened", "closed"), [("[", "]"), ('{"a":', "}")])
def test_the_same_depth_is_too_much_however_it_is_found(
    levels: int, opened: str, closed: str
) -> None:
    """Python's stack, whose depth differs from call to call, decides nothing."""
    body = (opened * levels + "1" + closed * levels).encode()
    notes: Notes = []
    documents.storable(body, lambda *note: notes.append(note))
    assert bool(notes) == (levels > DEEPEST)
    if levels <= DEEPEST:
        documents.parsed(body, notes.append)  # type: ignore[arg-type]  # not called
    else:
        with pytest.raises(TooDeep):
            documents.parsed(body, notes.append)  # type: ignore[arg-type]  # the same


def test_reading_keeps_what_python_can_hold() -> None:
    """So that an item is written back as it came."""
    found = Decoder().document(rb'{"a": "\ud83d", "b": NaN, "c": 1e400}')
    assert isinstance(found, dict)
    assert found["a"] == "\ud83d"
    assert math.isnan(found["b"])
    assert found["c"] == math.inf


def test_bytes_that_are_no_text_are_counted() -> None:
    """Of an answer that is JSON for the rest."""
    decoder = Decoder()
    with pytest.warns(match="bytes that are no UTF-8"):
        assert decoder.document(b'{"a": "An \xff"}') == {"a": "An \ufffd"}
    assert sum(decoder.deviations.counts().values()) == 1


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"a": "\xff"}', "A value holds bytes that are no UTF-8"),
        (rb'{"a": "\ud83d"}', "a holds half a character"),
        (b'{"a": "\t"}', "A value holds controls that are not escaped"),
        (b'{"a": NaN}', "a holds no number that can be stored"),
        (b'{"a": ' + DEEP + b"}", "a holds more than 100 levels"),
    ],
)
def test_strict_raises_instead_of_mending(body: bytes, words: str) -> None:
    """With the property's name, and nothing of its value."""
    with pytest.raises(DecodingError, match=words):
        Decoder(strict=True).storable(body)


def test_too_deep_is_said_in_plain_words() -> None:
    """A permanent cause, which no repetition changes."""
    with pytest.raises(DecodingError, match="nested deeper than 100 levels"):
        Decoder().document(b'{"value": [' + DEEP + b"]}")
