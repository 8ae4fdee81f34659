"""Every refusal and failure as a page, with its status and the next step."""

from __future__ import annotations

import logging

from flask import Flask, g, make_response, redirect, request, url_for
from werkzeug import exceptions
from werkzeug.wrappers import Response

from api.contract.database_errors import as_unavailable
from api.contract.errors import BadRequest, InternalError, InvalidRequest, Unavailable
from api.refusal_log import REFUSAL_LOG
from api.tracing import request_id
from console import sent_forms, statuses
from console.access.errors import AddressUnusable, MethodRefused, PageNotFound, SignInNeeded, TooLarge
from console.access.scopes import READING
from console.changes import RESENT, ChangeUnknown
from console.page import part
from inventory.errors import InventoryError

log = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 5
_FAILED = 500


def register(app: Flask) -> None:
    """Answer every error that leaves a page with a page."""
    app.register_error_handler(SignInNeeded, _sign_in)
    app.register_error_handler(InventoryError, refuse)
    app.register_error_handler(exceptions.HTTPException, _not_served)
    app.register_error_handler(Exception, _failed)


def refuse(error: InventoryError) -> Response:
    """Answer with a page that tells the refusal."""
    if isinstance(error, Unavailable) and _is_unknown():
        error = ChangeUnknown()
    if isinstance(error, InvalidRequest):  # its words are for programs
        error = AddressUnusable(problems="; ".join(" ".join(map(str, one.values())) for one in error.errors))
    status = statuses.of(error)
    g.code = error.code
    answer = make_response(_page(error, status), status)
    if isinstance(error, Unavailable):
        log.warning("%s %s: %d %s", request.method, request.path, status, error.code)
        answer.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return answer


def _is_unknown() -> bool:
    """Return True if it is not known if this form, sent now or before, has changed anything."""
    return g.get("change_unknown", False) or RESENT in request.args


def _page(error: InventoryError, status: int) -> str:
    """Return the page of a refusal. It reads no database, which may be away."""
    form = sent_forms.sent() if isinstance(error, Unavailable) else None
    return part(
        "refused.html",
        error=error,
        status=status,
        request_id=request_id(),
        is_unknown=_is_unknown(),
        back=_back(),
        address=sent_forms.address_again(),
        fields=[] if form is None else form.fields,
        kept=sent_forms.kept() if isinstance(error, SignInNeeded) else None,
    )


def _back() -> str | None:
    """Return the page to come back to after the sign-in, None if it has no address of its own."""
    can_be_read = request.url_rule is not None and "GET" in (request.url_rule.methods or ())
    return request.full_path.rstrip("?") if can_be_read else None


def _sign_in(error: SignInNeeded) -> Response:
    """Lead somebody who wants to read to the sign-in page, and from there back to this one."""
    REFUSAL_LOG.tell(error.code, logging.INFO, "%s %s: %s", request.method, request.path, error)
    if request.method in READING and "HX-Request" not in request.headers:
        return redirect(url_for("sign_in.show", next=request.full_path.rstrip("?")), 303)
    answer = refuse(error)
    answer.headers["HX-Refresh"] = "true"  # a part of a page that htmx asked for: the whole is due anew
    return answer


def _not_served(refusal: exceptions.HTTPException) -> Response:
    """Answer a request that Werkzeug refuses before a page sees it."""
    match refusal:
        case exceptions.NotFound():
            return refuse(PageNotFound())
        case exceptions.MethodNotAllowed():
            allowed = ", ".join(sorted(refusal.valid_methods or ()))
            answer = refuse(MethodRefused(allowed=allowed))
            answer.headers["Allow"] = allowed
            return answer
        case exceptions.RequestEntityTooLarge():
            return refuse(TooLarge(limit=request.max_content_length))
        case exceptions.BadRequest():
            return refuse(BadRequest(reason=refusal.description or refusal.name))
    return _failed(refusal)


def _failed(error: Exception) -> Response:
    """Answer an unforeseen error: the log has it in full, the person its number."""
    unavailable = as_unavailable(error)
    if unavailable is not None:
        return refuse(unavailable)
    log.error("%s %s: 500 internal_error", request.method, request.path, exc_info=error)
    if _is_unknown():
        return refuse(ChangeUnknown())
    return make_response(_page(InternalError(request_id=request_id()), _FAILED), _FAILED)
