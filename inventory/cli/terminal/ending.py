"""The end of a command by Ctrl-C: its message and its exit code.

It imports only modules that Python loads at its start, because it answers while all else is still
being loaded.
"""

import os
import sys

EXIT_CODE = 130
_STDERR = 2
_CURSOR = b"\r\x1b[?25h"
"""Shows it, should a bar have hidden it."""
_TEXT = b"Interrupted.\n"
_JSON = b'{"error":{"code":"interrupted","detail":"Interrupted."}}\n'


def end() -> None:
    """Say that the command was interrupted, and end the process where it is."""
    try:
        if os.isatty(_STDERR):
            os.write(_STDERR, _CURSOR)
        os.write(_STDERR, _JSON if "--json" in sys.argv else _TEXT)
    except OSError:
        pass  # nobody reads it
    finally:
        os._exit(EXIT_CODE)
