"""Callers of the API."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, model_validator

from inventory.settings.group import SettingsGroup, is_loopback

_HOST_NAME = re.compile(r"([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?", re.ASCII)


def _host_names(hosts: str) -> str:
    if hosts and not all(_HOST_NAME.fullmatch(host) for host in hosts.split(",")):
        raise ValueError(
            "must be names of hosts, with a port where it matters, separated by commas: shop.test,shop.test:8443"
        )
    return hosts


def _safe_from_eavesdroppers(url: str) -> str:
    """Raise `ValueError` for a URL whose keys somebody on the way could replace, and so get in."""
    parts = urlsplit(url)
    if url and not (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))):
        raise ValueError("must be an https URL (http only on a loopback address)")
    return url


_ASYMMETRIC = {f"{family}{bits}" for family in ("RS", "PS", "ES") for bits in (256, 384, 512)} | {"EdDSA"}


def _asymmetric(algorithms: str) -> str:
    """Raise `ValueError` for other algorithms. With HS256 the public key would be the secret, and
    `none` is no signature at all.
    """
    names = algorithms.split(",")
    if not _ASYMMETRIC.issuperset(names):
        raise ValueError(f"must be a comma-separated list of {', '.join(sorted(_ASYMMETRIC))}")
    return algorithms


class AccessSettings(SettingsGroup):
    authentication: Literal["required", "open"] = "required"
    """Access to the API: `required` asks for a token. `open` takes everybody, and only on a
    loopback `INVENTORY_API_HOST`.
    """
    api_hosts: Annotated[str, AfterValidator(_host_names)] = ""
    """With `open`, names beside `localhost` and loopback addresses under which browsers and
    programs may call the API, separated by commas: `inventory.test,shop.test:8443`. Pages that a
    proxy serves under these names together with the API may call it, too.
    """
    jwks_url: Annotated[str, AfterValidator(_safe_from_eavesdroppers)] = ""
    """URL of your identity provider's public keys (JWKS). With it, JWTs of this provider are taken
    beside the tokens of `inventory token`.
    """
    jwt_issuer: str = ""
    """The `iss` that a JWT must have. Required with `INVENTORY_JWKS_URL`."""
    jwt_audience: str = ""
    """The value that a JWT must have in `aud`. Required with `INVENTORY_JWKS_URL`."""
    jwt_algorithms: Annotated[str, AfterValidator(_asymmetric)] = "RS256,ES256,EdDSA"
    """Algorithms that a JWT may be signed with, separated by commas. Only ones with a key that the
    identity provider alone has.
    """
    jwt_type: Literal["any", "at+jwt"] = "any"
    """The type that a JWT must have in its header. `at+jwt` takes only access tokens (RFC 9068).
    `any` also takes tokens with the type `JWT` or with none. ID tokens are refused where they can
    be told.
    """

    @model_validator(mode="after")
    def _names_issuer_and_audience(self) -> Self:
        if self.jwks_url and not (self.jwt_issuer and self.jwt_audience):
            raise ValueError(
                "INVENTORY_JWKS_URL needs INVENTORY_JWT_ISSUER and INVENTORY_JWT_AUDIENCE: without them a token that was "
                "made for another service would be taken here"
            )
        return self
