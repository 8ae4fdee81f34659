"""The lines of the log that the API of a test writes."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from api.tracing import fields_of_request
from inventory.logs.formats import JsonLines

Logged = Callable[[], list[dict[str, Any]]]


class _Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLines(fields_of_request))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[Logged]:
    """The lines so far. They are made as the API's process makes them, while the request is still
    there.
    """
    caplog.set_level(logging.INFO)
    handler = _Lines()
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in handler.lines]
    logging.getLogger().removeHandler(handler)
