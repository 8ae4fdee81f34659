"""What the checks weigh, and what must be true of it."""
