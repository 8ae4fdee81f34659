"""Nobody without a right gets in: bearer tokens (RFC 6750) with the scope that the endpoint needs
(ADR 0010).
"""

from __future__ import annotations

import logging
import re

from flask import Flask, Response, current_app, g, request

from api.callers.browsers import BrowserRules
from api.callers.caller import Caller
from api.callers.jwts import Jwts
from api.callers.static_tokens import StaticTokens
from api.contract.endpoint import EVERYBODY, scope_of
from api.contract.errors import InsufficientScope, InvalidToken, TokenMissing, Unauthorized
from api.contract.problems.handlers import refuse
from api.refusal_log import REFUSAL_LOG
from api.services import EXTENSION, Services
from inventory import tokens as access
from inventory.settings import Settings

log = logging.getLogger(__name__)

_BEARER = re.compile(r"Bearer +([A-Za-z0-9._~+/-]+=*) *", re.IGNORECASE | re.ASCII)


def register(app: Flask, settings: Settings) -> None:
    """Have every request of `app` checked, before anything of it is read."""
    app.register_error_handler(Unauthorized, _challenge)
    if settings.authentication == "open":
        log.warning(
            "AUTHENTICATION IS OFF (INVENTORY_AUTHENTICATION=open): every program on this machine may change stock "
            "through %s:%s",
            settings.api_host,
            settings.api_port,
        )
        app.before_request(BrowserRules(settings).check)
        app.before_request(_let_in)
        return
    services: Services = app.extensions[EXTENSION]
    authentication = _Authentication(settings, services)
    app.before_request(authentication.check)


class _Authentication:
    def __init__(self, settings: Settings, services: Services) -> None:
        self._tokens = StaticTokens(services.reads)
        self._jwts = Jwts.of(settings) if settings.jwks_url else None

    def check(self) -> None:
        """A `before_request` function. Raises `TokenMissing`, `InvalidToken`, `InsufficientScope`
        or `Unavailable`.
        """
        needed = None if request.endpoint is None else scope_of(current_app, request.endpoint)
        if needed is EVERYBODY:
            return
        caller = self._caller()
        # A path without an endpoint is answered 404 or 405: to known callers alone.
        if request.endpoint is not None:
            if needed is None:
                raise LookupError(
                    f"{request.endpoint} is served to nobody: declare its scope by @Endpoint or @OpenPage"
                )
            if needed not in caller.scopes:
                raise InsufficientScope(scope=str(needed))
        g.actor, g.allowance, g.scopes = caller.actor, caller.allowance, caller.scopes
        _let_in()

    def _caller(self) -> Caller:
        authorization = request.headers.get("Authorization", "")
        if not authorization.lower().startswith("bearer"):
            raise TokenMissing
        bearer = _BEARER.fullmatch(authorization)
        if bearer is None:
            raise InvalidToken(reason="it is malformed")
        token = bearer[1]
        if token.startswith(access.PREFIX):
            return self._tokens.caller(token)
        if self._jwts is None:
            raise InvalidToken(reason="it is unknown, expired or revoked")
        return self._jwts.caller(token)


def _let_in() -> None:
    """Note that the caller may make this request."""
    g.let_in = True


def _log(error: Unauthorized) -> None:
    if isinstance(error, InsufficientScope):
        log.info("%s %s: %s", request.method, request.path, error)
    else:
        REFUSAL_LOG.tell(error.code, logging.INFO, "%s %s: %s", request.method, request.path, error)


def _challenge(error: Unauthorized) -> Response:
    """Answer 401 and 403 with the challenge of RFC 6750 section 3."""
    _log(error)
    response = refuse(error)
    parameters = {"realm": "inventory", **error.challenge()}
    told = ", ".join(f'{name}="{value}"' for name, value in parameters.items())
    response.headers["WWW-Authenticate"] = f"Bearer {told}"
    return response
