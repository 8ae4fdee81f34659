"""A schema registry that answers slowly, for each of many schemas: two bridges go on, are not taken
for stuck, and repeat nothing.
"""

from __future__ import annotations

from pathlib import Path

from bridge.decode.registry import BUDGET_SECONDS
from inventory.process.killing import look
from inventory.process.liveness import PATIENCE
from inventory.settings import Settings
from tests.bridge.conftest import environment, inbox, kafka, processes, settings  # noqa: F401 - fixtures
from tests.bridge.decode.test_registry import as_framed
from tests.bridge.line import Inbox, Kafka, Processes, eventually
from tests.bridge.messages import ORDER, event
from tests.bridge.schema_registry import JSON, schema_registry

SCHEMAS = 1_000
SECONDS_EACH = 0.15
STUCK_SECONDS = 3


def test_two_bridges_get_through_as_many_new_schemas_as_there_are(
    settings: Settings,  # noqa: F811
    kafka: Kafka,  # noqa: F811
    inbox: Inbox,  # noqa: F811
    processes: Processes,  # noqa: F811
    tmp_path: Path,
) -> None:
    """Asked for each, it would take 150 s: so long nobody may be silent, or begin again at the same
    offset.
    """
    assert SCHEMAS * SECONDS_EACH > PATIENCE * STUCK_SECONDS > 2 * BUDGET_SECONDS
    framed = [
        as_framed(event(id=f"e-{number}", time=None, data=ORDER | {"order_id": f"o-{number}"}), number)
        for number in range(1, SCHEMAS + 1)
    ]
    with schema_registry() as registry:
        registry.schemas = dict.fromkeys(range(1, SCHEMAS + 1), JSON)
        registry.seconds = SECONDS_EACH
        kafka.publish(settings.topic_orders, *framed)
        marks = [str(tmp_path / f"progress-{number}") for number in range(2)]
        bridges = [
            processes.bridge(
                "consume",
                INVENTORY_SCHEMA_REGISTRY_URL=registry.url,
                INVENTORY_PROGRESS_FILE=mark,
                INVENTORY_STUCK_SECONDS=str(STUCK_SECONDS),
            )
            for mark in marks
        ]
        eventually(lambda: all(Path(mark).exists() for mark in marks), "both have begun")

        def done() -> bool:
            for mark, bridge in zip(marks, bridges, strict=True):
                works, told = look(mark, within=PATIENCE * STUCK_SECONDS)
                assert works, f"{told}\n{bridge.log.read_text()}"
            return inbox.count() == SCHEMAS

        eventually(done, "all are in the inbox")
        assert [bridge.terminate() for bridge in bridges] == [0, 0]
    assert {row["reason"] for row in inbox.rows()} == {None}
    assert len(registry.asked) < SCHEMAS / 2, "it was asked for as many as the budget allows"
