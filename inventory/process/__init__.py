"""What every process does: show that it is alive, and keep its memory."""
