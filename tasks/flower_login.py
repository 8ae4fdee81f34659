"""The login of Flower, which reads it from its environment alone, as this application is loaded before it does."""

from __future__ import annotations

from collections.abc import MutableMapping

from inventory.errors import InvalidSettings
from inventory.secret_files import SUFFIX, from_files

VARIABLE = "FLOWER_BASIC_AUTH"


def take(environment: MutableMapping[str, str]) -> None:
    """Put the login from the file that `FLOWER_BASIC_AUTH_FILE` names where Flower reads it.

    Raises InvalidSettings where the login is given as nothing: Flower would take that for one.
    """
    environment.update(from_files(environment, [VARIABLE]))
    environment.pop(VARIABLE + SUFFIX, None)
    if environment.get(VARIABLE) == "":
        raise InvalidSettings(
            problems=[(VARIABLE, f"is empty: set it to user:password, or {VARIABLE}{SUFFIX} to a file with it")]
        )
