"""`inventory events list|show|replay|abandon`: stuck events, their reasons, and the way back to
work, with one effect however often.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bridge.decode.authority import Authority
from bridge.decode.cloudevents import InboundMessage
from bridge.decode.decode import decode
from inventory.boundary.streams import Stream
from inventory.cli.events.group import _report
from inventory.database.tables import InboxEvent
from inventory.database.transactions import Database, now
from inventory.inbox import claiming, retries
from inventory.inbox import store as inbox
from inventory.inbox.decoded import Dead, DecodedEvent, Origin, Usable
from inventory.inbox.errors import EventUnusable
from inventory.inbox.events import EventType, commands_of
from inventory.inbox.retries import Backoff
from inventory.inbox.sent import MessageExtras
from inventory.settings import settings
from inventory.write_path.apply import HoldTimes, apply
from tests.cli.terminal import Terminal
from tests.inventory.post import garbage, payment, spoilt

ONE_ATTEMPT = Backoff(first=timedelta(seconds=1), longest=timedelta(seconds=1), max_attempts=1)
AT_ONCE = timedelta(0)


def product(event_id: str, quantity: int) -> Usable:
    """A ProductCreated of tea."""
    payload = {"product_id": "tea", "quantity_on_hand": quantity}
    kind = EventType.PRODUCT_CREATED
    at = Origin("catalog.products", 3, 1_234)
    return replace(payment(event_id, "tea", type_=kind), payload=payload, operation=kind.operation, origin=at)


def hear(database: Database, *heard: DecodedEvent) -> dict[str, int]:
    """Record messages. Their ids by event id."""
    with database.transaction() as session:
        inbox.record(session, heard, now=now(session), retry_after=AT_ONCE)
        return {row.event_id: row.id for row in session.execute(select(InboxEvent.event_id, InboxEvent.id))}


def fail(database: Database, ids: Sequence[int], error: str = "ValueError: broken") -> None:
    """The only attempt of these events fails."""
    with database.transaction() as session:
        for id_ in ids:
            retries.record_failure(session, id_, error, now=now(session), backoff=ONE_ATTEMPT)


def work(database: Database) -> list[int]:
    """Work as redispatch and a worker do: send due events, and do them."""
    with database.transaction() as session:
        due = retries.take_due(
            session, now=now(session), backoff=ONE_ATTEMPT, limit=100, counted=True, older_than=AT_ONCE
        )
    with database.transaction() as session:
        claimed = claiming.claim(session, [one.id for one in due])
        commands = [command for one in claimed for command in commands_of(one.event)]
        apply(session, commands, now=now(session), holds=HoldTimes())
        claiming.complete(session, [one.id for one in claimed])
    return [one.id for one in claimed]


def states(terminal: Terminal) -> dict[str, str]:
    return {one["event_id"]: one["state"] for one in terminal.json("events", "list")["items"]}


def test_a_replayed_event_takes_effect_once(terminal: Terminal, database: Database) -> None:
    id_ = hear(database, product("e1", 10))["e1"]
    fail(database, [id_])
    assert states(terminal) == {"e1": "dead"}

    assert terminal.json("events", "replay", id_) == {"replayed": [id_], "refused": []}
    assert terminal.json("events", "replay", id_, code=1)["refused"][0]["code"] == "event_not_dead"
    shown = terminal.json("events", "show", id_)
    assert (shown["state"], shown["attempts"], shown["last_error"]) == ("pending", 0, "ValueError: broken")

    assert work(database) == [id_]
    assert work(database) == []
    assert states(terminal) == {"e1": "done"}
    terminal.run("events", "replay", id_, code=1)
    with database.transaction() as session:
        assert inbox.record(session, [product("e1", 10)], now=now(session), retry_after=AT_ONCE).redelivered == 1
    assert work(database) == []
    assert terminal.on_hand("tea") == {"main": 10}
    assert len(terminal.json("stock", "movements", "tea")["items"]) == 1


def test_what_a_refusal_quotes_steers_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    refusal = EventUnusable(id=7, reason="invalid_data", detail="sku is '\x1b]0;owned\x07\u202e'")
    with pytest.raises(SystemExit):
        _report({7: refusal}, "replayed", "nothing", as_json=False)
    assert "\\x1b]0;owned\\x07\\u202e" in capsys.readouterr().err


def test_what_was_never_usable_is_refused_with_what_to_do_instead(terminal: Terminal, database: Database) -> None:
    ids = hear(database, garbage(7), product("e1", 10), replace(product("e1", 11), digest=b"another"))
    dead = [id_ for name, id_ in ids.items() if name != "e1"]
    assert len(dead) == 2

    refused = terminal.run("events", "replay", *dead, code=1)

    assert refused.stderr.count("Publish a corrected event, under the same id or a new one.") == 2
    assert "another event has its id" in refused.stderr
    for which in (("--reason", "malformed_json"), ("--all",)):
        answer = terminal.run("events", "replay", *which)
        assert "No dead letter was found" in answer.stdout
        assert "can't be used as they are" in answer.stderr
    assert [states(terminal)[name] for name in ids if name != "e1"] == ["dead", "dead"]


def test_what_this_version_can_read_is_replayed_from_its_kept_bytes(terminal: Terminal, database: Database) -> None:
    """Binary, so that its headers are needed as much as its bytes. As an earlier version refused
    it.
    """
    at = product("e1", 10).origin
    stated = {"specversion": "1.0", "id": "e1", "source": "/shop", "type": "ProductCreated"}
    headers = tuple((f"ce_{name}", value.encode()) for name, value in stated.items())
    with database.transaction() as session:
        moment = now(session)
    message = InboundMessage(at, b'{"product_id": "tea", "quantity_on_hand": 10}', headers, moment, b"tea")
    found = decode(message, now=moment, retention=timedelta(days=30))
    assert isinstance(found, Usable)
    refused = spoilt(found, message.value or b"", digest=b"of bytes", sent=MessageExtras(message.key, headers, moment))
    (id_,) = hear(database, refused).values()

    assert terminal.json("events", "replay", "--reason", "invalid_data")["replayed"] == [id_]

    assert len(work(database)) == 1
    assert terminal.on_hand("tea") == {"main": 10}
    assert sorted(states(terminal).values()) == ["done", "superseded"]
    shown = terminal.json("events", "show", id_)
    assert (shown["record_key"], shown["headers"][1]) == ("tea", {"name": "ce_id", "value": "e1"})
    assert terminal.json("events", "show", shown["superseded_by"])["event_id"] == "e1"
    assert "ce_type: ProductCreated" in terminal.run("events", "show", id_).stdout
    assert terminal.json("events", "replay", id_, code=1)["refused"][0]["code"] == "event_superseded"


def test_replay_takes_all_or_those_of_one_reason(
    terminal: Terminal, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["inventory.cli.events.group"], "ROUND", 2)
    ids = hear(database, garbage(1), *(payment(f"e{number}") for number in range(5)))
    fail(database, [ids[f"e{number}"] for number in range(4)])
    terminal.run("events", "abandon", ids["e4"], "--reason", "not ours")

    assert terminal.json("events", "replay", "--reason", "abandoned")["replayed"] == [ids["e4"]]
    assert terminal.json("events", "replay", "--all")["replayed"] == [ids[f"e{number}"] for number in range(4)]
    assert sorted(states(terminal).values()) == ["dead", *["pending"] * 5]


def test_a_pending_event_is_abandoned_by_an_operators_word(terminal: Terminal, database: Database) -> None:
    ids = hear(database, payment("e1"), payment("e2"), garbage(1))

    answer = terminal.json(
        "events", "abandon", ids["e1"], ids["payments-3-1"], 999, "--reason", "order is fake", code=1
    )

    assert answer["abandoned"] == [ids["e1"]]
    assert [one["code"] for one in answer["refused"]] == ["event_not_pending", "unknown_event"]
    shown = terminal.json("events", "show", ids["e1"])
    assert (shown["state"], shown["reason"]) == ("dead", "abandoned")
    assert shown["detail"].startswith("cli:")
    assert shown["detail"].endswith(": order is fake")
    assert work(database) == []
    assert states(terminal)["e2"] == "pending"


def test_what_was_on_a_wrong_topic_is_done_when_a_setting_names_it(
    terminal: Terminal, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.transaction() as session:
        moment = now(session)
    said = b'{"type": "ProductCreated", "id": "e1", "data": {"product_id": "tea", "quantity_on_hand": 10}}'
    topics = {Stream.PRODUCTS: "catalog.products", Stream.ORDERS: "orders", Stream.PAYMENTS: "shop"}
    message = InboundMessage(Origin("shop", 0, 7), said, (), moment)
    found = decode(message, now=moment, retention=timedelta(days=30), authority=Authority(topics, {}))
    assert isinstance(found, Dead)
    (id_,) = hear(database, found).values()
    monkeypatch.setenv("INVENTORY_TOPIC_PAYMENTS", "shop")
    settings.cache_clear()
    assert "wrong_topic" in terminal.run("events", "replay", id_, code=1).stderr
    assert states(terminal) == {"0/7": "dead"}

    monkeypatch.setenv("INVENTORY_TOPIC_PRODUCTS", "shop")
    settings.cache_clear()
    assert terminal.json("events", "replay", "--reason", "wrong_topic")["replayed"] == [id_]
    assert len(work(database)) == 1
    assert terminal.on_hand("tea") == {"main": 10}
    assert sorted(states(terminal).values()) == ["done", "superseded"]


def test_list_filters_and_pages(terminal: Terminal, database: Database) -> None:
    ids = hear(database, payment("e1"), product("e2", 1), replace(garbage(1), sent=MessageExtras(b"k-\xff")))
    fail(database, [ids["e1"]])

    def listed(*options: str) -> list[str]:
        return [one["event_id"] for one in terminal.json("events", "list", *options)["items"]]

    assert listed("--state", "pending") == ["e2"]
    assert set(listed("--state", "dead")) == {"e1", "payments-3-1"}
    assert listed("--state", "done") == []
    assert listed("--type", "ProductCreated") == ["e2"]
    assert listed("--reason", "attempts_exhausted") == ["e1"]
    assert (listed("--order", "o1"), listed("--order", "tea")) == (["e1"], [])
    assert (listed("--source", "payments"), listed("--topic", "orders")) == (["payments-3-1"], [])
    assert set(listed("--topic", "payments")) == {"e1", "payments-3-1"}
    assert (listed("--key", "k-1"), listed("--state", "superseded")) == ([], [])
    assert r"k-\xff" in terminal.run("events", "list").stdout
    first = terminal.json("events", "list", "--limit", "2")
    assert len(first["items"]) == 2
    assert len(listed("--limit", "2", "--before", str(first["next_before"]))) == 1
    assert "malformed_json" in terminal.run("events", "list").stdout


def test_bytes_of_a_stranger_are_printed_safely(terminal: Terminal, database: Database) -> None:
    raw = b'{"\x1b[2J": "\xff\x00"}\n[red]two' + b"x" * 20_000
    (id_,) = hear(database, garbage(1, raw)).values()

    printed = terminal.run("events", "show", id_).stdout

    assert "\x1b" not in printed
    assert r'{"\x1b[2J": "\xff\x00"}' in printed
    assert "  [red]two" in printed
    assert "characters more" in printed
    assert len(terminal.json("events", "show", id_)["raw_base64"]) > 20_000


def test_show_prints_the_payload(terminal: Terminal, database: Database) -> None:
    (id_,) = hear(database, product("e1", 10)).values()

    assert '"quantity_on_hand": 10' in terminal.run("events", "show", id_).stdout
    assert terminal.refused("events", "show", 999)["code"] == "unknown_event"


@pytest.mark.parametrize("arguments", [(), ("1", "--all"), ("--all", "--reason", "abandoned"), ("0",), ("x",)])
def test_replay_wants_one_way_of_saying_which(terminal: Terminal, arguments: tuple[str, ...]) -> None:
    terminal.run("events", "replay", *arguments, code=2)
