"""Stock: counters and rows, adjustments and supply, and the movements that explain them."""
