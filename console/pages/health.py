"""Liveness and readiness of the process, as the API tells them."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api.contract.database_errors import as_unavailable
from api.contract.endpoint import EVERYBODY
from console.access.scopes import needs
from console.services import services
from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.errors import SchemaBehind, SchemaDiffers
from inventory.database.revisions import current_revision, require_fit

pages = Blueprint("health", __name__)


@pages.get("/healthz")
@needs(EVERYBODY)
def alive() -> ResponseReturnValue:
    """Does not ask the database: a restart of this process would not bring that back."""
    return {"status": "ok"}


@pages.get("/readyz")
@needs(EVERYBODY)
def ready() -> ResponseReturnValue:
    """Answers 200 if PostgreSQL answers and has the schema that this version needs."""
    try:
        return {"ready": True, "database": "ok", "schema": _fit_revision()}
    except SchemaBehind as error:
        return _not_ready(database="ok", schema=error.revision, needed_schema=error.needed)
    except SchemaDiffers as error:
        return _not_ready(database="ok", schema=error.revision, differences=error.differences)
    except Exception as error:
        if as_unavailable(error) is None:
            raise
        return _not_ready(database="unreachable")


def _not_ready(**told: object) -> ResponseReturnValue:
    return {"ready": False, **told}, 503, {"Retry-After": "1"}


@retried_on_stale_plan
def _fit_revision() -> str | None:
    """Return the schema's revision. Raises `SchemaBehind`, `SchemaDiffers`, and the errors of the
    database.
    """
    with services().readiness.transaction() as session:
        schema = current_revision(session.connection())
        require_fit(session.connection())
    return schema
