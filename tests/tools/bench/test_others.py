"""`make bench-others` counts whole lives alone, and refuses a figure if the books do not add up."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from threading import Lock, get_ident
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from inventory.domain.commands import Confirm
from inventory.domain.orders.reservation import Reservation
from inventory.domain.outcome import OrderOutcome, Outcome, Refused
from inventory.errors import UnknownReservation
from tools.bench.load.orders import CAUSE, Pattern
from tools.bench.load.usage import server_seconds
from tools.bench.load.warehouse import Warehouse
from tools.bench.others import clients, environment
from tools.bench.others.books import DoesNotAddUp, require_even
from tools.bench.others.clients import WARM_UP, Life, Lived, live
from tools.bench.others.ours import Ours
from tools.bench.parts import others
from tools.bench.parts.others import RATE, WORK, beside, in_turn, measure
from tools.devstack import PROJECT
from tools.devstack.processes.children import wait_until

CONFIRM = Confirm("order-1", CAUSE)
BEFORE = {"on_hand": 1_000, "held": 0, "impossible": 0, "finished": 5, "in_ledger": -5}
AFTER = {"on_hand": 993, "held": 0, "impossible": 0, "finished": 12, "in_ledger": -12}


def test_every_life_is_counted_and_every_client_has_a_thread() -> None:
    lock, lives, ended = Lock(), defaultdict[int, int](int), list[int]()

    def begin() -> Life:
        def once() -> None:
            with lock:
                lives[get_ident()] += 1

        return once

    lived = live(begin, lambda: ended.append(get_ident()), clients=4, seconds=0.01)

    assert lived.done == sum(lives.values())
    assert len(lives) == 4
    assert set(ended) == set(lives)
    assert min(lives.values()) > WARM_UP
    assert lived.rate > 0


@pytest.mark.parametrize("fails_at", [1, WARM_UP + 3])
def test_the_first_error_of_a_client_ends_the_measurement(fails_at: int) -> None:
    lock, lives = Lock(), [0]

    def once() -> None:
        with lock:
            lives[0] += 1
            if lives[0] == fails_at:
                raise ValueError("sold out")

    with pytest.raises(ValueError, match="sold out"):
        live(lambda: once, lambda: None, clients=1, seconds=0.05)


def test_clients_that_are_ready_do_not_wait_for_one_that_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clients, "START_SECONDS", 3_600.0)
    number = iter(range(4))

    def begin() -> Life:
        if next(number) == 3:
            raise ValueError("no connection")
        return lambda: None

    with pytest.raises(ValueError, match="no connection"):
        live(begin, lambda: None, clients=4, seconds=0.05)


def test_books_with_exactly_the_counted_lives_are_even() -> None:
    require_even("shop", BEFORE, AFTER, lives=7)
    require_even("shop", {"on_hand": 9, "held": 0}, {"on_hand": 9, "held": 0}, lives=0)


@pytest.mark.parametrize(
    "wrong", [{"on_hand": 994}, {"held": 1}, {"impossible": 1}, {"finished": 11}, {"in_ledger": -11}]
)
def test_books_that_do_not_add_up_are_refused(wrong: Mapping[str, int]) -> None:
    (name,) = wrong
    with pytest.raises(DoesNotAddUp, match=f"^shop: {name} is "):
        require_even("shop", BEFORE, {**AFTER, **wrong}, lives=7)


def test_units_that_were_held_before_are_refused() -> None:
    with pytest.raises(DoesNotAddUp, match="no order is open"):
        require_even("shop", {**BEFORE, "held": 2}, {**AFTER, "held": 2}, lives=7)


class Scripted:
    """A shop that loses some of its lives."""

    name = "scripted"

    def __init__(self, lost: int) -> None:
        self._lost = lost
        self._lived = 0

    def prepare(self, _pattern: Pattern, _seconds: float, /) -> None:
        self._lived = 0

    def books(self) -> dict[str, int]:
        return {"on_hand": 100 - self._lived, "held": 0}

    def live(self, _pattern: Pattern, *, clients: int, seconds: float) -> Lived:
        self._lived += clients - self._lost
        return Lived(clients / seconds, clients, 0.02)


def test_a_figure_is_refused_if_the_books_lack_a_life(monkeypatch: pytest.MonkeyPatch) -> None:
    server = iter([1.0, 1.06] * 2)
    monkeypatch.setattr(others, "server_seconds", lambda _pid: next(server))
    rate, work_ms = measure(Scripted(lost=0), Pattern.HOT, 1, seconds=2.0)
    assert (rate, round(work_ms, 6)) == (4, 10)
    with pytest.raises(DoesNotAddUp, match="on_hand is 93 after 8 lives, and was 100: 92 is right"):
        measure(Scripted(lost=1), Pattern.HOT, 1, seconds=2.0)


def test_the_time_of_a_server_includes_processes_that_have_ended() -> None:
    code = (
        "import subprocess, sys; subprocess.run([sys.executable, '-ISc', 'for _ in range(2_000_000): pass']); input()"
    )
    with subprocess.Popen([sys.executable, "-ISc", code], stdin=subprocess.PIPE) as server:
        assert wait_until(lambda: psutil.Process(server.pid).cpu_times().children_user > 0, seconds=30)
        times = psutil.Process(server.pid).cpu_times()
        assert server_seconds(server.pid) == pytest.approx(sum(times[:4]), abs=0.011)
        server.communicate(b"\n")


@pytest.mark.parametrize(
    "outcome", [Refused(CONFIRM, UnknownReservation(order_id="order-1")), OrderOutcome(CONFIRM, Reservation("order-1"))]
)
def test_a_command_of_ours_that_is_refused_is_no_life(outcome: Outcome) -> None:
    turns: Any = SimpleNamespace(submit=lambda _: [outcome])
    with pytest.raises(RuntimeError, match=rf"Reserve of .* ended as {type(outcome).__name__}.*, not pending"):
        Ours(Warehouse("", ""), turns).live(Pattern.UNIFORM, clients=1, seconds=0.01)


def test_the_shop_that_was_first_is_last_in_the_next_round() -> None:
    shops: list[Any] = ["ours", "placed", "stock"]
    assert [in_turn(shops, number) for number in range(2)] == [shops, ["stock", "placed", "ours"]]


def test_each_ratio_tells_how_many_times_ours_is_better() -> None:
    samples = {"floor": {0: 400.0, 1: 400.0}, "ours": {0: 100.0, 1: 300.0}, "theirs": {0: 10.0, 1: 15.0}}

    assert list(beside(Pattern.HOT, RATE, samples)) == [
        "| floor, hot | 0.5 | 0.2 | 0.8 | 2 | 200 | 400 | lives/s |",
        "| theirs, hot | 15.0 | 10.0 | 20.0 | 2 | 200 | 12.5 | lives/s |",
    ]
    assert list(beside(Pattern.HOT, WORK, {"ours": {0: 2.0}, "theirs": {0: 9.0}})) == [
        "| theirs, hot | 4.5 | 4.5 | 4.5 | 1 | 2 | 9 | ms of processor/life |"
    ]


def test_an_environment_is_made_once_for_each_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    statuses = [0, 1]

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        if "venv" in command:
            Path(command[-1]).mkdir(parents=True, exist_ok=True)
            return subprocess.CompletedProcess(command, 0)
        made.append(command[-1])
        return subprocess.CompletedProcess(command, statuses.pop())

    monkeypatch.setattr("tools.bench.others.environment.subprocess.run", run)
    lock = tmp_path / "others.lock"
    lock.write_text("django-oscar==4.2.1\n")
    with pytest.raises(environment.NotInstalled, match="ended with status 1"):
        environment.interpreter(lock, tmp_path / "cache")

    first = environment.interpreter(lock, tmp_path / "cache")

    assert environment.interpreter(lock, tmp_path / "cache") == first
    assert made == [str(lock)] * 2
    statuses.append(0)
    lock.write_text("django-oscar==4.2.2\n")
    assert environment.interpreter(lock, tmp_path / "cache") != first


def test_the_other_shop_has_our_driver() -> None:
    ours, theirs = (
        dict(re.findall(r"^(psycopg[a-z-]*)==(\S+)", (PROJECT / f"requirements{kind}.lock").read_text(), re.MULTILINE))
        for kind in ("", "-others")
    )

    assert theirs == ours
