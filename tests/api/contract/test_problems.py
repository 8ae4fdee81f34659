"""Errors as callers see them, and as the log has them."""

from __future__ import annotations

import logging
from types import ModuleType

import pytest
from flask import Flask
from sqlalchemy import text

from api.contract import errors
from api.contract.problems.table import STATUS
from api.services import services
from inventory.domain import batch
from inventory.domain.orders import decisions
from inventory.errors import InventoryError
from inventory.write_path import apply as operations
from inventory.write_path import idempotency, locks
from tests.api.client import Client
from tests.api.logged import Logged


def _errors_in(module: ModuleType) -> set[type[InventoryError]]:
    return {kind for kind in vars(module).values() if isinstance(kind, type) and issubclass(kind, InventoryError)}


def test_every_refusal_of_the_write_path_and_of_the_api_is_in_the_table() -> None:
    core = set().union(*(_errors_in(module) for module in (batch, decisions, idempotency, locks, operations)))
    bases = {InventoryError, errors.Unavailable, errors.Unauthorized}

    assert core | _errors_in(errors) <= STATUS.keys() | bases


def test_every_code_has_one_meaning() -> None:
    codes = [kind.code for kind in STATUS.keys() - {errors.SkuNotFound, errors.LocationNotFound}]

    assert len(codes) == len(set(codes))


@pytest.fixture
def broken(app: Flask) -> Flask:
    """The application with two views that fail as no view should."""

    @app.get("/broken/sql")
    def _sql() -> str:
        with services().reads.transaction() as session:
            session.execute(text("SELECT secret_column FROM no_such_table"))
        return ""

    @app.get("/broken/code")
    def _code() -> str:
        raise ZeroDivisionError("hunter2")

    return app


@pytest.mark.parametrize("path", ["/broken/sql", "/broken/code"])
def test_what_nobody_foresaw_is_logged_and_not_shown(
    broken: Flask, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    answer = Client(broken).get(path, headers={"X-Request-ID": "call-7"})

    assert (answer.status_code, answer.json["code"]) == (500, "internal_error")
    assert answer.json["request_id"] == answer.headers["X-Request-ID"] == "call-7"
    for secret in ("secret_column", "SELECT", "hunter2", "Traceback", "ZeroDivisionError"):
        assert secret not in answer.text
    (line,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert line.getMessage() == f"GET {path}: 500 internal_error"
    assert line.exc_info is not None


@pytest.mark.parametrize("given", ["", "a\tb", "x" * 65, "né"])
def test_a_request_id_that_is_not_usable_is_replaced(app: Flask, given: str) -> None:
    answer = Client(app).get("/healthz", headers={"X-Request-ID": given})

    assert answer.headers["X-Request-ID"] != given
    assert len(answer.headers["X-Request-ID"]) == 32


def test_requests_that_a_caller_calls_the_same_are_told_apart(broken: Flask, logged: Logged) -> None:
    """Nobody can have his lines of the log look like another's."""
    answers = [Client(broken).get("/broken/code", headers={"X-Request-ID": "call-7"}) for _ in range(2)]
    answers.append(Client(broken).get("/broken/code", headers={"Inventory-Request-ID": "made-up"}))
    own = [answer.headers["Inventory-Request-ID"] for answer in answers]
    assert [answer.headers["X-Request-ID"] for answer in answers] == ["call-7", "call-7", own[2]]
    assert len(set(own)) == 3
    assert all(len(one) == 32 for one in own)
    told = [(line["request_id"], line.get("own_request_id")) for line in logged() if line["level"] == "ERROR"]
    assert told == [("call-7", own[0]), ("call-7", own[1]), (own[2], None)]
