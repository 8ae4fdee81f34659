"""The log of a process: one line for each record, with the same fields in every process."""
