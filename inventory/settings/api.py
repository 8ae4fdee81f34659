"""How the API listens, and how much it works on at a time."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from inventory.settings.group import Port, Seconds, SettingsGroup


class ApiSettings(SettingsGroup):
    api_host: str = "127.0.0.1"
    """Address that the API listens on."""
    api_port: Port = 8000
    """Port that the API listens on."""
    api_processes: Annotated[int, Field(ge=1, le=64)] = 1
    """Processes of the API; requests of one process share transactions, so few are better than many."""
    api_threads: Annotated[int, Field(ge=1, le=512)] = 64
    """Requests that one API process works on at a time."""
    api_connections: Annotated[int, Field(ge=2, le=100_000)] = 1_000
    """Connections that one API process keeps open at a time; for one more, who keeps it waiting longest gives way."""
    api_head_seconds: Seconds = 10
    """How long the head of a request may take, from its first byte; then it is answered 408."""
    api_request_seconds: Seconds = 30
    """How long a request may take to arrive, head and body together, from its first byte; then it is answered 408. And how long
    a caller may take to read the answer."""
    api_keepalive_seconds: Annotated[int, Field(ge=1, le=86_400)] = 75
    """How long a connection stays open between requests. Longer than a balancer before it keeps one: who closes second may
    have its request lost."""
    api_queue: Annotated[int, Field(ge=1, le=100_000)] = 1_000
    """Commands that may wait for the next transaction; one more is answered 503."""
    api_batch: Annotated[int, Field(ge=1, le=1_000)] = 200
    """The most commands that share a transaction of the API."""
    api_deadline_seconds: Seconds = 5
    """How long a command may wait for its turn; then it is answered 503."""

    @model_validator(mode="after")
    def _head_within_request(self) -> Self:
        if self.api_head_seconds > self.api_request_seconds:
            raise ValueError(
                "INVENTORY_API_HEAD_SECONDS must not exceed INVENTORY_API_REQUEST_SECONDS, which counts head and body"
            )
        return self
