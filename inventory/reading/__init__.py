"""Reads without a lock, for callers and operators."""
