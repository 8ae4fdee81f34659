"""Decisions about stock: commands, reservations, counters as values. Standard library only."""
