"""One row of the table of problems: a problem, its meaning and its remedy.

Each row has an instance of its error as the example, so that code, message and members are stated
once, where the error is defined.
"""

from __future__ import annotations

from dataclasses import dataclass

from inventory.errors import InventoryError


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One kind of problem, by an `example` of it."""

    status: int
    example: InventoryError
    meaning: str
    remedy: str

    @property
    def code(self) -> str:
        return self.example.code
