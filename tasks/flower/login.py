"""The secrets of Flower. It reads them from its environment alone, after it has loaded this
application.
"""

from __future__ import annotations

from collections.abc import MutableMapping

from inventory.boundary.secret_files import SUFFIX, from_files
from inventory.errors import InvalidSettings

VARIABLE = "FLOWER_BASIC_AUTH"
BROKER_API = "FLOWER_BROKER_API"
"""RabbitMQ's management API, with user and password."""
MAY_BE_IN_FILES = (VARIABLE, BROKER_API)


def take(environment: MutableMapping[str, str]) -> None:
    """Put Flower's secrets into the environment, from the files that `FLOWER_BASIC_AUTH_FILE` and
    `FLOWER_BROKER_API_FILE` name.

    Raises `InvalidSettings` for an empty login, because Flower would take the empty text for
    one. An empty broker API counts as none.
    """
    environment.update(from_files(environment, MAY_BE_IN_FILES))
    for variable in MAY_BE_IN_FILES:
        environment.pop(variable + SUFFIX, None)
    if environment.get(BROKER_API) == "":
        del environment[BROKER_API]
    if environment.get(VARIABLE) == "":
        raise InvalidSettings(
            problems=[(VARIABLE, f"is empty: set it to user:password, or {VARIABLE}{SUFFIX} to a file with it")]
        )
