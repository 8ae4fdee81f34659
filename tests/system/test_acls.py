"""The commands of docs/security.md on a Kafka that denies everything else: each service writes
to its own topic alone.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from confluent_kafka import Consumer, KafkaError, KafkaException, Producer
from confluent_kafka.admin import AdminClient

from inventory.database.transactions import Database
from tests.bridge.line import Inbox, Outbox, Processes, eventually
from tests.bridge.messages import ORDER
from tests.system.needs import need
from tools.devstack.servers.kafka import Kafka
from tools.devstack.servers.together import EmbeddedServers

_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
TOOLS = Path(os.environ.get("INVENTORY_KAFKA_TOOLS") or _CACHE / "inventory-kafka-tools") / "kafka-tools-4.4.0.jar"
DOCS = Path(__file__).parents[2] / "docs/security.md"
USERS = ("admin", "catalog", "orders", "payments", "inventory", "stranger")
TOPICS = {"catalog": "catalog.products", "orders": "orders", "payments": "payments", "inventory": "inventory.events"}
SASL = "org.apache.kafka.common.security.plain.PlainLoginModule required"


class Guarded(Kafka):
    """A node with a user for each service, and an authorizer."""

    def client(self, user: str) -> dict[str, str]:
        return {
            "bootstrap.servers": self.address,
            "security.protocol": "SASL_PLAINTEXT",
            "sasl.mechanism": "PLAIN",
            "sasl.username": user,
            "sasl.password": f"{user}-secret",
        }

    def is_ready(self) -> bool:
        try:
            return bool(AdminClient(self.client("admin") | {"log_level": 0}).list_topics(timeout=2).brokers)
        except KafkaException:
            return False

    def kafka_acls(self, words: list[str]) -> str:
        """Run `kafka-acls.sh` as an administrator does."""
        settings = self.directory / "admin.properties"
        settings.write_text(
            "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\n"
            f'sasl.jaas.config={SASL} username="admin" password="admin-secret";\n'
        )
        given = [{"BROKER": self.address, "admin.properties": str(settings)}.get(word, word) for word in words]
        java = self._java([])
        command = [*java[:-1], f"{java[-1]}:{TOOLS}", "org.apache.kafka.tools.AclCommand", *given]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=100)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def _properties(self) -> str:
        users = " ".join(f'user_{user}="{user}-secret"' for user in USERS)
        changed = super()._properties().replace("PLAINTEXT://", "SASL_PLAINTEXT://")
        changed = changed.replace(
            "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT", "CONTROLLER:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT"
        )
        return (
            f"{changed}sasl.enabled.mechanisms=PLAIN\nsasl.mechanism.inter.broker.protocol=PLAIN\n"
            "security.inter.broker.protocol=SASL_PLAINTEXT\n"
            "listener.name.sasl_plaintext.plain.sasl.jaas.config="
            f'{SASL} username="admin" password="admin-secret" {users};\n'
            "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer\n"
            "allow.everyone.if.no.acl.found=false\nsuper.users=User:admin;User:ANONYMOUS\n"  # who is the controller, on a port of its own
        )


def documented() -> list[list[str]]:
    """The words of each command in the chapter."""
    chapter = DOCS.read_text().partition("## Writers of each topic\n")[2].partition("\n## ")[0]
    return [line.split() for line in re.findall(r"^kafka-acls\.sh (.*)$", chapter, re.MULTILINE)]


@pytest.fixture
def kafka(tmp_path: Path) -> Iterator[Guarded]:
    need("mvn")
    if not TOOLS.exists():
        sentence = f"needs {TOOLS}: run .ci/install.d/acls.sh"
        pytest.fail(sentence) if os.environ.get("CI") else pytest.skip(sentence)
    server = Guarded(tmp_path)
    server.start()
    try:
        server.wait_ready()
        yield server
    finally:
        server.stop()


@pytest.fixture
def processes(kafka: Guarded, servers: EmbeddedServers, database_url: str, tmp_path: Path) -> Iterator[Processes]:
    client = kafka.client("inventory")
    environment = (
        os.environ
        | servers.environment
        | {
            "DATABASE_URL": database_url,
            "KAFKA_BOOTSTRAP_SERVERS": client.pop("bootstrap.servers"),
            "INVENTORY_KAFKA_CONFIG": json.dumps(client),
            "INVENTORY_TOPIC_PARTITIONS": "1",
            "INVENTORY_SOURCES": json.dumps({topic: [f"/{user}"] for user, topic in list(TOPICS.items())[:3]}),
        }
    )
    started = Processes(tmp_path, environment, python=sys.executable)
    yield started
    started.kill()


def said(type_: str, data: object, *, source: str, id_: str) -> bytes:
    stated: dict[str, Any] = {"specversion": "1.0", "id": id_, "source": source, "type": type_, "data": data}
    return orjson.dumps(stated)


def publish(kafka: Guarded, user: str, topic: str, value: bytes) -> bool:
    """Return True if Kafka has taken it of this user. Refused for want of a right if not."""
    told: list[KafkaError | None] = []
    producer = Producer(kafka.client(user) | {"log_level": 0})
    producer.produce(topic, value, on_delivery=lambda error, _: told.append(error))
    assert producer.flush(30) == 0
    [error] = told
    assert error is None or error.code() == KafkaError.TOPIC_AUTHORIZATION_FAILED, error
    return error is None


@pytest.mark.timeout(400)
def test_each_service_may_write_to_its_own_topic_alone(
    kafka: Guarded, processes: Processes, database: Database
) -> None:
    inbox, outbox = Inbox(database), Outbox(database)
    commands = documented()
    assert len(commands) == 7
    refused = processes.bridge("topics")
    assert refused.wait() != 0, "without a right nobody makes a topic"
    for words in commands:
        kafka.kafka_acls(words)

    assert processes.bridge("topics").wait() == 0
    outbox.add(["o-1"])
    bridge, relay = processes.bridge("consume"), processes.bridge("relay")
    eventually(lambda: outbox.count() == 0, "the relay publishes")

    cancelled = {"order_id": "o-1"}
    taken = {
        (user, topic)
        for user in USERS[1:]
        for topic in TOPICS.values()
        if publish(kafka, user, topic, said("OrderShipped", {}, source=f"/{user}", id_="who"))
    }
    assert taken == set(TOPICS.items())

    assert publish(kafka, "orders", "orders", said("OrderCreated", ORDER, source="/orders", id_="true"))
    assert publish(kafka, "orders", "orders", said("OrderCreated", ORDER, source="/payments", id_="foreign"))
    assert publish(
        kafka, "catalog", "catalog.products", said("OrderCancelled", cancelled, source="/orders", id_="forged")
    )
    eventually(lambda: inbox.count() == 3, "the bridge reads")
    rows = {row["reason"]: row for row in inbox.rows()}
    assert set(rows) == {None, "foreign_source", "wrong_topic"}
    assert rows[None]["event_id"] == "true"
    assert "authori" not in bridge.log.read_text().lower()
    assert "authori" not in relay.log.read_text().lower()

    def outcomes(user: str, group: str) -> list[str]:
        reader = Consumer(kafka.client(user) | {"group.id": group, "auto.offset.reset": "earliest", "log_level": 0})
        reader.subscribe(["inventory.events"])
        try:
            record = reader.poll(30)
            assert record is not None
            error = record.error()
            return [error.name()] if error else [orjson.loads(record.value() or b"")["type"]]
        finally:
            reader.close()

    assert outcomes("orders", "orders") == ["StockReserved"]
    assert outcomes("payments", "payments")[0].endswith("AUTHORIZATION_FAILED")
    assert (bridge.terminate(), relay.terminate()) == (0, 0)
