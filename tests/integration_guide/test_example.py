"""The example order service against the whole service: what it places, hears and refunds."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests
from confluent_kafka import Consumer, Producer

from devstack.stack import Stack
from docs.examples.order_service import Addresses, OrderService, OutOfStock
from inventory import access
from inventory.access import Scope
from inventory.database import Database, now
from tests.integration_guide.unreliable import unreliable


class Refunds:
    """A payment provider: an idempotency key refunds once."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str]] = []

    def __call__(self, order_id: str, key: str) -> None:
        self.calls.append((order_id, key))


@pytest.fixture(scope="session")
def token(stack: Stack) -> str:
    with closing_database(stack) as database, database.transaction() as session:
        scopes = {Scope.STOCK_READ, Scope.STOCK_RESERVE}
        return access.create(session, "example", scopes, now=now(session))[1]


def closing_database(stack: Stack) -> Any:
    database = Database(stack.endpoints.database_url, pool_size=1, name="tests-guide")
    return closing_with(database, database.dispose)
