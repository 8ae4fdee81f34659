"""The shop's products, their SKUs and locations, and the orders that customers make."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

LOCATIONS = ("berlin", "lyon", "porto")
DAMAGED = "damaged"
"""The place of goods that can't be sold."""
TO_INSPECT = "returns-to-inspect"
"""The place that the service makes for goods that came back, and that somebody has to look at."""
NOT_FOR_SALE = frozenset({DAMAGED, TO_INSPECT})

_MATERIALS = ("ash", "brass", "clay", "copper", "cork", "felt", "glass", "jute", "linen", "oak", "slate", "wool")
_THINGS = ("apron", "basket", "bench", "bowl", "clock", "jug", "kettle", "lamp", "mug", "plate", "rug", "shelf", "tray")
_VARIANTS = ((), ("s", "m", "l"), ("ink", "sand"), ("blue", "green", "rust", "white"))


@dataclass(frozen=True, slots=True)
class Line:
    """`quantity` units of a SKU, from `location` if the customer wants it from there. A line that
    is not `tracked` has no stock to count.
    """

    sku: str
    quantity: int
    location: str | None = None
    tracked: bool = True


@dataclass(frozen=True, slots=True)
class Sku:
    """A SKU on sale. Lines may name its `home` as their location, and no other. If `home` is None,
    they name none.
    """

    name: str
    product_id: str
    home: str | None
    weight: float


@dataclass(frozen=True, slots=True)
class Statement:
    """The catalogue supplied `quantity` units of a SKU to a location so far."""

    sku: str
    location: str
    quantity: int


class Catalogue:
    """Some hundred SKUs, a few of them far more popular than the rest."""

    def __init__(self, rng: random.Random, size: int) -> None:
        self._rng = rng
        self.skus = _skus(rng, size)
        self._weights = [sku.weight for sku in self.skus]

    def basket(self) -> tuple[Line, ...]:
        """Return the lines of an order: one to three different SKUs, sorted as in the service."""
        count = self._rng.choices((1, 2, 3), weights=(6, 3, 1))[0]
        chosen = {sku.name: sku for sku in self._rng.choices(self.skus, weights=self._weights, k=count)}
        return tuple(
            Line(name, self._rng.choices((1, 2, 3, 5), weights=(8, 4, 2, 1))[0], self._location(chosen[name]))
            for name in sorted(chosen)
        )

    def supply(self, wanted: Counter[str]) -> list[Statement]:
        """Return supply that meets `wanted` in any sequence of orders. A home could serve all units
        of its SKU alone. Units of other SKUs are spread, so that many an order has to be split.
        """
        return [statement for sku in self.skus for statement in self._supplied(sku, wanted[sku.name])]

    def _location(self, sku: Sku) -> str | None:
        return sku.home if self._rng.random() < 0.4 else None  # noqa: PLR2004 - a bit less than half

    def _supplied(self, sku: Sku, wanted: int) -> list[Statement]:
        spare = self._rng.randint(1, 4 + wanted // 5)
        if sku.home is not None:
            other = self._rng.choice([location for location in LOCATIONS if location != sku.home])
            return [Statement(sku.name, sku.home, wanted + spare), Statement(sku.name, other, self._rng.randint(0, 9))]
        return [Statement(sku.name, *part) for part in zip(LOCATIONS, thirds(wanted + spare), strict=True)]


def thirds(units: int) -> tuple[int, int, int]:
    """Spread `units` over the three locations."""
    return (units + 2) // 3, (units + 1) // 3, units // 3


def by_product(skus: Sequence[Sku]) -> dict[str, list[Sku]]:
    """Return the SKUs of each product, in the sequence of `skus`."""
    products: dict[str, list[Sku]] = {}
    for sku in skus:
        products.setdefault(sku.product_id, []).append(sku)
    return products


def _skus(rng: random.Random, size: int) -> list[Sku]:
    names: list[tuple[str, str]] = []
    pairs = [f"{material}-{thing}" for material, thing in product(_MATERIALS, _THINGS)]
    for name in rng.sample(pairs, len(pairs)):
        variants = rng.choice(_VARIANTS)
        names += [(f"{name}-{variant}", name) for variant in variants] or [(name, name)]
        if len(names) >= size:
            break
    return [
        Sku(name, product_id, rng.choice((None, *LOCATIONS)), weight=1 / (rank + 4))
        for rank, (name, product_id) in enumerate(names[:size])
    ]
