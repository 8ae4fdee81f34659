"""Install the packages of a lock file and show the progress:
``python tools/devstack/installation.py requirements-dev.lock``.

It needs the standard library alone, because it runs before anything is installed.
"""

import re
import subprocess
import sys
import time
from collections import deque
from pathlib import Path
from typing import TextIO

SECONDS_BETWEEN_LINES = 10
"""Between two lines of progress where the output is no terminal, as in the log of a CI."""


def main(lock: Path, out: TextIO) -> int:
    """Run pip and show each package as pip comes to it. Returns pip's status.

    Shows the last 30 lines of pip's output if the status is not 0.
    """
    names = re.findall(r"^([A-Za-z0-9][\w.-]*)==", lock.read_text(encoding="utf-8"), re.MULTILINE)
    shown = Shown(out, len(names))
    pip = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"]
    command = [*pip, "--require-hashes", "--requirement", str(lock)]
    last_words: deque[str] = deque(maxlen=30)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        assert running.stdout is not None
        for line in running.stdout:
            last_words.append(line)
            shown.hear(line)
    shown.end()
    if running.returncode != 0:
        out.writelines(last_words)
    return running.returncode


class Shown:
    """The progress of pip: one line that is overwritten on a terminal, else a line now and then."""

    def __init__(self, out: TextIO, packages: int) -> None:
        """Show the progress through a number of packages on `out`."""
        self._out = out
        self._packages = packages
        self._collected = 0
        self._terminal = out.isatty()
        self._last = time.monotonic()

    def hear(self, line: str) -> None:
        """Take one line of pip's output."""
        if found := re.match(r"Collecting ([\w.-]+)", line):
            self._collected += 1
            self._show(f"fetching {self._collected} of {self._packages}: {found[1]}")
        elif line.startswith("Installing collected packages"):
            self._show(f"unpacking {self._collected} packages", at_once=True)

    def end(self) -> None:
        """Clear the line on a terminal."""
        if self._terminal:
            self._out.write("\r\033[K")
            self._out.flush()

    def _show(self, sentence: str, *, at_once: bool = False) -> None:
        if self._terminal:
            self._out.write(f"\r\033[K  {sentence}")
        elif at_once or time.monotonic() - self._last >= SECONDS_BETWEEN_LINES:
            self._last = time.monotonic()
            self._out.write(f"  {sentence}\n")
        self._out.flush()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.stdout))
