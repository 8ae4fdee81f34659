"""Sign-in with a JWT of the identity provider."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text

from console.app import create_app
from console.services import EXTENSION
from inventory.settings import Settings
from tests.console.client import Visitor
from tests.security.identity_provider import IdentityProvider


@pytest.fixture
def provider() -> Iterator[IdentityProvider]:
    with IdentityProvider() as running:
        yield running


@pytest.fixture
def visitor(database_url: str, provider: IdentityProvider) -> Iterator[Visitor]:
    made = create_app(
        Settings(
            database_url=database_url,
            jwks_url=provider.url,
            jwt_issuer=provider.issuer,
            jwt_audience="inventory",
        )
    )
    yield Visitor(made)
    made.extensions[EXTENSION].close()


def test_a_person_of_the_provider_signs_in_until_the_token_ends(
    visitor: Visitor, provider: IdentityProvider, engine: Engine
) -> None:
    limits = {"locations": ["main"]}
    shown = visitor.sign_in(
        provider.token(sub="ann", scope="stock:read", inventory_limits=limits, exp=timedelta(minutes=5))
    )

    assert (shown.status, shown.path) == (200, "/")
    assert "jwt:ann" in shown.text
    with engine.begin() as connection:
        actor, scopes, kept, left = connection.execute(
            text("SELECT actor, scopes, limits, expires_at - now() FROM console_session")
        ).one()
    assert (actor, scopes, kept) == ("jwt:ann", ["stock:read"], limits)
    assert timedelta(minutes=4) < left <= timedelta(minutes=5)


@pytest.mark.parametrize(
    "claims", [{"exp": timedelta(minutes=-5)}, {"aud": "billing"}, {"iss": "https://evil.example"}]
)
def test_a_token_that_is_not_for_us_is_refused(
    visitor: Visitor, provider: IdentityProvider, claims: dict[str, Any]
) -> None:
    shown = visitor.send(visitor.get("/sign-in"), action="/sign-in", token=provider.token(**claims))

    assert shown.status == 401
    assert "The token is refused" in shown.text


def test_a_provider_that_is_away_is_told(request: pytest.FixtureRequest, provider: IdentityProvider) -> None:
    """It is away when the console begins, which asks for the keys then. Later the known ones count,
    and a token with another one is refused.
    """
    provider.fails = True
    visitor: Visitor = request.getfixturevalue("visitor")

    shown = visitor.send(visitor.get("/sign-in"), action="/sign-in", token=provider.token())

    assert shown.status == 503
    assert shown.headers["Retry-After"]
