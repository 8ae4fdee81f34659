"""`inventory events paused|resume`: partitions that the bridge has stopped reading, and the word to
go on.
"""

from __future__ import annotations

import pytest

from inventory.database.transactions import Database, now
from inventory.inbox.decoded import Origin
from inventory.partitions import pauses
from inventory.partitions.pauses import Excess
from tests.cli.terminal import Terminal
from tests.stored_pauses import store


@pytest.fixture
def paused(database: Database) -> None:
    with database.transaction() as session:
        for partition, offset in ((3, 1_200), (4, 7)):
            excess = Excess(Origin("orders", partition, offset), dead=101, among=150, reasons="invalid_data (101)")
            store(session, excess, now=now(session))


@pytest.mark.usefixtures("paused")
def test_what_is_paused_is_listed_with_its_figures(terminal: Terminal) -> None:
    first, second = terminal.json("events", "paused")["items"]
    assert {name: first[name] for name in first if name != "paused_at"} == {
        "topic": "orders",
        "partition": 3,
        "offset": 1_200,
        "state": "paused",
        "accepted_through": None,
        "dead": 101,
        "among": 150,
        "reasons": "invalid_data (101)",
    }
    assert second["partition"] == 4
    assert "invalid_data (101)" in terminal.run("events", "paused").stdout


@pytest.mark.usefixtures("paused")
@pytest.mark.parametrize(
    ("options", "accepted"), [((), 1_200), (("--through", "50000"), 50_000), (("--through", "1"), 1_200)]
)
def test_a_word_accepts_the_one_that_it_stopped_at_and_what_is_asked_for(
    terminal: Terminal, database: Database, options: tuple[str, ...], accepted: int
) -> None:
    assert f"up to offset {accepted} are accepted" in terminal.run("events", "resume", "orders", 3, *options).stdout
    with database.transaction() as session:
        found = pauses.pauses(session)
    assert found["orders", 3].accepted_through == accepted
    assert found["orders", 4].waits
    assert [one["state"] for one in terminal.json("events", "paused")["items"]] == ["resumed", "paused"]


@pytest.mark.usefixtures("paused")
def test_a_word_may_be_given_again(terminal: Terminal) -> None:
    terminal.run("events", "resume", "orders", 3)
    assert terminal.json("events", "resume", "orders", 3, "--through", 2_000)["accepted_through"] == 2_000


@pytest.mark.parametrize(("topic", "partition"), [("orders", 5), ("payments", 3)])
@pytest.mark.usefixtures("paused")
def test_what_is_not_paused_is_refused(terminal: Terminal, topic: str, partition: int) -> None:
    assert terminal.refused("events", "resume", topic, partition)["code"] == "partition_not_paused"


def test_nothing_is_paused(terminal: Terminal) -> None:
    assert terminal.json("events", "paused") == {"items": []}
