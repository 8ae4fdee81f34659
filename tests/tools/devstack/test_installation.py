"""Tell the progress of the installation, as pip says it."""

import io
import subprocess
import sys
from pathlib import Path

from tools.devstack import PROJECT, installation
from tools.devstack.installation import Shown


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_line_on_a_terminal_is_written_over() -> None:
    out = Terminal()
    shown = Shown(out, 2)
    for line in ("Collecting one==1.0 (from -r lock)\n", "  Using cached one\n", "Collecting two==2\n"):
        shown.hear(line)
    shown.hear("Installing collected packages: one, two\n")
    shown.end()
    lines = out.getvalue().split("\r\033[K")
    assert lines == ["", "  fetching 1 of 2: one", "  fetching 2 of 2: two", "  unpacking 2 packages", ""]


def test_a_log_gets_a_line_now_and_then() -> None:
    out = io.StringIO()
    shown = Shown(out, 500)
    for number in range(500):
        shown.hear(f"Collecting package-{number}==1\n")
    shown.hear("Installing collected packages: …\n")
    assert out.getvalue() == "  unpacking 500 packages\n"


def test_where_pip_fails_its_last_words_are_shown_and_its_status_is_ours(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.write_text("no-such-package==1.0 --hash=sha256:00\n", encoding="ascii")
    command = [sys.executable, str(PROJECT / "tools/devstack/installation.py"), str(lock)]
    ran = subprocess.run(command, env={"PIP_NO_INDEX": "1"}, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert ran.returncode == 1
    assert "no-such-package" in ran.stdout


def test_it_needs_the_standard_library_alone() -> None:
    command = [sys.executable, "-I", "-S", installation.__file__, "/dev/null"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
