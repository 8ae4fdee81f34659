"""A program that logs, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

PROGRAM = """
import logging, sys, threading
from inventory.logs.set_up import set_up
set_up(*sys.argv[1:3])
logging.getLogger("x").info("begun")
{body}
print("goes on")
"""


def program(body: str, form: str = "auto", level: str = "INFO", **options: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", PROGRAM.format(body=body), level, form]
    return subprocess.run(command, capture_output="stderr" not in options, text=True, check=False, **options)
