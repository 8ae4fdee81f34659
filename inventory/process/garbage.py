"""Keep the garbage collector away from objects that never become garbage."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def sparing_what_is_loaded() -> Iterator[None]:
    """Keep all that the block loads out of garbage collections, for a process that is short.

    The collector would walk the modules again and again while they are loaded. With the look at the
    end, that is a third of the processor time of a command.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def spare_all_that_is_loaded() -> None:
    """Keep all that is loaded out of garbage collections. Call it once, after any fork and after
    every import, just before the process begins its work.

    All that exists then stays for good. Full collections would walk it again and again, every
    second or so under load, and each stops every thread of the process for some 100 ms.
    """
    gc.collect()
    gc.freeze()


def spare_all_at_the_end() -> None:
    """Have this process end without a last look for garbage. The system takes back all memory
    anyway.

    The interpreter would walk all that is loaded several times: as much work as half of a start.
    """
    atexit.register(gc.freeze)
