"""Breaks of the limits of other users of the machine, and of other roles of the database."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

EMBEDDED = "tests/security/test_embedded_servers.py"
STACK = "tests/e2e/test_other_users.py"
ROLES = "tests/security/test_role_rights.py"
QUESTIONS = "inventory/roles/questions.py"
MENDED = f"{ROLES}::test_what_a_role_can_do_is_found_and_mended_by_what_is_said"

MUTATIONS: dict[str, Mutation] = {
    "the embedded PostgreSQL trusts everybody": Mutation(
        "G9",
        (
            Edit(
                "tools/devstack/servers/postgresql.py",
                "host all,replication all all scram-sha-256",
                "host all,replication all all trust",
            ),
        ),
        (f"{EMBEDDED}::test_nobody_connects_to_postgresql_without_its_password",),
    ),
    "a lost password file locks everybody out": Mutation(
        "G9",
        (
            Edit(
                "tools/devstack/servers/postgresql.py",
                'if self._secured.exists() and self._secured.read_text(encoding="ascii") == fingerprint:',
                "if self._secured.exists():",
            ),
        ),
        (f"{EMBEDDED}::test_a_lost_password_is_replaced_at_the_next_start",),
    ),
    "the embedded Redis trusts everybody": Mutation(
        "G9",
        (
            Edit(
                "tools/devstack/servers/valkey.py",
                "on resetpass #{hashlib.sha256(password.encode()).hexdigest()}",
                "on nopass",
            ),
        ),
        (f"{EMBEDDED}::test_nobody_gives_redis_commands_without_its_password",),
    ),
    "the service gives Redis any command": Mutation(
        "G9",
        (Edit("tools/devstack/servers/valkey.py", "+@all -@admin -@dangerous +info", "+@all"),),
        (f"{EMBEDDED}::test_the_service_may_not_have_redis_do_what_it_does_not_need",),
    ),
    "what an earlier version made stays the superuser's": Mutation(
        "G9",
        (Edit("tools/devstack/servers/service_roles.py", "        _hand_over(connection)\n", ""),),
        (f"{EMBEDDED}::test_the_tables_of_an_earlier_version_are_the_owners",),
    ),
    "logs are for everybody": Mutation(
        "G9",
        (
            Edit(
                "tools/devstack/processes/children.py",
                "        os.fchmod(opened, 0o600)\n",
                "        os.fchmod(opened, 0o644)\n",
            ),
        ),
        (f"{EMBEDDED}::test_nobody_else_reads_what_is_kept",),
    ),
    "the processes are the superuser": Mutation(
        "G9",
        (
            Edit(
                "tools/devstack/choosing.py",
                'server.database_url("postgres", SERVICE) if',
                'server.database_url("postgres") if',
            ),
        ),
        (
            f"{STACK}::test_no_process_is_told_more_than_the_service_may",
            f"{STACK}::test_no_process_is_connected_as_more",
        ),
    ),
    "what a role can become is not asked": Mutation(
        "G9",
        (Edit(QUESTIONS, "ELSE pg_has_role(asked.role, oid, 'MEMBER') END", "ELSE rolname = asked.role END"),),
        (MENDED,),
    ),
    "rights on columns are not asked": Mutation(
        "G9",
        (Edit(QUESTIONS, "(_TABLES, _COLUMNS, _ELSEWHERE,", "(_TABLES, _ELSEWHERE,"),),
        (MENDED,),
    ),
    "what shows our tables elsewhere is not asked": Mutation(
        "G9",
        (Edit(QUESTIONS, "_COLUMNS, _ELSEWHERE, _SEQUENCES,", "_COLUMNS, _SEQUENCES,"),),
        (MENDED,),
    ),
    "a view that gives nobody more is too much": Mutation(
        "G9",
        (Edit("inventory/roles/relations.py", " AND NOT has_table_privilege(asked.role, ours, privilege)", ""),),
        (f"{ROLES}::test_what_gives_nobody_more_is_nobodys_fault",),
    ),
    "the settings of the server are not asked": Mutation(
        "G9",
        (Edit(QUESTIONS, "unnest(ARRAY['SET', 'ALTER SYSTEM'])", "unnest(ARRAY['SET'])"),),
        (MENDED,),
    ),
    "what others granted is taken back from the wrong one": Mutation(
        "G9",
        (Edit("inventory/roles/findings.py", "        if grant.grantor:", "        if False:"),),
        (MENDED,),
    ),
    "the owner may be a superuser": Mutation(
        "G9",
        (
            Edit(
                "inventory/roles/findings.py",
                'if (self._owner, "SUPERUSER") in rights.attributes:',
                "if False:",
            ),
        ),
        (f"{ROLES}::test_an_owner_that_is_the_superuser_is_told_what_to_make",),
    ),
}
