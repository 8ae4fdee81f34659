"""Sign-in and sign-out."""

from __future__ import annotations

import logging

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from api.contract.endpoint import EVERYBODY
from api.contract.errors import InvalidToken
from api.refusal_log import REFUSAL_LOG
from console import sent_forms
from console.access.scopes import needs
from console.access.sign_in import sign_in, sign_out
from console.metrics import SIGN_INS
from console.page import done, page
from console.services import services

log = logging.getLogger(__name__)
pages = Blueprint("sign_in", __name__)

_REFUSED = 401


@pages.get("/sign-in")
@needs(EVERYBODY)
def show() -> ResponseReturnValue:
    """Ask for a token."""
    if services().is_open:
        return redirect(_back(), 303)
    return page("sign_in.html", back=_back(), kept=None, problem=None)


@pages.post("/sign-in")
@needs(EVERYBODY)
def enter() -> ResponseReturnValue:
    """Begin a session, and lead back to the page that somebody came for."""
    try:
        caller = sign_in(request.form.get("token", "").strip())
    except InvalidToken as error:
        SIGN_INS.labels("refused").inc()
        REFUSAL_LOG.tell("sign_in_refused", logging.INFO, "sign-in at the console: %s", error)
        return page("sign_in.html", back=_back(), kept=sent_forms.carried(), problem=error), _REFUSED
    SIGN_INS.labels("in").inc()
    log.info("%s has signed in at the console", caller.actor)
    form = sent_forms.carried()
    if form is not None:
        return page("signed_in.html", form=form, who=caller.actor, back=_back())
    return redirect(_back(), 303)


@pages.post("/sign-out")
@needs(EVERYBODY)
def leave() -> ResponseReturnValue:
    """End the session."""
    sign_out()
    return done("You have signed out.", url_for("sign_in.show"))


def _back() -> str:
    """Return the page of ours to lead back to. An address elsewhere is none."""
    asked = request.values.get("next", "")
    return asked if sent_forms.is_ours(asked) else url_for("overview.show")
