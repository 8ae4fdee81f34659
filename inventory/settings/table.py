"""The settings as a table: every variable, its default and its meaning."""

from __future__ import annotations

from typing import NamedTuple

from pydantic.fields import FieldInfo

from inventory.boundary.secret_files import SUFFIX
from inventory.settings.access import AccessSettings
from inventory.settings.api import ApiSettings
from inventory.settings.broker import BrokerSettings
from inventory.settings.catalogue import CatalogueSettings
from inventory.settings.console import ConsoleSettings
from inventory.settings.database import DatabaseSettings
from inventory.settings.group import SettingsGroup
from inventory.settings.holds import HoldSettings
from inventory.settings.kafka import KafkaSettings
from inventory.settings.process import ProcessSettings
from inventory.settings.retention import RetentionSettings
from inventory.settings.retries import RetrySettings
from inventory.settings.tracing import TracingSettings

GROUPS: tuple[type[SettingsGroup], ...] = (
    DatabaseSettings,
    BrokerSettings,
    HoldSettings,
    RetrySettings,
    RetentionSettings,
    KafkaSettings,
    CatalogueSettings,
    ApiSettings,
    AccessSettings,
    ConsoleSettings,
    ProcessSettings,
    TracingSettings,
)
"""The parts of `Settings`, in the order of `docs/settings.md`."""


class Documented(NamedTuple):
    """One setting as `docs/settings.md` shows it. `default` is None if it must be set."""

    variable: str
    default: str | None
    meaning: str
    may_be_secret: bool = False
    """True if `VARIABLE_FILE` may name a file with the value."""


def documented() -> list[Documented]:
    """Return every setting, group by group."""
    return [
        _documented(str(field.validation_alias) if field.validation_alias else variable((name,)), field)
        for group in GROUPS
        for name, field in group.model_fields.items()
    ]


def _documented(variable: str, field: FieldInfo) -> Documented:
    meaning = " ".join((field.description or "").split())
    if may_be_secret := not field.repr:
        meaning = f"{meaning} Or `{variable}{SUFFIX}`, a file with it."
    default = None if field.is_required() else str(field.default)
    return Documented(variable, default, meaning, may_be_secret)


def variable(location: tuple[int | str, ...]) -> str:
    """Return the variable of a field that an error of pydantic names."""
    name = str(location[0]) if location else ""
    return name if name.isupper() or not name else f"INVENTORY_{name.upper()}"
