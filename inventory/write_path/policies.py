"""Read and write the policies of SKUs that a batch changes (ADR 0054).

Their stock rows are locked, every row of a SKU. So no two transactions change one policy at once,
and no lock on the policy itself is needed.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ARRAY, Text, bindparam, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from inventory.database.arrays import parameters, rows
from inventory.database.pipelining import Compiled, run
from inventory.database.rows import POLICY
from inventory.database.tables import SkuPolicy as PolicyTable
from inventory.domain.policies import SkuPolicy
from inventory.write_path.writing import Send, given_as

_SELECT = Compiled(select(*POLICY).where(PolicyTable.sku == func.any(bindparam("skus_", type_=ARRAY(Text)))))


def read(session: Session, skus: Collection[str]) -> list[SkuPolicy]:
    """Return the policies of these SKUs, once their stock is locked.

    The statement that waits for a lock sees policies as they were before its wait. This one sees
    those of now.
    """
    if not skus:
        return []
    (found,) = run(session, _SELECT({"skus_": sorted(skus)}))
    return [SkuPolicy(*row) for row in found]


_COLUMNS = {name: given_as(PolicyTable.__table__.c[name].type) for name in SkuPolicy._fields}
_given = rows(_COLUMNS)
_writing = insert(PolicyTable).from_select(
    [*_COLUMNS], select(*(_given.c[name] for name in _COLUMNS)).order_by(_given.c.position)
)
_WRITE = Compiled(
    _writing.on_conflict_do_update(
        index_elements=["sku"], set_={name: _writing.excluded[name] for name in _COLUMNS if name != "sku"}
    )
)


def write(session: Session, changed: Collection[SkuPolicy], *, send: Send = run) -> None:
    """Write these policies."""
    if changed:
        send(session, _WRITE(parameters(_COLUMNS, sorted(changed))))
