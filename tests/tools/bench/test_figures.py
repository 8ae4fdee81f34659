"""`make bench` writes figures that are kept part by part, and a page of them."""

from __future__ import annotations

from pathlib import Path

import orjson
from rich.console import Console

from tools.bench import report
from tools.bench.figures import Book, Figure
from tools.bench.parts import api, core
from tools.bench.suite import Suite, percentile
from tools.bench.targets import TARGETS

MACHINE = {"processor": "a fast one"}


def test_a_figure_is_the_median_with_its_spread_beside_the_floor() -> None:
    figure = Figure.of([30_000, 10_000, 20_000], "commands/s", floor=[5_000, 7_000, 6_000])

    assert figure.as_json() == {"median": 20_000, "min": 10_000, "max": 30_000, "unit": "commands/s", "floor": 6_000}
    assert "floor" not in Figure.of([1.23456], "ms").as_json()
    assert Figure.of([1.23456], "ms").median == 1.23


def test_a_part_adds_its_figures_to_those_of_the_others(tmp_path: Path) -> None:
    path = tmp_path / "results" / "latest.json"
    Book(path, MACHINE).enter("sweep", Figure.of([1], "holds/s"))

    Book(path, MACHINE).enter("line.done", Figure.of([2], "events/s"))

    written = orjson.loads(path.read_bytes())
    assert written["machine"] == MACHINE
    assert list(written["figures"]) == ["line.done", "sweep"]


def test_a_part_that_is_measured_again_leaves_nothing_of_before(tmp_path: Path) -> None:
    path = tmp_path / "latest.json"
    book = Book(path, MACHINE)
    for name in ("line.done", "line.of_old", "liner.done"):
        book.enter(name, Figure.of([1], "events/s"))

    book.forget("line")
    book.enter("line.done", Figure.of([2], "events/s"))

    assert list(Book(path, MACHINE).figures) == ["line.done", "liner.done"]


def test_figures_of_another_machine_are_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "latest.json"
    Book(path, MACHINE).enter("sweep", Figure.of([1], "holds/s"))

    Book(path, {"processor": "a slow one"}).enter("line.done", Figure.of([2], "events/s"))

    assert list(orjson.loads(path.read_bytes())["figures"]) == ["line.done"]


def test_the_page_says_which_targets_are_met(tmp_path: Path) -> None:
    book = Book(tmp_path / "latest.json", MACHINE)
    book.enter("line.done", Figure.of([9_999], "events/s"))
    book.enter("line.p99_ms_at_500", Figure.of([199], "ms"))

    page = report.write(book, [], tmp_path).read_text()

    assert "| `line.done` | at least 10,000 | 9,999 | events/s | **no** |" in page
    assert "| `line.p99_ms_at_500` | at most 200 | 199 | ms | yes |" in page


def test_targets_have_names_that_are_measured() -> None:
    measured = {case.name for case in core.ALL} | {case.name for case in api.ALL}
    named = {target.name.removesuffix(".p99_ms") for target in TARGETS if target.name.startswith(("core.", "api."))}

    assert named <= measured


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([5, 1, 4, 2, 3], 0.5) == 3
    assert percentile([5, 1, 4, 2, 3], 0.99) == 5


def test_quick_runs_measure_once(tmp_path: Path) -> None:
    book = Book(tmp_path / "quick.json", MACHINE)

    assert list(Suite(book, Console(), tmp_path, quick=True).rounds(5)) == [0]
    assert len(list(Suite(book, Console(), tmp_path).rounds(5))) == 5
    assert len(list(Suite(book, Console(), tmp_path, quick=True, repeats=2).rounds(5))) == 2
