"""Refusals and failures: every kind in one table, and the documents that tell callers of them."""
