"""The one write path: lock rows, let `domain` decide, write the result."""
