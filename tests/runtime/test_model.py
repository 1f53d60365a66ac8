"""What all models can do: become dicts, hide what is personal, and serve Pydantic."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from importlib import import_module
from pkgutil import iter_modules
from typing import Annotated, Any

import attrs
import pytest

import protime
from protime import (
    AsyncProtime,
    Clocking,
    ClockingKind,
    DeviationWarning,
    NewClocking,
    Person,
    PersonIdentifier,
    PersonReference,
    Protime,
)
from protime.catalog import CATALOG
from protime_runtime.catalog import CollectionInfo, OperationInfo
from protime_runtime.model import Model, show_personal, table
from protime_runtime.reading.decoder import Decoder
from tests.calling import operations
from tests.samples import Samples, an_id

READ = [info for info in CATALOG.values() if info.item is not None]
PERSON = Person(id=1, last_name="Zorkmid", pin_code=0, external_references={"HR": "h1"})
CLOCKING = Clocking(
    id=7,
    person=PersonIdentifier(id=1, external_references={"@badge-number": "Frobozz"}),
    date=date(2026, 3, 2),
    time_of_day_in_minutes=480,
    kind=ClockingKind.IN_OUT,
)


def models() -> Iterator[type]:
    package = import_module("protime.models")
    for info in iter_modules(package.__path__, "protime.models."):
        for found in vars(import_module(info.name)).values():
            if getattr(found, "__module__", "") == info.name and attrs.has(found):
                yield found


def sample(info: CollectionInfo) -> tuple[dict[str, object], Any]:
    assert info.item is not None
    answer = Samples(info, an_id).answer(info.item)
    model = getattr(protime, info.item)
    with warnings.catch_warnings(action="ignore", category=DeviationWarning):
        return answer, Decoder().item({**answer, "zork": [1]}, model, b"")


@pytest.mark.parametrize("info", READ, ids=lambda info: info.name)
def test_an_item_becomes_the_dict_that_it_came_as(info: CollectionInfo) -> None:
    """Under the API's names, with what this version does not know where it is kept."""
    answer, item = sample(info)
    plain = {field.wire for field in info.fields if field.type == "json"}
    answer = {wire: of for wire, of in answer.items() if of != {} or wire in plain}
    unknown = {"zork": [1]} if hasattr(item, "_kept") else {}

    assert item.to_dict() == {**answer, **unknown}
    assert json.loads(json.dumps(item.to_dict())) == item.to_dict()
    by_attribute = item.to_dict(names="python")
    assert len(by_attribute) == len(item.to_dict())
    known = {field.name for field in attrs.fields(type(item))}
    assert by_attribute.keys() - known <= unknown.keys()
    assert json.loads(json.dumps([item], default=type(item).to_dict)) == [
        item.to_dict()
    ]


def test_names_within_are_those_that_were_asked_for() -> None:
    """All the way down; a reference stands as it is sent."""
    python = CLOCKING.to_dict(names="python")
    assert python["person"]["external_references"] == {"@badge-number": "Frobozz"}
    assert CLOCKING.to_dict()["person"]["id"] == 1
    new = NewClocking(
        person=PersonReference.BADGE_NUMBER.of("676"),
        date=date(2026, 3, 2),
        time_of_day_in_minutes=480,
        kind=ClockingKind.IN_OUT,
    )
    assert new.to_dict()["person"] == {"externalReferences": {"@badge-number": "676"}}


def test_every_model_is_one() -> None:
    """Those that are sent, and those within others, as well."""
    found = list(models())
    assert len(found) > 70
    assert all(issubclass(model, Model) for model in found)


@pytest.mark.parametrize("info", READ, ids=lambda info: info.name)
def test_personal_fields_are_named_and_hidden(info: CollectionInfo) -> None:
    """In `repr` and in tables alike, however deep; other fields are there."""
    _, item = sample(info)
    for text in (repr(item), item._repr_html_(), table([item, item], "two")):
        for field in attrs.fields(type(item)):
            if "personal" in field.metadata and getattr(item, field.name):
                assert field.name in text
                assert "…" in text


