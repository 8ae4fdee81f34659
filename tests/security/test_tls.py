"""Encrypted and verified connections to PostgreSQL, Redis and Kafka, by settings alone."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from kombu.connection import Connection
from redis import Redis
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from trustme import CA, LeafCert

from bridge.kafka import consumer_config, producer_config
from bridge.topics import ensure_topics
from inventory.database.transactions import Database
from inventory.settings import Settings
from tasks import broker
from tests.security.tls_front import tls_front
from tools.devstack.machine.ports import LOOPBACK, free_ports
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.kafka import Kafka
from tools.devstack.servers.postgresql import PostgreSQL
from tools.devstack.servers.valkey import Valkey


@dataclass(frozen=True)
class Trust:
    """Files with the authority that signed the servers' certificate, and with one that did not."""

    certificate: LeafCert
    right: Path
    wrong: Path


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Trust:
    directory = tmp_path_factory.mktemp("authorities")
    right, wrong = CA(), CA()
    right.cert_pem.write_to_path(str(directory / "right.pem"))
    wrong.cert_pem.write_to_path(str(directory / "wrong.pem"))
    return Trust(right.issue_cert(LOOPBACK), directory / "right.pem", directory / "wrong.pem")


# PostgreSQL.


@pytest.fixture
def postgresql_tls_url(postgresql: PostgreSQL, trust: Trust) -> Iterator[str]:
    if not postgresql.is_ready():
        postgresql.restart()
    with tls_front(postgresql.port, trust.certificate, postgresql=True) as port:
        yield postgresql.url.replace(f":{postgresql.port}/", f":{port}/")


def test_postgresql_through_tls(postgresql_tls_url: str, trust: Trust) -> None:
    settings = Settings(database_url=f"{postgresql_tls_url}?sslmode=verify-full&sslrootcert={trust.right}")
    database = Database(settings.database_url, name="tests")
    with database.transaction() as session:
        driver = session.connection().connection.driver_connection
        assert driver is not None
        assert driver.pgconn.ssl_in_use
        assert session.scalar(text("SELECT 1")) == 1
    database.dispose()


@pytest.mark.parametrize("change", ["wrong authority", "another host"])
def test_a_postgresql_that_is_not_the_one_is_not_talked_to(postgresql_tls_url: str, trust: Trust, change: str) -> None:
    authority = trust.wrong if change == "wrong authority" else trust.right
    url = postgresql_tls_url.replace(LOOPBACK, "localhost") if change == "another host" else postgresql_tls_url
    database = Database(f"{url}?sslmode=verify-full&sslrootcert={authority}", name="tests")
    with pytest.raises(OperationalError, match=r"certificate"), database.transaction():
        pytest.fail("it must not come to a transaction")
    database.dispose()


# Redis.


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Valkey]:
    server = Valkey(tmp_path)
    server.start()
    try:
        server.wait_ready()
        yield server
    finally:
        server.stop()


SEND = """
from tasks.app import app
with app.connection_for_write() as connection:
    app.send_task("tasks.stock.reserve_stock", args=[[1]], queue="stock", connection=connection, retry=False)
"""


def send_task(port: int, authority: Path, password: str) -> subprocess.CompletedProcess[str]:
    query = f"ssl_cert_reqs=required&ssl_ca_certs={authority}"
    environment = {
        **os.environ,
        "DATABASE_URL": "postgresql://127.0.0.1:1/nowhere",
        "CELERY_BROKER_URL": f"rediss://:{password}@{LOOPBACK}:{port}/0?{query}",
    }
    command = [sys.executable, "-c", SEND]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_celery_reaches_redis_through_tls_and_no_other(redis: Valkey, trust: Trust) -> None:
    password = urlsplit(redis.url).password or ""
    with Redis.from_url(redis.url) as plain, tls_front(redis.port, trust.certificate) as port:
        sent = send_task(port, trust.right, password)
        assert sent.returncode == 0, sent.stderr
        refused = send_task(port, trust.wrong, password)
        queued = plain.llen("inventory:stock")

    assert queued == 1
    assert refused.returncode != 0
    assert "certificate" in refused.stderr.lower()
    assert password
    assert password not in refused.stdout + refused.stderr


# Kafka.


