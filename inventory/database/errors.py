"""Errors of the database: its schema, and the end of a commit. Each carries its data
(`inventory.errors`).
"""

from __future__ import annotations

from inventory.errors import InventoryError


class SchemaBehind(InventoryError):
    """The database's schema is {revision}, and this version needs {needed}. Run
    `inventory migrate`, then start again.
    """

    code = "schema_behind"
    revision: str
    needed: str


class SchemaDiffers(InventoryError):
    """The tables are not those of schema {revision}: {differences}"""

    code = "schema_differs"
    revision: str
    differences: list[str]

    def __str__(self) -> str:
        told = "".join(f"\n  {one}" for one in self.differences)
        return (
            f"The tables are not those of schema {self.revision}, although the database says so:{told}\nNothing was "
            "changed. A migration was edited after it ran here, or somebody changed the tables by hand. Alter the tables "
            "to what is expected, then run `inventory migrate` again."
        )


class NothingCommitted(InventoryError):
    """The connection to the database broke during the commit, and nothing was changed. Try
    again.
    """

    code = "database_unavailable"


class CommitUnknown(InventoryError):
    """The connection to the database broke during the commit. It can't be found out now if the
    change was made. Check that before you repeat it.
    """

    code = "outcome_unknown"
