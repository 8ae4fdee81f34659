"""The parts of a chaos run: the plan, the client log, the stepped clock, the filled disk."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from tools.chaos.clock import SteppedClock
from tools.chaos.load.client_log import Exchange, Fate, JsonLines, Operation, exchanges
from tools.chaos.schedule import BROKERS, Strike, Struck, lanes, missing, plan
from tools.chaos.target import Fault

LANES = lanes("redis") | {"rabbitmq": BROKERS["rabbitmq"]}
NAMES = [Strike(fault, 0).name for faults in lanes("redis").values() for fault in faults]


@pytest.mark.parametrize("lane", LANES)
def test_a_plan_has_each_kind_of_fault_once_before_any_comes_again(lane: str) -> None:
    first = [strike.fault for strike in islice(plan("7", LANES[lane]), len(LANES[lane]))]

    assert len(set(first)) == len(first)
    assert set(first) == set(LANES[lane])


def test_a_seed_decides() -> None:
    def planned(seed: str, faults: tuple[Fault, ...]) -> list[Strike]:
        return list(islice(plan(seed, faults), 30))

    for faults in LANES.values():
        assert planned("1", faults) == planned("1", faults)
        assert planned("1", faults) != planned("2", faults)


def test_it_is_known_which_faults_were_left_out() -> None:
    struck = [Struck(name, 1, 1) for name in NAMES[1:]] + [Struck(NAMES[0], 1, 0, not_here="no disk")]

    assert missing(struck, "redis") == [NAMES[0]]
    assert missing([*struck, Struck(NAMES[0], 2, 1)], "redis") == []
    assert "kill rabbitmq" in missing(struck, "rabbitmq")


RESERVE = Operation("reserve", "o", (("s", 2), ("t", 1)))


def exchange(status: int | None, code: str | None = None, failure: str | None = None) -> Exchange:
    return Exchange("c", RESERVE, 1.0, 2.0, status, None if code is None else {"code": code}, failure)


@pytest.mark.parametrize(
    ("answer", "fate"),
    [
        (exchange(201), Fate.ACKNOWLEDGED),
        (exchange(409, "insufficient_stock"), Fate.REFUSED),
        (exchange(404, "unknown_reservation"), Fate.REFUSED),
        (exchange(429, "too_many_requests"), Fate.UNTOUCHED),
        (exchange(503, "database_unavailable"), Fate.UNTOUCHED),
        (exchange(503, "outcome_unknown"), Fate.UNKNOWN),
        (exchange(500, "internal_error"), Fate.UNKNOWN),
        (exchange(None, failure="ConnectionRefusedError"), Fate.UNTOUCHED),
        (exchange(None, failure="ConnectionResetError"), Fate.UNKNOWN),
        (exchange(None, failure="TimeoutError"), Fate.UNKNOWN),
    ],
)
def test_what_a_caller_knows(answer: Exchange, fate: Fate) -> None:
    assert answer.fate is fate


def test_the_log_gives_back_what_was_written(tmp_path: Path) -> None:
    log: JsonLines[Exchange] = JsonLines(tmp_path / "log")
    written = [exchange(201), exchange(None, failure="TimeoutError"), replace(exchange(409, "busy"), client="d")]
    for one in written:
        log.write(one)
    log.close()

    assert exchanges(tmp_path / "log") == written


def test_a_running_process_believes_a_stepped_clock(tmp_path: Path) -> None:
    clock = SteppedClock(tmp_path / "clock")
    if not clock.works():
        pytest.skip("libfaketime does not work on this machine")
    asking = """
import sys, time
for _ in sys.stdin:
    print(time.time() - time.monotonic(), flush=True)
"""
    command = [sys.executable, "-m", "tools.chaos.clock", str(clock.file), "python", "-c", asking]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def difference() -> float:
            process.stdin.write("\n")  # type: ignore[union-attr]
            process.stdin.flush()  # type: ignore[union-attr]
            return float(process.stdout.readline())  # type: ignore[union-attr]

        before = difference()
        clock.step(-7_200)
        stepped = next(moved for _ in range(10_000_000) if (moved := difference() - before) < -7_000)
        process.stdin.close()

    assert stepped == pytest.approx(-7_200, abs=2)


FILLING = """
import json, sys
from pathlib import Path
from tools.chaos.small_disk import small_disk

directory = Path(sys.argv[1])
disk = small_disk(directory, 2)
if disk is None:
    sys.exit(77)
filled = disk.fill()
try:
    (directory / "another").write_bytes(b"x")
    refused = False
except OSError:
    refused = True
disk.empty()
(directory / "another").write_bytes(b"x")
print(json.dumps([filled, refused]))
"""


@pytest.fixture
def on_a_disk() -> Iterator[Path]:
    """A directory outside of `/dev/shm`, in whose place who mounts a small disk has another."""
    with tempfile.TemporaryDirectory() as directory:
        yield Path(directory)


def test_a_small_disk_is_filled_and_emptied_and_seen_by_nobody_else(on_a_disk: Path) -> None:
    filling = subprocess.run(
        [sys.executable, "-c", FILLING, str(on_a_disk / "disk")], capture_output=True, text=True, check=False
    )
    if filling.returncode == 77:
        pytest.skip("no disk can be mounted on this machine")

    filled, refused = json.loads(filling.stdout)

    assert 1_900_000 < filled <= 2 << 20
    assert refused
    assert list((on_a_disk / "disk").iterdir()) == []
