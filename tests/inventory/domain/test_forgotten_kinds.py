"""The type checker names every place that a new kind has to be thought of: in a copy that has one
more of each.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from tools.devstack import PROJECT

PACKAGES = ("inventory", "tasks", "bridge", "api", "console", "tools/contracts")
_ERROR = re.compile(r"(?P<file>[\w/]+\.py):(?P<line>\d+): error: (?P<message>.*)")


class Addition(NamedTuple):
    """One more kind: the text to add behind another that stands in its file once, and the places
    that must miss it.
    """

    file: str
    behind: str
    added: str
    missed: frozenset[str]


COMMANDS = "inventory/domain/commands.py"
ADJUSTMENTS = "inventory/domain/adjustments.py"
ADDITIONS = {
    "Park": Addition(
        COMMANDS,
        "OrderRequest = Reserve",
        " | Park",
        frozenset(
            {
                "inventory/domain/told_apart.py is_request",
                "inventory/domain/told_apart.py named_lines",
                "inventory/domain/orders/hearing.py hear",
                "inventory/domain/orders/news.py reason_of",
                "inventory/domain/orders/held_units.py require_asked",
                "inventory/domain/told_apart.py begins_reservation",
                "inventory/write_path/naming.py _named",
                "inventory/domain/orders/requests/answers.py answer",
            }
        ),
    ),
    "StateShipment": Addition(
        COMMANDS,
        "OrderFact = StateOrder",
        " | StateShipment",
        frozenset(
            {
                "inventory/domain/told_apart.py is_request",
                "inventory/domain/told_apart.py named_lines",
                "inventory/domain/orders/hearing.py hear",
                "inventory/domain/orders/news.py reason_of",
                "inventory/domain/orders/held_units.py require_asked",
                "inventory/domain/told_apart.py begins_reservation",
                "inventory/write_path/naming.py _named",
            }
        ),
    ),
    "MoveStock": Addition(
        COMMANDS,
        "StockCommand = StateSupply",
        " | MoveStock",
        frozenset(
            {
                "inventory/domain/batch.py _change",
                "inventory/domain/told_apart.py made_by",
                "inventory/domain/told_apart.py makes_location",
                "inventory/write_path/naming.py _named",
            }
        ),
    ),
    "Scale": Addition(
        ADJUSTMENTS,
        "Adjustment = Change",
        " | Scale",
        frozenset(
            {
                "inventory/domain/stock/movements.py repeats",
                "inventory/domain/stock/adjusting.py counters_after",
                "inventory/domain/stock/paid_units.py before",
            }
        ),
    ),
    "AdjustmentReason.STOLEN": Addition(
        ADJUSTMENTS,
        '    OTHER = "other"\n',
        '    STOLEN = "stolen"\n',
        frozenset({"inventory/domain/adjustments.py needs_note"}),
    ),
    "MovementKind.SHIPPED": Addition(
        "inventory/domain/stock/movement_kinds.py",
        '    MOVED = "moved"\n',
        '    SHIPPED = "shipped"\n',
        frozenset({"inventory/domain/stock/reversing.py _against"}),
    ),
    "EventType.ORDER_SHIPPED": Addition(
        "inventory/inbox/events.py",
        "        return event_type\n",
        '\n    ORDER_SHIPPED = Declaration("OrderShipped", Stream.ORDERS)\n',
        frozenset({"inventory/inbox/events.py -"}),
    ),
    "Operation.SHIP_STOCK": Addition(
        "inventory/inbox/events.py",
        '    RELEASE_STOCK = "release_stock"\n',
        '    SHIP_STOCK = "ship_stock"\n',
        frozenset({"tasks/stock.py _task"}),
    ),
    "Status.PARKED": Addition(
        "inventory/domain/orders/status.py",
        '    REJECTED = "rejected", False, MovementKind.RELEASED, OutcomeType.STOCK_RESERVATION_REJECTED\n',
        '    PARKED = "parked", False, MovementKind.RELEASED, None\n',
        frozenset(
            {
                "inventory/domain/orders/news.py _ended_by",
                "inventory/domain/orders/requests/answers.py _released",
            }
        ),
    ),
    "Hold.LENT": Addition(
        "inventory/domain/orders/reservation.py",
        '    TAKEN = "taken"\n',
        '    LENT = "lent"\n',
        frozenset({"inventory/domain/orders/units/allocation.py _allocations"}),
    ),
    "Kind.LETTERS": Addition(
        "inventory/upkeep/retention.py",
        '    MOVEMENTS = "movements"\n',
        '    LETTERS = "letters"\n',
        frozenset({"inventory/upkeep/pruning_delay.py _way", "inventory/upkeep/retention.py _pruner"}),
    ),
    "OutcomeType.STOCK_SHIPPED": Addition(
        "inventory/domain/orders/outcome_types.py",
        '    STOCK_LEVEL_CHANGED = "StockLevelChanged", False, False\n',
        '    STOCK_SHIPPED = "StockShipped", False, False\n',
        frozenset(
            {
                "inventory/outbox/outcomes.py _data",
                "tools/contracts/examples.py _data_out",
            }
        ),
    ),
}
NEW_CLASSES = """
@dataclass(frozen=True, slots=True)
class Park:
    order_id: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class StateShipment:
    order_id: str
    cause: Cause
    at: datetime


