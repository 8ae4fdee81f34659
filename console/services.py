"""The services of all pages: the database, and the ways to check a token."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import current_app

from api.callers.caller import Caller
from api.callers.jwts import Jwts
from api.callers.static_tokens import StaticTokens
from api.contract.errors import InvalidToken
from api.refusals import Refusals
from console.watch.watch import Watch
from inventory import tokens
from inventory.database.transactions import Database, Limits
from inventory.domain.orders.hold_times import HoldTimes
from inventory.settings import Settings

EXTENSION = "inventory"
LIMITS = Limits(lock_timeout=1_000, statement_timeout=5_000)
"""A person waits for a page, and for a change, but not for long."""


@dataclass(frozen=True, slots=True)
class ConsoleServices:
    """Made once per process, after any fork."""

    settings: Settings
    database: Database
    readiness: Database
    """A connection for `/readyz` alone, so that no number of readers keeps it waiting."""
    tokens: StaticTokens
    jwts: Jwts | None
    refusals: Refusals
    """Refused calls on their way to the timelines, as those of the API."""
    watch: Watch

    @classmethod
    def of(cls, settings: Settings) -> ConsoleServices:
        url, connections = settings.database_url, settings.console_threads
        database = Database(url, limits=LIMITS, pool_size=connections, name="inventory-console")
        return cls(
            settings=settings,
            database=database,
            readiness=Database(url, limits=LIMITS, pool_size=1, name="inventory-console-ready"),
            tokens=StaticTokens(database),
            jwts=Jwts.of(settings) if settings.jwks_url else None,
            refusals=Refusals(Database(url, limits=LIMITS, pool_size=1, name="inventory-console-refusals")),
            watch=Watch(
                Database(url, limits=LIMITS, pool_size=1, name="inventory-console-watch"),
                [target for target in settings.console_targets.split(",") if target],
                settings.console_metrics_token,
            ),
        )

    @property
    def holds(self) -> HoldTimes:
        """Return the lifetimes of holds, as the API and the workers have them."""
        given = self.settings
        return HoldTimes(given.hold_seconds, given.hold_seconds_max, given.dispatched_after_seconds)

    @property
    def idle(self) -> timedelta:
        """Return the time after which an unused session is over."""
        return timedelta(seconds=self.settings.console_idle_seconds)

    @property
    def is_open(self) -> bool:
        """Return True if nobody signs in."""
        return self.settings.authentication == "open"

    def caller(self, token: str) -> Caller:
        """Return the caller with this token. Raises `InvalidToken`, `IdentityProviderUnavailable`
        and the errors of the database.
        """
        if token.startswith(tokens.PREFIX):
            return self.tokens.caller(token)
        if self.jwts is None:
            raise InvalidToken(reason="it is unknown, expired or revoked")
        return self.jwts.caller(token)

    def close(self) -> None:
        """Close the connections."""
        self.watch.close()
        self.refusals.close()
        self.readiness.dispose()
        self.database.dispose()


def services() -> ConsoleServices:
    """Return the services of the running application."""
    found: ConsoleServices = current_app.extensions[EXTENSION]
    return found


def database() -> Database:
    """Return the way to PostgreSQL, for pages that read."""
    return services().database
