"""What a stack has of the machine: ports, private files, a data directory."""
