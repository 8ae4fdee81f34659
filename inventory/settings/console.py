"""The console for people."""

from __future__ import annotations

from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from inventory.settings.group import Port, SettingsGroup


def _targets(urls: str) -> str:
    for url in filter(None, urls.split(",")):
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError(f"must be http or https URLs, separated by commas, and {url!a} is none")
    return urls


class ConsoleSettings(SettingsGroup):
    console_host: str = "127.0.0.1"
    """Address that the console listens on."""
    console_port: Port = 8010
    """Port that the console listens on."""
    console_threads: Annotated[int, Field(ge=1, le=128)] = 16
    """Requests that the console works on at a time."""
    console_session_seconds: Annotated[int, Field(ge=60, le=604_800)] = 43_200
    """Longest time that somebody stays signed in at the console. A token that ends sooner ends the
    session, too.
    """
    console_idle_seconds: Annotated[int, Field(ge=60, le=604_800)] = 3_600
    """Time without a request after which somebody is signed out of the console."""
    console_metrics_port: Port = 0
    """Port of the console's own `/metrics`. 0 keeps it closed."""
    console_targets: Annotated[str, AfterValidator(_targets)] = ""
    """Addresses of the `/metrics` that the console's overview shows, separated by commas:
    `http://consumer:9101/metrics,http://relay:9102/metrics`. Without them it shows the numbers of
    PostgreSQL and the broker.
    """
    console_metrics_token: Annotated[str, Field(repr=False)] = ""
    """Token with the scope `ops` that the console shows to these addresses. The API's `/metrics`
    asks for one.
    """

    @model_validator(mode="after")
    def _idle_within_session(self) -> Self:
        if self.console_idle_seconds > self.console_session_seconds:
            raise ValueError(
                "INVENTORY_CONSOLE_IDLE_SECONDS must not exceed INVENTORY_CONSOLE_SESSION_SECONDS, which ends every session"
            )
        return self
