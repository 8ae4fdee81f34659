"""What every process does alike: liveness and logs."""

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
    """Where people find Flower, for the link on the API's first page; without it there is none."""
    progress_file: str = ""
    """Where the process leaves the mark that `python -m inventory.progress` reads: a file of its own, best in memory."""
    stuck_seconds: Annotated[float, Field(ge=3, le=3_600)] = STUCK_SECONDS
    """A process that makes no progress for so long is stuck. A task that takes longer is killed, a relay that Kafka answers
    nothing gives way; one and a half times as long, and the health checks call the process dead."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """How much is logged."""
