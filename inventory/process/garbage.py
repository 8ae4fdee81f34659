"""Keeping the garbage collector from looking at what never becomes garbage."""

from __future__ import annotations

import atexit
import gc


def spare_all_that_is_loaded() -> None:
    """Call it once, when a process is about to begin its work: after any fork, after everything was imported.

    All that exists then stays for good. Full collections would walk it again and again, every second or so under load, and
    each stops every thread of the process for some 100 ms.
    """
    gc.collect()
    gc.freeze()


def spare_all_at_the_end() -> None:
    """Have this process end without a last look for garbage, which the system takes back with everything else.

    The interpreter would walk all that is loaded several times: as much work as half of a start.
    """
    atexit.register(gc.freeze)
