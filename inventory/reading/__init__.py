"""Reads without a lock: what callers and operators are shown."""
