"""Breaks of the environment of a process, and of its reach: secrets,
containers, the embedded servers.
"""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

COMPOSE = "docker-compose.yml"
TESTS = "tests/deployment/test_compose.py"
ROLES = "tests/deployment/test_roles.py"

MUTATIONS: dict[str, Mutation] = {
    "a secret that is given twice is taken": Mutation(
        "G9",
        (
            Edit(
                "inventory/boundary/secret_files.py", "            if environment.get(name)\n", "            if False\n"
            ),
        ),
        (
            "tests/inventory/test_settings.py::test_a_secret_that_is_given_twice_is_refused",
            "tests/tasks/test_flower_login.py::test_a_login_that_is_given_twice_is_refused",
        ),
    ),
    "Flower starts with a login that is nothing": Mutation(
        "G9",
        (Edit("tasks/flower/login.py", 'if environment.get(VARIABLE) == "":', "if False:"),),
        ("tests/tasks/test_flower_login.py::test_a_login_that_is_nothing_is_refused",),
    ),
    "Redis in a container starts without a password": Mutation(
        "G9",
        (Edit(COMPOSE, '[ -n "$$password" ] ||', "true ||"),),
        (f"{TESTS}::test_redis_does_not_start_without_a_password",),
    ),
    "a setting does not reach the containers": Mutation(
        "G9",
        (Edit(COMPOSE, "  INVENTORY_AUTHENTICATION:\n", ""),),
        (f"{TESTS}::test_every_setting_reaches_it",),
    ),
    "what is told of Flower does not reach its container": Mutation(
        "G9",
        (Edit(COMPOSE, "      FLOWER_BROKER_API:\n", ""),),
        (f"{TESTS}::test_what_the_guides_tell_of_flower_reaches_it",),
    ),
    "the API in a container is for every address": Mutation(
        "G9",
        (Edit(COMPOSE, "${PUBLISH_API:-127.0.0.1:8000}:8000", "${PUBLISH_API:-8000}:8000"),),
        (f"{TESTS}::test_nothing_is_published_but_on_this_machine",),
    ),
    "all containers are told the password of who migrates": Mutation(
        "G9",
        (
            Edit(
                COMPOSE,
                "inventory_service:${POSTGRES_SERVICE_PASSWORD-}@postgres",
                "inventory_owner:${POSTGRES_OWNER_PASSWORD-}@postgres",
            ),
        ),
        (f"{ROLES}::test_nobody_but_who_makes_the_roles_is_told_the_superusers_password",),
    ),
    "the tables of an earlier version's volume stay the superuser's": Mutation(
        "G9",
        (Edit("deployment/roles.sql", "AND relowner = current_user::regrole AND relkind", "AND false AND relkind"),),
        (f"{ROLES}::test_a_volume_of_an_earlier_version",),
    ),
    "passwords of roles are logged where they can't be set": Mutation(
        "G9",
        (Edit("deployment/roles.sql", "SET LOCAL log_min_error_statement = 'panic';\n", ""),),
        (f"{ROLES}::test_passwords_become_what_env_says",),
    ),
    "what an extension has keeps service and reader from their rights": Mutation(
        "G9",
        (Edit("inventory/roles/grants.py", "AND pg_has_role(proowner, 'USAGE')", ""),),
        (f"{ROLES}::test_a_volume_of_an_earlier_version",),
    ),
    "Redis is in the network of proxies": Mutation(
        "G9",
        (
            Edit(
                COMPOSE,
                "secrets: [redis_password]\n    networks: [data]",
                "secrets: [redis_password]\n    networks: [edge, data]",
            ),
        ),
        (f"{ROLES}::test_who_comes_in_by_the_edge_reaches_nothing_but_what_is_published",),
    ),
    "the metrics of a container are reached from it alone": Mutation(
        "G9",
        (Edit(COMPOSE, "  INVENTORY_METRICS_HOST: 0.0.0.0\n", "  INVENTORY_METRICS_HOST: 127.0.0.1\n"),),
        (f"{TESTS}::test_metrics_are_reached_from_other_containers",),
    ),
}
