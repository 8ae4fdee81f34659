"""Every process shows that it is alive, and keeps its memory from the garbage collector."""
