"""Ctrl-C at any moment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import orjson

from tests.cli.terminal import MAIN, Terminal
from tools.devstack import PROJECT


def interrupted(moments: int, *words: str) -> list[tuple[int, str]]:
    """Exit code and error stream of a command that is interrupted at so many moments, and at its
    very end.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tests.cli.interrupting", str(moments), *words],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        check=True,
    )
    return [(code, errors) for code, errors in orjson.loads(done.stdout)]


def test_at_any_moment_it_says_so_and_nothing_else() -> None:
    assert set(interrupted(5, "settings")) == {(130, "Interrupted.\n")}


def test_a_command_that_asks_the_database_is_interrupted_as_well(terminal: Terminal) -> None:
    del terminal
    seen = set(interrupted(2, "stock", "export", "--json"))

    assert {code for code, _ in seen} == {130}
    assert {orjson.loads(errors)["error"]["detail"] for _, errors in seen} == {"Interrupted."}


def test_what_is_started_with_interrupts_ignored_goes_on() -> None:
    program = "import os, signal; from inventory.cli import main; os.kill(os.getpid(), signal.SIGINT); main()"

    done = subprocess.run(
        ["env", "--ignore-signal=INT", sys.executable, "-c", program, "--version"], capture_output=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, b"")


def test_until_it_answers_ctrl_c_nothing_is_loaded() -> None:
    program = "import sys; before = set(sys.modules); import inventory.cli; print(*sorted(set(sys.modules) - before))"

    done = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["inventory", "inventory.cli"]


def test_the_program_that_takes_over_is_interrupted_while_its_interpreter_starts(tmp_path: Path) -> None:
    at_the_start = "import os, signal, sys; 'bridge' in sys.orig_argv[2] and os.kill(os.getpid(), signal.SIGINT)"
    (tmp_path / "sitecustomize.py").write_text(at_the_start, encoding="utf-8")

    done = subprocess.run(
        ["env", "--default-signal=INT", sys.executable, "-c", MAIN, "restored", "--json"],
        env={**os.environ, "PYTHONPATH": f"{tmp_path}"},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, orjson.loads(done.stderr)["error"]["code"]) == (130, "interrupted")