def test_what_is_hidden() -> None:
    """A value is; that there is none is not. Zero is a value."""
    text = repr(PERSON)
    assert "last_name=…" in text
    assert "pin_code=…" in text
    assert "first_name=None" in text
    assert "external_references=…" in text
    assert "Frobozz" not in repr(CLOCKING) + CLOCKING._repr_html_()


def test_a_notebook_shows_personal_fields_if_it_says_so() -> None:
    """In tables alone, and until it says otherwise."""
    assert "Zorkmid" not in PERSON._repr_html_()
    try:
        show_personal()
        assert "Zorkmid" in PERSON._repr_html_()
        assert "Frobozz" in CLOCKING._repr_html_()
        assert "Zorkmid" not in repr(PERSON)
    finally:
        show_personal(False)
    assert "Zorkmid" not in PERSON._repr_html_()


def test_tables_are_texts_of_html() -> None:
    """What stands in a field is no markup; what holds nothing has no column."""
    odd = attrs.evolve(PERSON, terminal_language_iso_code="<script>")
    text = table([odd, CLOCKING], "a & b")
    assert "<td>&lt;script&gt;</td>" in text
    assert ">a &amp; b</caption>" in text
    assert "<th>id</th><th>" in text
    assert "<th>id</th><td>7</td>" in CLOCKING._repr_html_()
    assert table([], "none").count("<tr>") == 0
    assert "first_name" not in text
    assert "<td>480</td>" in text


@pytest.mark.parametrize("model", list(models()), ids=lambda m: m.__name__)
def test_pydantic_describes_every_model(model: type) -> None:
    """With the API's names, in both directions; what is required is."""
    pydantic = pytest.importorskip("pydantic")
    adapter = pydantic.TypeAdapter(list[model])  # type: ignore[valid-type]  # computed
    wires = {
        field.metadata["wire"]
        for field in attrs.fields(model)
        if "wire" in field.metadata
    }
    for mode in ("serialization", "validation"):
        schema = adapter.json_schema(mode=mode)
        found = schema["$defs"][model.__name__]
        assert found["properties"].keys() == wires
        assert (found["type"], found["title"]) == ("object", model.__name__)


def test_fastapi_returns_items() -> None:
    """As the API has them, described in the service's own documentation."""
    fastapi = pytest.importorskip("fastapi")
    testclient = pytest.importorskip("fastapi.testclient")
    app = fastapi.FastAPI()

    @app.get("/people")
    def people() -> list[Person]:
        return [PERSON]

    @app.get("/clockings/{id}", response_model=Clocking | None)
    def clocking(id: int) -> Clocking | None:
        return CLOCKING if id == 7 else None

    client = testclient.TestClient(app)
    assert client.get("/people").json() == [PERSON.to_dict()]
    assert client.get("/clockings/7").json() == CLOCKING.to_dict()
    assert client.get("/clockings/8").json() is None
    described = client.get("/openapi.json").json()["components"]["schemas"]
    assert described["Person"]["properties"]["lastName"]["anyOf"][0] == {
        "type": "string"
    }
    assert described["Clocking"]["properties"]["date"]["format"] == "date"
    kind = described["Clocking"]["properties"]["kind"]
    assert kind["examples"] == [member.value for member in ClockingKind]


def test_a_value_that_deviates_is_returned_as_it_came() -> None:
    """Without a warning: what the API sent is what the service hands on."""
    pydantic = pytest.importorskip("pydantic")
    odd = attrs.evolve(
        CLOCKING, time_of_day_in_minutes="soon", kind=ClockingKind("Zork")
    )
    adapter = pydantic.TypeAdapter(Clocking)
    assert adapter.dump_python(odd, mode="json")["timeOfDayInMinutes"] == "soon"
    assert json.loads(adapter.dump_json(odd))["kind"] == "Zork"
    with pytest.raises(pydantic.ValidationError, match="Field required"):
        adapter.validate_python({"id": 7})


SENT = [
    (info, operation)
    for info, operation in operations()
    if operation.body is not None and operation.name != "put"
]


