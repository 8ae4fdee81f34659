"""A connection that was left open names the test that opened it."""

from __future__ import annotations

import psycopg
import pytest

NOBODY = b"host=127.0.0.1 port=1 dbname=nobody"


def test_a_connection_that_is_left_open_names_its_test() -> None:
    connection = psycopg.Connection(psycopg.pq.PGconn.connect_start(NOBODY))
    with pytest.warns(ResourceWarning, match=r"was deleted while still open.*Opened in tests/test_opened\.py::test_a_"):
        del connection
