"""Processes that die with us: what the service consists of, how they are started, watched, and waited for."""
