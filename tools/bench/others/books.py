"""The books of a shop before and after a measurement. A figure counts if they add up."""

from __future__ import annotations

from collections.abc import Mapping

Books = Mapping[str, int]
"""Sums over the whole shop, by name. A shop that does not keep one of them leaves it out."""

A_LIFE = {"on_hand": -1, "held": 0, "impossible": 0, "finished": 1, "in_ledger": -1}
"""The change that one life, of one unit, makes to each sum. `impossible` counts rows of stock with
fewer than no units, or with more of them held than there are.
"""
EMPTY = ("held", "impossible")
"""Sums that are 0 while no life is under way."""


class DoesNotAddUp(AssertionError):
    """Lives were counted that the books do not have. The message tells the sum that is wrong."""


def require_even(shop: str, before: Books, after: Books, *, lives: int) -> None:
    """Raise DoesNotAddUp if the books do not have exactly these lives, each finished."""
    for name, was in before.items():
        expected = was + A_LIFE[name] * lives
        if after[name] != expected:
            raise DoesNotAddUp(
                f"{shop}: {name} is {after[name]:,} after {lives:,} lives, and was {was:,}: {expected:,} is right"
            )
        if name in EMPTY and after[name] != 0:
            raise DoesNotAddUp(f"{shop}: {name} is {after[name]:,} though no order is open: 0 is right")
