"""Callers that show a JWT of the identity provider."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import jwt

from api.callers.caller import Caller, known_scopes
from api.callers.signing_keys import SigningKeys
from api.contract.errors import InvalidToken
from api.refusal_log import REFUSAL_LOG
from inventory.domain import allowance
from inventory.domain.allowance import UNLIMITED, Allowance
from inventory.errors import InventoryError
from inventory.settings import Settings

ACCESS_TOKEN = "at+jwt"  # noqa: S105 - a media type
"""The `typ` of RFC 9068. It may also be written `application/at+jwt`."""
LEEWAY_SECONDS = 10
"""By how much the clocks of the identity provider and of us may differ."""
THREADS_A_WAITER = 8
"""One of this many threads may wait for the identity provider. The others serve calls whose keys
are known.
"""
LIMITS = "inventory_limits"
"""The claim with how far the caller may go, an object as `inventory.domain.allowance` has it."""
MAX_SUBJECT = 255
"""Of OpenID Connect."""
LATEST_END = int(datetime(9999, 1, 1, tzinfo=UTC).timestamp())

_REASONS: dict[type[jwt.PyJWTError], str] = {
    jwt.ExpiredSignatureError: "it has expired",
    jwt.ImmatureSignatureError: "it is not valid yet",
    jwt.InvalidAudienceError: "it is for another audience",
    jwt.InvalidIssuerError: "it is from another issuer",
    jwt.InvalidAlgorithmError: "it is not signed as it must be",
    jwt.MissingRequiredClaimError: "it lacks a claim that it must have: exp, iss, aud or sub",
}


@dataclass(frozen=True, slots=True)
class Jwts:
    keys: SigningKeys
    issuer: str
    audience: str
    algorithms: list[str]
    only_access_tokens: bool = False
    """True if the header has to say that the token is an access token (RFC 9068)."""

    @classmethod
    def of(cls, settings: Settings) -> Jwts:
        """Raises nothing: the keys are fetched meanwhile, and again when a token needs them."""
        keys = SigningKeys(settings.jwks_url, waiting=settings.api_threads // THREADS_A_WAITER)
        keys.fetch_soon()
        algorithms = settings.jwt_algorithms.split(",")
        only_access_tokens = settings.jwt_type == ACCESS_TOKEN
        return cls(keys, settings.jwt_issuer, settings.jwt_audience, algorithms, only_access_tokens)

    def caller(self, token: str) -> Caller:
        """Raises `InvalidToken`, or `IdentityProviderUnavailable`."""
        try:
            claims = self._claims(token)
        except InventoryError:
            raise
        except Exception as error:
            if not isinstance(error, jwt.PyJWTError):
                # An error that PyJWT and OpenSSL did not foresee in somebody else's numbers means
                # a token that can't be verified.
                kind = type(error).__name__
                REFUSAL_LOG.tell("unforeseen_token", logging.WARNING, "a token can't be verified: %s", kind)
            reason = next((why for kind, why in _REASONS.items() if isinstance(error, kind)), "it can't be verified")
            raise InvalidToken(reason=reason) from error
        return Caller(f"jwt:{_subject(claims)}", known_scopes(_scopes(claims)), _allowance(claims), _end(claims))

    def _claims(self, token: str) -> dict[str, Any]:
        header = jwt.get_unverified_header(token)
        # Before the key is looked for: a refused token needs none.
        says = _type(header)
        self._refuse_other_kinds(says)
        if header.get("alg") not in self.algorithms:
            raise jwt.InvalidAlgorithmError
        key = self.keys.get(header.get("kid", ""))
        if key is None:
            raise InvalidToken(reason="it is signed with a key that the identity provider does not have")
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=self.algorithms,
            audience=self.audience,
            issuer=self.issuer,
            leeway=LEEWAY_SECONDS,
            options={"require": ["exp", "iss", "aud", "sub"], "enforce_minimum_key_length": True},
        )
        if says != ACCESS_TOKEN and _is_for_the_client(claims):
            raise InvalidToken(reason="it is an ID token or a refresh token, not an access token")
        return claims

    def _refuse_other_kinds(self, says: str) -> None:
        """Raise `InvalidToken` for a token that says that it is no access token, or that has to say
        that it is one and does not.
        """
        if says == ACCESS_TOKEN:
            return
        if self.only_access_tokens:
            raise InvalidToken(reason=f"its header must have the typ {ACCESS_TOKEN}")
        if says.endswith("+jwt"):
            raise InvalidToken(reason="its typ is not that of an access token")


def _type(header: dict[str, Any]) -> str:
    """Return the `typ` of the header as RFC 7515 has it compared, empty where there is none."""
    says = header.get("typ")
    return says.lower().removeprefix("application/") if isinstance(says, str) else ""


def _is_for_the_client(claims: dict[str, Any]) -> bool:
    """Return True for the claims of a token that its client keeps for itself.

    `at_hash` and `c_hash` are of ID tokens alone (OpenID Connect Core, 3.3.2.11). Keycloak and
    Cognito name the kind.
    """
    kinds = {str(claims.get(name)).lower() for name in ("typ", "token_use")}
    return bool(kinds & {"id", "refresh", "offline", "logout"}) or not claims.keys().isdisjoint({"at_hash", "c_hash"})


def _end(claims: dict[str, Any]) -> datetime:
    return datetime.fromtimestamp(min(int(claims["exp"]), LATEST_END), UTC)


def _subject(claims: dict[str, Any]) -> str:
    """Raises `InvalidToken` for a subject that the ledger can't keep."""
    subject: str = claims["sub"]
    if not 0 < len(subject) <= MAX_SUBJECT or not subject.isprintable():
        raise InvalidToken(reason=f"its subject must have 1 to {MAX_SUBJECT} printable characters")
    return subject


def _allowance(claims: dict[str, Any]) -> Allowance:
    """Raises `InvalidToken` for limits that are not understood: passed over, they would be none."""
    if LIMITS not in claims:
        return UNLIMITED
    try:
        return allowance.read(claims[LIMITS])
    except ValueError as error:
        raise InvalidToken(reason=f"its claim {LIMITS} {error}") from error


def _scopes(claims: dict[str, Any]) -> list[str]:
    """Return the scopes: of `scope` (RFC 8693: separated by spaces), else of `scp`. Some providers
    write that as a list.
    """
    granted = claims.get("scope", claims.get("scp"))
    if isinstance(granted, str):
        return granted.split(" ")
    return [name for name in granted if isinstance(name, str)] if isinstance(granted, list) else []