@dataclass(frozen=True, slots=True)
class MoveStock:
    sku: str
    product_id: str
    cause: Cause
    location: str = DEFAULT_LOCATION


"""
NEW_ADJUSTMENT = """
@dataclass(frozen=True, slots=True)
class Scale:
    factor: int


"""


@pytest.fixture(scope="module")
def missed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Return the places where the type checker misses each addition, all of them in one copy."""
    copy = tmp_path_factory.mktemp("copy")
    for package in PACKAGES:
        shutil.copytree(PROJECT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", copy)
    if (cache := PROJECT / ".mypy_cache").exists():  # its knowledge of other people's packages
        with suppress(shutil.Error):  # but for files that a type checker beside us replaces
            shutil.copytree(cache, copy / ".mypy_cache")
    _replace(copy / COMMANDS, "\nOrderFact = ", f"{NEW_CLASSES}\nOrderFact = ")
    _replace(copy / ADJUSTMENTS, "\nAdjustment = ", f"{NEW_ADJUSTMENT}\nAdjustment = ")
    for addition in ADDITIONS.values():
        _replace(copy / addition.file, addition.behind, addition.behind + addition.added)
    ran = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--hide-error-context", *PACKAGES],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1, ran.stdout + ran.stderr
    found: dict[str, set[str]] = defaultdict(set)
    for line in ran.stdout.splitlines():
        told = _ERROR.match(line)
        if told is None:
            continue
        place = f"{told['file']} {_function(copy / told['file'], int(told['line']))}"
        names = [name for name in ADDITIONS if re.search(rf"\b{re.escape(name)}\b", told["message"])]
        for name in names or ["?"]:
            found[name].add(place)
    return found


@pytest.mark.parametrize("name", ADDITIONS)
def test_a_new_kind_is_missed_wherever_kinds_are_told_apart(missed: dict[str, set[str]], name: str) -> None:
    # An error that names no kind, such as a missing return, is told of a place that is expected for
    # some kind.
    assert ADDITIONS[name].missed <= missed[name] | missed["?"]


def test_nothing_else_is_wrong_with_the_copy(missed: dict[str, set[str]]) -> None:
    """Or the additions would be refused for another reason."""
    expected = frozenset().union(*(addition.missed for addition in ADDITIONS.values()))
    assert set().union(*missed.values()) <= expected


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}: mend the addition"
    file.write_text(text.replace(old, new))


def _function(file: Path, line: int) -> str:
    """The innermost function around a line."""
    around = [
        node
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef) and node.lineno <= line <= (node.end_lineno or node.lineno)
    ]
    return max(around, key=lambda node: node.lineno).name if around else "-"
