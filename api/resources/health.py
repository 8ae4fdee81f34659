"""Liveness and readiness of the process."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api.contract import answers
from api.contract.answers import AliveJson, NotReadyJson, ReadyJson, StuckJson
from api.contract.database_errors import as_unavailable
from api.contract.endpoint import EVERYBODY, Endpoint
from api.contract.problems.handlers import RETRY_AFTER_SECONDS
from api.services import services
from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.errors import SchemaBehind, SchemaDiffers
from inventory.database.revisions import current_revision, require_fit

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@Endpoint("Check that the process makes progress", EVERYBODY, {200: answers.ALIVE, 503: answers.STUCK}, database=False)
def alive() -> ResponseReturnValue:
    """Does not ask the database: a restart of this process would not bring that back."""
    if services().are_stuck:
        stuck: StuckJson = {"status": "stuck"}
        return stuck, 503, {"Retry-After": str(RETRY_AFTER_SECONDS)}
    ok: AliveJson = {"status": "ok"}
    return ok


@blueprint.get("/readyz")
@Endpoint(
    "Check that the process can do its work now",
    EVERYBODY,
    {200: answers.READY, 503: answers.NOT_READY},
    database=False,
)
def ready() -> ResponseReturnValue:
    """Answers 200 if PostgreSQL answers and has the schema that this version needs."""
    try:
        schema = _fit_revision()
    except SchemaBehind as error:
        return _not_ready({"ready": False, "database": "ok", "schema": error.revision, "needed_schema": error.needed})
    except SchemaDiffers as error:
        return _not_ready(
            {"ready": False, "database": "ok", "schema": error.revision, "differences": error.differences}
        )
    except Exception as error:
        if as_unavailable(error) is None:
            raise
        return _not_ready({"ready": False, "database": "unreachable"})
    fit: ReadyJson = {"ready": True, "database": "ok", "schema": schema}
    return fit


def _not_ready(shown: NotReadyJson) -> ResponseReturnValue:
    return shown, 503, {"Retry-After": str(RETRY_AFTER_SECONDS)}


@retried_on_stale_plan
def _fit_revision() -> str | None:
    """Return the schema's revision. Raises `SchemaBehind`, `SchemaDiffers`, and what the database
    raises.
    """
    with services().readiness.transaction() as session:
        schema = current_revision(session.connection())
        require_fit(session.connection())
    return schema
