"""Tier two: tests that need more than Python and make, or minutes. `make test-system` runs them."""
