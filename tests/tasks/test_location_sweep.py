"""The stock of a location follows it, whatever becomes of the process in between."""

from __future__ import annotations

import subprocess
import sys

import pytest

from inventory.database.transactions import Database, now
from inventory.domain.commands import Cause, Command, StateSupply
from inventory.domain.locations import LocationSettings
from inventory.settings import settings
from inventory.write_path import following
from inventory.write_path.apply import HoldTimes, apply
from inventory.write_path.locations import set_up
from tasks import location_sweep
from tasks.failures import LocationsFailed
from tests.inventory.shop import Shop
from tests.tasks.line import NOON, Line

SKUS = [f"sku-{number:02}" for number in range(20)]
DIES_AFTER_A_PIECE = """
import os, signal
from inventory.write_path import following
from tasks import location_sweep

following.PIECE = 6
follow = location_sweep.follow

def follow_and_die(one, after):
    follow(one, after)
    os.kill(os.getpid(), signal.SIGKILL)

location_sweep.follow = follow_and_die
location_sweep.follow_locations()
"""


@pytest.fixture
def closing(line: Line, monkeypatch: pytest.MonkeyPatch) -> Database:
    """20 SKUs at two locations. One of these is closed, and nothing is announced yet."""
    patient = settings().model_copy(update={"sweep_interval_seconds": 300})
    monkeypatch.setattr(location_sweep, "settings", lambda: patient)
    commands: list[Command] = [
        StateSupply(sku, sku, quantity, NOON, Cause("/catalog"), at)
        for sku in SKUS
        for at, quantity in (("main", 3), ("annex", 2))
    ]
    with line.database.transaction() as session:
        apply(session, commands, now=now(session), holds=HoldTimes())
        Shop(session).announced()
    with line.database.transaction() as session:
        set_up(session, "annex", LocationSettings(sells=False))
    return line.database


def told(database: Database) -> dict[str, int]:
    """Take the announcements. Returns the units on hand by SKU."""
    with database.transaction() as session:
        rows = Shop(session).announced()
    assert len({row.key for row in rows}) == len(rows), "no SKU is announced twice"
    return {row.key: row.data["quantity_on_hand"] for row in rows}


def settled(database: Database) -> bool:
    with database.transaction() as session:
        return not following.unsettled(session)


def test_each_sku_is_announced_once(closing: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "PIECE", 6)
    location_sweep.follow_locations()
    assert told(closing) == dict.fromkeys(SKUS, 3)
    assert settled(closing)
    location_sweep.follow_locations()
    assert told(closing) == {}


def test_a_run_without_time_goes_on_where_the_last_one_was(closing: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a very large table a run does not come to the end in its time."""
    monkeypatch.setattr(following, "PIECE", 6)
    moments = iter([0.0, 0.0, 1e9, 1e9, *[0.0] * 99])
    monkeypatch.setattr(location_sweep, "monotonic", lambda: next(moments))
    begun: list[str] = []
    follow = location_sweep.follow

    def noted(one: following.Unsettled, after: str) -> str | None:
        begun.append(after)
        return follow(one, after)

    monkeypatch.setattr(location_sweep, "follow", noted)
    location_sweep.follow_locations()
    assert not settled(closing)
    location_sweep.follow_locations()
    assert settled(closing)
    assert begun[:2] == ["", SKUS[5]]
    assert told(closing) == dict.fromkeys(SKUS, 3)


def test_a_location_that_fails_keeps_its_place_and_blocks_none_behind_it(
    closing: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row is damaged. The location is tried again from there, and others follow meanwhile."""
    monkeypatch.setattr(following, "PIECE", 6)
    with closing.transaction() as session:
        apply(
            session,
            [StateSupply("pot", "pot", 1, NOON, Cause("/catalog"), "yard")],
            now=now(session),
            holds=HoldTimes(),
        )
        set_up(session, "yard", LocationSettings(sells=False))
    with closing.transaction() as session:
        Shop(session).announced()
    begun: list[tuple[str, str]] = []
    follow = location_sweep.follow

    def failing(one: following.Unsettled, after: str) -> str | None:
        begun.append((one.name, after))
        if (one.name, after) == ("annex", SKUS[5]):
            raise ValueError("a secret of the row")
        return follow(one, after)

    monkeypatch.setattr(location_sweep, "follow", failing)
    for _ in range(2):
        with pytest.raises(LocationsFailed, match=r"^location annex: ValueError in failing, line \d+$"):
            location_sweep.follow_locations()
    assert begun == [("annex", ""), ("annex", SKUS[5]), ("yard", ""), ("annex", SKUS[5])]
    monkeypatch.setattr(location_sweep, "follow", follow)
    location_sweep.follow_locations()
    assert settled(closing)
    assert told(closing) == dict.fromkeys(SKUS, 3) | {"pot": 0}


def test_a_process_that_is_killed_between_two_pieces_loses_nothing(
    closing: Database, environment: dict[str, str]
) -> None:
    died = subprocess.run([sys.executable, "-c", DIES_AFTER_A_PIECE], env=environment, check=False, timeout=120)
    assert died.returncode == -9
    with closing.transaction() as session:
        announced = len(Shop(session).announced())
    assert announced == 6
    assert not settled(closing)
    location_sweep.follow_locations()
    assert len(told(closing)) == len(SKUS) - announced
    assert settled(closing)
