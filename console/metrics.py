"""Metrics of the console, on a port of their own."""

from __future__ import annotations

import time
from functools import cache

from flask import Flask, Response, g, request, request_started
from prometheus_client import Counter, Histogram

from inventory.metrics import of_console as declared
from inventory.metrics.database import observe_database
from inventory.metrics.making import counter, histogram, own_registry
from inventory.metrics.outcomes import OutcomeCounts

REGISTRY = own_registry()
REQUESTS = counter(declared.REQUESTS, REGISTRY)
SECONDS = histogram(declared.SECONDS, REGISTRY)
SIGN_INS = counter(declared.SIGN_INS, REGISTRY)
OUTCOMES = OutcomeCounts(REGISTRY)


def register(app: Flask) -> None:
    """Measure every request, also one that is refused before a page sees it, and the database."""
    observe_database(REGISTRY)
    request_started.connect(_begin, app)
    app.after_request(_observe)


def _begin(_app: Flask) -> None:
    g.began_at = time.perf_counter()


def _observe(response: Response) -> Response:
    count, seconds = _kept(request.endpoint or "none", response.status_code)
    count.inc()
    seconds.observe(time.perf_counter() - g.began_at)
    return response


@cache
def _kept(endpoint: str, status: int) -> tuple[Counter, Histogram]:
    """Return the metrics of an endpoint. To look them up takes as long as to add to them."""
    return REQUESTS.labels(endpoint, status), SECONDS.labels(endpoint)
