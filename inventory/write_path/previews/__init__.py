"""Looks ahead: the code that applies commands decides on stock that nobody has locked."""
