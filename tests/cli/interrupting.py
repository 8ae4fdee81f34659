"""`python -m tests.cli.interrupting MOMENTS WORD...`: run the command WORD... and press Ctrl-C at
so many different moments.

A moment is one of the events that Python tells of itself (modules, files, sockets), from the first
line of the command to the shutdown of the interpreter. Each is a fork of this process, with nothing
of the command loaded, so its cost is the way there. It prints the results as JSON: the exit code,
and the text of the error stream.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import sys
import tempfile


def _run(words: list[str], moment: int | None, count: int) -> None:
    """Be the command. At the event of that number, and at the very end with -1, be interrupted.
    Else write the number of events.
    """
    passed = 0

    def hear(_event: str, _arguments: object) -> None:
        nonlocal passed
        passed += 1
        if passed == moment:
            os.kill(os.getpid(), signal.SIGINT)

    def at_the_end() -> None:
        if moment == -1:
            os.kill(os.getpid(), signal.SIGINT)
        os.write(count, str(passed).encode())

    atexit.register(at_the_end)
    sys.argv = ["inventory", *words]
    from inventory.cli import main

    sys.addaudithook(hear)
    main()


def _forked(words: list[str], moment: int | None) -> tuple[int, str, str]:
    """Return the exit code of a run, its error stream, and its count."""
    with tempfile.TemporaryFile("w+") as errors, tempfile.TemporaryFile("w+") as count:
        child = os.fork()
        if child == 0:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(errors.fileno(), 2)
            # The files are closed on the way out; these are open until the end.
            _run(words, moment, os.dup(count.fileno()))
            sys.exit(0)
        _, status = os.waitpid(child, 0)
        errors.seek(0)
        count.seek(0)
        return os.waitstatus_to_exitcode(status), errors.read(), count.read()


def main() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    wanted, words = int(sys.argv[1]), sys.argv[2:]
    code, errors, count = _forked(words, None)
    if code:
        sys.exit(f"{words} ends with {code} by itself: {errors}")
    moments = [1 + int(count) * at // wanted for at in range(wanted)]
    sys.stdout.write(json.dumps([_forked(words, moment)[:2] for moment in [*moments, -1]]))


if __name__ == "__main__":
    main()
