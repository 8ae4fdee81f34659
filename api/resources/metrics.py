"""Metrics for Prometheus."""

from __future__ import annotations

from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST

from api.contract.database_errors import as_unavailable
from api.contract.endpoint import Endpoint
from api.metrics import Condition, exposition
from api.services import services
from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.transactions import now
from inventory.tokens import Scope
from inventory.upkeep import mirrors
from inventory.upkeep.backlog import backlog
from inventory.upkeep.pruning_delay import pruning_delay
from inventory.upkeep.retention import pruned
from inventory.upkeep.scheduled_audit import last_run

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
@Endpoint("Metrics for Prometheus", Scope.OPS, {200: None}, database=False)
def show() -> Response:
    """Shows the figures of all processes of this API, and the backlog in PostgreSQL. Answers while
    PostgreSQL is away, too.
    """
    told = exposition(_condition(), audit_interval_seconds=services().audit_interval_seconds)
    return Response(told, content_type=CONTENT_TYPE_LATEST)


def _condition() -> Condition | None:
    try:
        return _read()
    except Exception as error:
        if as_unavailable(error) is None:
            raise
        return None


@retried_on_stale_plan
def _read() -> Condition:
    told = services()
    with told.reads.transaction() as session:
        return Condition(
            backlog(session, now=now(session)),
            last_run(session),
            pruned(session),
            pruning_delay(session, now(session), told.periods, told.prune_interval_seconds),
            mirrors.counts(session),
        )
