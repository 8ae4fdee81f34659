"""The meaning of the number of units that the catalogue states."""

from __future__ import annotations

from enum import StrEnum


class CatalogueQuantity(StrEnum):
    """The meaning of the catalogue's number of units for stock (ADR 0055)."""

    SUPPLIED = "supplied"
    """All units that the catalogue has supplied so far. The newest statement counts."""
    FIRST = "first"
    """The units of the beginning. The oldest statement of a row counts."""
    IGNORED = "ignored"
    """Nothing. No statement moves stock."""
