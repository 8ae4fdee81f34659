"""Bounds and forms of all input from outside, the same at every door."""
