"""Forms: typed text becomes a model, and comes back with a sentence at each field that is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Annotated, Any, ClassVar, Generic, TypeVar

from flask import g, request
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from console import statuses
from console.changes import ChangeUnknown, form_key, new_key
from inventory.boundary.fields import OrderedQuantity, StockQuantity
from inventory.errors import InventoryError

Model = TypeVar("Model", bound="FormModel")

_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}([\s_',.\u2019\u202f\u00a0])\d{3}(\1\d{3})*")
"""A number with one kind of separator, each before three digits. `0.500` is half of one."""
_POINTS = frozenset(",.")
"""Separators of thousands for some, and before a fraction for others."""
_UNREADABLE = 422
_EMPTY = "Fill this in."
_BOUNDS = {
    "greater_than_equal": ("ge", "must be {:,} or more"),
    "greater_than": ("gt", "must be more than {:,}"),
    "less_than_equal": ("le", "must be {:,} or less"),
    "less_than": ("lt", "must be less than {:,}"),
    "string_too_short": ("min_length", "must have {:,} characters or more"),
    "string_too_long": ("max_length", "must have {:,} characters or less"),
}
"""For each bound that a field may break, its name and its words."""


def _number(typed: object) -> object:
    """Return the number that somebody typed: `1200`, `1 200` or `1,200,000`. Anything else stays as
    it is, and is refused.

    Raises `ValueError` for `1,200` and `1.200`: some people mean a thousand by it, others one.
    """
    if not isinstance(typed, str):
        return typed
    digits = typed.strip().replace("\u2212", "-")
    if grouped := _THOUSANDS.fullmatch(digits):
        separator = grouped[1]
        plain = digits.replace(separator, "")
        if separator in _POINTS and digits.count(separator) == 1:
            raise ValueError(
                f"{digits} is {plain} to some people and a fraction to others: type {plain}, if you mean it"
            )
        digits = plain
    with suppress(ValueError):
        return int(digits)
    return typed


Typed = BeforeValidator(_number)
TypedQuantity = Annotated[OrderedQuantity, Typed]
"""Units, at least 1."""
TypedCount = Annotated[StockQuantity, Typed]
"""Units, none included."""


class FormModel(BaseModel):
    """Base of what a form means. An empty field counts as left out."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    needed_to_apply: ClassVar[tuple[str, ...]] = ()
    """Fields that may be left out to look ahead, and not to do it."""


class Form(Generic[Model]):
    """A form: shown for the first time, or as its person sent it. `tests/console/example.py` has
    one.
    """

    def __init__(self, model: type[Model], **first: object) -> None:
        """Read the form that was sent. `first` are the values of its fields before that."""
        self.model = model
        self.is_sent = request.method == "POST"
        self.faults: dict[str, str] = {}
        """A sentence for each field that is wrong, by its name."""
        self.problem: InventoryError | None = None
        """The refusal of what was asked."""
        self.key = form_key() if self.is_sent else new_key()
        """The key of the form. It stays the same when the form is shown again."""
        shown: Mapping[str, Any] = request.form if self.is_sent else {**first, **request.args}
        self.values = {name: str(shown[name]) for name in model.model_fields if shown.get(name) is not None}
        self.parsed = self._parse() if self.is_sent else None

    @property
    def step(self) -> str:
        """Return the name of the button that sent the form: `preview`, `apply`, or none."""
        return request.form.get("step", "")

    @property
    def refusals(self) -> _Noted:
        """Return a context that notes a refusal in `problem`, so that the form is shown again."""
        return _Noted(self)

    @property
    def status(self) -> int:
        """Return the status of an answer that shows the form."""
        if self.problem is not None:
            return statuses.of(self.problem)
        return _UNREADABLE if self.faults else 200

    def _parse(self) -> Model | None:
        filled = self._filled()
        if self.step == "apply":
            self.faults = {name: _EMPTY for name in self.model.needed_to_apply if name not in filled}
        try:
            parsed = self.model.model_validate(filled)
        except ValidationError as error:
            self.faults |= {self._at(one["loc"]): _sentence(one) for one in error.errors()}
        return None if self.faults else parsed

    def _filled(self) -> dict[str, object]:
        """Return the typed values by the fields of the model."""
        return {name: typed for name, typed in self.values.items() if typed.strip()}

    def _at(self, place: tuple[int | str, ...]) -> str:
        """Return the name of the field at this place of the model."""
        return str(place[0]) if place else ""


class _Noted:
    """Notes the refusal that its block raises."""

    def __init__(self, form: Form[Any]) -> None:
        self._form = form

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> bool:
        # What is not known is told by a page that needs no database, and sends the same form again.
        if not isinstance(error, InventoryError) or isinstance(error, ChangeUnknown):
            return False
        self._form.problem = error
        g.code = error.code
        return True


def _sentence(fault: Any) -> str:
    """Return a fault as a sentence for the person who typed."""
    kind, told = fault["type"], fault["msg"].removeprefix("Value error, ")
    if kind == "missing":
        return _EMPTY
    if kind.startswith("int_"):
        told = "must be a whole number"
    elif kind in _BOUNDS:
        name, words = _BOUNDS[kind]
        told = words.format(fault["ctx"][name])
    return f"{told[:1].upper()}{told[1:]}."
