"""A primary that takes no writes any more is left by the relay, and waited for by the bridge. Both
go on by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from inventory.settings import Settings
from tests.bridge.line import Inbox, Kafka, Outbox, Processes, eventually
from tools.devstack.servers.postgresql import PostgreSQL
from tools.devstack.servers.together import EmbeddedServers


@contextmanager
def fenced(primary: PostgreSQL) -> Iterator[None]:
    """As an old primary is after a failover, for new transactions of connections that live on."""

    def shall(change: str) -> None:
        with psycopg.connect(primary.conninfo, autocommit=True) as owner:
            owner.execute(f"ALTER SYSTEM {change}")
            owner.execute("SELECT pg_reload_conf()")

    shall("SET default_transaction_read_only = on")
    try:
        yield
    finally:
        shall("RESET default_transaction_read_only")


def led(primary: PostgreSQL) -> bool:
    """Return True if some relay holds the lock."""
    with psycopg.connect(primary.conninfo) as owner:
        held = "SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid() AND mode = 'ExclusiveLock'"
        return owner.execute(held).fetchone() is not None


def test_the_relay_lets_go_of_its_lock_and_publishes_when_writes_are_taken_again(
    servers: EmbeddedServers, settings: Settings, kafka: Kafka, outbox: Outbox, processes: Processes
) -> None:

    outbox.add(["o-1"])
    relay = processes.bridge("relay")
    eventually(lambda: outbox.count() == 0, "published")
    assert led(servers.postgresql)
    with fenced(servers.postgresql):
        relay.wait_until_said("takes no writes")
        eventually(lambda: not led(servers.postgresql), "it has let go of its lock")
    outbox.add(["o-2"])
    eventually(lambda: outbox.count() == 0, "published again")
    assert relay.runs()
    assert [record.key() for record in kafka.published(settings.topic_events)].count(b"o-2") == 1


def test_the_bridge_waits_with_what_it_has_heard(
    servers: EmbeddedServers, settings: Settings, kafka: Kafka, inbox: Inbox, processes: Processes
) -> None:
    bridge = processes.bridge("consume")
    bridge.wait_until_said("assigned")
    with fenced(servers.postgresql):
        paid = {"type": "PaymentSucceeded", "id": "e-1", "data": {"order_id": "o-1"}}
        kafka.publish(settings.topic_payments, paid)
        bridge.wait_until_said("takes no writes")
    eventually(lambda: inbox.ids() == ["e-1"], "heard")
    assert bridge.runs()
