"""Availability checks from a read replica: told how old they are, and from the primary when the
replica is no help.
"""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from api.app import create_app
from api.services import EXTENSION
from api.turns import replica_reads
from api.turns.replica_reads import ReplicaReads
from inventory.database.transactions import Database, now, replica_age
from inventory.domain.commands import Line
from inventory.reading import availability
from inventory.settings import Settings
from tests.api.client import Client
from tests.api.shop import put_on_shelf
from tools.devstack.machine.ports import LOOPBACK
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.postgresql import PostgreSQL, Replica

CHECK = {"items": [{"sku": "mug", "quantity": 1}]}


@pytest.fixture(scope="module")
def replica(postgresql: PostgreSQL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replica]:
    server = Replica(tmp_path_factory.mktemp("replica"), postgresql)
    server.start()
    try:
        server.wait_ready()
        yield server
    finally:
        server.stop()


@pytest.fixture
def at_replica(replica: Replica) -> Iterator[Database]:
    if not replica.is_ready():
        replica.restart()
    opened = Database(replica.url, name="tests", replica=True)
    yield opened
    opened.dispose()


@pytest.fixture
def max_age_seconds() -> float:
    return 3_600


@pytest.fixture
def app(database_url: str, replica: Replica, at_replica: Database, max_age_seconds: float) -> Iterator[Flask]:
    assert at_replica
    made = create_app(
        Settings(
            database_url=database_url,
            read_database_url=replica.url,
            read_age_seconds_max=max_age_seconds,
            authentication="open",
        )
    )
    yield made
    made.extensions[EXTENSION].close()


def counted(client: Client) -> float:
    """Return the checks that were read from the primary because the replica did not answer."""
    told = re.search(r'fallbacks_total\{reason="unavailable"\} (\S+)', client.get("/metrics").text)
    return float(told.group(1)) if told else 0.0


def _has(replica: Database, quantity: int) -> bool:
    with replica.transaction() as session:
        found = session.execute(text("SELECT quantity_on_hand FROM product_inventory WHERE sku = 'mug'")).scalar()
        return bool(found == quantity)


def _sees(replica: Database, query: str) -> bool:
    with replica.transaction() as session:
        return session.execute(text(query)).scalar() is not None


def _units(at: Database) -> int:
    with at.transaction() as session:
        return sum(availability.available(session, ["mug"])["mug"].values())


def _pause_replay(replica: Database) -> None:
    with replica.transaction() as session:
        session.execute(text("SELECT pg_wal_replay_pause()"))
    assert wait_until(lambda: _replay_is(replica, "paused"), seconds=20)


def _replay_is(replica: Database, state: str) -> bool:
    with replica.transaction() as session:
        return bool(session.execute(text("SELECT pg_get_wal_replay_pause_state()")).scalar() == state)


@pytest.fixture
def behind(database: Database, at_replica: Database) -> Iterator[None]:
    """The replica knows of 5, the primary of 9."""
    put_on_shelf(database, {"mug": 5})
    assert wait_until(lambda: _has(at_replica, 5), seconds=20)
    _pause_replay(at_replica)
    try:
        put_on_shelf(database, {"mug": 4}, location="attic")
        yield
    finally:
        with at_replica.transaction() as session:
            session.execute(text("SELECT pg_wal_replay_resume()"))


@pytest.mark.usefixtures("behind")
def test_a_check_is_read_from_the_replica_and_says_how_old_it_may_be(client: Client) -> None:
    answer = client.post("/v1/availability", json=CHECK)

    assert answer.json["items"][0]["available"] == 5
    assert 0 <= int(answer.headers["Age"]) <= 3_600


def test_the_hold_of_an_order_is_read_from_the_replica_too(
    client: Client, database: Database, at_replica: Database
) -> None:
    put_on_shelf(database, {"mug": 5})
    reserve = {"order_id": "o1", "items": [{"sku": "mug", "quantity": 3}]}
    assert client.post("/v1/reservations", json=reserve).status_code == 201
    wait = "SELECT 1 FROM reservation WHERE order_id = 'o1'"
    assert wait_until(lambda: _sees(at_replica, wait), seconds=20)
    answers = [client.post("/v1/availability", json=CHECK | more) for more in ({}, {"order_id": "o1"})]

    assert [answer.json["items"][0]["available"] for answer in answers] == [2, 5]
    assert all("Age" in answer.headers for answer in answers)


