"""The limit of each test, counted in the time that the machine had for it: a healthy test is not
killed for being slow.

Imported by conftest.py, these hooks take the place of the timer that pytest-timeout sets by the
clock.
"""

from __future__ import annotations

import signal
import threading
from typing import Any

import pytest
from pytest_timeout import timeout_sigalrm

from tools.devstack.processes.patience import MachineTime

LOOK_SECONDS = 1.0


class Limit:
    """Ends the test that runs when its time is over, in the main thread, as pytest-timeout does."""

    def __init__(self, item: pytest.Item, settings: Any) -> None:
        self._seconds: float = settings.timeout
        self._waited = MachineTime()
        self._over = threading.Event()
        self._main = threading.get_ident()
        self._before = signal.signal(signal.SIGALRM, lambda *_: timeout_sigalrm(item, settings))
        self._thread = threading.Thread(target=self._watch, name="test-limit", daemon=True)
        self._thread.start()

    def cancel(self) -> None:
        self._over.set()
        self._thread.join()
        signal.signal(signal.SIGALRM, self._before)

    def _watch(self) -> None:
        while not self._over.wait(LOOK_SECONDS):
            if self._waited.passed() >= self._seconds:
                signal.pthread_kill(self._main, signal.SIGALRM)
                return


def pytest_timeout_set_timer(item: pytest.Item, settings: Any) -> bool | None:
    """Set our timer, but where there is no main thread to interrupt."""
    if settings.method != "signal" or threading.current_thread() is not threading.main_thread():
        return None
    item.cancel_timeout = Limit(item, settings).cancel  # type: ignore[attr-defined]  # pytest-timeout looks for it
    return True
