"""The lines of a process with many threads, written by one."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.inventory.logs.program import program

SHARED = """
from inventory.logs.stderr import SharedStderr
set_up("INFO", handler=SharedStderr)
"""


def messages(ran: subprocess.CompletedProcess[str]) -> list[str]:
    return [json.loads(line)["message"] for line in ran.stderr.splitlines()][1:]


def test_many_threads_lose_no_line_and_each_has_its_own_order() -> None:
    body = """
def tell(name):
    for number in range(2_000):
        logging.info("%s %d", name, number)
threads = [threading.Thread(target=tell, args=(name,)) for name in "abcdefgh"]
[one.start() for one in threads], [one.join() for one in threads]
"""
    told = messages(program(SHARED + body))
    for name in "abcdefgh":
        assert [one for one in told if one[0] == name] == [f"{name} {number}" for number in range(2_000)]
    assert len(told) == 8 * 2_000


def test_a_warning_is_out_before_the_next_statement() -> None:
    """With all lines before it, whatever ends the process then."""
    body = "import os\nfor number in range(50): logging.info('%d', number)\nlogging.warning('the end')\nos._exit(0)"
    assert messages(program(SHARED + body)) == [*map(str, range(50)), "the end"]


def test_lines_at_the_very_end_of_a_process_are_written() -> None:
    body = "import atexit\natexit._clear()\natexit.register(lambda: logging.info('last'))\n"
    late = "atexit.register(logging.shutdown)\nlogging.info('first')"
    assert messages(program(SHARED + body + late)) == ["first", "last"]


def test_a_log_that_is_set_up_again_has_one_thread_and_each_line_once() -> None:
    body = """
logging.info("one")
set_up("INFO", handler=SharedStderr)
logging.info("%d", sum(one.name == "log" for one in threading.enumerate()))
"""
    assert messages(program(SHARED + body)) == ["one", "1"]


@pytest.mark.parametrize("closed", ["os.close(2)", "sys.stderr.close()", "sys.stderr = None"])
def test_a_closed_stderr_fails_none_of_many_threads(closed: str) -> None:
    body = f"import os\n{closed}\nset_up('INFO', handler=SharedStderr)\nlogging.warning('nobody hears this')"
    ran = program(SHARED + body)
    assert (ran.returncode, ran.stdout) == (0, "goes on\n")
