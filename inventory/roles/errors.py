"""What the granting of rights to roles may be refused for. Each carries its data (`inventory.errors`)."""

from __future__ import annotations

from inventory.errors import InventoryError


class UnknownRole(InventoryError):
    """PostgreSQL has no role {role!r}. Create it first: CREATE ROLE "{role}" LOGIN PASSWORD '...'"""

    code = "unknown_role"
    role: str


class RoleTooPowerful(InventoryError):
    """Role {role!r} is a superuser, makes roles, owns our tables or may write all data: nothing could be withheld from it."""

    code = "role_too_powerful"
    role: str


class RolesUnfit(InventoryError):
    """The rights are granted, but the roles can do other than they should. Run what mends it, then this command again:
    {said}
    """

    code = "roles_unfit"
    findings: list[dict[str, str]]
    said: str
