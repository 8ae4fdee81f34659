"""Reasons to refuse the granting of rights to roles. Each carries its data (`inventory.errors`)."""

from __future__ import annotations

from inventory.errors import InventoryError


class UnknownRole(InventoryError):
    """PostgreSQL has no role {role!r}. Create it first: CREATE ROLE "{role}" LOGIN PASSWORD
    '...'
    """

    code = "unknown_role"
    role: str


class RoleTooPowerful(InventoryError):
    """Role {role!r} is a superuser, makes roles, owns our tables or may write all data. Nothing
    could be withheld from it. Name another role.
    """

    code = "role_too_powerful"
    role: str


class RolesUnfit(InventoryError):
    """The rights are granted, but the roles can do other than they should: {said}"""

    code = "roles_unfit"
    findings: list[dict[str, str]]
    said: str

    def __str__(self) -> str:
        return (
            "The rights are granted, but the roles can do other than they should. Run the statements that mend it, then "
            f"this command again:\n  {self.said}"
        )
