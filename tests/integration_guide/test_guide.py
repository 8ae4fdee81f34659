"""The guide is executed as a reader would, from top to bottom in one shell, and each answer
compared with the one it shows.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import requests

from tests.integration_guide.guide import GUIDE, Step, differences
from tests.integration_guide.reader import follow
from tools.devstack.stack import Stack


def test_every_block_of_the_guide_does_what_it_shows(stack: Stack, tmp_path: Path) -> None:
    follow(GUIDE, stack, tmp_path)


HTTP = 'HTTP/1.1 200 OK\nETag: "…"\n\n{"items": [{"sku": "CAP", "available": 2}], "next": "…"}'


@pytest.mark.parametrize(
    "printed",
    [
        'HTTP/1.1 201 CREATED\nETag: "1"\n\n{"items": [{"sku": "CAP", "available": 2}], "next": "a"}',
        'HTTP/1.1 200 OK\n\n{"items": [{"sku": "CAP", "available": 2}], "next": "a"}',
        'HTTP/1.1 200 OK\nETag: 1\n\n{"items": [{"sku": "CAP", "available": 2}], "next": "a"}',
        'HTTP/1.1 200 OK\nETag: "1"\n\n{"items": [{"sku": "CAP", "available": 3}], "next": "a"}',
        'HTTP/1.1 200 OK\nETag: "1"\n\n{"items": [{"sku": "CAP"}], "next": "a"}',
        'HTTP/1.1 200 OK\nETag: "1"\n\n{"items": [], "next": "a"}',
        'HTTP/1.1 200 OK\nETag: "1"\n\n{"items": [{"sku": "CAP", "available": 2}], "next": null}',
    ],
)
def test_an_answer_that_differs_is_found(printed: str) -> None:
    step = Step(1, "", "http", HTTP)

    assert differences(step, printed)
    assert not differences(step, 'HTTP/1.1 200 OK\r\nEtag: "7"\r\n\r\n' + HTTP.partition("\n\n")[2].replace("…", "a"))


def test_a_generator_finds_one_schema_for_each_title(stack: Stack) -> None:
    """Titles become class names. Two schemas of one name make generators leave an endpoint out."""
    document = requests.get(f"{stack.endpoints.api_url}/openapi.json", timeout=60).json()
    schemas = document["components"]["schemas"]
    titles = [
        *schemas,
        *(form["title"] for schema in schemas.values() for form in schema.get("oneOf", ()) if "title" in form),
    ]

    assert len(titles) == len(set(titles))


def test_what_the_guide_links_to_is_there() -> None:
    text = GUIDE.read_text()
    headings = {
        re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in text.splitlines()
        if line.startswith("#")
    }

    for file, anchor in re.findall(r"\]\((?!https:)([^)#]*)(?:#([^)]*))?\)", text):
        assert (GUIDE.parent / file).exists(), file
        assert file or anchor in headings, anchor
