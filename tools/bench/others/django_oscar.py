"""django-oscar's side: a program in an environment of its own, `requirements-others.lock`.

A line of JSON on standard input asks, and a line on standard output answers. Everything that django
and oscar print goes to the log. There are two ways to live a life.

- `placed` is an order as the shop places it. In one `transaction.atomic()`,
  `OrderCreator.place_order` writes order, line and price, and calls `StockRecord.allocate` at the
  end. `EventHandler.consume_stock_allocations` takes the units. It calls `Line.consume_allocation`,
  which calls `StockRecord.consume_allocation` in another `transaction.atomic()`.
- `stock` is these two methods of `StockRecord` alone, each in a `transaction.atomic()`. Nothing
  tells the order.

Both methods are an UPDATE with `F()`, a SELECT of the new value, and receivers that look for
alerts. There is no SELECT FOR UPDATE of stock. `allocate` does not check the level: the views of
the checkout do, before the transaction.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import uuid
from collections import deque
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from importlib.metadata import version
from random import choice
from typing import Any, TextIO

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction

from tools.bench.others.clients import Life, live

PLENTY = 1_000_000_000
BASKETS_A_SECOND = 600
"""More than are ever bought. The customers fill them before the clock starts."""


def main() -> None:
    """Set the shop up in the database that the first line names, and measure as asked."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    asked = json.loads(sys.stdin.readline())
    _configure(asked["database"])
    shop = Shop(asked["skus"])
    gc.collect()
    gc.freeze()  # as ours does
    _tell(out, **{name: version(name) for name in ("django-oscar", "django", "psycopg")})
    for line in sys.stdin:
        _tell(out, **_answer(shop, json.loads(line)))


def _answer(shop: Shop, asked: dict[str, Any]) -> dict[str, Any]:
    if "prepare" in asked:
        shop.fill_baskets(round(asked["seconds"] * BASKETS_A_SECOND), hot=asked["hot"])
        return {"ready": True}
    ways: dict[str, Callable[[], Life]] = {"placed": shop.placed, "stock": partial(shop.stock, hot=asked["hot"])}
    lived = live(ways[asked["live"]], connections.close_all, clients=asked["clients"], seconds=asked["seconds"])
    return lived._asdict()


def _tell(out: TextIO, **message: object) -> None:
    print(json.dumps(message), file=out, flush=True)


def _configure(database: dict[str, str]) -> None:
    """Configure django as oscar's documentation does, without the parts that only views need."""
    import oscar  # noqa: PLC0415 - needs nothing, but its defaults need settings
    from oscar import defaults  # noqa: PLC0415

    usual = {name: getattr(defaults, name) for name in dir(defaults) if name.startswith("OSCAR_")}
    settings.configure(
        **usual,
        DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", **database}},
        INSTALLED_APPS=oscar.INSTALLED_APPS,
        SITE_ID=1,
        SECRET_KEY="bench",  # noqa: S106 - nobody logs in
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        HAYSTACK_CONNECTIONS={"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}},
    )
    django.setup()
    call_command("migrate", verbosity=0)


class Shop:
    """The shop's own classes, with stock that never runs out. Made after django's setup."""

    def __init__(self, skus: int) -> None:
        from oscar.core.loading import get_class, get_model  # noqa: PLC0415 - needs django's setup
        from oscar.core.prices import Price  # noqa: PLC0415

        self._basket: Any = get_model("basket", "Basket")
        self._basket_line: Any = get_model("basket", "Line")
        self._record: Any = get_model("partner", "StockRecord")
        self._creator: Any = get_class("order.utils", "OrderCreator")
        self._handler: Any = get_class("order.processing", "EventHandler")
        self._strategy: Any = get_class("partner.strategy", "Selector")().strategy()
        self._shipping: Any = get_class("shipping.methods", "Free")()
        self._price: Any = Price("GBP", Decimal(10), Decimal(10))
        self._free: Any = Price("GBP", Decimal(0), Decimal(0))
        self._baskets: deque[Any] = deque()
        self._records: list[Any] = self._supply(skus)

    def fill_baskets(self, count: int, *, hot: bool) -> None:
        """Have customers put one unit each into baskets of their own, and go to the checkout."""
        baskets = self._basket.objects.bulk_create(self._basket(status=self._basket.FROZEN) for _ in range(count))
        lines = []
        for basket in baskets:
            record = self._draw(hot=hot)
            lines.append(
                self._basket_line(
                    basket=basket, line_reference=uuid.uuid4().hex, product=record.product, stockrecord=record,
                    price_currency="GBP", price_excl_tax=Decimal(10), price_incl_tax=Decimal(10),
                )
            )  # fmt: skip
        self._basket_line.objects.bulk_create(lines)
        self._baskets = deque(baskets)

    def placed(self) -> Life:
        """Return the life of an order as the shop places and ships it. It is for the next of the
        filled baskets.
        """

        def once() -> None:
            basket = self._baskets.popleft()
            basket.strategy = self._strategy
            order = self._creator().place_order(
                basket=basket, total=self._price, shipping_method=self._shipping, shipping_charge=self._free
            )
            self._handler().consume_stock_allocations(order)

        return once

    def stock(self, *, hot: bool) -> Life:
        """Return the life of a unit: its stock is read, allocated and consumed."""

        def once() -> None:
            known = self._draw(hot=hot)
            record = self._record.objects.select_related("product__product_class").get(pk=known.pk)
            with transaction.atomic():
                record.allocate(1)
            with transaction.atomic():
                record.consume_allocation(1)

        return once

    def _draw(self, *, hot: bool) -> Any:
        return self._records[0] if hot else choice(self._records)  # noqa: S311 - a load, not a secret

    def _supply(self, skus: int) -> list[Any]:
        from oscar.core.loading import get_model  # noqa: PLC0415

        partner = get_model("partner", "Partner").objects.create(name="main")
        product_class = get_model("catalogue", "ProductClass").objects.create(name="goods", track_stock=True)
        product: Callable[..., Any] = get_model("catalogue", "Product")
        for number in range(skus):
            made = product(title=f"Product {number}", upc=f"upc-{number:07d}", product_class=product_class)
            made.save()
            self._record.objects.create(
                product=made, partner=partner, partner_sku=f"sku-{number:07d}",
                price=Decimal(10), num_in_stock=PLENTY, num_allocated=0,
            )  # fmt: skip
        return list(self._record.objects.select_related("product__product_class").order_by("partner_sku"))


if __name__ == "__main__":
    main()
