"""No test is lost unseen when tests are moved."""

from __future__ import annotations

from tests.compare import compare


def test_what_is_kept_moved_gone_and_new() -> None:
    before = ["tests/a.py::kept", "tests/a.py::moved[1]", "tests/a.py::gone", "tests/a.py::moved[2]", "", "4 tests"]
    after = ["tests/a.py::kept", "tests/system/b.py::moved[1]", "tests/a.py::new", "tests/a.py::moved[3]"]
    found = compare(before, after)
    assert found.kept == 1
    assert found.moved == [("tests/a.py::moved[1]", "tests/system/b.py::moved[1]")]
    assert found.gone == ["tests/a.py::gone", "tests/a.py::moved[2]"]
    assert found.new == ["tests/a.py::moved[3]", "tests/a.py::new"]


def test_two_of_one_name_are_two() -> None:
    found = compare(["tests/a.py::one", "tests/b.py::one"], ["tests/c.py::one"])
    assert len(found.moved) == 1
    assert found.gone == ["tests/b.py::one"]
