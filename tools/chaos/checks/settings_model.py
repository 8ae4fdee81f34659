"""The specification of settings: the state of a place, or the rules of a SKU."""

from typing import NamedTuple

from tools.chaos.checks.stock import Call
from tools.chaos.load.assortment import ANNEX


class Setting(NamedTuple):
    """The state as it is, and as it will be set back to by the loss of that name."""

    state: str
    kept: str = ""
    ahead: str = ""


def initial(subject: str) -> Setting:
    """Return the state of a place or of a SKU before the load."""
    return Setting("open" if subject == ANNEX else "sold")


def step(setting: Setting, call: Call) -> Setting | None:
    """Return the state after the call, or None if the call was answered wrongly."""
    operation = call.operation
    if call.undone_by and call.undone_by != setting.ahead:
        return setting
    match operation.kind:
        case "keep":
            return setting._replace(kept=setting.state, ahead=operation.reference)
        case "set_back":
            return Setting(setting.kept)
    after = setting._replace(state=operation.value) if operation.writes else setting
    return after if call.answer in {None, ("state", after.state)} else None
