"""The mark that a process leaves, and the command that asks for it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import psutil
import pytest

from inventory.process import killing, liveness
from inventory.process.killing import look
from inventory.process.liveness import Liveness, Mark, now, read, write
from tools.devstack.processes.children import spawn, wait_until

MARKS_THEN_HANGS = """
import sys, threading
from inventory.process.liveness import Liveness
Liveness(sys.argv[1]).mark()
threading.Event().wait()
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "mark")


@pytest.fixture
def hanging(file: str, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that made progress once. It leads a group of its own, and its output is in
    `log`.
    """
    command = [sys.executable, "-c", MARKS_THEN_HANGS, file]
    process = spawn(command, log=tmp_path / "log", environment={**os.environ, "PYTHONFAULTHANDLER": "1"})
    assert wait_until(lambda: read(file) is not None, seconds=20)
    yield process
    process.kill()
    process.wait()


def old(file: str, seconds: float) -> None:
    """Make the mark look older."""
    mark = read(file)
    assert mark is not None
    write(file, Mark(mark.at - seconds, mark.pid, mark.started))


def test_a_mark_says_who_and_when(file: str) -> None:
    before = now()
    Liveness(file).mark()
    mark = read(file)
    assert mark is not None
    assert mark.pid == os.getpid()
    assert before - 0.001 <= mark.at <= now() + 0.001
    assert mark.is_of_a_running_process
    assert look(file, within=30)[0]


def test_it_is_written_at_most_once_a_second(file: str) -> None:
    own = Liveness(file)
    own.mark()
    Path(file).unlink()
    own.mark()
    assert read(file) is None


def test_a_mark_grows_not_however_often_it_is_written(file: str) -> None:
    sizes = set()
    for at in (1.0, 123_456.789, 9e9):
        write(file, Mark(at, os.getpid(), 1))
        sizes.add(Path(file).stat().st_size)
    assert len(sizes) == 1


def test_without_a_file_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Liveness("").mark()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_nobody_wrote_is_no_progress(file: str) -> None:
    assert look(file, within=30, or_kill=True) == (False, f"no progress yet: nobody has written {file}")


def test_the_mark_of_a_process_that_is_gone_is_no_progress_and_kills_nobody(
    file: str, hanging: subprocess.Popen[bytes]
) -> None:
    mark = read(file)
    assert mark is not None
    # Its id is another's now: that started at another time.
    write(file, Mark(mark.at - 100, mark.pid, mark.started - 1))
    works, sentence = look(file, within=30, or_kill=True)
    assert not works
    assert "is gone" in sentence
    assert hanging.poll() is None


def test_a_process_that_hangs_is_killed_and_says_where_it_hung(
    file: str, hanging: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    assert look(file, within=30, or_kill=True)[0]
    old(file, 100)
    works, sentence = look(file, within=30, or_kill=True)
    assert not works
    assert hanging.wait(60) == -signal.SIGABRT
    told, _, place = (tmp_path / "log").read_text().partition("\n")
    assert json.loads(told)["message"] == sentence
    assert "in wait" in place  # of threading.Event, where it was


def test_a_process_that_has_stopped_is_killed(file: str, hanging: subprocess.Popen[bytes]) -> None:
    psutil.Process(hanging.pid).suspend()
    old(file, 100)
    look(file, within=30, or_kill=True)
    assert hanging.wait(60) == -signal.SIGKILL


def test_it_only_kills_when_told_to(file: str, hanging: subprocess.Popen[bytes]) -> None:
    old(file, 100)
    assert not look(file, within=30)[0]
    assert hanging.poll() is None


def test_the_group_of_a_process_dies_with_it(file: str, tmp_path: Path) -> None:
    command = "import subprocess, sys; subprocess.Popen(['sleep', '600']); " + MARKS_THEN_HANGS
    process = spawn([sys.executable, "-c", command, file], log=tmp_path / "log")
    assert wait_until(lambda: read(file) is not None, seconds=20)
    [child] = psutil.Process(process.pid).children()
    killing.end(process.pid)
    process.wait(60)
    _, alive = psutil.wait_procs([child], timeout=60)
    for one in alive:
        one.kill()
    assert not alive


class _Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/fine" else 503)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def server() -> Iterator[str]:
    listening = HTTPServer(("127.0.0.1", 0), _Answering)
    thread = Thread(target=listening.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.server_port}"
    finally:
        listening.shutdown()
        thread.join()
        listening.server_close()


def test_an_answer_is_progress_and_its_absence_is_not_taken_for_none_at_once(file: str) -> None:
    Liveness(file).mark()
    with server() as url:
        old(file, 100)
        assert not look(file, within=30, url=f"{url}/unwell")[0]
        assert look(file, within=30, url=f"{url}/fine")[0]
        assert look(file, within=30, url=f"{url}/unwell")[0]  # it has answered a moment ago
    assert look(file, within=30, url=f"{url}/fine")[0]  # nobody listens any more, but not for long


def test_the_command_takes_file_and_time_from_the_environment(file: str) -> None:
    Liveness(file).mark()
    command = [sys.executable, "-m", "inventory.progress"]
    environment = {**os.environ, liveness.FILE_VARIABLE: file, liveness.STUCK_VARIABLE: "60"}

    def ask() -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert ask().returncode == 0
    old(file, 85)
    assert ask().returncode == 0  # one and a half times as long
    old(file, 10)
    asked = ask()
    assert asked.returncode == 1
    assert f"process {os.getpid()} has made no progress for 9" in asked.stdout


def test_the_command_loads_nothing_that_is_slow() -> None:
    listed = "import sys, inventory.progress; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", listed], capture_output=True, text=True, check=True).stdout.split()
    assert not {"sqlalchemy", "pydantic", "celery", "click", "psycopg", "urllib.request"} & set(loaded)
