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
from inventory.cli.terminal.parameters import LOCATION, QUANTITY, SKU
from inventory.database.transactions import now
from inventory.domain.commands import SetPolicy
from inventory.domain.outcome import PolicyOutcome
from inventory.domain.policies import Bound, PolicyStatement, SkuPolicy
from inventory.domain.representation import moment_json
from inventory.domain.stock_rules import Amount, Stated, StockRules, StockRulesStatement
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


class _Amount(click.ParamType[Amount]):
    """Units, or `none`."""

    name = "units"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Amount:
        if isinstance(value, Amount) or value == "none":
            return value if isinstance(value, Amount) else Amount(None)
        return Amount(QUANTITY.convert(value, param, ctx))


BOUND = _Bound()
AMOUNT = _Amount()


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
@click.option("--safety-stock", type=AMOUNT, help="Units that new holds do not get, or none to take it back.")
@click.option(
    "--low-stock-threshold", type=AMOUNT, help="With so many sellable units, or fewer, the level is low. Or none."
)
@click.option(
    "--location", type=LOCATION, help="Location of these two. Without it they are the default of each location."
)
@json_option
def set_(
    sku: str,
    *,
    tracked: bool | None,
    discontinued: bool | None,
    sellable_from: Bound | None,
    sellable_until: Bound | None,
    safety_stock: Amount | None,
    low_stock_threshold: Amount | None,
    location: str | None,
    as_json: bool,
) -> None:
    """Set the given rules of SKU, and leave the others. A SKU that is not known yet is known then,
    with no units.
    """
    if location is not None and safety_stock is None and low_stock_threshold is None:
        raise click.UsageError("Give --safety-stock or --low-stock-threshold for the --location.")
    of_stock = StockRulesStatement(location, safety_stock, low_stock_threshold)
    stock = (of_stock,) if of_stock[1:] != (None, None) else ()
    stated = PolicyStatement(tracked, discontinued, sellable_from, sellable_until, stock)
    if not stated:
        raise click.UsageError(
            "Give at least one of --tracked, --discontinued, --sellable-from, --sellable-until, --safety-stock and "
            "--low-stock-threshold."
        )
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
            *(field for one in found.stock_rules for field in _of_stock(one)),
            ("version", found.version),
            ("updated at", found.updated_at),
        ]
    )


def _of_stock(rules: StockRules) -> list[tuple[str, object]]:
    """Return the rules that are stated for one location, or for each."""
    place = "each location" if rules.location is None else printable(rules.location)
    named = (("safety stock", rules.safety_stock), ("low at", rules.low_stock_threshold))
    return [(f"{name} of {place}", _stated(one)) for name, one in named if one is not None]


def _stated(one: Stated) -> str:
    return f"{'none' if one.units is None else f'{one.units:,}'}, by {printable(one.by)} at {moment_json(one.at)}"
