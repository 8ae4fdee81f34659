"""The clients and producers of a run, and the log of their calls and events."""
