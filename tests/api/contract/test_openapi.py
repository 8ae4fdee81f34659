"""The document that the API shows of itself, and the page that shows the document."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from pydantic import TypeAdapter

from api.app import create_app
from api.contract.endpoint import EVERYBODY, Endpoint, declared
from api.contract.openapi.document import openapi
from api.contract.problems.documents import document
from api.contract.problems.kinds import ProblemKind
from api.contract.problems.table import PROBLEMS
from api.services import EXTENSION
from inventory.settings import Settings
from tests.api.client import Client

VIEWS_WITHOUT_ENTRY = {
    "documents.document",
    "documents.page",
    "documents.page_with_slash",
    "documents.asset",
    "home.page",
}


def _endpoints() -> dict[str, Endpoint]:
    """Return the declarations of the documented API, by operation."""
    app = create_app(Settings(database_url="postgresql://127.0.0.1/nowhere", authentication="open"))
    found = {name.replace(".", "_"): declared(view) for name, view in app.view_functions.items()}
    app.extensions[EXTENSION].close()
    return {name: one for name, one in found.items() if isinstance(one, Endpoint)}


ENDPOINTS = _endpoints()
EXAMPLES: dict[type[Any], Any] = {
    **{one.body: one.body.example for one in ENDPOINTS.values() if one.body is not None},
    **{
        answer.form: answer.example
        for one in ENDPOINTS.values()
        for answer in one.answers.values()
        if answer is not None
    },
}


@pytest.fixture(scope="module")
def shown() -> dict[str, Any]:
    return openapi(create_app(Settings(database_url="postgresql://127.0.0.1/nowhere", authentication="open")))


def operations(shown: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for path in shown["paths"].values() for operation in path.values()]


def test_it_is_openapi_3_1(shown: dict[str, Any]) -> None:
    validate(shown)
    assert shown["openapi"].startswith("3.1")


def test_it_is_served_as_it_is_generated(client: Client, shown: dict[str, Any]) -> None:
    assert client.get("/openapi.json").json == shown


def test_every_view_is_in_it(app: Flask) -> None:
    documented = {name for name, view in app.view_functions.items() if isinstance(declared(view), Endpoint)}

    assert app.view_functions.keys() - documented == VIEWS_WITHOUT_ENTRY


def test_every_call_says_which_scope_it_needs_and_how_it_is_refused(shown: dict[str, Any]) -> None:
    for operation in operations(shown):
        scope = ENDPOINTS[operation["operationId"]].scope
        assert operation["security"] == ([] if scope is EVERYBODY else [{"bearer": [scope]}])
        assert {"401", "403", "503"} <= operation["responses"].keys() or scope is EVERYBODY


def test_every_answer_has_an_example_that_fits_its_schema(shown: dict[str, Any]) -> None:
    for operation in operations(shown):
        contents = [response.get("content", {}) for response in operation["responses"].values()]
        if "requestBody" in operation:
            contents.append(operation["requestBody"]["content"])
        for media_type, content in (item for one in contents for item in one.items()):
            if media_type == "text/plain":
                continue
            validator = Draft202012Validator({**content["schema"], "components": shown["components"]})
            examples = [content["example"]] if "example" in content else list(content["examples"].values())
            assert examples
            for example in examples:
                name = str(example.get("$ref", "")).rpartition("/")[2]
                validator.validate(shown["components"]["examples"][name]["value"] if name else example)


@pytest.mark.parametrize("model", EXAMPLES, ids=lambda model: model.__name__)
def test_examples_are_what_the_models_take(model: type[Any]) -> None:
    TypeAdapter(model).validate_python(EXAMPLES[model], strict=False)


def places(shown: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every part of the document that is an object, with where it stands."""
    if isinstance(shown, dict):
        yield path, shown
        for name, part in shown.items():
            yield from places(part, f"{path}/{name}")
    elif isinstance(shown, list):
        for number, part in enumerate(shown):
            yield from places(part, f"{path}/{number}")


