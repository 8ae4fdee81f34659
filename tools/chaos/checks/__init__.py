"""The checks of a run, and the evidence that they weigh."""
