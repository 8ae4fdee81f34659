"""A collector, and this process as one that traces."""

from tests.traced import collector, traced

__all__ = ["collector", "traced"]
