"""Reasons to take no sheet, or to begin nothing with one."""

from __future__ import annotations

from api.contract.errors import Overloaded
from inventory.errors import InventoryError


class SheetUnderWay(InventoryError):
    """Another sheet of yours is under way, and everybody has one at a time. Nothing was begun. Do
    it again when that one is done.
    """

    code = "sheet_under_way"


class SheetArriving(Overloaded):
    """Another sheet is arriving, and the console takes one at a time. Yours was not kept. Upload it
    again in a moment.
    """

    code = "sheet_arriving"


class NoRoomForSheet(Overloaded):
    """The sheets that are worked on leave no room for yours. It was not kept. Upload it again when
    they are done.
    """

    code = "no_room_for_sheet"
