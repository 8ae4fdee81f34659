"""Stacks of a server and a process that begin and end in other ways than others do."""
