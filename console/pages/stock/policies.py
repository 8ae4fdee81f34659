"""Rules for the sale of a SKU."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from pydantic import model_validator

from api.contract.errors import SkuNotFound
from api.tracing import allowance, cause
from console.access.scopes import needs
from console.asked import TypedMoment
from console.changes import execute
from console.forms import Form, FormModel, TypedCount
from console.page import done, page
from console.services import database
from inventory.boundary.fields import Identifier
from inventory.database import lineage
from inventory.database.epochs import sequence
from inventory.database.transactions import now
from inventory.domain.commands import SetPolicy
from inventory.domain.policies import Bound, PolicyStatement, SkuPolicy
from inventory.domain.stock_rules import Amount, StockRules, StockRulesStatement
from inventory.errors import PreconditionFailed
from inventory.reading import policy_json
from inventory.tokens import Scope

pages = Blueprint("policies", __name__)


class RulesForm(FormModel):
    """All rules of the SKU, and those of its stock at one place, or at each (no `location`)."""

    tracked: bool = False
    discontinued: bool = False
    sellable_from: TypedMoment | None = None
    sellable_until: TypedMoment | None = None
    location: Identifier | None = None
    safety_stock: TypedCount | None = None
    low_stock_threshold: TypedCount | None = None
    seen: int = 0

    @model_validator(mode="after")
    def _some_time(self) -> Self:
        if self.sellable_from and self.sellable_until and self.sellable_from >= self.sellable_until:
            raise ValueError("sold from must be before sold until")
        return self

    def stated(self) -> PolicyStatement:
        of_stock = StockRulesStatement(self.location, Amount(self.safety_stock), Amount(self.low_stock_threshold))
        return PolicyStatement(
            self.tracked, self.discontinued, Bound(self.sellable_from), Bound(self.sellable_until), (of_stock,)
        )


@pages.get("/stock/<segment:sku>/policy")
@needs(Scope.STOCK_READ)
def show(sku: str) -> ResponseReturnValue:
    """Show the rules of the SKU."""
    rules, _, moment = _known(sku)
    return page("stock/policy.html", sku=sku, rules=rules, rule=rules.broken_rule(moment))


@pages.route("/stock/<segment:sku>/policy/set", methods=["GET", "POST"])
@needs(Scope.STOCK_CONFIGURE)
def edit(sku: str) -> ResponseReturnValue:
    """Set the rules of the SKU."""
    rules, seen, _ = _known(sku)
    form = Form(RulesForm)
    if place := form.values.get("location", "").strip():
        allowance().require_location(place)
    if not form.is_sent:
        form.values = _values(rules, form.values.get("location"), seen)
    if form.parsed:
        with form.refusals:
            expected = {form.parsed.seen}
            execute(SetPolicy(sku, form.parsed.stated(), cause(), expected_versions=expected))
            return done("The rules are set. They count for orders from now on.", url_for("policies.show", sku=sku))
    newest = None
    if isinstance(form.problem, PreconditionFailed):
        # The person's own input stays, beside the rules that somebody else has set meanwhile.
        newest, form.values["seen"] = rules, str(seen)
    return page("stock/set_policy.html", sku=sku, form=form, rules=rules, newest=newest), form.status


def _known(sku: str) -> tuple[SkuPolicy, int, datetime]:
    """Return the rules, those of the places that the caller may see, their version as a sequence,
    and the time. Raises `SkuNotFound`.
    """
    reach = allowance().locations
    with database().transaction() as session:
        found = policy_json.policy(session, sku)
        if found is None:
            raise SkuNotFound(skus=[sku])
        reached = tuple(
            one for one in found.stock_rules if reach is None or one.location is None or one.location in reach
        )
        return found._replace(stock_rules=reached), sequence(lineage.epoch(session), found.version), now(session)


def _values(rules: SkuPolicy, location: str | None, seen: int) -> dict[str, str]:
    """Return the fields of the form as they are now, for each place or for one."""
    of_stock = next((one for one in rules.stock_rules if one.location == location), StockRules(location))
    values: dict[str, Any] = {
        "tracked": "true" if rules.tracked else None,
        "discontinued": "true" if rules.discontinued else None,
        "sellable_from": _field(rules.sellable_from),
        "sellable_until": _field(rules.sellable_until),
        "location": location,
        "safety_stock": of_stock.safety_stock.units if of_stock.safety_stock else None,
        "low_stock_threshold": of_stock.low_stock_threshold.units if of_stock.low_stock_threshold else None,
        "seen": seen,
    }
    return {name: str(value) for name, value in values.items() if value is not None}


def _field(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment:%Y-%m-%dT%H:%M:%S}"
