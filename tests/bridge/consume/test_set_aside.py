"""One producer's bad messages stop nobody: through real bridges and Kafka, under kills (ADR
0042).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner

from inventory.cli.root import commands
from inventory.database.transactions import Database
from inventory.partitions import gaps, set_aside
from inventory.settings import Settings
from inventory.settings import settings as settings_of_this_process
from tests.bridge.line import Inbox, Kafka, Processes, eventually
from tests.bridge.messages import ORDER

CAP, BAD = 5, 101


def good(number: int | str, source: str = "/shop") -> dict[str, Any]:
    data = ORDER | {"order_id": f"o-{number}"}
    return {"type": "OrderCreated", "id": f"e-{number}", "source": source, "data": data}


def bad(number: int, source: str = "/bad") -> dict[str, Any]:
    return {"type": "OrderCreated", "id": f"bad-{number}", "source": source, "data": {"order_id": f"o-{number}"}}


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return environment | {"INVENTORY_DEAD_LETTER_CAP": str(CAP), "INVENTORY_DEAD_LETTER_WINDOW": "10"}


@pytest.fixture
def operator(settings: Settings) -> Callable[..., str]:
    """Somebody with the command line."""
    del settings
    settings_of_this_process.cache_clear()

    def run(*arguments: str | int) -> str:
        result = CliRunner().invoke(commands, ["events", *map(str, arguments)], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    return run


def ranges(database: Database) -> list[tuple[str, int, int]]:
    with database.transaction() as session:
        return [(one.overrun.source, one.overrun.at.offset, one.last_offset) for one in set_aside.left(session)]


def test_one_producer_stops_nobody_and_nothing_of_its_messages_is_lost(
    settings: Settings,
    kafka: Kafka,
    inbox: Inbox,
    database: Database,
    processes: Processes,
    operator: Callable[..., str],
) -> None:
    """Two bridges. One is killed while it leaves messages, one while it reads them again."""
    topic = settings.topic_orders
    kafka.publish(topic, *(bad(number) for number in range(BAD)), good("behind"), bad(BAD))
    first = processes.bridge("consume")
    first.wait_until_said(f"SET ASIDE unusable events of source '/bad' in {topic}/0, from offset {CAP} on")
    first.wait_until_said(f"inventory events resume {topic} 0")
    eventually(lambda: "e-behind" in inbox.ids(), "what stands behind the bad ones")
    assert [one for one in inbox.ids() if one.startswith("bad")] == [f"bad-{number}" for number in range(CAP)]
    eventually(lambda: ranges(database) == [("/bad", CAP, BAD + 1)], "it is known how far that reaches")
    first.kill()

    bridges = [processes.bridge("consume") for _ in range(2)]
    kafka.publish(topic, bad(BAD + 1), good("later"))
    kafka.publish(topic, good("beside", "/bad"), partition=1)
    eventually(lambda: {"e-later", "e-beside"} <= set(inbox.ids()), "whatever can be used, of whomever")
    assert ranges(database) == [("/bad", CAP, BAD + 2)]
    assert "/bad" in operator("set-aside")

    operator("resume", topic, 0, "--source", "/bad", "--through", BAD - 30)
    eventually(lambda: f"bad-{BAD - 30}" in inbox.ids(), "what the operator accepts is buried")
    eventually(
        lambda: [first for _, first, _ in ranges(database)] == [BAD - 29 + CAP], "what is behind it is set aside again"
    )
    for bridge in bridges:
        bridge.kill()

    operator("resume", topic, 0, "--through", BAD + 10)
    bridges = [processes.bridge("consume") for _ in range(2)]
    eventually(lambda: ranges(database) == [], "all is read")
    expected = [*(f"bad-{number}" for number in range(BAD + 2)), "e-behind", "e-beside", "e-later"]
    assert inbox.ids() == sorted(expected)
    kafka.publish(topic, good("at last"))
    eventually(lambda: "e-at last" in inbox.ids(), "it goes on")
    eventually(lambda: kafka.read_to_the_end(topic), "and nothing is left to be read")
    for bridge in bridges:
        assert bridge.terminate() == 0, bridge.log.read_text()


def test_what_kafka_has_deleted_meanwhile_is_told(
    settings: Settings, kafka: Kafka, inbox: Inbox, database: Database, running: Any, operator: Callable[..., str]
) -> None:
    topic = settings.topic_orders
    kafka.publish(topic, *(bad(number) for number in range(20)), good("behind"))
    running()
    eventually(lambda: ranges(database) == [("/bad", CAP, 19)], "it is set aside")
    eventually(lambda: "e-behind" in inbox.ids(), "the rest is read")
    kafka.delete_before(topic, 15)
    operator("resume", topic, 0, "--through", 19)
    eventually(lambda: ranges(database) == [], "what is left of it is read")
    assert {f"bad-{number}" for number in range(15, 20)} <= set(inbox.ids())
    with database.transaction() as session:
        found = [(one.gap.first_offset, one.gap.next_offset) for one in gaps.gaps(session)]
    assert found == [(CAP, 15)]
