"""The API's addresses, and its limits."""

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
    """Processes of the API. The requests of one process share transactions, so few processes are
    better than many.
    """
    api_threads: Annotated[int, Field(ge=1, le=512)] = 64
    """Requests that one API process works on at a time."""
    api_connections: Annotated[int, Field(ge=2, le=100_000)] = 1_000
    """Connections that one API process keeps open at a time. For one more, the connection that
    keeps it waiting longest is closed.
    """
    api_head_seconds: Seconds = 10
    """Longest time for the head of a request, from its first byte. Then it is answered 408."""
    api_request_seconds: Seconds = 30
    """Longest time for a request to arrive, head and body together, from its first byte. Then it is
    answered 408. Also the longest time for a caller to read the answer.
    """
    api_keepalive_seconds: Annotated[int, Field(ge=1, le=86_400)] = 75
    """Time that a connection stays open between requests. Set it longer than a balancer in front
    keeps a connection: the side that closes second may have its request lost.
    """
    api_queue: Annotated[int, Field(ge=1, le=100_000)] = 1_000
    """Commands that may wait for the next transaction. One more is answered 503."""
    api_batch: Annotated[int, Field(ge=1, le=1_000)] = 200
    """Maximum number of commands that share a transaction of the API."""
    api_deadline_seconds: Seconds = 5
    """Longest time that a command waits for its turn. Then it is answered 503."""

    @model_validator(mode="after")
    def _head_within_request(self) -> Self:
        if self.api_head_seconds > self.api_request_seconds:
            raise ValueError(
                "INVENTORY_API_HEAD_SECONDS must not exceed INVENTORY_API_REQUEST_SECONDS, which counts head and body"
            )
        return self
