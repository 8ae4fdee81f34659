"""Rows of tables as cards: each cell has the heading of its column."""

from __future__ import annotations

from markupsafe import Markup

from console.page import labelled

COLUMNS = [("SKU", ""), ("Low < at", "number"), ("Taken back", "")]


def test_each_cell_has_its_heading() -> None:
    rows = Markup('<tr id="a"><td>&lt;td&gt;</td><td class="number">5</td></tr><tr><th scope="row">tea</th></tr>')

    assert labelled(rows, COLUMNS) == (
        '<tr id="a"><td data-label="SKU">&lt;td&gt;</td><td data-label="Low &lt; at" class="number">5</td></tr>'
        '<tr><th data-label="SKU" scope="row">tea</th></tr>'
    )


def test_a_blank_cell_is_empty() -> None:
    rows = Markup("<tr><td>tea</td><td>\n  </td><td>\n  5</td></tr>")

    assert '<td data-label="Low &lt; at"></td><td data-label="Taken back">\n  5</td>' in labelled(rows, COLUMNS)
