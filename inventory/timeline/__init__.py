"""One answer for an order: all that was heard, decided, moved, announced and refused (ADR 0066)."""
