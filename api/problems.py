"""Every error as `application/problem+json` (RFC 9457): one table from class to status, the members from the error's data."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

import orjson
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, RequestEntityTooLarge

from api import errors, metrics
from api.database_errors import as_unavailable
from api.reading import MAX_BODY_BYTES
from api.tracing import request_id
from inventory.errors import (
    InsufficientStock,
    InventoryError,
    QuantityBelowZero,
    QuantityStale,
    ReferenceConflict,
    ReservationConflict,
    RowVanished,
    UnknownReservation,
    UnknownSku,
)

log = logging.getLogger(__name__)

STATUS: dict[type[InventoryError], int] = {
    errors.MalformedJson: 400,
    errors.UnsupportedMediaType: 415,
    errors.InvalidRequest: 422,
    errors.SkuNotFound: 404,
    errors.Unavailable: 503,
    errors.Unauthorized: 401,
    errors.InsufficientScope: 403,
    UnknownReservation: 404,
    UnknownSku: 422,
    InsufficientStock: 409,
    ReservationConflict: 409,
    QuantityStale: 409,
    QuantityBelowZero: 409,
    ReferenceConflict: 409,
    RowVanished: 503,
}
"""A class that is not listed has the status of the nearest of its bases that is."""

HTTP_CODES: dict[type[HTTPException], str] = {
    NotFound: "not_found",
    MethodNotAllowed: "method_not_allowed",
    RequestEntityTooLarge: "body_too_large",
}
RETRY_AFTER_SECONDS = 1


def problem(status: int, code: str, detail: str, **members: Any) -> Response:
    """A problem document: `code` is stable and for programs, `detail` is for people, `members` are the error's data."""
    metrics.REFUSALS.labels(code).inc()
    body = {
        "type": f"urn:inventory:problem:{code}",
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        "detail": detail,
        "code": code,
        **members,
    }
    response = Response(orjson.dumps(body), status, mimetype="application/problem+json")
    if status in {429, 503}:
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def register(app: Flask) -> None:
    """Answer every error that leaves a view with a problem document."""
    app.register_error_handler(InventoryError, refuse)
    app.register_error_handler(HTTPException, _not_served)
    app.register_error_handler(Exception, _failed)


def refuse(error: InventoryError) -> Response:
    """The problem document for an error of ours, its status from the table."""
    status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), None)
    if status is None:
        return _failed(error)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.warning("%s %s %s: %d %s", request_id(), request.method, request.path, status, error.code)
    return problem(status, error.code, str(error), **_members(error))


def _members(error: InventoryError) -> dict[str, Any]:
    """The error's data, under names that a problem document does not use itself."""
    if isinstance(error, InsufficientStock):
        return {"shortfalls": [shortfall.as_json() for shortfall in error.lines]}
    if isinstance(error, ReservationConflict):
        return {"order_id": error.order_id, "reservation_status": error.status}
    return dict(vars(error))


def _not_served(error: HTTPException) -> Response:
    """What Werkzeug refuses before a view sees it."""
    code = HTTP_CODES.get(type(error), error.name.lower().replace(" ", "_"))
    response = problem(error.code or 500, code, _explain(error))
    if isinstance(error, MethodNotAllowed):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return response


def _explain(error: HTTPException) -> str:
    if isinstance(error, RequestEntityTooLarge):
        return f"The body must be at most {MAX_BODY_BYTES} bytes."
    if isinstance(error, NotFound):
        return f"There is nothing at {request.path}."
    return error.description or error.name


def _failed(error: Exception) -> Response:
    """What nobody foresaw: logged in full here, and not explained to the caller."""
    unavailable = as_unavailable(error)
    if unavailable is not None:
        return refuse(unavailable)
    log.error("%s %s %s: 500 internal_error", request_id(), request.method, request.path, exc_info=error)
    identity = request_id()
    return problem(
        500, "internal_error", f"Something went wrong here; the log has it as {identity}.", request_id=identity
    )
