"""Errors as callers see them, and as the log has them."""

from __future__ import annotations

import logging

import pytest
from flask import Flask
from sqlalchemy import text

from api import errors
from api.problems import STATUS
from api.services import services
from inventory.errors import (
    InvalidEvent,
    InvalidSettings,
    InventoryError,
    RoleTooPowerful,
    TokenNameTaken,
    UnknownRole,
    UnknownToken,
)
from tests.api.client import Client

NEVER_OVER_HTTP = {InvalidSettings, InvalidEvent, UnknownToken, TokenNameTaken, UnknownRole, RoleTooPowerful}


def _below(kind: type[InventoryError]) -> set[type[InventoryError]]:
    return {kind}.union(*(_below(derived) for derived in kind.__subclasses__()))


def test_every_refusal_of_the_core_has_a_status_and_a_code_of_its_own() -> None:
    refusals = _below(InventoryError) - {InventoryError} - NEVER_OVER_HTTP
    ours = {kind for kind in refusals if kind.__module__ in {"inventory.errors", "api.errors"}}

    assert {kind.__name__ for kind in ours if not any(base in STATUS for base in kind.__mro__)} == set()
    codes = [kind.code for kind in ours - {errors.SkuNotFound}]
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
    assert line.getMessage() == f"call-7 GET {path}: 500 internal_error"
    assert line.exc_info is not None


@pytest.mark.parametrize("given", ["", "a\tb", "x" * 65, "né"])
def test_a_request_id_that_is_not_usable_is_replaced(app: Flask, given: str) -> None:
    answer = Client(app).get("/healthz", headers={"X-Request-ID": given})

    assert answer.headers["X-Request-ID"] != given
    assert len(answer.headers["X-Request-ID"]) == 32
