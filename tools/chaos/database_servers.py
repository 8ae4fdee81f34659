"""The PostgreSQL servers of a run: behind a front, with a standby now and then, in a night of their
own.
"""

from pathlib import Path

from tools.chaos.night import Night
from tools.devstack.servers.commit_cutter import CommitCutter
from tools.devstack.servers.passwords import SUPERUSER
from tools.devstack.servers.postgresql import PostgreSQL
from tools.devstack.servers.replication import Standby


class FrontedPostgreSQL(PostgreSQL):
    """The server of the stack. Clients reach it through a front that may lead to another server.
    Faults reach it directly.
    """

    def __init__(self, directory: Path, port: int, front: CommitCutter, night: Night) -> None:
        super().__init__(directory, port)
        self.front = front
        self.night = night
        front.point_at(port)

    def database_url(self, database: str, role: str = SUPERUSER) -> str:
        """Return the URL for clients: it leads to the front."""
        return super().database_url(database, role).replace(f":{self.port}/", f":{self.front.port}/")

    @property
    def command(self) -> list[str]:
        return self.night.command(super().command)


class NightStandby(Standby):
    """A standby in the same night."""

    def __init__(self, directory: Path, primary: PostgreSQL, night: Night) -> None:
        super().__init__(directory, primary)
        self._night = night

    @property
    def command(self) -> list[str]:
        return self._night.command(super().command)

    @classmethod
    def copied_to(cls, directory: Path, primary: PostgreSQL, night: Night) -> None:
        """Put a copy of `primary` into `directory`, as a standby that follows it. The data of the
        server that had this directory is gone.
        """
        copy = cls(directory, primary, night)
        copy.directory = directory
        copy.prepare()
