"""Databases of released versions, with a row of every kind: after migrating they show the same as
before.

`python -m tests.upgrade.release COMMIT` writes the dumps. docs/testing.md says when.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
import pytest
from flask import Flask
from sqlalchemy import create_engine, text

import migrations
from api.app import create_app
from api.services import EXTENSION
from bridge.decode.cloudevents import InboundMessage
from bridge.decode.decode import decode
from bridge.decode.new_keys import settled
from bridge.relay.announcement import encode
from inventory.database.migrate import migrate
from inventory.database.transactions import Database, now
from inventory.inbox.decoded import Origin, Usable
from inventory.outbox import store as outbox
from inventory.settings import Settings, settings
from inventory.upkeep.audit import audit
from tests.api.client import Client
from tests.cli.terminal import Terminal
from tests.inventory.post import reason_of
from tests.upgrade.dumps import RELEASED, commits, dump_of, last_released, restore, set_forward, told
from tests.upgrade.questions import Answer, Call, Command, Comparison, path, question
from tools.devstack.servers.postgresql import PostgreSQL

MIGRATIONS = Path(migrations.__file__).parent / "versions"

Told = list[dict[str, Any]]


@dataclass(frozen=True)
class Upgraded:
    """A database of a released version at the newest schema. `later` is how long ago the dump was
    made.
    """

    told: dict[str, Any]
    url: str
    later: timedelta
    app: Flask
    terminal: Terminal

    @cached_property
    def client(self) -> Client:
        return Client(self.app)

    def ask(self, asked: Call | Command) -> Answer:
        if isinstance(asked, Call):
            body = {} if asked.body is None else {"json": asked.body}
            reply = self.client.call(asked.method, asked.path, headers=asked.headers(self.told["token"]), **body)
            return Answer(reply.status_code, reply.json)
        result = self.terminal.run(*asked.words, "--json")
        return Answer(result.exit_code, orjson.loads(result.stdout))

    def differences(self, kept: Sequence[dict[str, Any]], *, exact: bool) -> list[str]:
        """Ask the questions of before again, and name the answers that differ."""
        comparison = Comparison(self.later, exact=exact)
        found: list[str] = []
        for one in kept:
            asked = question(one["asked"])
            answer = self.ask(asked)
            given = {"status": answer.status, "said": answer.said}
            expected = {"status": one["status"], "said": one["said"]}
            found += [f"{asked}: {each}" for each in comparison.differences(expected, given)]
        return found


@pytest.fixture(scope="module", params=commits())
def upgraded(
    request: pytest.FixtureRequest, postgresql: PostgreSQL, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Upgraded]:
    kept = told(request.param)
    name = f"released_{uuid4().hex}"
    admin = create_engine(postgresql.url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection, pytest.MonkeyPatch.context() as patch:
        connection.execute(text(f"CREATE DATABASE {name}"))
        url = postgresql.database_url(name)
        restore(url, RELEASED / f"{request.param}.sql")
        later = set_forward(url, datetime.fromisoformat(kept["moment"]))
        migrate(url)
        patch.setenv("DATABASE_URL", url)
        for setting, value in kept.get("settings", {}).items():
            patch.setenv(setting, value)
        settings.cache_clear()
        app = create_app(Settings(database_url=url))
        yield Upgraded(kept, url, later, app, Terminal(tmp_path_factory.mktemp("terminal")))
        app.extensions[EXTENSION].close()
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    settings.cache_clear()
    admin.dispose()


def test_there_is_a_dump_of_every_released_version() -> None:
    assert {file.stem for file in RELEASED.glob("*.sql")} == set(commits())
    assert last_released()


def test_the_migrations_that_made_it_are_ours(upgraded: Upgraded) -> None:
    """No line of `migrations/hashes.txt` can change these: databases stand on them."""
    for name, digest in upgraded.told["migrations"].items():
        assert sha256((MIGRATIONS / name).read_bytes()).hexdigest() == digest, f"{name} was edited: write a new one"


def test_it_shows_what_it_showed(upgraded: Upgraded) -> None:
    assert upgraded.differences(upgraded.told["answers"], exact=True) == []


def test_a_call_that_took_effect_before_is_a_replay(upgraded: Upgraded) -> None:
    """By its idempotency key: nothing moves, and its present state is the answer."""
    before = upgraded.ask(Call("GET", path("stock") + "?limit=200"))
    for one in upgraded.told["kept"]:
        asked = Call(**one["asked"])
        assert upgraded.ask(asked).status == 200, asked
    assert upgraded.ask(Call("GET", path("stock") + "?limit=200")) == before


def test_its_outcomes_are_announced_as_they_stood(upgraded: Upgraded) -> None:
    database = Database(upgraded.url, pool_size=1)
    with database.transaction() as session:
        waiting = outbox.fetch(session, 1_000)
    database.dispose()
    found = [{"key": row.key, "value": orjson.loads(encode(row, 0)[0])} for row in waiting]
    expected = upgraded.told["announced"]
    assert expected
    assert len(found) == len(expected)
    differences: list[str] = []
    for was, is_ in zip(sorted(expected, key=_place), sorted(found, key=_place), strict=True):
        # The words stand there as they were said, and nobody sets them forward.
        said, says = was["value"].pop("data"), is_["value"].pop("data")
        differences += Comparison(timedelta(0)).differences(said, says, was["key"])
        differences += Comparison(upgraded.later).differences(was, is_, was["key"])
    assert differences == []


def _place(announced: dict[str, Any]) -> tuple[str, str, str]:
    return announced["key"], announced["value"]["sequence"], announced["value"]["type"]


def test_what_was_left_is_done_and_what_may_follow_is_the_same(upgraded: Upgraded) -> None:
    from tasks import stock
    from tasks.worker import process

    process.database.cache_clear()
    stock.hold_times.cache_clear()
    database = Database(upgraded.url, pool_size=1)
    try:
        with database.transaction() as session:
            pending = list(session.scalars(text("SELECT id FROM inbox_pending ORDER BY id")))
        assert pending
        stock.process(pending)
        assert upgraded.differences(upgraded.told["worked_off"], exact=False) == []
        assert upgraded.differences(upgraded.told["following"], exact=False) == []
        with database.snapshot() as session:
            assert [str(one) for one in audit(session, now=now(session)).discrepancies] == []
    finally:
        process.stop()
        process.database.cache_clear()
        stock.hold_times.cache_clear()
        database.dispose()


@pytest.mark.parametrize("upgraded", [one for one in commits() if "'mug '" in dump_of(one)], indirect=True)
def test_stored_keys_that_could_not_be_new_are_taken_at_every_door(upgraded: Upgraded) -> None:
    """A SKU and an order with a space behind: adjusted, read, sold, exported, imported and heard of
    as they are called.
    """
    database = Database(upgraded.url, pool_size=1)
    with database.transaction() as session:
        ((sku, location),) = session.execute(
            text(
                "SELECT sku, location FROM product_inventory WHERE sku LIKE '% ' AND quantity_available > 1 "
                "ORDER BY sku, location LIMIT 1"
            )
        )
        (order_id,) = session.scalars(text("SELECT order_id FROM reservation WHERE order_id LIKE '% ' LIMIT 1"))
    line = {"sku": sku, "location": location, "quantity": 1}
    change = {"delta": 1, "reason": "found", "location": location}
    by_hand = ("--delta", "1", "--reason", "found", "--reference", "by-hand", "--location", location)

    asked = [
        upgraded.ask(Call("GET", path("stock", sku))),
        upgraded.ask(Call("GET", path("reservations", order_id))),
        upgraded.ask(Call("POST", path("stock", sku, "adjustments"), {**change, "reference": "http", "create": False})),
        upgraded.ask(
            Call("POST", path("stock", "adjustments"), {"items": [{**change, "sku": sku, "reference": "bulk"}]})
        ),
        upgraded.ask(Call("POST", path("reservations"), {"order_id": f"{uuid4()}", "items": [line]})),
        upgraded.ask(Command(("stock", "adjust", sku, *by_hand))),
        upgraded.ask(Command(("stock", "show", sku))),
        upgraded.ask(Command(("reservation", "show", order_id))),
    ]

    assert [one.status for one in asked] == [200, 200, 201, 200, 201, 0, 0, 0]
    assert asked[3].said["refused"] == asked[3].said["new"] == 0
    at = datetime.now(UTC)
    heard = [
        _heard("ProductUpdated", {"product_id": sku, "quantity_on_hand": 9, "location": location}, at),
        _heard("PaymentSucceeded", {"order_id": order_id}, at),
    ]
    with database.transaction() as session:
        assert [reason_of(one) for one in settled(session, heard)] == [None, None]
    database.dispose()


def _heard(type_: str, data: dict[str, Any], at: datetime) -> Usable:
    event = {"specversion": "1.0", "id": str(uuid4()), "source": "/x", "type": type_, "time": at.isoformat()}
    found = decode(
        InboundMessage(Origin("orders", 0, 0), orjson.dumps({**event, "data": data}), (), at),
        now=at,
        retention=timedelta(days=1),
    )
    assert isinstance(found, Usable)
    return found


def test_its_stock_keeps_back_what_is_asked_for_today(upgraded: Upgraded) -> None:
    database = Database(upgraded.url, pool_size=1)
    with database.transaction() as session:
        found = session.scalars(text("SELECT sku FROM product_inventory WHERE quantity_available > 1 ORDER BY sku"))
        sku = next(one for one in found if one.isalnum() and one != "adjustments")  # that is a path
    database.dispose()
    shown = Call("GET", path("stock", sku))
    before = upgraded.ask(shown).said
    assert before["quantity_sellable"] == before["quantity_available"] > 0

    put = upgraded.ask(Command(("sku", "set", sku, "--safety-stock", "1000000")))
    assert put.said["stock"][0]["safety_stock"] == 1_000_000
    after = upgraded.ask(shown).said
    assert (after["quantity_available"], after["quantity_sellable"]) == (before["quantity_available"], 0)