class GuardedKafka(Kafka):
    """Kafka with one more listener, for those who know a password, through TLS."""

    def __init__(self, directory: Path, certificate: LeafCert) -> None:
        super().__init__(directory)
        [self.guarded_port] = free_ports(1)
        self._certificate = certificate

    @property
    def guarded_address(self) -> str:
        return f"{LOOPBACK}:{self.guarded_port}"

    def _properties(self) -> str:
        given = dict(line.split("=", 1) for line in super()._properties().splitlines())
        given["listeners"] += f",SASL_SSL://{self.guarded_address}"
        given["advertised.listeners"] += f",SASL_SSL://{self.guarded_address}"
        given["listener.security.protocol.map"] += ",SASL_SSL:SASL_SSL"
        login = 'org.apache.kafka.common.security.plain.PlainLoginModule required user_inventory="hunter2";'
        given |= {
            "sasl.enabled.mechanisms": "PLAIN",
            "listener.name.sasl_ssl.plain.sasl.jaas.config": login,
            "ssl.keystore.type": "PEM",
            "ssl.keystore.location": str(self._keystore()),
        }
        return "".join(f"{name}={value}\n" for name, value in given.items())

    def _keystore(self) -> Path:
        """Key and certificate in one file, the key as Java wants it."""
        key = load_pem_private_key(self._certificate.private_key_pem.bytes(), password=None)
        path = self.directory / "keystore.pem"
        chain = b"".join(part.bytes() for part in self._certificate.cert_chain_pems)
        path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + chain)
        return path


@pytest.fixture(scope="module")
def kafka(tmp_path_factory: pytest.TempPathFactory, trust: Trust) -> Iterator[GuardedKafka]:
    server = GuardedKafka(tmp_path_factory.mktemp("guarded"), trust.certificate)
    server.start()
    try:
        server.wait_ready()
        yield server
    finally:
        server.stop()


def guarded(kafka: GuardedKafka, authority: Path, *, password: str = "hunter2") -> Settings:
    return Settings(
        database_url="postgresql://127.0.0.1:1/nowhere",
        kafka_bootstrap_servers=kafka.guarded_address,
        kafka_config={
            "security.protocol": "SASL_SSL",
            "sasl.mechanisms": "PLAIN",
            "sasl.username": "inventory",
            "sasl.password": password,
            "ssl.ca.location": str(authority),
        },
    )


def test_every_client_of_kafka_goes_through_tls_with_its_password(kafka: GuardedKafka, trust: Trust) -> None:
    settings = guarded(kafka, trust.right)
    assert settings.topic_orders in ensure_topics(settings)

    producer = Producer(producer_config(settings))
    producer.produce(settings.topic_orders, b"an order")
    assert producer.flush(30) == 0
    consumer = Consumer(consumer_config(settings))
    consumer.assign([TopicPartition(settings.topic_orders, number, 0) for number in range(settings.topic_partitions)])
    message = consumer.poll(30)
    consumer.close()
    assert message is not None
    assert message.value() == b"an order"


@pytest.mark.parametrize(
    ("wrong", "reason"), [("password", "SASL authentication error"), ("authority", "certificate verify failed")]
)
def test_kafka_is_not_reached_with_what_is_wrong(
    kafka: GuardedKafka, trust: Trust, wrong: str, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    settings = guarded(kafka, trust.right, password="S3cr3t") if wrong == "password" else guarded(kafka, trust.wrong)
    producer = Producer(producer_config(settings))

    def told() -> bool:
        producer.poll(0)  # the client speaks here
        return reason in caplog.text

    assert wait_until(told, seconds=20), caplog.text
    with pytest.raises(KafkaException):
        producer.list_topics(timeout=1)
    assert "S3cr3t" not in caplog.text


# RabbitMQ, of which only the handshake is needed.


@pytest.fixture
def silent() -> Iterator[int]:
    """The port of a server that hangs up on everybody."""
    with socket.create_server((LOOPBACK, 0)) as listener:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    listener.accept()[0].close()

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield int(listener.getsockname()[1])
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def met(port: int, host: str, **ssl: str) -> str:
    """Return the fate of a connection to RabbitMQ there."""
    settings = Settings(
        database_url="postgresql://127.0.0.1:1/nowhere",
        broker_url=f"amqps://guest:guest@{host}:{port}//",
        celery_transport_options={"ssl": ssl},
    )
    options = broker.transport_options(settings)
    opened = Connection(settings.broker_url, transport_options=options)  # type: ignore[no-untyped-call]
    with opened as connection:
        with pytest.raises(broker.ERRORS) as failed:
            connection.connect()
        return str(failed.value)


def test_a_rabbitmq_that_is_not_the_one_is_not_talked_to(silent: int, trust: Trust) -> None:
    with tls_front(silent, trust.certificate) as port:
        assert "certificate" not in met(port, LOOPBACK, ca_certs=str(trust.right))
        assert "certificate verify failed" in met(port, LOOPBACK, ca_certs=str(trust.wrong))
        assert "certificate verify failed" in met(port, LOOPBACK)
        assert "certificate verify failed" in met(port, "localhost", ca_certs=str(trust.right))
