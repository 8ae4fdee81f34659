"""A stack from its start to any end."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest

from tests.tools.devstack import stand_in
from tests.tools.devstack.stand_in import postgresql_and_web
from tools.devstack.machine.directory_lock import DirectoryInUse
from tools.devstack.processes.children import NotReady
from tools.devstack.processes.process_table import Process, Wave
from tools.devstack.stack import Stack

SECONDS_TO_LEAVE = 60


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A running stack of PostgreSQL and one process."""
    with postgresql_and_web(tmp_path_factory.mktemp("stack")) as running:
        yield running


@contextmanager
def stack_in_another_process(directory: Path) -> Iterator[tuple[psutil.Process, list[psutil.Process]]]:
    """Run the same stack in a process of its own. Gives that process and all below it."""
    command = [sys.executable, "-m", stand_in.__name__, str(directory)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        try:
            pids = owner.stdout.readline().split()
            assert len(pids) == 3, "the stack did not start"
            parent = psutil.Process(owner.pid)
            yield parent, parent.children(recursive=True)
        finally:
            owner.kill()


def test_a_killed_process_is_started_again(stack: Stack) -> None:
    killed = stack.kill("web")
    stack.wait_ready("web", replaced=killed)
    assert stack.pid("web") not in (0, killed)


def test_a_killed_server_is_started_again_with_its_data(stack: Stack) -> None:
    url = stack.administration_url.replace("+psycopg", "")
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS number")
    killed = stack.kill("postgresql")
    stack.wait_ready("postgresql", replaced=killed)
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (42,)


def test_a_stopped_process_stays_down_until_it_is_started(stack: Stack) -> None:
    stack.stop_process("web")
    assert stack.pid("web") == 0
    stack.start_process("web")
    stack.wait_ready("web")
    assert stack.pid("web") != 0


def test_a_second_stack_in_the_directory_is_refused_with_the_first_one_named(stack: Stack) -> None:
    with pytest.raises(DirectoryInUse, match=f"process {os.getpid()}, {stack.endpoints.api_url}"):
        Stack(stack.directory).start()
    assert stack.pid("web") != 0


def test_a_process_that_keeps_ending_is_named_with_its_last_words(tmp_path: Path) -> None:
    broken = Process(
        name="broken",
        wave=Wave.WORK,
        command=("python", "-c", "raise SystemExit('no such setting')"),
        ready=lambda _endpoints: False,
    )
    refused = pytest.raises(NotReady, match=r"broken ends again and again[^$]*no such setting")
    with refused, postgresql_and_web(tmp_path, [broken]):
        pytest.fail("a broken process was taken for a ready one")


def test_a_setup_command_that_fails_is_named_with_its_last_words(tmp_path: Path) -> None:
    setup = {"migrations": ("python", "-c", "raise SystemExit('no such table')")}
    refused = pytest.raises(NotReady, match=r"migrations ended with status 1[^$]*no such table")
    with refused, postgresql_and_web(tmp_path, setup=setup):
        pytest.fail("the stack went on without its migrations")


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_is_left_when_the_owner_of_a_stack_is_killed(tmp_path: Path, ending: signal.Signals) -> None:
    with stack_in_another_process(tmp_path) as (owner, children):
        assert len(children) >= 3
        owner.send_signal(ending)
        gone, alive = psutil.wait_procs(children, timeout=SECONDS_TO_LEAVE)
    assert alive == []
    assert len(gone) == len(children)


def test_nothing_is_left_when_supervisord_is_killed_beside_its_owner(tmp_path: Path) -> None:
    with stack_in_another_process(tmp_path) as (owner, children):
        [supervisord] = owner.children()
        owner.suspend()  # it can't help
        supervisord.kill()
        others = [child for child in children if child != supervisord]
        _, alive = psutil.wait_procs(others, timeout=SECONDS_TO_LEAVE)
    assert alive == []


def test_the_directory_can_be_used_again_after_a_kill(tmp_path: Path) -> None:
    with stack_in_another_process(tmp_path) as (owner, children):
        owner.kill()
        psutil.wait_procs(children, timeout=SECONDS_TO_LEAVE)
    with postgresql_and_web(tmp_path) as stack:
        assert stack.pid("web") != 0
