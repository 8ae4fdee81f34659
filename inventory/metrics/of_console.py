"""Metrics of the console."""

from __future__ import annotations

from inventory.metrics.declared import Process, counter, histogram

_CONSOLE = Process.CONSOLE

REQUESTS = counter(
    "inventory_console_requests_total", "Pages that were answered", _CONSOLE, labels=("endpoint", "status")
)
SECONDS = histogram(
    "inventory_console_request_seconds",
    "How long the pages took",
    _CONSOLE,
    labels=("endpoint",),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
SIGN_INS = counter(
    "inventory_console_sign_ins_total",
    "Attempts to sign in: `in`, or `refused` for a token that is not valid",
    _CONSOLE,
    labels=("outcome",),
)

ALL = (REQUESTS, SECONDS, SIGN_INS)
