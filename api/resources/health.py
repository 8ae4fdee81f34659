"""Does the process make progress, and could it do its work now?"""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from api.contract import answers
from api.contract.database_errors import as_unavailable
from api.contract.endpoint import Endpoint
from api.contract.problems import RETRY_AFTER_SECONDS
from api.services import services
from inventory.database.fresh_plans import with_fresh_plans
from inventory.database.revisions import current_revision, require_fit
from inventory.errors import SchemaBehind, SchemaDiffers

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@Endpoint("Does the process make progress?", {200: answers.Alive, 503: answers.Stuck}, database=False)
def alive() -> ResponseReturnValue:
    """Says nothing about the database: restarting this process would not bring that back."""
    if services().are_stuck:
        return {"status": "stuck"}, 503, {"Retry-After": str(RETRY_AFTER_SECONDS)}
    return {"status": "ok"}


@blueprint.get("/readyz")
@Endpoint("Could it do its work now?", {200: answers.Ready, 503: answers.NotReady}, database=False)
def ready() -> ResponseReturnValue:
    """Whether PostgreSQL answers and has the schema that this code was written for."""
    try:
        schema = _fit_revision()
    except SchemaBehind as error:
        return _not_ready(database="ok", schema=error.revision, needed_schema=error.needed)
    except SchemaDiffers as error:
        return _not_ready(database="ok", schema=error.revision, differences=error.differences)
    except Exception as error:
        if as_unavailable(error) is None:
            raise
        return _not_ready(database="unreachable")
    return {"ready": True, "database": "ok", "schema": schema}


def _not_ready(**checks: str | list[str]) -> ResponseReturnValue:
    return {"ready": False, **checks}, 503, {"Retry-After": str(RETRY_AFTER_SECONDS)}


@with_fresh_plans
def _fit_revision() -> str | None:
    """Return the schema's revision. Raises `SchemaBehind`, `SchemaDiffers`, and what the database raises."""
    with services().readiness.transaction() as session:
        schema = current_revision(session.connection())
        require_fit(session.connection())
    return schema
