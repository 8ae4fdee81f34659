"""How the broker is spoken to, whichever it is; and what may not be changed of that."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from inventory.errors import InvalidSettings
from inventory.settings import BrokerKind, Settings
from tasks import broker
from tasks.app import create_app

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
