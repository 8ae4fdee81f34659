"""The SKUs and the places of a run that producers, shoppers and keepers share."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from tools.shop.catalogue import DAMAGED
from tools.shop.storefront import Storefront

SKUS = tuple(f"shared-{number:02d}" for number in range(12))
VOUCHER = "voucher"
"""Untracked from the beginning to the end. Its name is behind those of all other SKUs."""
FADING = "spring-fading"
"""Discontinued and sold again over HTTP, again and again."""
WHIM = "spring-whim"
"""The same over Kafka."""
SWITCHED = "spring-switched"
"""Untracked and tracked again over HTTP, again and again."""
RULED = (FADING, SWITCHED, WHIM)
"""SKUs whose rules change. Only shoppers order them: no story may depend on the moment."""

MAIN = "main"
"""The place of adjustments that name none."""
ANNEX = "annex"
"""A place that is closed and opened again. It serves first, and often has too little."""
ASIDE = "aside"
"""A place that never sells."""
PLACES: dict[str, dict[str, Any]] = {
    "open": {"sells": True, "priority": 50},
    "closed": {"sells": False, "priority": 50},
    "aside": {"sells": False, "counts_as": "damaged"},
}
"""Attributes of a place, by the word for its state."""
RULES: dict[str, dict[str, bool]] = {
    "sold": {},
    "discontinued": {"discontinued": True},
    "untracked": {"tracked": False},
}
"""Rules of a SKU, by the word for its state."""


NO_RULES = {"tracked": True, "discontinued": False}
"""The rules of a SKU that has none of its own, as the API names them."""


def place_state(body: dict[str, Any]) -> str:
    """Return the word for the state of a place that the API shows."""
    return "open" if body["sells"] else "closed"


def policy_state(body: dict[str, Any]) -> str:
    """Return the word for the rules of a SKU that the API shows."""
    if body["discontinued"]:
        return "discontinued"
    return "sold" if body["tracked"] else "untracked"


def set_places_up(storefront: Storefront) -> None:
    """Make the places. Raises RuntimeError when the API does not."""
    for name, state in ((ANNEX, "open"), (ASIDE, "aside"), (DAMAGED, "aside")):
        status, said = storefront.request("PUT", f"/v1/locations/{name}", PLACES[state])
        if status not in {HTTPStatus.OK, HTTPStatus.CREATED}:
            raise RuntimeError(f"the API did not make the location {name}: {status} {said}")


def is_supplied(storefront: Storefront) -> Callable[[], bool]:
    """Return a function that tells if all SKUs are known, and the voucher is untracked."""
    names = "&".join(f"sku={sku}" for sku in (*SKUS, *RULED))

    def supplied() -> bool:
        status, stock = storefront.request("GET", f"/v1/stock?{names}")
        ruled, policy = storefront.request("GET", f"/v1/skus/{VOUCHER}/policy")
        known = status == HTTPStatus.OK and not stock["unknown"]
        return known and ruled == HTTPStatus.OK and not policy["tracked"]

    return supplied
