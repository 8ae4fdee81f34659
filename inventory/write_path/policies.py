"""Read and write the policies of SKUs that a batch changes (ADR 0054).

Their stock rows are locked, every row of a SKU. So no two transactions change one policy at once,
and no lock on the policy itself is needed.
"""

from __future__ import annotations

from collections.abc import Collection

import orjson
from sqlalchemy import ARRAY, Text, bindparam, cast, func, select
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Session

from inventory.database.arrays import given_as, parameters, rows
from inventory.database.pipelining import Compiled, run
from inventory.database.rows import POLICY, policy_of
from inventory.database.tables import SkuPolicy as PolicyTable
from inventory.domain.policies import SkuPolicy
from inventory.domain.representation import stock_rules_json
from inventory.write_path.writing import Send

_SELECT = Compiled(select(*POLICY).where(PolicyTable.sku == func.any(bindparam("skus_", type_=ARRAY(Text)))))


def read(session: Session, skus: Collection[str]) -> list[SkuPolicy]:
    """Return the policies of these SKUs, once their stock is locked.

    The statement that waits for a lock sees policies as they were before its wait. This one sees
    those of now.
    """
    if not skus:
        return []
    (found,) = run(session, _SELECT({"skus_": sorted(skus)}))
    return [policy_of(row) for row in found]


# An array of JSON values would need a wrapper for each.
_COLUMNS = {name: given_as(PolicyTable.__table__.c[name].type) for name in SkuPolicy._fields} | {"stock_rules": Text()}
_given = rows(_COLUMNS)
_values = {name: _given.c[name] for name in _COLUMNS} | {"stock_rules": cast(_given.c.stock_rules, JSONB)}
_writing = insert(PolicyTable).from_select([*_COLUMNS], select(*_values.values()).order_by(_given.c.position))
_WRITE = Compiled(
    _writing.on_conflict_do_update(
        index_elements=["sku"], set_={name: _writing.excluded[name] for name in _COLUMNS if name != "sku"}
    )
)


def write(session: Session, changed: Collection[SkuPolicy], *, send: Send = run) -> None:
    """Write these policies."""
    if changed:
        ordered = sorted(changed, key=lambda one: one.sku)
        rules = [_stored(one) for one in ordered]
        send(session, _WRITE(parameters(_COLUMNS, ordered) | {"stock_rules_": rules}))


def _stored(policy: SkuPolicy) -> str | None:
    rules = stock_rules_json(policy.stock_rules)
    return None if rules is None else orjson.dumps(rules).decode()
