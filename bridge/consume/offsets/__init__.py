"""The position of each partition: from where it is read, how far it is read, and its lag."""
