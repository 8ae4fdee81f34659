"""The garbage collector is spared of old objects."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import atexit, gc
from inventory.process.garbage import spare_all_at_the_end
atexit.register(lambda: print(len(gc.get_objects())))
spare_all_at_the_end()
"""


def test_nothing_is_left_to_look_at_when_a_process_ends() -> None:
    ended = subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True)
    assert int(ended.stdout) < 100
