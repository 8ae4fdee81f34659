"""Liveness and logs, alike in every process."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from inventory.process.liveness import STUCK_SECONDS
from inventory.settings.group import SettingsGroup


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    if url and not (parts.scheme in {"http", "https"} and parts.hostname):
        raise ValueError("must be an http or https URL such as https://flower.example.com")
    return url


class ProcessSettings(SettingsGroup):
    flower_url: Annotated[str, AfterValidator(_web_address)] = ""
    """URL of Flower for people, the link on the API's first page. Without it there is no link."""
    progress_file: str = ""
    """File for the mark that `python -m inventory.progress` reads. Each process needs a file of its
    own, best in memory.
    """
    stuck_seconds: Annotated[float, Field(ge=3, le=3_600)] = STUCK_SECONDS
    """A process that makes no progress for so long is stuck. A task that takes longer is killed,
    and a relay without an answer of Kafka gives way. After one and a half times as long the health
    checks call the process dead.
    """
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """Least severity of the messages that are logged."""
    log_format: Literal["auto", "json", "text"] = "auto"
    """Form of the log: one JSON object a line, or text for people. `auto` is text at a terminal,
    and JSON anywhere else.
    """
