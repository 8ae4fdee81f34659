"""The meaning of the catalogue's numbers, by source (ADR 0055)."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from inventory.domain.catalogue_quantity import CatalogueQuantity
from inventory.settings.group import SettingsGroup
from inventory.settings.kafka import EVERY_SOURCE, problem_of_source

_CHOICES = ", ".join(CatalogueQuantity)
_FORMS = f'must be one of {_CHOICES}, or a JSON object of sources such as {{"/erp": "supplied", "*": "ignored"}}'


def _choices(given: object) -> CatalogueQuantity | dict[str, CatalogueQuantity]:
    """Return the choice, or the choices by source. Raises `ValueError` for anything else."""
    if isinstance(given, str):
        return _choice(given, _FORMS)
    if not isinstance(given, dict) or not given:
        raise ValueError(_FORMS)
    found: dict[str, CatalogueQuantity] = {}
    for source, choice in given.items():
        if problem := problem_of_source(str(source)):
            raise ValueError(problem)
        found[str(source)] = _choice(choice, f"source {source!a} must have one of {_CHOICES}, not {choice!a}")
    return found


def _choice(given: object, problem: str) -> CatalogueQuantity:
    if given not in tuple(CatalogueQuantity):
        raise ValueError(problem)
    return CatalogueQuantity(str(given))


class CatalogueSettings(SettingsGroup):
    catalogue_quantity: Annotated[CatalogueQuantity | dict[str, CatalogueQuantity], BeforeValidator(_choices)] = (
        CatalogueQuantity.SUPPLIED
    )
    """Meaning of the quantity in the catalogue's events: `supplied` (all units that it has supplied
    so far, the newest counts), `first` (the units of the beginning, the oldest counts) or `ignored`
    (it moves no stock). A catalogue that shows our stock needs `first` or `ignored`. Or a JSON
    object by source: `{"/erp": "supplied", "*": "ignored"}`. `*` at the end stands for any end, the
    longest beginning counts, and a source that fits none is `supplied`. All workers need the same.
    """

    def catalogue_quantity_of(self, source: str) -> CatalogueQuantity:
        """Return the choice for events of this source."""
        chosen = self.catalogue_quantity
        if isinstance(chosen, CatalogueQuantity):
            return chosen
        if source in chosen:
            return chosen[source]
        beginnings = [one.removesuffix(EVERY_SOURCE) for one in chosen if one.endswith(EVERY_SOURCE)]
        fitting = [beginning for beginning in beginnings if source.startswith(beginning)]
        return chosen[max(fitting, key=len) + EVERY_SOURCE] if fitting else CatalogueQuantity.SUPPLIED
