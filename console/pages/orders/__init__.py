"""Orders: one with all that happened to it, and the actions on it, each with a look ahead."""

from console.pages.orders import desks, holds, reassigning, show

FAMILIES = (show, holds, desks, reassigning)
