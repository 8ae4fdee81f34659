"""The form of a sheet's terms."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from console.forms import FormModel
from inventory.boundary.fields import Identifier, ShortText
from inventory.domain.adjustments import AdjustmentReason
from inventory.domain.moves import MoveReason

REASONS = {one.value: one for one in (*AdjustmentReason, *MoveReason)}
_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}


class SheetTerms(FormModel):
    """The terms of all rows of a sheet, as `inventory stock import` has them."""

    reason: str | None = None
    reference: Identifier | None = None
    note: ShortText | None = None
    separator: Annotated[str, Field(pattern="^(comma|semicolon|tab)$")] = "comma"
    overwrite: bool = False
    create: bool = False
    strict: bool = False
    uncounted: bool = False
    """Pass over rows without a count."""
    ignored: str | None = None
    """Names of columns to pass over, with commas between."""

    @model_validator(mode="after")
    def _meaning(self) -> Self:
        if self.reason is not None and self.reason not in REASONS:
            raise ValueError("choose a reason of the list")
        if self.reason is not None and REASONS[self.reason].needs_note and not (self.note or "").strip():
            raise ValueError(f"the reason {self.reason} needs a note: say what happened")
        return self

    def stored(self) -> dict[str, Any]:
        """Return the terms as the state of the import keeps them."""
        return {
            "reason": self.reason,
            "reference": self.reference,
            "note": self.note,
            "overwrite": self.overwrite,
            "create": self.create,
            "strict": self.strict,
            "uncounted": self.uncounted,
            "delimiter": _SEPARATORS[self.separator],
            "ignored": [one.strip() for one in (self.ignored or "").split(",") if one.strip()],
        }