@pytest.mark.usefixtures("behind")
@pytest.mark.parametrize("max_age_seconds", [0.001])
def test_a_replica_that_is_too_far_behind_is_not_read_from(client: Client) -> None:
    answer = client.post("/v1/availability", json=CHECK)

    assert answer.json["items"][0]["available"] == 9
    assert "Age" not in answer.headers


@pytest.mark.usefixtures("behind")
def test_what_a_caller_may_have_changed_is_read_from_the_primary(client: Client) -> None:
    answer = client.get("/v1/stock/mug")

    assert answer.json["quantity_on_hand"] == 9
    assert "Age" not in answer.headers


def test_without_its_replica_the_primary_answers_and_each_check_counts(
    client: Client, database: Database, replica: Replica, caplog: pytest.LogCaptureFixture
) -> None:
    """A count of the failures alone would stand still. No alert would see the replica away."""
    put_on_shelf(database, {"mug": 7})
    assert "Age" in client.post("/v1/availability", json=CHECK).headers
    before = counted(client)
    replica.stop()

    first, second = (client.post("/v1/availability", json=CHECK) for _ in range(2))

    assert first.json["items"][0]["available"] == second.json["items"][0]["available"] == 7
    assert "Age" not in first.headers
    assert "Age" not in second.headers
    assert counted(client) - before == 2
    assert caplog.text.count("The read replica does not answer") == 1, "the second did not ask it again"


def test_a_server_that_is_no_replica_is_of_now(database_url: str, database: Database) -> None:
    put_on_shelf(database, {"mug": 7})
    made = create_app(Settings(database_url=database_url, read_database_url=database_url, authentication="open"))
    try:
        answer = Client(made).post("/v1/availability", json=CHECK)
    finally:
        made.extensions[EXTENSION].close()

    assert answer.headers["Age"] == "0"


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """A replica that did not answer is asked again soon."""
    monkeypatch.setattr("api.turns.replica_reads.RETRY_SECONDS", 0.01)


@pytest.mark.usefixtures("often")
def test_no_check_waits_to_learn_whether_the_replica_is_back(database: Database) -> None:
    """One that hangs takes seconds to be given up, and all checks of a process share a thread."""
    hanging: list[socket.socket] = []
    with socket.create_server((LOOPBACK, 0)) as listener:

        def serve() -> None:
            listener.accept()[0].close()
            hanging.append(listener.accept()[0])

        serving = threading.Thread(target=serve)
        serving.start()
        replica = Database(f"postgresql+psycopg://{LOOPBACK}:{listener.getsockname()[1]}/none?sslmode=disable")
        checks = ReplicaReads(database, replica, max_age_seconds=1)
        look = partial(availability.available, skus=["mug"])

        assert checks.read(look).age is None
        assert wait_until(lambda: bool(hanging), seconds=20), "it is asked again without any check"
        assert checks.read(look).age is None
        hanging[0].settimeout(60)
        assert hanging[0].recv(10_000)
        hanging[0].settimeout(0)
        with pytest.raises(BlockingIOError):
            hanging[0].recv(1)  # whoever asks is still waiting
        checks.close()
        hanging[0].close()
        serving.join()


@pytest.mark.usefixtures("often")
def test_a_replica_that_is_back_is_read_from_again(client: Client, replica: Replica) -> None:
    replica.stop()
    assert "Age" not in client.post("/v1/availability", json=CHECK).headers
    replica.restart()

    assert wait_until(lambda: "Age" in client.post("/v1/availability", json=CHECK).headers, seconds=20)


@pytest.mark.usefixtures("behind")
def test_the_age_is_no_less_than_that_of_what_is_read(
    database: Database, at_replica: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The replica catches up as soon as it has answered the first calls."""

    def caught_up(session: Session) -> float | None:
        with at_replica.transaction() as other:
            other.execute(text("SELECT pg_wal_replay_resume()"))
        assert wait_until(lambda: _units(at_replica) == 9, seconds=20)
        return replica_age(session)

    monkeypatch.setattr(replica_reads, "replica_age", caught_up)
    checks = [[Line("mug", 1)]]
    with database.transaction() as session:
        session.execute(text("SELECT pg_sleep(0.5)"))
    put_on_shelf(database, {"lamp": 1})  # the newest change is young

    read = ReplicaReads(database, at_replica, max_age_seconds=0.3).read(
        lambda session: availability.obtainable(session, checks, now=now(session)),
        first=availability.first_calls(checks),
    )

    assert sum(read.found.units["mug"].values()) == 9
