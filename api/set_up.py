"""Set up locations for callers: each in a transaction of its own, because it waits for others."""

from __future__ import annotations

from collections.abc import Container

from api.contract.errors import DatabaseUnavailable, OutcomeUnknown
from api.services import services, told_near
from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.commits import Commits
from inventory.database.errors import CommitUnknown, NothingCommitted
from inventory.domain.locations import LocationSettings
from inventory.errors import LocationNotSetUp
from inventory.write_path.locations import SetUp, set_up

PATIENCE_SECONDS = 5
"""Seconds to look for a commit whose answer was lost."""


def set_up_location(name: str, settings: LocationSettings, *, expected_versions: Container[int] | None) -> SetUp:
    """Make the location, or give it these settings, and commit.

    Raises the refusals of `set_up`, `DatabaseUnavailable` if nothing was changed, and
    `OutcomeUnknown` if that can't be known. The same call again does no harm.
    """
    try:
        return _set_up(name, settings, expected_versions)
    except LocationNotSetUp as error:
        raise told_near([error])[0] from error
    except NothingCommitted as error:
        raise DatabaseUnavailable from error
    except CommitUnknown as error:
        raise OutcomeUnknown from error


@retried_on_stale_plan
def _set_up(name: str, settings: LocationSettings, expected_versions: Container[int] | None) -> SetUp:
    with Commits(services().reads).transaction(patience_seconds=PATIENCE_SECONDS) as session:
        return set_up(session, name, settings, expected_versions=expected_versions)
