"""What Prometheus scrapes."""

from __future__ import annotations

from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST

from api.database_errors import as_unavailable
from api.endpoint import Endpoint
from api.metrics import exposition
from api.services import services
from inventory.backlog import Backlog, backlog
from inventory.database import now

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
@Endpoint("Metrics for Prometheus", {200: None}, database=False)
def show() -> Response:
    """The numbers of all processes of this API, and what waits in PostgreSQL. Answers while that is away, too."""
    return Response(exposition(_backlog()), content_type=CONTENT_TYPE_LATEST)


def _backlog() -> Backlog | None:
    try:
        with services().reads.transaction() as session:
            return backlog(session, now=now(session))
    except Exception as error:
        if as_unavailable(error) is None:
            raise
        return None
