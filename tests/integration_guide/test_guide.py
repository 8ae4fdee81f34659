"""The guide is executed as a reader would, from top to bottom in one shell, and each answer
compared with the one it shows.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from tests.integration_guide.guide import GUIDE, Step, differences, steps
from tools.devstack.stack import Stack

PROJECT = GUIDE.parents[1]
END = "end of a step, status"


class Shell:
    """One bash for all steps, so that the variables of a step are there for the next."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._input, self._output = process.stdin, process.stdout

    def run(self, commands: str) -> str:
        """Return their text on both outputs. Fails if the last of them fails."""
        self._input.write(f"{{\n{commands}\n}} < /dev/null 2>&1\nprintf '\\n%s %d\\n' '{END}' $?\n")
        self._input.flush()
        printed: list[str] = []
        for line in self._output:
            if ended := re.fullmatch(rf"{END} (\d+)\n", line):
                assert ended[1] == "0", f"status {ended[1]}: {''.join(printed)}"
                return "".join(printed).removesuffix("\n")
            printed.append(line)
        raise AssertionError(f"the shell ended: {''.join(printed)}")


@contextmanager
def shell(stack: Stack, directory: Path) -> Iterator[Shell]:
    endpoints = stack.endpoints
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PROJECT": str(PROJECT),
        "INVENTORY": endpoints.api_url,
        "KAFKA": endpoints.kafka_bootstrap_servers,
        "DATABASE_URL": stack.owner_url,
    }
    with subprocess.Popen(
        ["bash", "--norc"], cwd=directory, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Shell(process)
        finally:
            process.kill()


def test_every_block_of_the_guide_does_what_it_shows(stack: Stack, tmp_path: Path) -> None:
    with shell(stack, tmp_path) as reader:
        for step in steps():
            printed = reader.run(step.commands)
            found = differences(step, printed)
            assert not found, f"{GUIDE.name}, line {step.line}: {found}\n{step.commands}\n{printed}"


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
