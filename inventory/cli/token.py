"""`inventory token`: who may call the API."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import click

from inventory import tokens as access
from inventory.boundary.printable import printable
from inventory.cli.terminal.connection import certain_transaction, connected
from inventory.cli.terminal.output import json_option, print_json, print_table
from inventory.cli.terminal.parameters import TEXT
from inventory.database.transactions import now
from inventory.domain.allowance import Allowance, read
from inventory.tokens import Scope

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


class _Duration(click.ParamType[timedelta]):
    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        written = re.fullmatch(r"([1-9][0-9]{0,4})([mhd])", value, re.ASCII)
        if written is None:
            self.fail(f"{value!r} is no duration: write 90d, 12h or 30m", param, ctx)
        return timedelta(**{_UNITS[written[2]]: int(written[1])})


def _name(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if access.TOKEN_NAME.fullmatch(value) is None:
        raise click.BadParameter(
            "must begin with a lower-case letter and have at most 63 lower-case letters, digits, '.', '_' and '-'"
        )
    return value


def _shown(limits: dict[str, Any]) -> str:
    """Return the scopes in one order: PostgreSQL has them in any."""
    known = [name for name in Allowance._fields if name in limits]
    ordered = {name: limits[name] for name in [*known, *sorted(limits.keys() - set(known))]}
    told = (f"{name}={' '.join(value) if isinstance(value, list) else value}" for name, value in ordered.items())
    return printable(", ".join(told))


@click.group()
def token() -> None:
    """Make, list and revoke the tokens of API callers."""


@token.command()
@click.argument("name", callback=_name)
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    type=click.Choice([str(scope) for scope in Scope]),
    help="Scope of the token. Give the option once for each scope.",
)
@click.option(
    "--expires-in",
    type=_Duration(),
    help="Lifetime of the token, such as 90d, 12h or 30m. Without it the token never expires.",
)
@click.option("--order-prefix", type=TEXT, help="Only orders whose ids begin with this text.")
@click.option(
    "--location",
    "locations",
    multiple=True,
    type=TEXT,
    help="Only this location. Give the option once for each location.",
)
@click.option("--max-units", type=click.IntRange(0), help="Maximum units in its running holds together.")
@click.option("--max-hold", type=_Duration(), help="Maximum lifetime of one of its holds, such as 15m.")
@json_option
def create(
    name: str,
    scopes: tuple[str, ...],
    expires_in: timedelta | None,
    *,
    order_prefix: str | None,
    locations: tuple[str, ...],
    max_units: int | None,
    max_hold: timedelta | None,
    as_json: bool,
) -> None:
    """Make a token for the caller NAME and print it. It is printed this once, because only its hash
    is kept.

    Without limits its scopes hold for every order.
    """
    allowance = Allowance(
        order_prefix,
        frozenset(locations) or None,
        max_units,
        None if max_hold is None else int(max_hold.total_seconds()),
    )
    try:
        read(allowance.as_json())
    except ValueError as error:
        raise click.UsageError(f"The limits of the token are not valid: {error}.") from error
    with connected() as database, certain_transaction(database) as session:
        chosen = {Scope(scope) for scope in scopes}
        made, secret = access.create(
            session, name, chosen, now=now(session), expires_in=expires_in, allowance=allowance
        )
    if as_json:
        print_json({**asdict(made), "token": secret})
        return
    until = f"until {made.expires_at:%Y-%m-%d %H:%M} UTC" if made.expires_at else "until it is revoked"
    limits = f" within {_shown(made.limits)}" if made.limits else ""
    click.echo(f"Token {made.name} has {', '.join(made.scopes)}{limits} {until}. It is shown this once:", err=True)
    click.echo(secret)


@token.command(name="list")
@json_option
def list_(*, as_json: bool) -> None:
    """List every token ever made. The secrets can't be shown: only their hashes are kept."""
    with connected() as database, database.transaction() as session:
        found, moment = access.tokens(session), now(session)
    if as_json:
        print_json([asdict(one) for one in found])
        return
    print_table(
        ["id", "name", "scopes", "limits", "state", "created", "expires", "last used"],
        [
            (
                one.id,
                one.name,
                " ".join(one.scopes),
                _shown(one.limits) if one.limits else None,
                one.state(moment),
                one.created_at,
                one.expires_at,
                one.last_used_at,
            )
            for one in found
        ],
    )


@token.command()
@click.argument("name_or_id")
@json_option
def revoke(name_or_id: str, *, as_json: bool) -> None:
    """Revoke a token for ever. The API refuses it within seconds."""
    with connected() as database, certain_transaction(database) as session:
        revoked = access.revoke(session, name_or_id, now=now(session))
    if as_json:
        print_json(asdict(revoked))
    else:
        click.echo(f"{revoked.name} (id {revoked.id}) is revoked.")
