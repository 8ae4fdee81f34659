"""A worker after Flower's buttons: it runs and answers, and is seen to make no progress as
soon as work waits for it.
"""

from __future__ import annotations

from pathlib import Path
from socket import gethostname
from urllib.parse import urlencode

import pytest

from inventory.inbox.events import Operation
from inventory.process.liveness import now
from tasks.dispatch import dispatch
from tests.tasks.conftest import StartProcess
from tests.tasks.flower import AUTH, ask, headers
from tests.tasks.line import Line
from tests.tasks.local_nodes import LocalProcess, wait_for
from tests.tasks.test_progress import SILENT_SECONDS, WORKER, falls_silent, goes_on, marked

NODE = f"stock@{gethostname()}"

CANCEL = (f"worker/queue/cancel-consumer/{NODE}", {"queue": "stock"})
SHRINK = (f"worker/pool/shrink/{NODE}", {"n": "2"})
LIMIT = (f"task/rate-limit/{Operation.INITIALIZE_STOCK}", {"workername": NODE, "ratelimit": "1/h"})


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    return tmp_path / "mark"


@pytest.fixture
def worker_(line: Line, start: StartProcess, mark: Path) -> LocalProcess:
    del line
    process = start("worker", *WORKER, "-E", "--hostname", "stock@%h", INVENTORY_PROGRESS_FILE=str(mark))
    wait_for(lambda: marked(mark) > 0, "its first mark", seconds=90)
    return process


def press(flower: str, command: str, given: dict[str, str]) -> None:
    wait_for(
        lambda: NODE in (ask(f"{flower}/api/workers?refresh=1", auth=AUTH) or {}), "Flower sees the worker", seconds=90
    )
    answer = ask(f"{flower}/api/{command}?{urlencode(given)}", auth=AUTH, method="POST")
    assert "message" in answer, answer


@pytest.mark.faults
@pytest.mark.timeout(300)
@pytest.mark.parametrize("button", [CANCEL, SHRINK], ids=["cancel consumer", "shrink pool"])
def test_a_worker_that_was_told_to_do_nothing_falls_silent_when_work_waits(
    line: Line, worker_: LocalProcess, flower: str, mark: Path, button: tuple[str, dict[str, str]]
) -> None:
    for path in ("/", "/healthcheck", "/metrics", "/static/css/flower.css", "/api/workers", "/nothing"):
        told = headers(f"{flower}{path}")
        assert (told["X-Content-Type-Options"], told["X-Frame-Options"]) == ("nosniff", "DENY"), path
    press(flower, *LIMIT)
    for number in range(3):
        dispatch(line.product(f"limited-{number}", 1), chunk_size=1)
    wait_for(lambda: not line.pending(), "what is limited is done", seconds=60)
    press(flower, *button)
    goes_on(mark, "to wait for work that there is none of")
    for number in range(3):
        dispatch(line.product(f"sku-{number}", 1), chunk_size=1)
    falls_silent(mark, "to have been told to leave one's work")
    assert worker_.status == "running"
    assert line.pending()
    worker_.restart(60)
    wait_for(lambda: now() - marked(mark) < SILENT_SECONDS, "a new one makes progress", seconds=90)
    wait_for(lambda: line.stock("sku-2") == (1, 0), "and does the work", seconds=60)