@pytest.fixture(scope="module")
def service() -> Iterator[Any]:
    """Serve what takes each body, and returns it."""
    fastapi = pytest.importorskip("fastapi")
    testclient = pytest.importorskip("fastapi.testclient")
    app = fastapi.FastAPI()
    for info, operation in SENT:
        model = getattr(protime, str(operation.body))
        kind: Any = list[model] if operation.body_is_list else model

        def returned(body: Any) -> Any:
            assert isinstance(body[0] if isinstance(body, list) else body, Model)
            return body

        taken = Annotated[kind, fastapi.Body()]
        returned.__annotations__ = {"body": taken, "return": kind}
        app.post(f"/{info.name}/{operation.name}")(returned)
    with testclient.TestClient(app) as made:
        yield made


@pytest.mark.parametrize(
    ("info", "operation"), SENT, ids=lambda part: getattr(part, "name", "")
)
def test_fastapi_takes_each_body(
    service: Any, info: CollectionInfo, operation: OperationInfo
) -> None:
    """What is sent to the service is what it would send, whole or not."""
    for whole in (True, False):
        body = Samples(info, an_id).body(operation, whole=whole)
        answer = service.post(f"/{info.name}/{operation.name}", json=body)
        assert (answer.status_code, answer.json()) == (200, body)
    answer = service.post(f"/{info.name}/{operation.name}", json="nonsense")
    assert answer.status_code == 422


def test_fastapi_says_where_a_body_is_wrong(service: Any) -> None:
    """By the path of the property, as for its own models; references are taken."""
    body = {"date": "2026-03-02", "timeOfDayInMinutes": 1, "kind": "InOut"}
    named = {**body, "person": {"externalReferences": {"@badge-number": "67"}}}
    assert service.post("/clockings/create", json=named).json() == named
    two = {"externalReferences": {"@badge-number": "67", "HRMID": "1"}}
    for wrong in (two, {"id": "x"}, "x"):
        answer = service.post("/clockings/create", json={**body, "person": wrong})
        assert answer.status_code == 422
        places = {tuple(found["loc"][:2]) for found in answer.json()["detail"]}
        assert places == {("body", "person")}
    answer = service.post("/clockings/create", json={**named, "date": "soon"})
    (found,) = answer.json()["detail"]
    assert found["loc"] == ["body", "date"]


def test_fastapi_describes_each_body(service: Any) -> None:
    """In a document that others can read."""
    validator = pytest.importorskip("openapi_spec_validator")
    validator.validate(service.get("/openapi.json").json())


class Cells(HTMLParser):
    """The texts of a table's cells."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def cells(markup: str) -> list[str]:
    parser = Cells()
    parser.feed(markup)
    return parser.texts


@pytest.mark.parametrize("kind", [Protime, AsyncProtime])
def test_a_client_in_a_notebook(kind: Any) -> None:
    """Each collection is a row with what it holds; no secret, and no request."""
    client = kind("acme", client_id="id", client_secret="hidden", user_agent="T/v1 (A)")
    texts = cells(client._repr_html_())
    for info in CATALOG.values():
        assert texts[texts.index(info.attribute) + 1] == info.summary
    assert "hidden" not in client._repr_html_()


@pytest.mark.parametrize("kind", [Protime, AsyncProtime])
@pytest.mark.parametrize("info", CATALOG.values(), ids=lambda info: info.name)
def test_a_collection_in_a_notebook(kind: Any, info: CollectionInfo) -> None:
    """Each operation is there with its places, its filters and what it sends."""
    client = kind("acme", client_id="id", client_secret="hidden", user_agent="T/v1 (A)")
    markup = getattr(client, info.attribute)._repr_html_()
    for operation in info.operations:
        assert f">{operation.name}<" in markup
        for wire in operation.filters:
            (known,) = [one for one in info.filters if one.wire == wire]
            assert f"{known.python} ({', '.join(known.operators)}" in markup
        assert (operation.body or "") in markup
    assert info.summary in " ".join(cells(markup))
