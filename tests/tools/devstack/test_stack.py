"""A stack from its start to any end."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from tests.tools.devstack.stand_in import postgresql_and_web, stack_in_another_process
from tools.devstack.machine.directory_lock import DirectoryInUse
from tools.devstack.stack import Stack

SECONDS_TO_LEAVE = 60


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A running stack of PostgreSQL and one process."""
    with postgresql_and_web(tmp_path_factory.mktemp("stack")) as running:
        yield running


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


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_is_left_when_the_owner_of_a_stack_is_killed(tmp_path: Path, ending: signal.Signals) -> None:
    with stack_in_another_process(tmp_path) as (owner, children):
        assert len(children) >= 3
        owner.send_signal(ending)
        gone, alive = psutil.wait_procs(children, timeout=SECONDS_TO_LEAVE)
    assert alive == []
    assert len(gone) == len(children)
