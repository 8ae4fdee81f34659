"""Concurrent requests that share one transaction or one statement."""
