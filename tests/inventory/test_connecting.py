"""What of a database URL is for us, and what is for libpq. That it serves a real pooler is shown by `make hosts`."""

from __future__ import annotations

import pytest

from inventory.database_url import connecting

URL = "postgresql+psycopg://someone@somewhere:6432/inventory"


def test_no_statement_is_prepared_where_the_url_says_so() -> None:
    address, arguments = connecting(f"{URL}?sslmode=require&prepare_threshold=none")

    assert address.render_as_string() == f"{URL}?sslmode=require"
    assert arguments == {"prepare_threshold": None}


@pytest.mark.parametrize("url", [URL, f"{URL}?sslmode=verify-full&sslrootcert=system"])
def test_any_other_url_is_left_as_it_is(url: str) -> None:
    address, arguments = connecting(url)

    assert address.render_as_string() == url
    assert arguments == {}
