"""The way to PostgreSQL: connections, transactions, tables, migrations."""
