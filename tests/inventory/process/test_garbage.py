"""The garbage collector is spared of old objects."""

from __future__ import annotations

import subprocess
import sys

COMMAND = """
import atexit, gc, sys
atexit.register(lambda: print("alembic" in sys.modules, len(gc.get_objects()), gc.isenabled()))
from inventory.cli import main
main()
"""
PROGRAM = """
import atexit, gc
from inventory.process.garbage import spare_all_at_the_end
atexit.register(lambda: print(len(gc.get_objects())))
spare_all_at_the_end()
"""


def test_nothing_is_left_to_look_at_when_a_process_ends() -> None:
    ended = subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True)
    assert int(ended.stdout) < 100


def test_a_command_never_looks_at_what_it_has_loaded_and_loads_no_alembic() -> None:
    ended = subprocess.run([sys.executable, "-c", COMMAND, "--version"], check=True, capture_output=True, text=True)
    with_alembic, objects, is_enabled = ended.stdout.split()[-3:]
    assert with_alembic == "False", "only `inventory migrate` needs it, and it is a tenth of the start of all"
    assert int(objects) < 100
    assert is_enabled == "True"
