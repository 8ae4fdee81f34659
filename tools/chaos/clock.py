"""A wall clock that can be stepped while a process runs.

``python -m tools.chaos.clock FILE COMMAND...`` becomes the command. libfaketime, from the wheel of
that name, stands between the process and its wall clock, and adds the offset in the file. It leaves
the monotonic clock alone, as a real step does. The wheel has a library for x86-64 only.
"""

import os
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

TRIAL_SECONDS = 86_400


def library() -> Path | None:
    """Return the path of libfaketime, or None if the wheel is not installed."""
    spec = find_spec("libfaketime")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "vendor" / "libfaketime" / "src" / "libfaketime.so.1"


class SteppedClock:
    """The offset of the wall clock, for every process that was started with `file`."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.step(0)

    def step(self, seconds: int) -> None:
        """Set the wall clock `seconds` ahead, or back. The processes follow within a second."""
        new = self.file.with_suffix(".new")
        new.write_text(f"{seconds:+d}\n", encoding="ascii")
        new.replace(self.file)  # never seen half written

    def works(self) -> bool:
        """Return True if a process that is started with the clock sees its offset."""
        self.step(TRIAL_SECONDS)
        asking = [sys.executable, "-m", __name__, str(self.file), "python", "-c", "import time; print(time.time())"]
        try:
            answer = subprocess.run(asking, capture_output=True, text=True, check=True, timeout=30)
        except (subprocess.SubprocessError, OSError):
            return False
        finally:
            self.step(0)
        return float(answer.stdout) - time.time() > TRIAL_SECONDS / 2


def main(file: str, *command: str) -> None:
    """Become the command, with the wall clock of `file`."""
    loaded = library()
    if loaded is None:
        sys.exit("libfaketime is not installed")
    faked = {
        "LD_PRELOAD": str(loaded),
        "FAKETIME_TIMESTAMP_FILE": file,
        "FAKETIME_CACHE_DURATION": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",  # files keep their times
    }
    program = sys.executable if command[0] == "python" else command[0]
    os.execve(program, [program, *command[1:]], {**os.environ, **faked})  # noqa: S606 - becoming it is the point


if __name__ == "__main__":
    main(*sys.argv[1:])
