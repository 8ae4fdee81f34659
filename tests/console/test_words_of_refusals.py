"""Refusals as people at the console read them: no command, and no field of a call."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import console
from api.contract.errors import InvalidRequest, LocationNotFound, SkuNotFound
from console.words.refused import WORDS, in_words
from inventory.database.errors import SchemaBehind
from inventory.errors import BrokenRule, InventoryError, LocationNotSetUp, NotSellable, QuantityStale
from inventory.tokens import UnknownToken

NEVER_SHOWN = {InvalidRequest, SchemaBehind, UnknownToken}
"""Refusals that the console tells otherwise, or has no page for."""
OF_THE_API = {"ForeignPage", "HostNotAllowed", "TokenMissing"}
"""Refusals of the API's own door."""


def kinds(kind: type[InventoryError] = InventoryError) -> Iterator[type[InventoryError]]:
    for one in kind.__subclasses__():
        yield one
        yield from kinds(one)


def test_every_refusal_that_names_a_command_has_words_of_the_console() -> None:
    for module in pkgutil.walk_packages(console.__path__, "console."):
        if "gunicorn" not in module.name and "wsgi" not in module.name:
            importlib.import_module(module.name)

    named = {one for one in kinds() if {"`", "--"} & {*(one.__doc__ or ""), *(one.__doc__ or "").split()}}
    told = {one for one in named if set(one.__mro__) & WORDS.keys()}

    assert {one.__name__ for one in named - told - NEVER_SHOWN} <= OF_THE_API


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            LocationNotSetUp(location="nort", near=["north"]),
            "'nort'. Check the name. Similar: 'north'. The page Places",
        ),
        (LocationNotSetUp(location="nort"), "'nort'. Check the name. The page Places"),
        (LocationNotFound(location="x"), "There is no place 'x'"),
        (SkuNotFound(skus=["vase-gren"]), "under 'vase-gren'. Check"),
        (NotSellable(policies=[BrokenRule("tea", "not_yet")]), "'tea' (not yet). The page Rules"),
        (QuantityStale(sku="a", location="b", expected=1, quantity_on_hand=2), "'a' at 'b' has 2 on hand, not 1"),
    ],
)
def test_a_refusal_in_words(error: InventoryError, told: str) -> None:
    assert told in in_words(error)


@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.__name__)
def test_words_tell_of_what_the_refusal_knows(kind: type[InventoryError]) -> None:
    fields = {name: what for base in kind.__mro__ for name, what in vars(base).get("__annotations__", {}).items()}
    data: dict[str, object] = {name: [] if what.startswith("list") else 7 for name, what in fields.items()}

    assert "{" not in in_words(kind(**data))
    assert not {"`", "--"} & set(WORDS[kind])
