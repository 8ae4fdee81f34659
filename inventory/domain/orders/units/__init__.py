"""Units of an order: their lines, their locations, and those that left. Pure."""
