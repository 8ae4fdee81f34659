"""Bounds and forms of what comes from outside, the same at every door."""
