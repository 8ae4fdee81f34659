"""A relay with nothing to publish costs next to nothing: it looks at the end of an index, and never
reads the table.
"""

from __future__ import annotations

import psycopg

from tests.bridge.line import Outbox, Processes, eventually
from tools.devstack.servers.together import EmbeddedServers

POLLS = 30


def scans(servers: EmbeddedServers) -> tuple[int, int]:
    """Return the number of reads of the outbox by an index, and of it as a whole."""
    with psycopg.connect(servers.postgresql.conninfo) as owner:
        counted = owner.execute("SELECT idx_scan, seq_scan FROM pg_stat_user_tables WHERE relname = 'outbox_event'")
        ((by_index, whole),) = counted.fetchall()
        return by_index, whole


def test_an_emptied_outbox_is_polled_by_its_index(
    servers: EmbeddedServers, outbox: Outbox, processes: Processes
) -> None:
    outbox.add([f"o-{number}" for number in range(100)], rounds=3)
    processes.bridge("relay")
    eventually(lambda: outbox.count() == 0, "published")
    with psycopg.connect(servers.postgresql.conninfo, autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE outbox_event")  # as autovacuum does: from now on the table is known to be tiny
    by_index, _ = scans(servers)
    eventually(lambda: scans(servers)[0] > by_index, "what was counted before is told")
    by_index, whole = scans(servers)
    eventually(lambda: scans(servers)[0] >= by_index + POLLS, "polled")
    assert scans(servers)[1] == whole
