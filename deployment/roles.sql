-- The roles of docs/security.md, and what an earlier version left to the superuser handed over to their owner. docker-compose.yml
-- has psql run it as the superuser at each start: where nothing has changed, it changes nothing but passwords to what they are.

\set ON_ERROR_STOP on
\getenv owner_password OWNER_PASSWORD
\getenv service_password SERVICE_PASSWORD
\getenv reader_password READER_PASSWORD

BEGIN;
-- The passwords below are for nobody's log, whatever goes wrong.
SET LOCAL log_statement = 'none';
SET LOCAL log_min_error_statement = 'panic';
SET LOCAL log_min_duration_statement = -1;
SET LOCAL client_min_messages = 'warning';
SET LOCAL password_encryption = 'scram-sha-256';
-- Who waits for a table holds up everybody behind: give up, and be started again.
SET LOCAL lock_timeout = '5s';

SELECT format('CREATE ROLE %I', role) FROM unnest(ARRAY['inventory_owner', 'inventory_service', 'inventory_reader']) AS role
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) \gexec

ALTER ROLE inventory_owner LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS PASSWORD :'owner_password';
ALTER ROLE inventory_service LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS PASSWORD :'service_password';
-- With an empty password it has none, and nobody logs in as it.
ALTER ROLE inventory_reader LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS PASSWORD :'reader_password';

SELECT format('GRANT CREATE ON DATABASE %I TO inventory_owner', current_database()) \gexec
ALTER SCHEMA public OWNER TO inventory_owner;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

-- Not what belongs to an extension, nor a sequence of a table's column, which follows its table.
SELECT format(
    'ALTER %s %s OWNER TO inventory_owner',
    CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
    oid::regclass
) FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relowner = current_user::regrole AND relkind IN ('r', 'p', 'v', 'm', 'S')
AND NOT EXISTS (
    SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid
    AND (deptype = 'e' OR (refclassid = 'pg_class'::regclass AND refobjsubid <> 0 AND deptype IN ('a', 'i')))
) \gexec

SELECT format('ALTER ROUTINE %s OWNER TO inventory_owner', oid::regprocedure) FROM pg_proc
WHERE pronamespace = 'public'::regnamespace AND proowner = current_user::regrole AND prokind IN ('f', 'p')
AND NOT EXISTS (
    SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e'
) \gexec
COMMIT;
