"""`make up` twice at once on one machine: from two checkouts, and in the same one."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest
import requests
from confluent_kafka import Producer

from tools.devstack import PROJECT
from tools.devstack.endpoints import PORT_VARIABLES, SERVER_VARIABLES
from tools.devstack.processes.children import last_lines, spawn, wait_until
from tools.devstack.servers.jars import cache_directory

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]

WHERE = re.compile(r"^  (API|Flower|Kafka|PostgreSQL|broker) +(\S+)", re.MULTILINE)
LEFT_OUT = (".venv", ".git", ".data", "node_modules", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache")
ANOTHER_MAKE = ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")


@dataclass
class Checkout:
    """A copy of the project with the environment of this one, and `make up` in it."""

    directory: Path
    log: Path
    make: subprocess.Popen[bytes]

    def addresses(self) -> dict[str, str]:
        return dict(WHERE.findall(self.log.read_text(encoding="utf-8")))

    def is_up(self) -> bool:
        assert self.make.poll() is None, last_lines(self.log)
        return "Ctrl-C stops everything" in self.log.read_text(encoding="utf-8")

    def on_hand(self, sku: str) -> int | None:
        answer = requests.get(f"{self.addresses()['API']}/v1/stock/{sku}", timeout=30)
        return None if answer.status_code == 404 else int(answer.json()["quantity_on_hand"])

    def publish(self, sku: str) -> None:
        """Have the catalogue state a new product, 5 of it."""
        event = {
            "id": f"event-{sku}",
            "type": "ProductCreated",
            "source": "/catalogue",
            "data": {"product_id": sku, "sku": sku, "quantity_on_hand": 5},
        }
        producer = Producer({"bootstrap.servers": self.addresses()["Kafka"]})
        producer.produce("catalog.products", orjson.dumps(event), sku)
        assert producer.flush(60) == 0

    def press_ctrl_c(self) -> None:
        """Send SIGINT to all that a terminal would send it to."""
        os.killpg(self.make.pid, signal.SIGINT)

    def has_ended(self) -> bool:
        return self.make.poll() is not None


def environment() -> dict[str, str]:
    ours = {*ANOTHER_MAKE, *SERVER_VARIABLES.values(), *PORT_VARIABLES.values()}
    return {**{name: value for name, value in os.environ.items() if name not in ours}, **CACHE}


CACHE = {"DEVSTACK_CACHE": str(cache_directory())}


def make_up(directory: Path, log: Path) -> subprocess.Popen[bytes]:
    return spawn(["make", "-C", str(directory), "up"], log=log, environment=environment())


@pytest.fixture
def both(tmp_path: Path) -> Iterator[list[Checkout]]:
    copies = [tmp_path / name for name in ("one", "other")]
    for copy in copies:
        shutil.copytree(PROJECT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
        (copy / ".venv").symlink_to(PROJECT / ".venv")
        for made_from in ("requirements-dev.lock", "pyproject.toml"):
            os.utime(copy / made_from, (0, 0))  # the environment is there
    checkouts = [Checkout(copy, log := copy.with_suffix(".log"), make_up(copy, log)) for copy in copies]
    try:
        yield checkouts
    finally:
        for one in checkouts:
            if not one.has_ended():
                one.press_ctrl_c()
        for one in checkouts:
            one.make.wait(60)


def test_each_works_on_its_own_servers_and_a_second_one_in_the_same_place_says_what_to_do(both: list[Checkout]) -> None:
    one, other = both
    assert wait_until(lambda: one.is_up() and other.is_up(), seconds=180), last_lines(one.log) + last_lines(other.log)
    assert one.addresses().keys() == {"API", "Flower", "Kafka", "PostgreSQL", "broker"}
    assert not set(one.addresses().values()) & set(other.addresses().values())

    one.publish("tea")
    other.publish("mug")
    assert wait_until(lambda: (one.on_hand("tea"), other.on_hand("mug")) == (5, 5), seconds=60)
    assert (one.on_hand("mug"), other.on_hand("tea")) == (None, None)

    second = make_up(one.directory, log := one.log.with_name("second.log"))
    assert second.wait(60) != 0
    said = log.read_text(encoding="utf-8")
    assert f"A stack already runs in {one.directory / '.data'} (process " in said
    assert f"{one.addresses()['API']}). Use that one, stop it with Ctrl-C" in said
    assert "--directory ANOTHER_DIRECTORY" in said
    assert "Traceback" not in said

    one.press_ctrl_c()
    assert wait_until(one.has_ended, seconds=60)
    assert "everything is stopped" in one.log.read_text(encoding="utf-8")
    with pytest.raises(requests.ConnectionError):
        one.on_hand("tea")
    assert other.on_hand("mug") == 5
