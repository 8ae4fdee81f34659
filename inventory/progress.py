"""`python -m inventory.progress`: the health check, under its name in compose files."""

from __future__ import annotations

import sys

from inventory.process.killing import main

if __name__ == "__main__":
    sys.exit(main())
