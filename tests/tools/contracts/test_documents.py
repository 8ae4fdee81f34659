"""The generated documents are the committed ones, and valid."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from inventory.domain.orders.outcome_types import OutcomeType
from inventory.inbox.events import EventType
from tests.tools.contracts.validation import closed, committed, problems
from tools.contracts import examples
from tools.contracts.asyncapi import TOPICS, document
from tools.contracts.documents import generated, present
from tools.contracts.messages import ANY_OUTCOME

OFFICIAL = Path(__file__).parent / "vendored" / "asyncapi-3.0.0.schema.json"


def test_the_committed_files_are_those_generated() -> None:
    wanted, found = generated(), present()
    different = sorted(str(path) for path in wanted.keys() | found if wanted.get(path) != found.get(path))
    assert different == [], "run `make contracts`, and look at what changed in the contract"


def test_the_asyncapi_document_is_one() -> None:
    official = Draft7Validator(json.loads(OFFICIAL.read_text()))
    assert [error.message for error in official.iter_errors(document())] == []


@pytest.mark.parametrize(
    "wrong", [{"asyncapi": "2.6.0"}, {"channels": []}, {"operations": {"x": {"action": "publish"}}}]
)
def test_the_official_schema_would_say_so(wrong: dict[str, Any]) -> None:
    official = Draft7Validator(json.loads(OFFICIAL.read_text()))
    assert not official.is_valid(document() | wrong)


def test_every_reference_of_the_asyncapi_document_leads_somewhere() -> None:
    whole = document()
    found = set(references(whole))
    assert found
    for reference in found:
        part: Any = whole
        for name in reference.removeprefix("#/").split("/"):
            assert name in part, reference
            part = part[name]


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"]
        for each in part.values():
            yield from references(each)
    elif isinstance(part, list):
        for each in part:
            yield from references(each)


def test_every_event_is_in_the_asyncapi_document() -> None:
    channels = document()["channels"]
    heard = [name for topic in TOPICS for name in channels[topic]["messages"]]
    assert sorted(heard) == sorted(name for type_ in EventType for name in (type_, f"{type_}Binary"))
    assert sorted(channels["events"]["messages"]) == sorted([*OutcomeType, ANY_OUTCOME])


def test_generators_find_nothing_in_the_asyncapi_document_that_they_do_not_digest() -> None:
    """Each of these breaks generated models (ADR 9). tests/system/clients has the models
    themselves.
    """
    schemas = document()["components"]["schemas"]
    for name, schema in schemas.items():
        assert not any("anyOf" in part or "allOf" in part for part in objects(schema)), f"{name}: an unnamed union"
    outcome = schemas[ANY_OUTCOME]
    assert outcome["discriminator"] == "type"
    for option in outcome["oneOf"]:
        event = schemas[option["$ref"].rpartition("/")[2]]
        assert event["properties"]["type"]["const"] in list(map(str, OutcomeType))
        data = schemas[event["properties"]["data"]["$ref"].rpartition("/")[2]]
        assert "omitted" in data["properties"]
        assert not any({"enum", "const"} & part.keys() for part in objects(data)), "enumerations of outcomes are open"


def objects(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from objects(each)


def test_the_payloads_in_the_asyncapi_document_are_the_schemas() -> None:
    whole = document()
    for name, message in whole["components"]["messages"].items():
        schema = {**whole, "$ref": message["payload"]["$ref"]}
        for example in message["examples"]:
            assert problems(example["payload"], schema) == [], name
            assert problems(example["headers"], message["headers"]) == [], name
            assert problems({}, schema) != [], name


@pytest.mark.parametrize(
    "path", sorted(str(path.relative_to(path.parents[1])) for path in present() if path.parent.name in {"in", "out"})
)
def test_a_schema_is_one(path: str) -> None:
    Draft202012Validator.check_schema(committed(path))


@pytest.mark.parametrize("event_type", EventType)
def test_an_example_in_fits_its_schema(event_type: EventType) -> None:
    schema = committed(f"in/{event_type}.json")
    assert problems(examples.structured(event_type), closed(schema)) == []
    prefixed = examples.structured(event_type) | {"type": f"com.example.{event_type}"}
    assert problems(prefixed, schema) == []
    assert problems(prefixed | {"type": f"{event_type}.v2"}, schema) == []
    assert problems(prefixed | {"type": f"{event_type}Event"}, schema) != []


@pytest.mark.parametrize("outcome_type", OutcomeType)
def test_an_example_out_fits_its_schema(outcome_type: OutcomeType) -> None:
    assert problems(examples.published(outcome_type), closed(committed(f"out/{outcome_type}.json"))) == []
