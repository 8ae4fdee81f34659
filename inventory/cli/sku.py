"""`inventory sku`: show and set the rules by which a SKU is sold."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click
from pydantic import TypeAdapter, ValidationError

from inventory.boundary.fields import WrittenMoment
from inventory.boundary.printable import printable
from inventory.cli.terminal.connection import cause, certain_transaction, connected, hold_times
from inventory.cli.terminal.output import json_option, print_fields, print_json
from inventory.cli.terminal.parameters import SKU
from inventory.database.transactions import now
from inventory.domain.commands import SetPolicy
from inventory.domain.outcome import PolicyOutcome
from inventory.domain.policies import Bound, PolicyStatement, SkuPolicy
from inventory.errors import UnknownSku
from inventory.reading.policy_json import policy, policy_json
from inventory.write_path.apply import apply


class _Bound(click.ParamType[Bound]):
    """A time with an offset, or `none`."""

    name = "time"
    _adapter: TypeAdapter[datetime] = TypeAdapter(WrittenMoment)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Bound:
        if isinstance(value, Bound) or value == "none":
            return value if isinstance(value, Bound) else Bound(None)
        try:
            return Bound(self._adapter.validate_python(value))
        except ValidationError as error:
            self.fail(f"{error.errors()[0]['msg'].removeprefix('Value error, ')}, or none", param, ctx)


BOUND = _Bound()


@click.group()
def sku() -> None:
    """Show the rules by which a SKU is sold, and set them."""


@sku.command()
@click.argument("sku", metavar="SKU", type=SKU)
@json_option
def show(sku: str, *, as_json: bool) -> None:
    """Show the rules of SKU. A SKU without rules is tracked and sold."""
    with connected() as database, database.transaction() as session:
        found, moment = policy(session, sku), now(session)
    if found is None:
        raise UnknownSku(skus=[sku])
    _print(found, moment, as_json=as_json)


@sku.command("set")
@click.argument("sku", metavar="SKU", type=SKU)
@click.option("--tracked/--untracked", default=None, help="Untracked: no stock is counted, and every order is met.")
@click.option(
    "--discontinued/--sold", default=None, help="Discontinued: no new holds. Running holds and payments go on."
)
@click.option("--sellable-from", type=BOUND, help="Not sold before this time, like 2026-01-31T12:00:00Z, or none.")
@click.option("--sellable-until", type=BOUND, help="Not sold at this time or later, or none.")
@json_option
def set_(
    sku: str,
    *,
    tracked: bool | None,
    discontinued: bool | None,
    sellable_from: Bound | None,
    sellable_until: Bound | None,
    as_json: bool,
) -> None:
    """Set the given rules of SKU, and leave the others. A SKU that is not known yet is known then,
    with no units.
    """
    stated = PolicyStatement(tracked, discontinued, sellable_from, sellable_until)
    if not stated:
        raise click.UsageError("Give at least one of --tracked, --discontinued, --sellable-from and --sellable-until.")
    with connected() as database, certain_transaction(database) as session:
        moment = now(session)
        (outcome,) = apply(session, [SetPolicy(sku, stated, cause())], now=moment, holds=hold_times())
    if outcome.error is not None:
        raise outcome.error
    assert isinstance(outcome, PolicyOutcome)  # a policy was set
    _print(outcome.policy, moment, as_json=as_json)


def _print(found: SkuPolicy, moment: datetime, *, as_json: bool) -> None:
    if as_json:
        print_json(policy_json(found))
        return
    rule = found.broken_rule(moment)
    print_fields(
        [
            ("SKU", printable(found.sku)),
            ("tracked", "yes" if found.tracked else "no"),
            ("sold now", "yes" if rule is None else f"no, {rule.value}"),
            ("discontinued at", found.discontinued_at),
            ("sellable from", found.sellable_from),
            ("sellable until", found.sellable_until),
            ("version", found.version),
            ("updated at", found.updated_at),
        ]
    )
