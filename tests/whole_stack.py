"""The stack that tests/integration_guide and tests/e2e have one after the other: each start costs
as much as many tests.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests import preloaded
from tools.devstack.processes.children import NotReady
from tools.devstack.stack import Stack

ENVIRONMENT = {
    "INVENTORY_AUTHENTICATION": "required",
    "INVENTORY_SWEEP_INTERVAL_SECONDS": "1",
    "INVENTORY_REDISPATCH_INTERVAL_SECONDS": "1",
    "INVENTORY_RETRY_SECONDS": "2",
    "INVENTORY_SKU_WAIT_SECONDS": "10",
    "INVENTORY_CATALOGUE_QUANTITY": '{"/mirror/first": "first"}',
}


SCRIPTS = {"inventory": ["-c", "from inventory.cli import main; main()"]}
"""Python's arguments for a script that is installed beside it."""


def fork_and_wait(name: str, command: Sequence[str], *, log: Path, environment: Mapping[str, str]) -> None:
    """Run a setup command to its end. What Python reads at its start is as in this process."""
    program, *arguments = command
    ours = {key: value for key, value in environment.items() if not preloaded.read_at_the_start({key: value})}
    ours |= preloaded.read_at_the_start(os.environ)
    forked = preloaded.start([sys.executable, *SCRIPTS.get(program, []), *arguments], log=log, environment=ours)
    if (status := forked.wait()) != 0:
        raise NotReady(name, f"ended with status {status}", log)


class ForkedStack(Stack):
    """A stack whose processes are forked, which costs a tenth of loading their code
    (tests/supervisord.py).
    """

    supervisord = "tests.supervisord"
    set_up = staticmethod(fork_and_wait)


class WholeStack:
    """Real servers and every process of the service, on ports and data of its own. Started by the
    first who needs it.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._running: Stack | None = None

    def running(self) -> Stack:
        if self._running is None:
            stack = ForkedStack(self._directory, environment=ENVIRONMENT)
            stack.start()
            self._running = stack
        return self._running

    def stop(self) -> None:
        """Stop it after its last user: it would go on beside all later tests of
        this process.
        """
        if self._running is not None:
            self._running.stop()
            self._running = None
