"""The core of the inventory service. It knows no Celery, Flask or Kafka, never commits and never
reads a clock.

Callers open the transaction and pass `now` in. Each folder tells its purpose in its `__init__`.
Read them in this order:

1. `errors`: the reasons to refuse a command.
2. `domain`: decisions about stock as plain values, from commands to outcomes. `stock` has the
   rows, `orders` the reservations, and `batch` runs commands on both.
3. `database`: connections, transactions and tables.
4. `write_path`: lock rows, let `domain` decide, write the result. Stock changes here alone.
5. `inbox`: events from Kafka, until the transaction that applies them commits.
6. `outbox`: outcomes, until Kafka has acknowledged them.

Then, as a change needs them:

- `partitions`: positions in Kafka, pauses, gaps, and ranges that are set aside.
- `reading`: answers for callers and operators, without a lock.
- `upkeep`: audits and retention.
- `recovery`: announced outcomes that are gone after the database was set back.
- `roles`: least privilege in PostgreSQL.
- `tokens`: API tokens and their scopes.
- `sessions`: people who are signed in at the console.
- `importing`: CSV files of counts and changes.
- `boundary`: bounds and forms of all that comes from outside.
- `settings`: the settings of a process, from its environment.
- `logs`: the form of the log, its fields, and the words for outcomes.
- `tracing`: spans, and their way to a collector.
- `metrics`: the catalogue of all metrics, and their making.
- `process`: liveness and memory of a process. `progress` forwards to it, for health checks.
- `cli`: the command `inventory`.
"""
