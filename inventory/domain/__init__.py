"""Decisions about stock: commands, reservations and counters as plain values. Imports the standard library alone."""
