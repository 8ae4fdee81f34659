"""Speak to every broker alike, and protect the options that may not be changed."""

from __future__ import annotations

import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from importlib import import_module
from typing import Any

import pytest
from pydantic import ValidationError
from redis import Redis

from inventory.errors import InvalidSettings
from inventory.settings import BrokerKind, Settings
from inventory.settings import settings as own_settings
from tasks import broker
from tasks.app import create_app
from tasks.worker.waiting import closes_in_any_case
from tools.devstack.processes.patience import MachineTime

KOMBU: Any = import_module("kombu")  # publishes few types
HANGING_BROKER_SECONDS = 15
"""The longest time that a hanging broker may hold its caller: `tasks.dispatch.send`."""
NOWHERE = "postgresql://127.0.0.1:1/nowhere"
SENTINELS = "sentinel://:secret@a:26379;sentinel://:secret@b:26379"


def settings(url: str, **more: object) -> Settings:
    return Settings.model_validate({"database_url": NOWHERE, "broker_url": url, **more})


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("redis://:secret@host:6379/0", BrokerKind.REDIS),
        ("rediss://host/0", BrokerKind.REDIS),
        ("redis+socket:///run/redis.sock", BrokerKind.REDIS),
        ("amqp://user:secret@host//", BrokerKind.RABBITMQ),
        ("amqps://host", BrokerKind.RABBITMQ),
        ("amqp://a;amqp://b", BrokerKind.RABBITMQ),
    ],
)
def test_the_url_says_which_broker_it_is(url: str, kind: BrokerKind) -> None:
    assert settings(url).broker_kind is kind


@pytest.mark.parametrize("url", ["", "sqs://", "memory://", "host:6379", "redis://a;amqp://b", "amqp://a;b"])
def test_other_brokers_do_not_start(url: str) -> None:
    with pytest.raises(ValidationError, match="must be the URL of Redis"):
        settings(url)


def test_sentinels_are_asked_for_a_name() -> None:
    with pytest.raises(ValidationError, match="master_name"):
        settings(SENTINELS)
    told = settings(SENTINELS, celery_transport_options={"master_name": "shop"})
    assert broker.transport_options(told)["master_name"] == "shop"
    assert broker.transport_options(told)["global_keyprefix"] == broker.PREFIX


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("amqp://host", "confirm_publish"),
        ("amqp://host", "read_timeout"),
        ("amqp://host", "password"),
        ("redis://host", "socket_timeout"),
        ("redis://host", "max_retries"),
        ("redis://host", "polling_interval"),
    ],
)
def test_what_guarantees_and_liveness_rest_on_is_refused_with_the_reason(url: str, name: str) -> None:
    with pytest.raises(InvalidSettings, match=rf"INVENTORY_CELERY_TRANSPORT_OPTIONS: must not set {name}: \w+"):
        create_app(settings(url, celery_transport_options={name: 7}))


@pytest.mark.parametrize("name", ["socket_timeout", "socket_connect_timeout", "retry", "retry_on_timeout"])
def test_sentinels_are_not_waited_for_longer_either(name: str) -> None:
    given = {"master_name": "shop", "sentinel_kwargs": {"password": "x", name: 60}}
    with pytest.raises(InvalidSettings, match=rf"must not set sentinel_kwargs\.{name}: a broker that hangs"):
        create_app(settings(SENTINELS, celery_transport_options=given))


@pytest.mark.parametrize("given", [5, "password", ["password"]])
def test_options_of_sentinels_that_are_none_are_refused(given: object) -> None:
    with pytest.raises(InvalidSettings, match="sentinel_kwargs must be a JSON object"):
        create_app(settings(SENTINELS, celery_transport_options={"master_name": "shop", "sentinel_kwargs": given}))


def test_what_sentinels_need_is_merged_into_how_they_are_asked() -> None:
    for own in ({}, {"sentinel_kwargs": None}, {"sentinel_kwargs": {"password": "x"}}):
        given = {"master_name": "shop", **own}
        options = broker.transport_options(settings(SENTINELS, celery_transport_options=given))["sentinel_kwargs"]
        assert options == {**broker.ASKED_ONCE, "socket_keepalive": True, **(own.get("sentinel_kwargs") or {})}


def test_three_sentinels_that_hang_hold_a_caller_no_longer_than_any_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    # Celery prefers it to its configuration, and the tests that start processes set it
    # for theirs.
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)

    def seconds(ask: Callable[[], object]) -> float:
        taken = MachineTime()
        with pytest.raises(broker.ERRORS):
            ask()
        return taken.passed()

    with ExitStack() as stack, ThreadPoolExecutor(2) as callers:
        # The system takes connections for them, and nobody ever says a word.
        silent = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(3)]
        url = ";".join(f"sentinel://:secret@127.0.0.1:{each.getsockname()[1]}" for each in silent)
        given = {"master_name": "shop", "sentinel_kwargs": {"password": "x"}}
        app = create_app(settings(url, celery_transport_options=given))
        asking = [lambda: broker.waiting_tasks(app, "stock"), lambda: broker.send_task(app, "prune")]
        assert max(callers.map(seconds, asking)) < HANGING_BROKER_SECONDS


def test_other_options_are_taken() -> None:
    given = {"global_keyprefix": "shop-2:", "health_check_interval": 10}
    options = broker.transport_options(settings("redis://host", celery_transport_options=given))
    assert options.items() >= given.items()
    assert options["socket_timeout"] == 5


def test_queues_are_of_the_type_that_the_settings_name() -> None:
    quorum = create_app(settings("amqp://host", queue_type="quorum")).amqp.queues
    assert {queue.queue_arguments["x-queue-type"] for queue in quorum.values()} == {"quorum"}
    default = create_app(settings("amqp://host")).amqp.queues
    assert not any(queue.queue_arguments for queue in default.values())
    with pytest.raises(ValidationError, match="INVENTORY_QUEUE_TYPE is for RabbitMQ"):
        settings("redis://host", queue_type="quorum")


def test_a_lost_connection_that_can_not_be_closed_ends_no_worker(
    broker: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    """A message is in hand, and the connection is as Celery leaves one that it has lost."""
    del broker
    received: list[object] = []

    def lost() -> Any:
        connection: Any = KOMBU.Connection(own_settings().broker_url)
        queue = KOMBU.Queue("lost")
        with connection.Producer() as producer:
            producer.publish({}, routing_key="lost", declare=[queue])
        receiving = KOMBU.Consumer(connection.default_channel, [queue], callbacks=[lambda _, one: received.append(one)])
        receiving.consume()
        connection.drain_events(timeout=10)
        connection.transport.client = None
        return connection

    with pytest.raises(AttributeError):
        lost().close()
    closes_in_any_case(lost()).close()
    assert len(received) == 2
    assert "could not be closed in order" in caplog.text
