"""Orders: facts and requests about them, and the reservations that result."""
