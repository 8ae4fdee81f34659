"""The one way in which stock changes: lock rows, let `domain` decide, write the result."""
