"""A dead letter that was never usable gives its id to the event that corrects it (ADR 0030), and keeps what Kafka's record had beside
its value, so that it can be read again.

The service may not change what it has heard. This function renames it, with the rights of the tables' owner, and nothing else.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

# Named like an event whose id was taken, so that its redelivery is known again. Should somebody have that name, its own id is
# added. `FOR UPDATE` first: whoever prunes dead letters locks in the same order, and of two who supersede one gets none.
_SUPERSEDE = """
CREATE FUNCTION supersede_dead_letters(ids bigint[]) RETURNS SETOF bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
DECLARE
    letter record;
    name text;
BEGIN
    FOR letter IN
        SELECT e.id, e.source, e.event_id, e.digest FROM dead_letter d JOIN inbox_event e ON e.id = d.id
        WHERE d.id = ANY (ids) AND d.superseded_by IS NULL
          AND d.reason NOT IN ('attempts_exhausted', 'abandoned', 'conflicting_payload')
        ORDER BY d.id FOR UPDATE OF d
    LOOP
        name := letter.event_id || '#' || left(encode(letter.digest, 'hex'), 12);
        WHILE EXISTS (SELECT FROM inbox_event e WHERE e.source = letter.source AND e.event_id = name) LOOP
            name := name || '#' || letter.id;
        END LOOP;
        UPDATE inbox_event SET event_id = name WHERE id = letter.id;
        RETURN NEXT letter.id;
    END LOOP;
END $$
"""


def upgrade() -> None:
    op.add_column("dead_letter", sa.Column("superseded_by", sa.BigInteger(), nullable=True))
    op.add_column("dead_letter", sa.Column("record_key", sa.LargeBinary(), nullable=True))
    op.add_column("dead_letter", sa.Column("headers", postgresql.JSON(), nullable=True))
    op.add_column("dead_letter", sa.Column("record_time", postgresql.TIMESTAMP(timezone=True), nullable=True))
    schema = op.get_bind().execute(sa.text("SELECT quote_ident(current_schema())")).scalar_one()
    op.execute(_SUPERSEDE.format(schema=schema))
    op.execute("REVOKE ALL ON FUNCTION supersede_dead_letters(bigint[]) FROM PUBLIC")


def downgrade() -> None:
    op.execute("DROP FUNCTION supersede_dead_letters(bigint[])")
    for column in ("record_time", "headers", "record_key", "superseded_by"):
        op.drop_column("dead_letter", column)
