"""Messages that are no task of ours, in every queue of RabbitMQ: rejected for good, and the line
goes on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kombu.connection import Connection

from tests.system.broker.line import shop_on, survives
from tests.system.broker.test_rabbitmq import management, rabbitmq  # noqa: F401 - a fixture
from tests.tasks.test_task_messages import CELERYS, GOOD, WRONG
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.rabbitmq import USER, RabbitMQ

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]

QUEUES = ("stock", "sweeps")
"""The queues that a worker of this stack reads."""
Foreign = tuple[bytes, dict[str, Any]]


def foreign() -> Iterator[Foreign]:
    """Bodies and their properties, as AMQP can have them."""
    as_json = {"content_type": "application/json", "content_encoding": "utf-8"}
    good = json.dumps([[[]], {}, {}]).encode()
    for body in (
        b"[]",
        b"null",
        b"",
        b"not JSON",
        b"\x80\x04N.",
        b"[" * 100_000,
        b"\xff",
        b"[[], {}]",
        b"x" * 2_000_000,
    ):
        yield body, as_json | {"headers": GOOD}
        yield body, {"headers": GOOD}
        yield body, {}
    for name, values in WRONG.items():
        yield from ((good, as_json | {"headers": GOOD | {name: value}}) for value in values if fits(value))
    yield from ((good, as_json | {"headers": GOOD | {name: 5}}) for name in CELERYS)
    for content_type in ("application/x-python-serialize", "text/plain", ""):
        yield good, {"content_type": content_type, "content_encoding": "utf-8", "headers": GOOD}
    yield good, as_json | {"content_encoding": "klingon", "headers": GOOD}
    yield good, as_json | {"headers": GOOD | {"compression": "zlib"}}
    yield (
        good,
        as_json | {"headers": GOOD | {"task": "open_sesame"}, "properties": {"reply_to": "x" * 200}, "priority": 9},
    )


def fits(value: Any) -> bool:
    """AMQP's tables have no larger numbers, and no longer lists of any."""
    return "1" + "0" * 30 not in repr(value) and "nan" not in repr(value) and "inf" not in repr(value)


def test_foreign_messages_in_every_queue_are_rejected_for_good(
    rabbitmq: RabbitMQ,  # noqa: F811
    tmp_path: Path,
) -> None:
    management(rabbitmq, "PUT", "vhosts/foreign")
    url = f"amqp://{USER}:{USER}@{rabbitmq.address}/foreign"
    environment = {"CELERY_BROKER_URL": url, "FLOWER_BROKER_API": rabbitmq.management_url}
    sent = list(foreign())
    with shop_on(tmp_path, environment) as shop:

        def flood() -> None:
            with Connection(url) as connection, connection.channel() as channel:  # type: ignore[no-untyped-call]
                for queue in QUEUES:
                    for body, properties in sent:
                        message = channel.prepare_message(body, **{"headers": {}, **properties})
                        channel.basic_publish(message, exchange=queue, routing_key=queue)
                for body, properties in sent[:30]:
                    message = channel.prepare_message(body, **{"headers": {}, **properties})
                    channel.basic_publish(message, exchange="celery.pidbox", routing_key="")
                    channel.basic_publish(message, exchange="celeryev", routing_key="task.sent")

        workers = {name: shop.stack.pid(name) for name in ("worker", "sweeper", "beat", "flower")}
        survives(shop, "mug", flood)
        assert {name: shop.stack.pid(name) for name in workers} == workers, "none of them was started again"

        def left() -> int | None:
            """Return the number of messages. None until RabbitMQ has counted each queue."""
            found = management(rabbitmq, "GET", "queues/foreign")
            counted = [each.get("messages") for each in found if each["name"] in QUEUES]
            return None if None in counted else sum(counted)

        assert wait_until(lambda: left() == 0, seconds=60), "none of them comes back"