def test_generators_find_nothing_that_they_do_not_digest(shown: dict[str, Any]) -> None:
    """Each of these breaks a generated client (ADR 9). tests/system/clients has the clients
    themselves.
    """
    schemas = shown["components"]["schemas"]
    assert "jsonSchemaDialect" not in shown
    assert not {"Level", "List", "Map", "Object", "Record", "Error", "Exception"} & schemas.keys()
    for path, part in places(schemas):
        assert "anyOf" not in part, f"{path}: becomes a class without the other members"
        assert "allOf" not in part, path
        assert "default" not in part or path.endswith("/properties"), f"{path}: makes the member required to TypeScript"
        assert "discriminator" not in part, path
        named = path.count("/") == 1
        assert named or "properties" not in part or {"if", "then", "else"} & set(path.split("/")), (
            f"{path}: has no name"
        )
        for form in part.get("oneOf", []):
            assert form.keys() == {"$ref"}, path
    for path, part in places(shown["paths"]):
        assert part.get("default") != [], f"{path}: makes Go that can't be compiled"


def test_enumerations_in_answers_are_open(shown: dict[str, Any]) -> None:
    of_requests = (
        "AdjustmentReason",
        "Disposition",
        "MovementKind",
        "StockLevel",
        "Request",
        "Item",
        "Change",
        "Count",
    )
    for name, schema in shown["components"]["schemas"].items():
        closed = any({"enum", "const"} & part.keys() for _, part in places(schema))
        assert not closed or name.endswith(of_requests), name
    status = shown["components"]["schemas"]["Reservation"]["properties"]["status"]
    assert {"pending", "confirmed"} < set(status["x-extensible-enum"])


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.code)
def test_every_member_of_a_problem_has_a_type(shown: dict[str, Any], problem: ProblemKind) -> None:
    told: dict[str, Any] = {**document(problem.status, problem.example)}
    schemas = shown["components"]["schemas"]
    Draft202012Validator({**schemas["Problem"], "components": shown["components"]}).validate(told)
    assert told.keys() <= schemas["Problem"]["properties"].keys()
    for member, schema in (("shortfalls", "Shortfall"), ("errors", "FieldError")):
        for one in told.get(member, []):
            assert one.keys() <= schemas[schema]["properties"].keys()


def test_every_problem_is_the_answer_of_some_call(shown: dict[str, Any]) -> None:
    told = {
        code
        for operation in operations(shown)
        for response in operation["responses"].values()
        for code in response.get("content", {}).get("application/problem+json", {}).get("examples", ())
    }

    assert told | {"not_found", "method_not_allowed"} == {problem.code for problem in PROBLEMS}


def test_the_first_page_leads_to_everything(database_url: str) -> None:
    flower = "https://flower.example.com/?a=1&b=2"
    app = create_app(Settings(database_url=database_url, authentication="required", flower_url=flower))
    client = Client(app)
    page = client.get("/")
    links = [html.unescape(link) for link in re.findall(r'href="([^"]+)"', page.text)]
    answers = {link: client.get(f"/{link}").status_code for link in links if not re.match(r"https?:|data:", link)}
    app.extensions[EXTENSION].close()

    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert answers == dict.fromkeys(("docs", "openapi.json", "healthz", "readyz"), 200)
    assert flower in links
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_without_flower_the_first_page_does_not_name_it(client: Client) -> None:
    assert "Flower" not in client.get("/").text


def test_the_page_needs_no_other_host(client: Client) -> None:
    page = client.get("/docs")
    assets = re.findall(r'(?:src|href)="([^"]+)"', page.text)

    assert page.mimetype == "text/html"
    assert len(assets) == 4
    for asset in assets:
        answer = client.get(f"/{asset}")
        assert (answer.status_code, answer.mimetype == "text/html") == (200, False), asset
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    assert "//" not in page.text
    slash = client.get("/docs/")
    assert (slash.status_code, slash.headers["Location"]) == (308, "../docs")
    assert client.get("/docs/..%2F..%2F__init__.py").json["code"] == "not_found"


def test_the_api_runs_without_redis_kafka_and_celery() -> None:
    code = "import sys, api.app, api.gunicorn_worker; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert {"flask", "psycopg"} <= set(run.stdout.split())
    assert set(run.stdout.split()).isdisjoint({"celery", "kombu", "redis", "confluent_kafka", "flask_openapi"})
