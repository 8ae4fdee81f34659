"""The core of the inventory service. It knows no Celery, Flask or Kafka, never commits and never reads a clock.

Callers open the transaction and pass `now` in. Each folder says in its `__init__` what it is for. Read them in this order:

1. `errors`: why a command may be refused.
2. `domain`: decisions about stock as plain values, from commands to outcomes.
3. `database`: connections, transactions and tables.
4. `write_path`: lock rows, let `domain` decide, write the result. Stock changes here alone.
5. `inbox`: events from Kafka, until the transaction that applies them commits.
6. `outbox`: outcomes, until Kafka has acknowledged them.

Then, as a change needs them:

- `partitions`: how far Kafka is read, and what of it is paused, deleted or set aside.
- `reading`: what callers and operators are shown, without a lock.
- `upkeep`: audits and retention.
- `recovery`: what was announced and is gone after the database was set back.
- `roles`: least privilege in PostgreSQL.
- `tokens`: API tokens and their scopes.
- `importing`: CSV files of counts and changes.
- `boundary`: bounds and forms of what comes from outside.
- `settings`: what a process may be told by its environment.
- `process`: liveness and memory of a process. `progress` forwards to it, under the name that health checks call.
- `cli`: the command `inventory`.
"""
