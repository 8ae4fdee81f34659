"""Answer every error that leaves a view with a problem document, and log events for operators."""

from __future__ import annotations

import logging
from http import HTTPStatus

import orjson
from flask import Flask, Response, g, request
from werkzeug import exceptions

from api import metrics
from api.contract import errors
from api.contract.database_errors import as_unavailable
from api.contract.limits import MAX_BODY_BYTES
from api.contract.problems.documents import MEDIA_TYPE, document
from api.contract.problems.table import status_of
from api.refusal_log import REFUSAL_LOG
from api.tracing import actor, request_id
from inventory.errors import BeyondToken, InventoryError

log = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 1


def register(app: Flask) -> None:
    """Answer every error that leaves a view with a problem document."""
    app.register_error_handler(InventoryError, refuse)
    app.register_error_handler(exceptions.HTTPException, _not_served)
    app.register_error_handler(Exception, _failed)


def refuse(error: InventoryError) -> Response:
    """Answer an error of ours. An error that the table of problems lacks is a mistake of ours."""
    status = status_of(error)
    if status is None:
        return _failed(error)
    metrics.REFUSALS.labels(error.code).inc()
    g.code = error.code
    response = Response(orjson.dumps(document(status, error)), status, mimetype=MEDIA_TYPE)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        _log_unavailable(error, status)
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    if isinstance(error, BeyondToken):
        log.info("%s %s: %s: %s", request.method, request.path, actor(), error)
    if isinstance(error, errors.ForeignPage | errors.HostNotAllowed):
        REFUSAL_LOG.tell(error.code, logging.WARNING, "%s %s: %s", request.method, request.path, error)
    if isinstance(error, errors.UnsupportedContentEncoding):
        # RFC 9110, 15.5.16: so that it is not the media type that is taken to be wrong.
        response.headers["Accept-Encoding"] = "identity"
    return response


def _log_unavailable(error: InventoryError, status: int) -> None:
    values = (request.method, request.path, status, error.code)
    if isinstance(error, errors.IdentityProviderUnavailable):
        # A caller with a made-up key id is answered this: nobody knows the caller yet.
        REFUSAL_LOG.tell(error.code, logging.WARNING, "%s %s: %d %s", *values)
    else:
        log.warning("%s %s: %d %s", *values)


def _not_served(refusal: exceptions.HTTPException) -> Response:
    """Answer a request that Werkzeug refuses before a view sees it."""
    match refusal:
        case exceptions.NotFound():
            return refuse(errors.NotFound(path=request.path))
        case exceptions.MethodNotAllowed():
            allowed = ", ".join(sorted(refusal.valid_methods or ()))
            response = refuse(errors.MethodNotAllowed(method=request.method, allowed=allowed))
            response.headers["Allow"] = allowed
            return response
        case exceptions.RequestEntityTooLarge():
            return refuse(errors.BodyTooLarge(limit=MAX_BODY_BYTES))
        case exceptions.BadRequest():
            return refuse(errors.BadRequest(reason=refusal.description or refusal.name))
    return _failed(refusal)


def _failed(error: Exception) -> Response:
    """Answer an unforeseen error: the log has it in full, the caller gets no explanation."""
    unavailable = as_unavailable(error)
    if unavailable is not None:
        return refuse(unavailable)
    log.error("%s %s: 500 internal_error", request.method, request.path, exc_info=error)
    return refuse(errors.InternalError(request_id=request_id()))
