"""Check a load when the line has come to rest, from the database and from the
topic of outcomes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from redis import Redis
from sqlalchemy import Row, text

from inventory.database.transactions import Database, now
from inventory.settings import Settings
from inventory.upkeep.audit import audit
from tests.bridge.line import Kafka
from tests.faults.load import FINAL_OUTCOME, Load

_KEEP_OUTCOMES = """
CREATE TABLE written_outcome AS SELECT id, event_id, type, key, sequence FROM outbox_event WITH NO DATA;
CREATE FUNCTION keep_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO written_outcome VALUES (NEW.id, NEW.event_id, NEW.type, NEW.key, NEW.sequence);
    RETURN NEW;
END $$;
CREATE TRIGGER keep_outcome AFTER INSERT ON outbox_event FOR EACH ROW EXECUTE FUNCTION keep_outcome();
"""

_HEARD = "(SELECT count(DISTINCT event_id) FROM inbox_event WHERE event_id = ANY(:ids)) = cardinality(:ids)"
_LEFT = (
    "SELECT FROM inbox_pending JOIN inbox_event e USING (id) WHERE starts_with(e.event_id, :name)",
    "SELECT FROM reservation WHERE starts_with(order_id, :name) AND status = 'pending' AND expires_at <= now()",
)
"""Find the open work of a load: its events, and holds that are over."""
_WORKED_OFF = " AND ".join([_HEARD, *(f"NOT EXISTS ({left})" for left in _LEFT)])


def assert_same(what: str, found: Mapping[str, object], expected: Mapping[str, object]) -> None:
    """Fails with the differing ones."""
    keys = sorted(key for key in found.keys() | expected.keys() if found.get(key) != expected.get(key))
    assert not keys, f"{what}: " + "; ".join(f"{key}: {found.get(key)}, not {expected.get(key)}" for key in keys)


@dataclass
class Books:
    """Reads the stored rows. The outbox forgets announced outcomes, so a trigger writes down all
    that was ever in it.
    """

    database: Database
    settings: Settings
    kafka: Kafka
    _told: list[dict[str, Any]] = field(default_factory=list)
    """All outcomes on the topic, as far as they were read."""

    @cached_property
    def _redis(self) -> Redis:
        return Redis.from_url(self.settings.broker_url)

    def open(self) -> None:
        with self.database.transaction() as session:
            session.execute(text(_KEEP_OUTCOMES))

    def rows(self, query: str, **given: object) -> list[Row[Any]]:
        with self.database.transaction() as session:
            return list(session.execute(text(query), given))

    # Is it over?

    def heard(self, load: Load) -> bool:
        """Return True if every event is in the inbox."""
        return bool(self.rows(f"SELECT {_HEARD}", ids=list(load.event_ids()))[0][0])

    def read_again(self) -> bool:
        """Return True if the messages that a dead consumer had not committed have been read again,
        to the end.
        """
        return self.kafka.read_to_the_end(
            self.settings.topic_products, self.settings.topic_orders, self.settings.topic_payments
        )

    def worked_off(self, load: Load) -> bool:
        """Return True if nothing is left to do but to announce it."""
        asked = {"ids": list(load.event_ids()), "name": f"{load.name}-"}
        return not self._redis.llen("inventory:stock") and bool(self.rows(f"SELECT {_WORKED_OFF}", **asked)[0][0])

    def waits(self, load: Load) -> bool:
        """Return True if an order is left until the catalogue names its SKU."""
        return bool(self.rows("SELECT FROM inbox_pending WHERE waits_for = ARRAY[:sku]", sku=load.sku("bowl")))

    def announced(self, load: Load) -> bool:
        return not self.rows("SELECT FROM outbox_event WHERE starts_with(key, :name)", name=f"{load.name}-")

    # Is it right?

    def check(self, load: Load) -> None:
        """Every event has ended, everything had one effect, and all of it was announced."""
        self.check_events(load)
        self.check_effects(load)
        self.check_outcomes(load)
        with self.database.snapshot() as session:
            discrepancies = audit(session, now=now(session)).discrepancies
        assert not discrepancies, discrepancies

    def check_events(self, load: Load) -> None:
        found = self.rows(
            "SELECT e.event_id, d.reason FROM inbox_event e LEFT JOIN dead_letter d USING (id)"
            " WHERE starts_with(e.event_id, :name) AND NOT EXISTS (SELECT FROM inbox_pending p WHERE p.id = e.id)",
            name=f"{load.name}-",
        )
        ended = {row.event_id: row.reason or "done" for row in found}
        assert len(ended) == len(found), f"recorded twice: {sorted(row.event_id for row in found)}"
        assert_same("events", ended, dict.fromkeys(load.event_ids(), "done") | load.dead())

    def check_effects(self, load: Load) -> None:
        name = f"{load.name}-"
        orders = self.rows("SELECT order_id, status FROM reservation WHERE starts_with(order_id, :name)", name=name)
        assert_same("orders", {row.order_id: row.status for row in orders}, load.statuses())
        stock = self.rows(
            "SELECT sku, quantity_on_hand, quantity_reserved FROM product_inventory WHERE starts_with(sku, :name)",
            name=name,
        )
        assert_same("stock", {row.sku: (row.quantity_on_hand, row.quantity_reserved) for row in stock}, load.stock())
        entries = self.rows(
            "SELECT order_id, sum(on_hand_delta)::int AS on_hand, sum(reserved_delta)::int AS reserved"
            " FROM stock_movement WHERE starts_with(order_id, :name) GROUP BY order_id",
            name=name,
        )
        untouched = dict.fromkeys(load.statuses(), (0, 0))
        assert_same("ledger", untouched | {row.order_id: (row.on_hand, row.reserved) for row in entries}, load.ledger())
        twice = self.rows(
            "SELECT kind, sku, order_id, reference FROM stock_movement WHERE starts_with(sku, :name)"
            " GROUP BY kind, sku, order_id, reference HAVING count(*) > 1",
            name=name,
        )
        assert not twice, f"entered twice: {twice}"

    def check_outcomes(self, load: Load) -> None:
        """Each at least once, with one id, and per key in order when repeats are dropped. And none
        that is not true.
        """
        name = f"{load.name}-"
        written: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
        for row in self.rows("SELECT * FROM written_outcome WHERE starts_with(key, :name) ORDER BY id", name=name):
            written[row.key].append((str(row.event_id), row.type, row.sequence))
        heard: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
        self._told += self.kafka.news(self.settings.topic_events)
        for event in self._told:
            outcome = (event["id"], event["type"], int(event["sequence"]))
            if event["subject"].startswith(name) and outcome not in heard[event["subject"]]:
                heard[event["subject"]].append(outcome)
        assert_same("outcomes", heard, written)
        for key, outcomes in written.items():
            sequences = [sequence for _, _, sequence in outcomes]
            assert sequences == sorted(set(sequences)), f"{key}: {outcomes}"
        for order_id, status in load.statuses().items():
            types = {type_ for _, type_, _ in written[order_id]}
            assert FINAL_OUTCOME[status] in types, f"{order_id} is {status}, and was told to be {types}"
