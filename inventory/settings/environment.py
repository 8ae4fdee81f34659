"""Settings of a process: read once from its environment, validated, and frozen."""

from __future__ import annotations

import os
import re
from functools import cache
from typing import Self

from pydantic import ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from inventory.boundary.secret_files import from_files
from inventory.errors import InvalidSettings
from inventory.settings.access import AccessSettings
from inventory.settings.api import ApiSettings
from inventory.settings.broker import BrokerSettings
from inventory.settings.catalogue import CatalogueSettings
from inventory.settings.console import ConsoleSettings
from inventory.settings.database import DatabaseSettings
from inventory.settings.group import is_loopback
from inventory.settings.holds import HoldSettings
from inventory.settings.kafka import KafkaSettings
from inventory.settings.process import ProcessSettings
from inventory.settings.retention import RetentionSettings
from inventory.settings.retries import RetrySettings
from inventory.settings.table import documented, variable
from inventory.settings.tracing import TracingSettings


# The fields stay flat. With nested fields, each of the hundred places that read one would name its
# group, and a variable that moves to another group would change all its readers. Pydantic takes the
# fields of the last base first.
class Settings(
    TracingSettings,
    ProcessSettings,
    AccessSettings,
    ConsoleSettings,
    ApiSettings,
    CatalogueSettings,
    KafkaSettings,
    RetentionSettings,
    RetrySettings,
    HoldSettings,
    BrokerSettings,
    DatabaseSettings,
    BaseSettings,
):
    """All settings of a process. Names without a prefix are those that everybody uses."""

    model_config = SettingsConfigDict(
        env_prefix="INVENTORY_",
        frozen=True,
        extra="ignore",
        populate_by_name=True,
        hide_input_in_errors=True,  # a traceback would print every URL with its password
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is the library's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read variables that may be secret also from the file that `VARIABLE_FILE` names."""
        files = EnvSettingsSource(settings_cls)
        # An empty variable beside its file is how Compose leaves one out.
        given = from_files(os.environ, [one.variable for one in documented() if one.may_be_secret])
        files.env_vars = {variable.lower(): content for variable, content in given.items()}
        return init_settings, files, env_settings

    @model_validator(mode="after")
    def _nothing_twice(self) -> Self:
        if self.inbox_retention_days <= self.topic_retention_days:
            raise ValueError(
                f"INVENTORY_INBOX_RETENTION_DAYS ({self.inbox_retention_days}) must exceed INVENTORY_TOPIC_RETENTION_DAYS "
                f"({self.topic_retention_days}): Kafka could deliver an event again after the inbox has forgotten it"
            )
        return self

    @model_validator(mode="after")
    def _open_on_loopback_alone(self) -> Self:
        if self.authentication == "open" and not is_loopback(self.api_host):
            raise ValueError(
                f"INVENTORY_AUTHENTICATION=open would let anybody who reaches INVENTORY_API_HOST ({self.api_host}) change "
                "stock: leave it out, and make tokens with `inventory token create`"
            )
        if self.authentication == "open" and not is_loopback(self.console_host):
            raise ValueError(
                f"INVENTORY_AUTHENTICATION=open would let anybody who reaches INVENTORY_CONSOLE_HOST ({self.console_host}) "
                "change stock: leave it out, and make tokens with `inventory token create`"
            )
        return self


@cache
def settings() -> Settings:
    """Return the settings of this process. Raises `InvalidSettings`, which names each variable that
    is missing or wrong.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise InvalidSettings(
            problems=[
                (variable(problem["loc"]), problem["msg"].removeprefix("Value error, ")) for problem in error.errors()
            ]
        ) from error
    except SettingsError as error:  # the text itself is left out: it may hold a password
        field = re.search(r'"(\w+)"', str(error))
        name = variable((field[1],)) if field else ""
        example = '{"orders": ["/orders"]}' if name == "INVENTORY_SOURCES" else '{"name": "value"}'
        raise InvalidSettings(problems=[(name, f"must be a JSON object such as {example}")]) from None
