"""The real rights of a role. PostgreSQL itself is asked, whatever the grants say.

A right reaches a role through PUBLIC, through groups of groups, by ownership, by an attribute, or
by SET ROLE. So each query covers every role that this one is or can become (`reach`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection

from inventory.roles.questions import ASK, HELD


class Grant(NamedTuple):
    """The grantee of a right, and the grantor if that was not the owner."""

    grantee: str
    grantor: str


class Right(NamedTuple):
    """A privilege that a role has. `grants` names the grants that it comes from, if it was granted.

    `column` is the schema of a default privilege.
    """

    kind: str
    name: str
    privilege: str
    grants: tuple[Grant, ...]
    column: str | None = None


class Owned(NamedTuple):
    """An object that a role of the reach owns. An owner can grant itself any right."""

    kind: str
    name: str
    owner: str


class Rights(NamedTuple):
    """A role's attributes, reach, groups, owned objects and rights in our database and schema."""

    role: str
    attributes: tuple[tuple[str, str], ...]
    """Pairs of a role of the reach and its attribute."""
    reach: frozenset[str]
    groups: tuple[tuple[str, frozenset[str]], ...]
    """Each direct membership, with the roles that it leads to."""
    owned: tuple[Owned, ...]
    held: tuple[Right, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The answers about the tables' owner and the named roles, all of one moment."""

    owner: str
    database: str
    schema: str
    open_places: list[tuple[str, str]]
    """Each schema of the search path in which a role other than the owner may create, and that
    role.
    """
    rights: dict[str, Rights]
    """By role, with those of the roles that it can become."""
    held_alone: dict[str, list[Right]]
    """By role, the rights that it has as itself."""


def ask(connection: Connection, roles: Sequence[str]) -> Asked:
    """Ask PostgreSQL for all rights of these roles and of the tables' owner."""
    rights: dict[str, Rights] = {}
    held_alone: dict[str, list[Right]] = {}
    open_places: list[tuple[str, str]] = []
    rows = connection.execute(ASK, {"roles": list(roles)}).all()
    *_, owner, database, schema = rows[0]
    for role, alone, *answers, _, _, _ in rows:
        held = [_right(*row) for rows in answers[:HELD] for row in rows or ()]
        if alone:
            held_alone[role] = held
            continue
        attributes, reach, groups, owned, open_ = (rows or [] for rows in answers[HELD:])
        rights[role] = Rights(
            role,
            attributes=tuple((one, attribute) for one, attribute in attributes),
            reach=frozenset(name for (name,) in reach),
            groups=tuple((group, frozenset(leads_to)) for group, leads_to in groups),
            owned=tuple(Owned(*row) for row in owned),
            held=tuple(held),
        )
        if role == owner:
            open_places = [(place, grantee) for place, grantee in open_]
    return Asked(owner, database, schema, open_places, rights, held_alone)


def _right(kind: str, name: str, privilege: str, grantees: list[str], column: str | None) -> Right:
    return Right(kind, name, privilege, tuple(map(_grant, grantees)), column)


def _grant(found: str) -> Grant:
    grantee, _, grantor = found.partition("\x1f")
    return Grant(grantee, grantor)
