"""Units of an order: which lines get them from where, and which have left already. Pure."""
