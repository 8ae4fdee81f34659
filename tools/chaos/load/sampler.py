"""A reader of the stock, also in the middle of outages: no number may ever be below zero."""

from dataclasses import dataclass, field
from threading import Event

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from inventory.database.transactions import Database

INTERVAL_SECONDS = 0.1

_NEGATIVE = text(
    """
    SELECT format('%s at %s: on hand %s, reserved %s, available %s, shortfall %s', sku, location, quantity_on_hand,
                  quantity_reserved, quantity_available, quantity_shortfall)
    FROM product_inventory
    WHERE least(quantity_on_hand, quantity_reserved, quantity_available, quantity_shortfall) < 0
       OR quantity_reserved > quantity_on_hand
    """
)


@dataclass
class Sampler:
    """`samples` counts the reads of the stock, `missed` the attempts while PostgreSQL was away."""

    database_url: str
    samples: int = 0
    missed: int = 0
    negative: list[str] = field(default_factory=list)

    def run(self, stopping: Event) -> None:
        """Read the stock again and again until `stopping` is set."""
        database = Database(self.database_url, pool_size=1, name="chaos-sampler")
        while not stopping.wait(INTERVAL_SECONDS):
            try:
                with database.transaction() as session:
                    self.negative += session.scalars(_NEGATIVE).all()
                self.samples += 1
            except SQLAlchemyError:
                self.missed += 1
        database.dispose()
