"""PostgreSQL, Redis, Kafka and every process of the service on one machine, for ``make up``, demos,
tests and benchmarks.

Production code never imports this package.
"""

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
