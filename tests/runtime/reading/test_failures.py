"""Error answers become typed errors, whatever their shape."""

from __future__ import annotations

import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protime_runtime import errors
from protime_runtime.errors import (
    AuthenticationFailed,
    CreationUnconfirmed,
    DecodingError,
    ProtimeError,
    RequestFailed,
    RequestInfo,
    ResponseError,
)
from protime_runtime.reading.failures import response_error
from tests.runtime.helpers import answer
from tests.runtime.strategies import ANY_JSON, spoiled

INFO = RequestInfo(method="GET", url="https://acme.myprotime.eu/x", attempts=2)
WRAPPED = {
    "error": {"code": "BadRequest", "message": "Not so.", "reasons": ["date", "person"]}
}
BARE = {
    "code": "BadRequest",
    "message": "Not so.",
    "validationErrors": [{"field": "date"}, "person"],
}


def failure(body: object, status: int = 400, **headers: str) -> ResponseError:
    return response_error(answer(body, status, **headers), INFO)


def test_the_wrapped_shape_is_read() -> None:
    """With its reasons, one to a line."""
    error = failure(WRAPPED)
    assert (error.code, error.message) == ("BadRequest", "Not so.")
    assert error.reasons == ("date", "person")
    assert str(error) == (
        "400 BadRequest Not so: GET https://acme.myprotime.eu/x\n  - date\n  - person"
    )


def test_the_bare_shape_is_read() -> None:
    """How its items are made is not published, so they are shown as they are."""
    error = failure(BARE)
    assert (error.code, error.message) == ("BadRequest", "Not so.")
    assert error.reasons == ('{"field": "date"}', "person")


@pytest.mark.parametrize(
    ("body", "message", "reasons"),
    [
        (
            b"<html>\n <h1>Bad gateway</h1></html>",
            "<html> <h1>Bad gateway</h1></html>",
            (),
        ),
        (b"", "", ()),
        (b'{"error": {"code":', '{"error": {"code":', ()),
        ({"error": "no"}, "no", ()),
        ({"error": None}, '{"error": null}', ()),
        ({"message": "no", "validationErrors": {"a": ["b"]}}, "no", ('a: ["b"]',)),
        ({"error": {"message": "no", "reasons": "because"}}, "no", ("because",)),
        ([1], "[1]", ()),
    ],
)
def test_other_bodies_are_shown(
    body: object, message: str, reasons: tuple[str, ...]
) -> None:
    """A proxy's page, half an answer, nothing: the error says what there is."""
    error = failure(body, 502)
    assert (error.message, error.reasons) == (message, reasons)
    assert error.body == answer(body).content


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (304, errors.NotModified),
        (400, errors.BadRequest),
        (401, errors.Unauthorized),
        (403, errors.Forbidden),
        (404, errors.NotFound),
        (409, errors.Conflict),
        (410, errors.DeltaExpired),
        (414, errors.UriTooLong),
        (429, errors.TooManyRequests),
        (500, errors.ServerError),
        (502, errors.ServerError),
        (503, errors.ServiceUnavailable),
        (302, ResponseError),
        (418, ResponseError),
    ],
)
def test_each_status_has_its_class(status: int, kind: type[ResponseError]) -> None:
    """Statuses that are not documented are of the class above."""
    assert type(failure({}, status)) is kind


@given(spoiled(WRAPPED) | spoiled(BARE) | ANY_JSON)
def test_any_body_is_one_error(body: object) -> None:
    """Whatever stands where, there is an error with a text."""
    error = failure(body)
    assert str(error).startswith("400 ")
    assert all(isinstance(one, str) for one in error.reasons)


@given(st.binary())
def test_any_bytes_are_one_error(body: bytes) -> None:
    """The raw body stays at hand."""
    assert failure(body).body == body


def test_a_deep_body_is_one_error() -> None:
    """Nesting as deep as Python reads is no reason to fail differently."""
    for depth in (*range(700, 1000, 10), 100_000):
        deep = b"[" * depth + b"]" * depth
        assert failure(b'{"error": {"reasons": [' + deep + b"]}}").status == 400


def test_the_requests_id_is_kept() -> None:
    """It is what the vendor's support asks for."""
    assert failure({}, x_request_id="r-1").request_id == "r-1"
    assert failure({}).request_id is None


@pytest.mark.parametrize(
    "error",
    [
        failure(WRAPPED, 409),
        RequestFailed("ReadError", INFO),
        AuthenticationFailed("no", status=400, code="invalid_client", body=b"{}"),
        DecodingError("no", path="$.a", body=b"{}"),
        CreationUnconfirmed("no", monitor="/m", body=b""),
        ProtimeError("no"),
    ],
)
def test_errors_can_be_pickled(error: ProtimeError) -> None:
    """A pool hands them over; one that cannot be rebuilt would break the pool."""
    error.resume_link = "/a /b"
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    """Each class stands in the picture, and each name in the picture is a class."""
    drawn = [
        line.split("─ ")[1].split()[0]
        for line in (errors.__doc__ or "").splitlines()
        if "── " in line
    ]
    real = [
        name
        for name, kind in vars(errors).items()
        if isinstance(kind, type)
        and issubclass(kind, ProtimeError)
        and kind is not ProtimeError
    ]
    assert sorted(drawn) == sorted(real)
    assert json.dumps(drawn)
