"""The Flask application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
from flask import Flask
from flask.json.provider import JSONProvider
from werkzeug.sansio.response import Response

from api import metrics, traced_calls, tracing, write_log
from api.callers import authentication
from api.contract import paths
from api.contract.limits import MAX_BODY_BYTES
from api.contract.problems import handlers
from api.contract.response import ApiResponse, json_response
from api.resources import (
    adjustments,
    availability,
    documents,
    health,
    home,
    locations,
    movements,
    moves,
    policies,
    reservations,
    returns,
    reversals,
    stock,
    timelines,
)
from api.resources import metrics as metrics_resource
from api.services import EXTENSION, Services
from inventory.settings import Settings


class _Json(JSONProvider):
    def dumps(self, obj: Any, **_: Any) -> str:
        return orjson.dumps(obj).decode()

    def loads(self, s: str | bytes, **_: Any) -> Any:
        return orjson.loads(s)

    def response(self, *args: Any, **kwargs: Any) -> Response:
        return json_response(args[0]) if len(args) == 1 and not kwargs else super().response(*args, **kwargs)


class _InventoryApi(Flask):
    json_provider_class = _Json
    response_class = ApiResponse

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function. Flask looks for coroutines, eight times a call: we have none."""
        return func


def create_app(settings: Settings) -> Flask:
    """Return the application, with connections of its own. Make it after any fork, and close
    `app.extensions["inventory"]`.
    """
    app = _InventoryApi("api", static_folder=None)
    # A chunked body is cut at this length without an error. The extra byte tells `read_body` that
    # the body was too long.
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES + 1
    app.config[home.FLOWER_URL] = settings.flower_url
    app.extensions[EXTENSION] = Services.of(settings)

    app.wsgi_app = paths.UndecodedPaths(app.wsgi_app)  # type: ignore[method-assign]
    app.url_map.converters |= {"segment": paths.Segment, "sku": paths.Sku, "row_id": paths.RowId}
    app.url_map.merge_slashes = False
    app.after_request(tracing.tell_request_id)
    write_log.register(app)
    handlers.register(app)
    metrics.register(app)
    authentication.register(app, settings)
    app.before_request(paths.decode_identifiers)
    traced_calls.register(app)

    of_stock = (stock, availability, policies, adjustments, moves, movements, reversals, locations)
    for resource in (*of_stock, reservations, returns, timelines, health, metrics_resource, documents, home):
        app.register_blueprint(resource.blueprint)
    return app
