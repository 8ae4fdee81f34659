"""All that was said of the lines of an order: statements, and cancels of some of their units."""
