"""Many values are mapped with one report, whatever comes of each."""

from __future__ import annotations

import json

import pytest

from protime_runtime.bulk import BulkReport, Mapper
from protime_runtime.errors import (
    AuthenticationFailed,
    InvalidRequest,
    ProtimeError,
    RequestFailed,
    RequestInfo,
)
from protime_runtime.reading.converter import encode
from protime_runtime.reading.failures import response_error
from tests.runtime.helpers import answer
from tests.runtime.models import external_references

INFO = RequestInfo(method="PUT", url="https://acme.myprotime.eu/x")
CONFLICT = response_error(answer({"error": {"message": "taken"}}, 409), INFO)
FORBIDDEN = response_error(answer({}, 403), INFO)


def mapped(
    references: dict[str, int | str],
    failing: dict[str, ProtimeError] = {},  # noqa: B006 - only read
) -> tuple[BulkReport, list[str]]:
    mapper = Mapper(external_references, "people", "HRMID", references)
    sent = []
    for request in mapper.requests():
        value = request.target.rpartition("/")[2]
        sent.append(f"{value}={json.loads(encode(request.body))['internalReference']}")
        assert request.target.endswith(f"/people/HRMID/{value}")
        with mapper.noted():
            if value in failing:
                raise failing[value]
    return mapper.report(), sent


def test_all_that_can_be_mapped_is_mapped() -> None:
    """In the order of the mapping."""
    report, sent = mapped({"a": 1, "b": "2"})
    assert (report.done, report.ok, sent) == (2, True, ["a=1", "b=2"])


def test_two_values_for_one_id_conflict() -> None:
    """A number and the text of it are one id; the first value keeps it."""
    report, sent = mapped({"a": 1, "b": "1", "c": 2})
    assert sent == ["a=1", "c=2"]
    assert [(one.external_reference, one.reason) for one in report.conflicts] == [
        ("b", "1 is already named 'a' in this mapping")
    ]


def test_what_the_api_refuses_is_a_conflict_and_the_rest_goes_on() -> None:
    """What is not known is a failure."""
    lost = RequestFailed("ReadError", INFO)
    report, sent = mapped({"a": 1, "b": 2, "c": 3}, {"a": CONFLICT, "b": lost})
    assert sent == ["a=1", "b=2", "c=3"]
    assert [one.error for one in report.conflicts] == [CONFLICT]
    assert [one.error for one in report.failures] == [lost]
    assert (report.done, report.ok) == (1, False)


@pytest.mark.parametrize("value", ["", "..", "\ud800"])
def test_a_value_that_no_path_carries_does_not_end_the_rest(value: str) -> None:
    """Nor does it lose the report of what was done before."""
    report, sent = mapped({"a": 1, value: 2, "c": 3})
    assert sent == ["a=1", "c=3"]
    assert [one.external_reference for one in report.conflicts] == [value]


@pytest.mark.parametrize(
    "error",
    [
        FORBIDDEN,
        AuthenticationFailed("no", status=400, code="invalid_client", body=b""),
    ],
)
def test_what_would_fail_for_all_is_sent_once(error: ProtimeError) -> None:
    """Thousands of requests would not fare better."""
    report, sent = mapped({"a": 1, "b": 2, "c": 3}, {"b": error})
    assert sent == ["a=1", "b=2"]
    assert report.done == 1
    assert [one.external_reference for one in report.failures] == ["b", "c"]
    assert report.failures[1].error is None
    assert "not sent" in report.failures[1].reason


@pytest.mark.parametrize("reference", ["@badge-number", "", ".."])
def test_a_reference_type_that_cannot_be_mapped_is_refused(reference: str) -> None:
    """Protime's own are changed in Protime."""
    with pytest.raises(InvalidRequest):
        Mapper(external_references, "people", reference, {"a": 1})
