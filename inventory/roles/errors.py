"""Reasons to refuse the granting of rights to roles. Each carries its data (`inventory.errors`)."""

from __future__ import annotations

from inventory.errors import InventoryError


class UnknownRole(InventoryError):
    """PostgreSQL has no role {role!r}. Create it: CREATE ROLE "{role}" LOGIN PASSWORD '...'"""

    code = "unknown_role"
    role: str


class RoleTooPowerful(InventoryError):
    """Role {role!r} is a superuser, makes roles, owns tables or writes all data. Name another."""

    # Nothing could be withheld from such a role.
    code = "role_too_powerful"
    role: str


class RolesUnfit(InventoryError):
    """The rights are granted, but need mending. Run these statements, then this command again:
    {said}
    """

    code = "roles_unfit"
    findings: list[dict[str, str]]
    said: str
