"""The stack that tests/integration_guide and tests/e2e have one after the other: each start costs
as much as many tests.
"""

from __future__ import annotations

from pathlib import Path

from tools.devstack.stack import Stack

ENVIRONMENT = {
    "INVENTORY_AUTHENTICATION": "required",
    "INVENTORY_SWEEP_INTERVAL_SECONDS": "1",
    "INVENTORY_REDISPATCH_INTERVAL_SECONDS": "1",
    "INVENTORY_RETRY_SECONDS": "2",
    "INVENTORY_SKU_WAIT_SECONDS": "10",
    "INVENTORY_CATALOGUE_QUANTITY": '{"/mirror/first": "first"}',
}


class ForkedStack(Stack):
    """A stack whose processes are forked, which costs a tenth of loading their code
    (tests/supervisord.py).
    """

    supervisord = "tests.supervisord"


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
