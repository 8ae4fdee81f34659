"""Everybody who works on the stack while it suffers, and the log of what they asked and heard."""
