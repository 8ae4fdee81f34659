"""An .env as somebody may have it."""

from __future__ import annotations

from pathlib import Path


def written_env(directory: Path, **more: str) -> Path:
    """Write an .env with secrets in files, as docs/deployment.md tells to."""
    secrets = directory / "secrets"
    secrets.mkdir()
    secrets.chmod(0o755)
    contents = {
        "redis": "of-redis",
        "broker": "redis://:of-redis@redis:6379/0",
        "flower": "operator:of-flower",
        "service": "of-service",
        "database": "postgresql://inventory_service:of-service@postgres:5432/inventory",
        "owners-database": "postgresql://inventory_owner:of-owner@postgres:5432/inventory",
    }
    for name, content in contents.items():
        (secrets / name).write_text(f"{content}\n", encoding="ascii")
        (secrets / name).chmod(0o644)
    variables = {
        "COMPOSE_PROFILES": "postgres,redis,kafka",
        "POSTGRES_PASSWORD": "of-postgres",
        "POSTGRES_OWNER_PASSWORD": "of-owner",
        "POSTGRES_SERVICE_PASSWORD": "",
        "POSTGRES_SERVICE_PASSWORD_FILE": str(secrets / "service"),
        "DATABASE_URL": "",
        "DATABASE_URL_FILE": str(secrets / "database"),
        "OWNER_DATABASE_URL_FILE": str(secrets / "owners-database"),
        "REDIS_PASSWORD": "",
        "REDIS_PASSWORD_FILE": str(secrets / "redis"),
        "CELERY_BROKER_URL": "",
        "CELERY_BROKER_URL_FILE": str(secrets / "broker"),
        "FLOWER_BASIC_AUTH": "",
        "FLOWER_BASIC_AUTH_FILE": str(secrets / "flower"),
        "INVENTORY_HOLD_SECONDS": "777",
        **more,
    }
    path = directory / "env"
    path.write_text("".join(f"{name}={value}\n" for name, value in variables.items()), encoding="utf-8")
    return path
