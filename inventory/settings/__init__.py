"""The settings of a process. `settings()` reads them from the environment once, validates and
freezes them.

Each group is a module (`database`, `broker`, `holds`, `retries`, `retention`, `kafka`,
`catalogue`, `api`, `access`, `process`). `environment` joins the groups, and `table` lists them for
`docs/settings.md`.
"""

from inventory.settings.broker import BrokerKind
from inventory.settings.environment import Settings, settings
from inventory.settings.group import is_loopback
from inventory.settings.kafka import EVERY_SOURCE
from inventory.settings.table import documented

__all__ = ["EVERY_SOURCE", "BrokerKind", "Settings", "documented", "is_loopback", "settings"]
