"""Callers that show a JWT of the identity provider."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import jwt

from api.callers import Caller, known_scopes
from api.errors import InvalidToken
from api.signing_keys import SigningKeys
from inventory.settings import Settings

LEEWAY_SECONDS = 10
"""By how much the clocks of the identity provider and of us may differ."""
MAX_SUBJECT = 255
"""Of OpenID Connect."""

_REASONS: dict[type[jwt.InvalidTokenError], str] = {
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

    @classmethod
    def of(cls, settings: Settings) -> Jwts:
        """Raises nothing: the keys are fetched with the first token."""
        algorithms = settings.jwt_algorithms.split(",")
        return cls(SigningKeys(settings.jwks_url), settings.jwt_issuer, settings.jwt_audience, algorithms)

    def caller(self, token: str) -> Caller:
        """Raises `InvalidToken`, or `IdentityProviderUnavailable`."""
        try:
            claims = self._claims(token)
        except jwt.InvalidTokenError as error:
            reason = next((why for kind, why in _REASONS.items() if isinstance(error, kind)), "it can't be verified")
            raise InvalidToken(reason=reason) from error
        return Caller(f"jwt:{_subject(claims)}", known_scopes(_scopes(claims)))

    def _claims(self, token: str) -> dict[str, Any]:
        header = jwt.get_unverified_header(token)
        # Before the key is looked for: an algorithm that is not taken needs none.
        if header.get("alg") not in self.algorithms:
            raise jwt.InvalidAlgorithmError
        key = self.keys.get(header.get("kid", ""))
        if key is None:
            raise InvalidToken(reason="it is signed with a key that the identity provider does not have")
        return jwt.decode(
            token,
            key,
            algorithms=self.algorithms,
            audience=self.audience,
            issuer=self.issuer,
            leeway=LEEWAY_SECONDS,
            options={"require": ["exp", "iss", "aud", "sub"], "enforce_minimum_key_length": True},
        )


def _subject(claims: dict[str, Any]) -> str:
    """Raises `InvalidToken` for a subject that the ledger can't keep."""
    subject: str = claims["sub"]
    if not 0 < len(subject) <= MAX_SUBJECT or not subject.isprintable():
        raise InvalidToken(reason=f"its subject must have 1 to {MAX_SUBJECT} printable characters")
    return subject


def _scopes(claims: dict[str, Any]) -> list[str]:
    """Of `scope` (RFC 8693: separated by spaces), else of `scp`, which some providers write as a list."""
    granted = claims.get("scope", claims.get("scp"))
    if isinstance(granted, str):
        return granted.split(" ")
    return [name for name in granted if isinstance(name, str)] if isinstance(granted, list) else []
