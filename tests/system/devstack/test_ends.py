"""A stack that can't start, and one whose parts are killed."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from tests.tools.devstack.stand_in import postgresql_and_web, stack_in_another_process
from tests.tools.devstack.test_stack import SECONDS_TO_LEAVE
from tools.devstack.processes.children import NotReady
from tools.devstack.processes.process_table import Process, Wave


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
