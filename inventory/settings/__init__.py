"""What a process may be told by its environment: `settings()` reads it once, validates it and freezes it.

Each group is a module (`database`, `broker`, `holds`, `retries`, `retention`, `kafka`, `api`, `access`, `process`).
`environment` puts them together, `table` lists them for `docs/settings.md`.
"""

from inventory.settings.broker import BrokerKind
from inventory.settings.environment import Settings, settings
from inventory.settings.group import is_loopback
from inventory.settings.kafka import EVERY_SOURCE
from inventory.settings.table import documented

__all__ = ["EVERY_SOURCE", "BrokerKind", "Settings", "documented", "is_loopback", "settings"]
