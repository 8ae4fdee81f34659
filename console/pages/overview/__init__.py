"""The overview: figures of now with their limits, their last hour, and each process."""

from console.pages.overview.show import pages

__all__ = ["pages"]
