"""Find the functions in which the line's processes spend their time:
`python -m tools.bench profile`.

py-spy samples the processes while they work off a backlog and while they follow a steady pace. For
each process, `tools/bench/results/profile.txt` gets the part of the time that it was busy, and the
share of each function in that.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

from tools.bench.load.warehouse import SKUS, Warehouse, conninfo_of, sku
from tools.bench.parts.line import WARM_UP, backlog, steady
from tools.bench.suite import Suite
from tools.devstack.processes.children import wait_until
from tools.devstack.stack import Stack

EVENTS = 60_000
SECONDS = 6
SAMPLES_A_SECOND = 200
SHOWN = 25
PACKAGES = ("inventory", "tasks", "bridge")
START_SECONDS = 30
PY_SPY = str(Path(sys.executable).with_name("py-spy"))
RESULT = Path(__file__).with_name("results") / "profile.txt"


def run(suite: Suite) -> None:
    """Profile the consumer, one worker and the relay, from a backlog and at a steady pace."""
    with Stack(suite.directory / "profile") as stack:
        opened = Warehouse(stack.administration_url, conninfo_of(stack.administration_url))
        opened.supply(list(map(sku, range(SKUS))))
        backlog(stack, opened, WARM_UP)
        tables = _profile(suite, stack, opened, "from a backlog", lambda: backlog(stack, opened, EVENTS))
        tables += _profile(suite, stack, opened, "at a steady pace", lambda: steady(stack, SECONDS + 2))
    RESULT.write_text("\n".join(tables), encoding="utf-8")
    suite.console.print(f"  {RESULT}", soft_wrap=True)


def _profile(suite: Suite, stack: Stack, opened: Warehouse, title: str, work: Callable[[], object]) -> list[str]:
    """Sample the processes while `work` keeps them busy. Returns a table for each."""
    newest = "SELECT coalesce(max(id), 0) FROM inbox_event"
    before = opened.value(newest)
    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(work)
        assert wait_until(lambda: bool(opened.value(newest) > before), seconds=START_SECONDS), "no event was heard"
        (child, *_) = psutil.Process(stack.pid("worker")).children()
        pids = {"consumer": stack.pid("consumer"), "worker": child.pid, "relay": stack.pid("relay")}
        recordings = {name: _record(pid, suite.directory / f"{name}.raw") for name, pid in pids.items()}
        for recording in recordings.values():
            recording.wait()
        working.result()
    return [_table(f"{name}, {title}", suite.directory / f"{name}.raw") for name in recordings]


def _record(pid: int, raw: Path) -> subprocess.Popen[bytes]:
    command = [PY_SPY, "record", f"--pid={pid}", "--format=raw", f"--output={raw}", f"--duration={SECONDS}"]
    command += [f"--rate={SAMPLES_A_SECOND}", "--nonblocking", "--function"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _table(title: str, raw: Path) -> str:
    itself: Counter[str] = Counter()
    below: Counter[str] = Counter()
    for line in raw.read_text(encoding="utf-8").splitlines():
        stack, _, count = line.rpartition(" ")
        frames = stack.split(";")
        itself[frames[-1]] += int(count)
        for frame in set(frames):
            below[frame] += int(count)
    total = itself.total()
    ours = {name: count for name, count in below.items() if any(f"({package}/" in name for package in PACKAGES)}
    busy = total / (SECONDS * SAMPLES_A_SECOND)
    return "\n".join(
        [
            f"{title}: busy {busy:.0%} of the time. Share of that, in our functions and what they call:",
            *_shares(Counter(ours), total),
            "... and in any function itself:",
            *_shares(itself, total),
            "",
        ]
    )


def _shares(counts: Counter[str], total: int) -> list[str]:
    return [f"{count / total:7.1%}  {name}" for name, count in counts.most_common(SHOWN)]
