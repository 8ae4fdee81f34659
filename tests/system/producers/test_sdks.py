"""One real bridge takes the events that the CloudEvents SDKs of other languages and kcat
publish.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import orjson
import pytest

from inventory.database.transactions import Database
from inventory.partitions.skipped_types import skipped
from inventory.settings import Settings
from tests.bridge.conftest import environment, inbox, kafka, processes, settings  # noqa: F401 - fixtures
from tests.bridge.line import Inbox, Kafka, Processes, eventually
from tests.system.needs import need

HERE = Path(__file__).parent
_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
TOOLS = Path(os.environ.get("INVENTORY_PRODUCER_TOOLS") or _CACHE / "inventory-producer-tools")

pytestmark = pytest.mark.timeout(600)


def need_sdks() -> None:
    """Skip the calling test where the SDKs are missing. In CI it fails."""
    if (TOOLS / "complete").exists():
        return
    sentence = f"needs the SDKs below {TOOLS}: run .ci/install.d/producers.sh"
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)


def run(*command: str | Path, cwd: Path, given: bytes = b"", variables: Mapping[str, str] | None = None) -> None:
    ran = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        input=given,
        env={**os.environ, **(variables or {})},
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stdout.decode()[-4_000:] + ran.stderr.decode()[-4_000:]


def javascript(bootstrap: str, topic: str, directory: Path) -> None:
    (directory / "node_modules").symlink_to(TOOLS / "node_modules")
    for source in (HERE / "produce.mjs", TOOLS / "package.json"):
        (directory / source.name).write_bytes(source.read_bytes())
    run("node", "produce.mjs", bootstrap, topic, cwd=directory)


def java(bootstrap: str, topic: str, directory: Path) -> None:
    jars = f"{TOOLS}/jars/*"
    run("javac", "-nowarn", "-cp", jars, "-d", directory / "classes", HERE / "Produce.java", cwd=directory)
    run("java", "-cp", f"{directory}/classes:{jars}", "Produce", bootstrap, topic, cwd=directory)


def go(bootstrap: str, topic: str, directory: Path) -> None:
    for source in (HERE / "produce.go", TOOLS / "go.mod", TOOLS / "go.sum"):
        (directory / source.name).write_bytes(source.read_bytes())
    installed = {"GOMODCACHE": f"{TOOLS}/go/modules", "GOCACHE": f"{TOOLS}/go/built", "GOTOOLCHAIN": "local"}
    alone = {**installed, "GOPROXY": "off", "GOFLAGS": "-mod=readonly -modcacherw -buildvcs=false"}
    run("go", "build", "-o", "produce", ".", cwd=directory, variables=alone)
    run(directory / "produce", bootstrap, topic, cwd=directory)


def kcat(bootstrap: str, topic: str, directory: Path) -> None:
    """Binary, structured and bare, and a tombstone (`-Z` makes null of an empty value)."""

    def order(id_: str) -> bytes:
        return orjson.dumps({"order_id": f"o-{id_}", "items": [{"sku": "mug", "quantity": 2}]})

    to = ("kcat", "-P", "-b", bootstrap, "-t", topic, "-p", "0")
    attributes = {"specversion": "1.0", "id": "kcat-binary", "source": "/kcat", "type": "OrderCreated"}
    headers = [word for name, value in attributes.items() for word in ("-H", f"ce_{name}={value}")]
    run(*to, *headers, "-H", "content-type=application/json", cwd=directory, given=order("kcat-binary"))
    whole = {**attributes, "id": "kcat-structured", "data": orjson.loads(order("kcat-structured"))}
    run(*to, "-H", "content-type=application/cloudevents+json", cwd=directory, given=orjson.dumps(whole))
    bare = {"type": "OrderCreated", "id": "kcat-bare", "source": "/kcat", "data": orjson.loads(order("kcat-bare"))}
    run(*to, cwd=directory, given=orjson.dumps(bare))
    run(*to, "-K:", "-Z", cwd=directory, given=b"o-gone:\n")


def test_what_they_publish_is_taken(
    settings: Settings,  # noqa: F811 - a fixture
    kafka: Kafka,  # noqa: F811
    inbox: Inbox,  # noqa: F811
    processes: Processes,  # noqa: F811
    database: Database,
    tmp_path: Path,
) -> None:
    need("node", "java", "javac", "go", "kcat")
    need_sdks()
    del kafka
    for publish in (javascript, java, go, kcat):
        directory = tmp_path / publish.__name__
        directory.mkdir()
        publish(settings.kafka_bootstrap_servers, settings.topic_orders, directory)
    bridge = processes.bridge("consume")
    eventually(lambda: inbox.count() == 18, "all events")
    rows = inbox.rows()
    assert {row["event_id"]: row["reason"] for row in rows if row["reason"]} == {
        "go-missed": "near_miss",
        "js-missed": "near_miss",
    }
    taken = {row["event_id"]: row for row in rows if row["reason"] is None}
    assert sorted(taken) == [
        *("go-binary", "go-bytes", "go-structured", "go-versioned"),
        *("java-binary", "java-jackson", "java-plain", "java-structured"),
        *("js-binary", "js-bytes", "js-plain", "js-structured", "js-versioned"),
        *("kcat-bare", "kcat-binary", "kcat-structured"),
    ]
    for id_, row in taken.items():
        source = {"go": "/go", "java": "/java", "js": "/javascript", "kcat": "/kcat"}[id_.partition("-")[0]]
        assert (row["source"], row["type"], row["key"]) == (source, "OrderCreated", f"o-{id_}")
        assert row["payload"] == {"order_id": f"o-{id_}", "items": [{"sku": "mug", "quantity": 2}]}

    def passed_over() -> dict[str, int]:
        with database.transaction() as session:
            return {one.type: one.skips for one in skipped(session)}

    eventually(lambda: passed_over() == {"(no value)": 2}, "JavaScript's and kcat's tombstones are counted")
    assert bridge.terminate() == 0
