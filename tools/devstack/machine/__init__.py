"""The machine as a stack uses it: ports, private files, a lock on the data directory."""
