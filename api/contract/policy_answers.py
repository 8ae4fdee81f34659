"""The form of the policy of a SKU, with an example from the day of `api.contract.answers`."""

from __future__ import annotations

from api.contract.answers import Answer
from inventory.reading.policy_json import PolicyJson

_AT, _UNTIL = "2026-03-02T10:15:00.000000Z", "2026-03-02T10:30:00.000000Z"

POLICY = Answer(
    PolicyJson,
    {
        "sku": "SHIRT-M",
        "tracked": True,
        "discontinued": False,
        "sellable_from": None,
        "sellable_until": _UNTIL,
        "stock": [
            {
                "location": None,
                "safety_stock": 3,
                "safety_stock_at": _AT,
                "safety_stock_by": "token:back-office",
                "low_stock_threshold": None,
                "low_stock_threshold_at": None,
                "low_stock_threshold_by": None,
            }
        ],
        "version": 2,
        "updated_at": _AT,
    },
)
