--
-- PostgreSQL database dump
--



SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: clear_payloads(bigint, timestamp with time zone, integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.clear_payloads(after_id bigint, before timestamp with time zone, most integer, OUT last_id bigint, OUT removed bigint) RETURNS record
    LANGUAGE plpgsql STRICT SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF before > now() - interval '24 hours' THEN
        RAISE insufficient_privilege USING MESSAGE = 'events that were heard less than a day ago keep their content';
    END IF;
    WITH looked_at AS MATERIALIZED (
        SELECT e.id, (e.ctid::text::point)[0] AS page, e.received_at < before AS is_old, pg_column_size(e.*) AS size,
               pg_column_size(e.payload) AS payload_size,
               e.received_at < before AND e.payload IS NOT NULL AND (SELECT count(*) FROM inbox_pending p WHERE p.id = e.id) = 0
               AND (SELECT count(*) FROM dead_letter d WHERE d.id = e.id) = 0 AS goes
        FROM inbox_event e WHERE e.id > after_id ORDER BY e.id LIMIT most
    ), counted AS (
        SELECT id, is_old, goes, size, payload_size, row_number() OVER (PARTITION BY page, goes ORDER BY id) AS number,
               count(*) FILTER (WHERE NOT goes) OVER (PARTITION BY page) AS gone
        FROM looked_at
    ), chosen AS MATERIALIZED (
        SELECT id, is_old, goes, goes AND (number = 1 OR number * (size - payload_size) <= 800 + gone * payload_size) AS goes_now
        FROM counted
    ), cleared AS (
        UPDATE inbox_event e SET payload = NULL WHERE e.id = ANY (ARRAY(SELECT c.id FROM chosen c WHERE c.goes_now))
        RETURNING 1
    )
    SELECT CASE WHEN bool_or(c.goes AND NOT c.goes_now) THEN after_id WHEN bool_and(c.is_old) THEN max(c.id) END,
           (SELECT count(*) FROM cleared) INTO last_id, removed
    FROM chosen c;
END $$;


--
-- Name: prune_dead_letters(timestamp with time zone, integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.prune_dead_letters(before timestamp with time zone, most integer, OUT removed bigint) RETURNS bigint
    LANGUAGE plpgsql STRICT SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF before > now() - interval '48 hours' THEN
        RAISE insufficient_privilege USING MESSAGE = 'events that died less than two days ago are not removed';
    END IF;
    WITH old AS MATERIALIZED (
        SELECT d.id FROM dead_letter d JOIN inbox_event e ON e.id = d.id
        WHERE d.died_at < before AND e.received_at < before AND e.occurred_at < before
          AND (SELECT count(*) FROM inbox_event s WHERE s.source = e.source AND s.event_id = ANY (ARRAY[
               e.event_id || chr(31) || 'products', e.event_id || chr(31) || 'orders',
               e.event_id || chr(31) || 'payments', e.event_id || chr(31) || 'unread'])) = 0
        ORDER BY d.id LIMIT most FOR UPDATE OF d SKIP LOCKED
    ), gone AS (
        DELETE FROM inbox_event e USING old WHERE e.id = old.id RETURNING 1
    )
    SELECT count(*) INTO removed FROM gone;
END $$;


--
-- Name: prune_inbox(bigint, timestamp with time zone, integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.prune_inbox(after_id bigint, before timestamp with time zone, most integer, OUT last_id bigint, OUT removed bigint) RETURNS record
    LANGUAGE plpgsql STRICT SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF before > now() - interval '48 hours' THEN
        RAISE insufficient_privilege USING MESSAGE = 'events that were heard less than two days ago are not removed';
    END IF;
    WITH looked_at AS MATERIALIZED (
        SELECT id, received_at < before AS is_old, occurred_at < before AS happened_before
        FROM inbox_event WHERE id > after_id ORDER BY id LIMIT most
    ), gone AS (
        DELETE FROM inbox_event e USING looked_at l
        WHERE e.id = l.id AND l.is_old AND l.happened_before
          AND NOT EXISTS (SELECT FROM inbox_pending p WHERE p.id = l.id)
          AND NOT EXISTS (SELECT FROM dead_letter d WHERE d.id = l.id)
          AND (SELECT count(*) FROM inbox_event s WHERE s.source = e.source AND s.event_id = ANY (ARRAY[
               e.event_id || chr(31) || 'products', e.event_id || chr(31) || 'orders',
               e.event_id || chr(31) || 'payments', e.event_id || chr(31) || 'unread'])) = 0
        RETURNING 1
    )
    SELECT CASE WHEN bool_and(l.is_old) THEN max(l.id) END, (SELECT count(*) FROM gone) INTO last_id, removed
    FROM looked_at l;
END $$;


--
-- Name: prune_ledger(bigint, timestamp with time zone, integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.prune_ledger(after_id bigint, before timestamp with time zone, most integer, OUT last_id bigint, OUT removed bigint) RETURNS record
    LANGUAGE plpgsql STRICT SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF before > now() - interval '2160 hours' THEN
        RAISE insufficient_privilege USING MESSAGE = 'movements of the last ninety days are not removed';
    END IF;
    removed := 0;
    WITH looked_at AS MATERIALIZED (
        SELECT id, occurred_at >= before AS is_young FROM stock_movement
        WHERE id > after_id AND id <= (SELECT max(checked_id) FROM audit_run) ORDER BY id LIMIT most
    )
    SELECT max(id) INTO last_id FROM looked_at
    WHERE id < (SELECT coalesce(min(id), 9223372036854775807) FROM looked_at WHERE is_young);
    IF last_id IS NULL THEN
        RETURN;
    END IF;
    WITH newest AS MATERIALIZED (
        SELECT sku, location, max(id) AS id FROM stock_movement WHERE id > after_id AND id <= last_id
        GROUP BY sku, location
    ), opening AS MATERIALIZED (
        -- Whatever ids and times the rows were given: nothing that is young goes.
        SELECT n.* FROM newest n WHERE (
            SELECT count(*) FROM stock_movement m
            WHERE m.sku = n.sku AND (m.sku, m.id) < (n.sku, n.id) AND m.location = n.location AND m.occurred_at >= before
        ) = 0
    ), gone AS (
        DELETE FROM stock_movement m WHERE m.id = ANY (ARRAY(
            SELECT earlier.id FROM opening o, LATERAL (
                SELECT e.id FROM stock_movement e
                WHERE e.sku = o.sku AND (e.sku, e.id) < (o.sku, o.id) AND e.location = o.location OFFSET 0
            ) earlier
        ))
        RETURNING 1
    ), opened AS (
        UPDATE stock_movement m
        SET kind = 'opening_balance', on_hand_delta = on_hand_after, reserved_delta = reserved_after,
            shortfall_delta = shortfall_after, reason = NULL, reference = NULL, order_id = NULL, note = NULL,
            actor = 'retention'
        WHERE m.id = ANY (ARRAY(SELECT o.id FROM opening o)) AND m.kind <> 'opening_balance'
    )
    SELECT count(*) INTO removed FROM gone;
END $$;


--
-- Name: supersede_dead_letters(bigint[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.supersede_dead_letters(ids bigint[]) RETURNS SETOF bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    letter record;
    name text;
BEGIN
    FOR letter IN
        SELECT e.id, e.source, e.event_id, e.digest FROM dead_letter d JOIN inbox_event e ON e.id = d.id
        WHERE d.id = ANY (ids) AND d.superseded_by IS NULL
          AND d.reason NOT IN ('attempts_exhausted', 'abandoned', 'conflicting_payload')
        ORDER BY d.id FOR UPDATE OF d
    LOOP
        name := letter.event_id || '#' || left(encode(letter.digest, 'hex'), 12);
        WHILE EXISTS (SELECT FROM inbox_event e WHERE e.source = letter.source AND e.event_id = name) LOOP
            name := name || '#' || letter.id;
        END LOOP;
        UPDATE inbox_event SET event_id = name WHERE id = letter.id;
        RETURN NEXT letter.id;
    END LOOP;
END $$;


--
-- Name: wake_relay(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.wake_relay() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT pg_try_advisory_xact_lock_shared(TG_RELID::int4, 2) THEN
        PERFORM pg_notify('inventory_outbox_' || TG_RELID, '');
    END IF;
    RETURN NULL;
END $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: alembic_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);


--
-- Name: api_token; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.api_token (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    digest bytea NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    limits jsonb,
    CONSTRAINT ck_api_token_some_scope CHECK ((cardinality(scopes) > 0))
);


--
-- Name: api_token_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.api_token ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.api_token_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: audit_run; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_run (
    id bigint NOT NULL,
    audited_at timestamp with time zone NOT NULL,
    transaction bigint NOT NULL,
    drawn_id bigint NOT NULL,
    checked_id bigint NOT NULL,
    discrepancies integer NOT NULL
);


--
-- Name: audit_run_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.audit_run ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: catalogue_mirror; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.catalogue_mirror (
    source text NOT NULL COLLATE pg_catalog."C",
    running integer NOT NULL,
    mirrors bigint NOT NULL,
    sku text NOT NULL COLLATE pg_catalog."C",
    location text NOT NULL COLLATE pg_catalog."C",
    quantity bigint NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    told_at timestamp with time zone
)
WITH (fillfactor='50');


--
-- Name: commit_receipt; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.commit_receipt (
    id uuid NOT NULL,
    is_committed boolean NOT NULL,
    written_at timestamp with time zone NOT NULL
);


--
-- Name: dead_letter; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.dead_letter (
    id bigint NOT NULL,
    reason text NOT NULL,
    detail text NOT NULL,
    raw bytea,
    died_at timestamp with time zone NOT NULL,
    superseded_by bigint,
    record_key bytea,
    headers json,
    record_time timestamp with time zone
);


--
-- Name: event_gap; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.event_gap (
    topic text NOT NULL COLLATE pg_catalog."C",
    topic_id text NOT NULL COLLATE pg_catalog."C",
    partition integer NOT NULL,
    first_offset bigint NOT NULL,
    next_offset bigint NOT NULL,
    found_at timestamp with time zone NOT NULL
);


--
-- Name: idempotency_key; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.idempotency_key (
    actor text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    digest bytea NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: inbox_event; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.inbox_event (
    id bigint NOT NULL,
    source text NOT NULL COLLATE pg_catalog."C",
    event_id text NOT NULL COLLATE pg_catalog."C",
    type text,
    key text COLLATE pg_catalog."C",
    digest bytea NOT NULL,
    payload jsonb,
    occurred_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    traceparent text,
    topic text NOT NULL,
    partition integer NOT NULL,
    record_offset bigint NOT NULL
)
WITH (fillfactor='90');


--
-- Name: inbox_event_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.inbox_event ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.inbox_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: inbox_pending; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.inbox_pending (
    id bigint NOT NULL,
    operation text NOT NULL,
    attempts smallint NOT NULL,
    not_before timestamp with time zone NOT NULL,
    last_error text,
    waits_for text[]
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='2000', autovacuum_vacuum_cost_delay='0');


--
-- Name: kept_offset; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.kept_offset (
    topic text NOT NULL COLLATE pg_catalog."C",
    partition integer NOT NULL,
    topic_id text,
    next_offset bigint NOT NULL,
    begun integer DEFAULT 0 NOT NULL,
    current_at timestamp with time zone,
    received_at timestamp with time zone
)
WITH (fillfactor='50');


--
-- Name: lineage; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.lineage (
    one_row boolean DEFAULT true NOT NULL,
    epoch bigint DEFAULT 0 NOT NULL,
    fingerprint text NOT NULL,
    published_id bigint DEFAULT 0 NOT NULL,
    risen_at timestamp with time zone,
    CONSTRAINT ck_lineage_only_one CHECK (one_row)
)
WITH (fillfactor='50');


--
-- Name: location; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.location (
    name text NOT NULL COLLATE pg_catalog."C",
    priority integer DEFAULT 100 NOT NULL,
    sells boolean DEFAULT true NOT NULL,
    counts_as text,
    parent text COLLATE pg_catalog."C",
    returns_to text COLLATE pg_catalog."C",
    active boolean DEFAULT true NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    settled_version bigint DEFAULT 1 NOT NULL
);


--
-- Name: outbox_event; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outbox_event (
    id bigint NOT NULL,
    event_id uuid DEFAULT gen_random_uuid() NOT NULL,
    type text NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    sequence bigint NOT NULL,
    payload json NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    traceparent text
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='2000', autovacuum_vacuum_cost_delay='0');


--
-- Name: outbox_event_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.outbox_event ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.outbox_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: paused_partition; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.paused_partition (
    topic text NOT NULL,
    partition integer NOT NULL,
    record_offset bigint NOT NULL,
    dead integer NOT NULL,
    among integer NOT NULL,
    reasons text NOT NULL,
    paused_at timestamp with time zone NOT NULL,
    accepted_through bigint
);


--
-- Name: product_inventory; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.product_inventory (
    sku text NOT NULL COLLATE pg_catalog."C",
    location text NOT NULL COLLATE pg_catalog."C",
    product_id text NOT NULL COLLATE pg_catalog."C",
    quantity_on_hand bigint DEFAULT 0 NOT NULL,
    quantity_reserved bigint DEFAULT 0 NOT NULL,
    quantity_available bigint GENERATED ALWAYS AS ((quantity_on_hand - quantity_reserved)) STORED NOT NULL,
    quantity_shortfall bigint DEFAULT 0 NOT NULL,
    low_stock_threshold bigint,
    catalog_quantity bigint,
    catalog_at timestamp with time zone,
    described_at timestamp with time zone,
    threshold_at timestamp with time zone,
    version bigint DEFAULT 0 NOT NULL,
    last_updated_at timestamp with time zone DEFAULT now() NOT NULL,
    sells boolean DEFAULT true NOT NULL,
    noted_quantity bigint,
    noted_at timestamp with time zone,
    noted_by text COLLATE pg_catalog."C",
    CONSTRAINT ck_product_inventory_never_oversold CHECK (((0 <= quantity_reserved) AND (quantity_reserved <= quantity_on_hand))),
    CONSTRAINT ck_product_inventory_shortfall_only_when_nothing_is_available CHECK (((quantity_shortfall = 0) OR ((quantity_shortfall > 0) AND (quantity_on_hand = quantity_reserved))))
)
WITH (fillfactor='70');


--
-- Name: reservation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.reservation (
    order_id text NOT NULL COLLATE pg_catalog."C",
    status text DEFAULT 'new'::text NOT NULL,
    lines jsonb DEFAULT '[]'::jsonb NOT NULL,
    ordered_at timestamp with time zone,
    ordered_by_event boolean DEFAULT false NOT NULL,
    reserved_at timestamp with time zone,
    failed_at timestamp with time zone,
    paid_at timestamp with time zone,
    refused_at timestamp with time zone,
    cancelled_at timestamp with time zone,
    restock boolean DEFAULT true NOT NULL,
    held_since timestamp with time zone,
    expires_at timestamp with time zone,
    version bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    statements jsonb,
    counted_for text COLLATE pg_catalog."C",
    counted_units bigint
)
WITH (fillfactor='90', autovacuum_freeze_min_age='0');


--
-- Name: retention; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.retention (
    kind text NOT NULL COLLATE pg_catalog."C",
    "position" bigint DEFAULT 0 NOT NULL,
    removed bigint DEFAULT 0 NOT NULL,
    pruned_at timestamp with time zone NOT NULL
);


--
-- Name: set_aside; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.set_aside (
    topic text NOT NULL COLLATE pg_catalog."C",
    partition integer NOT NULL,
    source text NOT NULL COLLATE pg_catalog."C",
    first_offset bigint NOT NULL,
    last_offset bigint NOT NULL,
    messages bigint NOT NULL,
    dead integer NOT NULL,
    among integer NOT NULL,
    reasons text NOT NULL,
    since timestamp with time zone NOT NULL,
    resumed_at timestamp with time zone,
    accepted_through bigint
)
WITH (fillfactor='50');


--
-- Name: skipped_type; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.skipped_type (
    topic text NOT NULL COLLATE pg_catalog."C",
    type text NOT NULL COLLATE pg_catalog."C",
    partition integer NOT NULL,
    skips bigint NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL
)
WITH (fillfactor='50');


--
-- Name: sku_policy; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sku_policy (
    sku text NOT NULL COLLATE pg_catalog."C",
    tracked boolean DEFAULT true NOT NULL,
    tracked_at timestamp with time zone,
    discontinued_at timestamp with time zone,
    discontinued_stated_at timestamp with time zone,
    sellable_from timestamp with time zone,
    sellable_from_at timestamp with time zone,
    sellable_until timestamp with time zone,
    sellable_until_at timestamp with time zone,
    version bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL
);


--
-- Name: stock_move; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.stock_move (
    sku text NOT NULL COLLATE pg_catalog."C",
    from_location text NOT NULL COLLATE pg_catalog."C",
    reference text NOT NULL COLLATE pg_catalog."C",
    to_location text NOT NULL COLLATE pg_catalog."C",
    quantity bigint NOT NULL,
    reason text NOT NULL,
    moved_at timestamp with time zone NOT NULL
);


--
-- Name: stock_movement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.stock_movement (
    id bigint NOT NULL,
    sku text NOT NULL COLLATE pg_catalog."C",
    location text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL,
    on_hand_delta bigint NOT NULL,
    reserved_delta bigint NOT NULL,
    shortfall_delta bigint NOT NULL,
    on_hand_after bigint NOT NULL,
    reserved_after bigint NOT NULL,
    shortfall_after bigint NOT NULL,
    reason text,
    reference text COLLATE pg_catalog."C",
    order_id text COLLATE pg_catalog."C",
    note text,
    actor text NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    other_location text COLLATE pg_catalog."C"
)
WITH (autovacuum_vacuum_insert_scale_factor='0', autovacuum_vacuum_insert_threshold='10000', autovacuum_freeze_min_age='0');


--
-- Name: stock_movement_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.stock_movement ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.stock_movement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Data for Name: alembic_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.alembic_version VALUES ('0034');


--
-- Data for Name: api_token; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.api_token OVERRIDING SYSTEM VALUE VALUES (2, 'ended', '\xa189e056c64dc4a67d12d6d5100638ee434b6470087fa9b14969c5eb1ba6320c', '{stock:adjust,stock:configure,stock:read,stock:reserve}', '2026-11-29 20:54:02.671554+00', '2026-11-29 20:55:02.671554+00', NULL, NULL, NULL);
INSERT INTO public.api_token OVERRIDING SYSTEM VALUE VALUES (1, 'leaver', '\x9cc40701589257b07b9da2d29ce380e8c4c850fb46205ab54cb2d0b4729a7d80', '{stock:adjust,stock:configure,stock:read,stock:reserve}', '2026-11-29 20:54:00.982044+00', NULL, '2026-11-29 20:54:06.045473+00', NULL, NULL);
INSERT INTO public.api_token OVERRIDING SYSTEM VALUE VALUES (3, 'shop', '\x992383473fd2dafa81fd0644f382d76664d7302b7ee487177abe442f819ba420', '{stock:adjust,stock:configure,stock:read,stock:reserve}', '2026-11-29 20:54:04.255389+00', NULL, NULL, '2026-11-29 20:55:54.144628+00', NULL);


--
-- Data for Name: audit_run; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_run OVERRIDING SYSTEM VALUE VALUES (1, '2026-11-29 20:54:18.755645+00', 785, 4, 0, 0);
INSERT INTO public.audit_run OVERRIDING SYSTEM VALUE VALUES (2, '2026-11-29 20:54:20.642148+00', 794, 4, 4, 0);


--
-- Data for Name: catalogue_mirror; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.catalogue_mirror VALUES ('/shop', 1, 0, 'mirrored', 'main', 94, '2026-11-29 20:55:03.117767+00', '2026-11-29 20:55:03.117767+00', NULL);


--
-- Data for Name: commit_receipt; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.commit_receipt VALUES ('84f503c5-786a-4cb4-bea9-0d3c570e2daf', true, '2026-11-29 20:54:00.982044+00');
INSERT INTO public.commit_receipt VALUES ('15edd986-4038-469b-85b3-bad3a07b6de7', true, '2026-11-29 20:54:02.671554+00');
INSERT INTO public.commit_receipt VALUES ('14c9f9fd-296a-47b8-9199-71bf849d342c', true, '2026-11-29 20:54:04.255389+00');
INSERT INTO public.commit_receipt VALUES ('5369e764-914f-4f23-b63b-d71bff5ef240', true, '2026-11-29 20:54:06.045473+00');
INSERT INTO public.commit_receipt VALUES ('ae2d50c9-8e55-4ad0-8668-1781540a77a0', true, '2026-11-29 20:54:11.890584+00');
INSERT INTO public.commit_receipt VALUES ('a52dc088-be3d-4e6b-b03f-7c06342de722', true, '2026-11-29 20:54:11.916663+00');
INSERT INTO public.commit_receipt VALUES ('c11273ae-e754-46a1-a113-f20a11c83814', true, '2026-11-29 20:54:11.931829+00');
INSERT INTO public.commit_receipt VALUES ('49026358-0bdc-44dd-8966-7ea3aee534a7', true, '2026-11-29 20:54:24.639399+00');
INSERT INTO public.commit_receipt VALUES ('1a3826c8-90fe-4e96-8f40-4d8a183a948b', true, '2026-11-29 20:54:24.660738+00');
INSERT INTO public.commit_receipt VALUES ('97b47c01-5d65-44e0-8453-ba66c10f23c7', true, '2026-11-29 20:54:24.671023+00');
INSERT INTO public.commit_receipt VALUES ('f8ed8867-be90-4dc5-8ba2-057c63dbe370', true, '2026-11-29 20:54:24.683087+00');
INSERT INTO public.commit_receipt VALUES ('289d481f-1244-4628-adfc-3ab64eab6fbc', true, '2026-11-29 20:54:24.688928+00');
INSERT INTO public.commit_receipt VALUES ('188551f7-0201-4f18-b990-0742e17cc00c', true, '2026-11-29 20:54:24.699216+00');
INSERT INTO public.commit_receipt VALUES ('818db942-4f8d-4620-bfb3-0ce36273d1d6', true, '2026-11-29 20:54:24.713857+00');
INSERT INTO public.commit_receipt VALUES ('1ff6d845-f53d-43fd-b35a-327ea4b771ac', true, '2026-11-29 20:54:24.72196+00');
INSERT INTO public.commit_receipt VALUES ('542c7662-ee7e-4d96-bb30-fd783f864516', true, '2026-11-29 20:54:24.736025+00');
INSERT INTO public.commit_receipt VALUES ('e616bee6-bdc4-4c98-a7d0-d0f89c1dc455', true, '2026-11-29 20:54:24.748565+00');
INSERT INTO public.commit_receipt VALUES ('cadd66b9-5fa6-4462-b703-811279a7f692', true, '2026-11-29 20:54:24.760236+00');
INSERT INTO public.commit_receipt VALUES ('2a7e01fa-f1c5-4251-8326-d7be0a609621', true, '2026-11-29 20:54:24.776002+00');
INSERT INTO public.commit_receipt VALUES ('ddfc717e-bf4e-4b33-be6a-a4184edd87a7', true, '2026-11-29 20:54:24.793165+00');
INSERT INTO public.commit_receipt VALUES ('08cf916c-430e-4deb-b701-5e5b4cbdbbdd', true, '2026-11-29 20:54:24.802858+00');
INSERT INTO public.commit_receipt VALUES ('cff36a11-8024-42bc-897d-8e4a5043fd3a', true, '2026-11-29 20:54:26.917842+00');
INSERT INTO public.commit_receipt VALUES ('559f93db-cf0a-4ac0-9f65-9f8a9b1420ea', true, '2026-11-29 20:54:26.972027+00');
INSERT INTO public.commit_receipt VALUES ('a80a92a5-a309-4b91-a482-0f0e104a8e9c', true, '2026-11-29 20:54:27.01226+00');
INSERT INTO public.commit_receipt VALUES ('097258b3-5277-44cf-b7e7-2f304d6b9792', true, '2026-11-29 20:54:27.019241+00');
INSERT INTO public.commit_receipt VALUES ('6e26d814-f5a9-43ac-b33d-79de2d9a71c0', true, '2026-11-29 20:54:27.027109+00');
INSERT INTO public.commit_receipt VALUES ('2ca1751a-1d8d-4a16-9357-31988cf0a805', true, '2026-11-29 20:54:27.037282+00');
INSERT INTO public.commit_receipt VALUES ('fcff35e3-865e-4af3-924d-b2273d292b6b', true, '2026-11-29 20:54:27.070803+00');
INSERT INTO public.commit_receipt VALUES ('90352672-3efa-41f4-b892-d3c0f1c52a7e', true, '2026-11-29 20:54:27.079247+00');
INSERT INTO public.commit_receipt VALUES ('36cf07fb-a9a5-4b1c-ab9a-62c65ff633f5', true, '2026-11-29 20:54:27.101781+00');
INSERT INTO public.commit_receipt VALUES ('9d22e89c-f01d-4e28-8032-33a35ae4879d', true, '2026-11-29 20:54:27.115663+00');
INSERT INTO public.commit_receipt VALUES ('5b3fa0bc-1fc3-40fc-a199-f94daf0c45f2', true, '2026-11-29 20:54:27.125184+00');
INSERT INTO public.commit_receipt VALUES ('aa486f0f-7ff8-482c-a698-f0dab2e165de', true, '2026-11-29 20:54:27.158019+00');
INSERT INTO public.commit_receipt VALUES ('27d52181-1e69-48dd-9219-5a5778a8d12e', true, '2026-11-29 20:54:27.167497+00');
INSERT INTO public.commit_receipt VALUES ('e9166d75-0dfe-4028-9545-54cac2e885f1', true, '2026-11-29 20:54:27.179423+00');
INSERT INTO public.commit_receipt VALUES ('b5225cc2-c7ea-4f69-b8d8-fb13ba088645', true, '2026-11-29 20:54:27.20183+00');
INSERT INTO public.commit_receipt VALUES ('7aadca8e-1079-40dd-a301-ef76cc7a1822', true, '2026-11-29 20:54:27.221401+00');
INSERT INTO public.commit_receipt VALUES ('722e17fd-36cb-4030-b811-043def9d5660', true, '2026-11-29 20:54:27.229196+00');
INSERT INTO public.commit_receipt VALUES ('2c39e36c-aa12-4f2b-ae65-3c9c25b1fdfb', true, '2026-11-29 20:54:27.23637+00');
INSERT INTO public.commit_receipt VALUES ('1338069e-af10-4cbd-a33b-61db16893e26', true, '2026-11-29 20:54:27.243628+00');
INSERT INTO public.commit_receipt VALUES ('221bfb43-1bde-4e66-a5d6-08b425370b94', true, '2026-11-29 20:54:27.265411+00');
INSERT INTO public.commit_receipt VALUES ('ac5247c6-7d08-4948-bc86-5db261d4dfdf', true, '2026-11-29 20:54:27.273349+00');
INSERT INTO public.commit_receipt VALUES ('d38d5feb-8d8a-4471-838c-4fffe1ac4a58', true, '2026-11-29 20:54:27.29458+00');
INSERT INTO public.commit_receipt VALUES ('e9b8a2ea-0d27-46c5-9995-190551166ffe', true, '2026-11-29 20:54:27.302411+00');
INSERT INTO public.commit_receipt VALUES ('bbae69b7-2a0d-483e-99e1-2a9309a2d2f8', true, '2026-11-29 20:54:27.312221+00');
INSERT INTO public.commit_receipt VALUES ('19598c5c-5802-4329-8e19-03b0e2718bf9', true, '2026-11-29 20:54:27.323108+00');
INSERT INTO public.commit_receipt VALUES ('76ca67b3-bcea-4c7a-b1d7-f18b77bc7112', true, '2026-11-29 20:54:27.338311+00');
INSERT INTO public.commit_receipt VALUES ('bc59fcd3-f991-42d3-8735-9496bca092c4', true, '2026-11-29 20:54:27.350455+00');
INSERT INTO public.commit_receipt VALUES ('238f9542-dc4d-4a07-a3d5-7515ddd15370', true, '2026-11-29 20:54:27.355272+00');
INSERT INTO public.commit_receipt VALUES ('dda9f148-5696-4fdf-8fa7-0635250ff55a', true, '2026-11-29 20:54:27.360653+00');
INSERT INTO public.commit_receipt VALUES ('e0dfcd7b-d067-4c21-9dc3-7c7f6f555b79', true, '2026-11-29 20:54:59.254312+00');
INSERT INTO public.commit_receipt VALUES ('1a942fa4-cc1e-4194-aec5-5e8a2777635b', true, '2026-11-29 20:54:59.287787+00');
INSERT INTO public.commit_receipt VALUES ('cc93c977-b4e4-4cf0-80ab-ea19a307c0ab', true, '2026-11-29 20:54:59.316453+00');
INSERT INTO public.commit_receipt VALUES ('4a75a604-eeae-411f-8894-d357e8d35873', true, '2026-11-29 20:54:59.337099+00');
INSERT INTO public.commit_receipt VALUES ('af7336e4-c63c-4ff8-934c-1a2c909a36f1', true, '2026-11-29 20:54:59.373008+00');
INSERT INTO public.commit_receipt VALUES ('668efafe-7ecc-489d-a06c-587f859766ef', true, '2026-11-29 20:54:59.406682+00');
INSERT INTO public.commit_receipt VALUES ('d933679b-e927-49a1-878c-1676d1b13029', true, '2026-11-29 20:54:59.462951+00');
INSERT INTO public.commit_receipt VALUES ('ffdc14dd-5fbe-4afd-a4a8-bd22f25a88e9', true, '2026-11-29 20:54:59.51856+00');
INSERT INTO public.commit_receipt VALUES ('c9200740-2ef5-4272-b45a-dc3ddaecf335', true, '2026-11-29 20:54:59.535836+00');
INSERT INTO public.commit_receipt VALUES ('15ac1b6d-5ad2-45a1-a9d0-ce78a2207e3d', true, '2026-11-29 20:54:59.551063+00');
INSERT INTO public.commit_receipt VALUES ('1133c4bf-d571-40e6-a09a-dec192160d3f', true, '2026-11-29 20:54:59.608862+00');
INSERT INTO public.commit_receipt VALUES ('e8905d7a-c419-4ae0-b9f7-b2520540d372', true, '2026-11-29 20:54:59.639771+00');
INSERT INTO public.commit_receipt VALUES ('2888e16d-5189-4790-8751-57365b40d36c', true, '2026-11-29 20:54:59.68414+00');
INSERT INTO public.commit_receipt VALUES ('fcf4794d-24d8-4c12-ba6e-b548a20bfbf0', true, '2026-11-29 20:54:59.707731+00');
INSERT INTO public.commit_receipt VALUES ('092abd4a-8d01-4661-ad93-73d69d4385f4', true, '2026-11-29 20:55:01.974069+00');
INSERT INTO public.commit_receipt VALUES ('3f65dc12-12b7-4060-9e9c-2e925d4662ad', true, '2026-11-29 20:55:02.120018+00');
INSERT INTO public.commit_receipt VALUES ('8ba22897-469f-4417-a869-66c68af3b8c3', true, '2026-11-29 20:55:02.386672+00');
INSERT INTO public.commit_receipt VALUES ('cff4307f-c728-4998-9db1-4e1566418400', true, '2026-11-29 20:55:02.426766+00');
INSERT INTO public.commit_receipt VALUES ('cc1835f7-6490-4b40-9433-762d6f388c6b', true, '2026-11-29 20:55:02.433326+00');
INSERT INTO public.commit_receipt VALUES ('b7a35eb7-4530-45b1-add2-61e8b27b7605', true, '2026-11-29 20:55:02.446804+00');
INSERT INTO public.commit_receipt VALUES ('d2eec043-d19a-4d45-a38e-221c04e9925f', true, '2026-11-29 20:55:02.461975+00');
INSERT INTO public.commit_receipt VALUES ('71272d6b-09b9-4d3e-bfa5-ff4517afb5b7', true, '2026-11-29 20:55:02.469013+00');
INSERT INTO public.commit_receipt VALUES ('28d957c9-54d5-44ec-af99-66980b08e676', true, '2026-11-29 20:55:02.482789+00');
INSERT INTO public.commit_receipt VALUES ('7c68e319-95b4-4a59-938b-1990ee413b0e', true, '2026-11-29 20:55:02.487631+00');
INSERT INTO public.commit_receipt VALUES ('9796cbd1-cabc-4b24-835f-0f1f6bb0a350', true, '2026-11-29 20:55:02.497264+00');
INSERT INTO public.commit_receipt VALUES ('d3966b7f-56ce-41b0-bd94-4c046bb9a3ab', true, '2026-11-29 20:55:02.509892+00');
INSERT INTO public.commit_receipt VALUES ('12b58f7e-1d42-4eb0-a15d-91b02f99c4d1', true, '2026-11-29 20:55:03.012434+00');
INSERT INTO public.commit_receipt VALUES ('297b5053-552a-426b-a8a4-921d49fd3107', true, '2026-11-29 20:55:03.039531+00');
INSERT INTO public.commit_receipt VALUES ('f2cf65c1-1d72-4e87-bfc8-8c24945d8a55', true, '2026-11-29 20:55:03.280603+00');
INSERT INTO public.commit_receipt VALUES ('41ad6047-a598-4ad1-b4d8-4ff6231bfccc', true, '2026-11-29 20:55:10.229726+00');
INSERT INTO public.commit_receipt VALUES ('1f8e7df2-5059-43d5-87b3-5f3dd4bc974f', true, '2026-11-29 20:55:10.270675+00');
INSERT INTO public.commit_receipt VALUES ('b294e91b-f74d-4cc0-8634-954e4614df62', true, '2026-11-29 20:55:10.31722+00');
INSERT INTO public.commit_receipt VALUES ('ebda3cf8-2b2e-4fa6-8bf5-c2ea67ccf17e', true, '2026-11-29 20:55:10.348233+00');
INSERT INTO public.commit_receipt VALUES ('3263327d-f1fc-4a08-88db-fe9d5defadba', true, '2026-11-29 20:55:10.380031+00');
INSERT INTO public.commit_receipt VALUES ('9c985c55-54f8-4db4-b044-924614557a4f', true, '2026-11-29 20:55:11.433312+00');
INSERT INTO public.commit_receipt VALUES ('4d4ea98e-39dd-46c8-a07e-c3ae6b045cfa', true, '2026-11-29 20:55:39.599067+00');
INSERT INTO public.commit_receipt VALUES ('5a781a48-2bd7-4815-b809-52065e7bf8a8', true, '2026-11-29 20:55:54.018676+00');
INSERT INTO public.commit_receipt VALUES ('97e335b7-82b2-4433-803a-4223d17bd4bb', true, '2026-11-29 20:55:54.152579+00');


--
-- Data for Name: dead_letter; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.dead_letter VALUES (50, 'empty', 'the record has no value', NULL, '2026-11-29 20:55:06.941321+00', NULL, '\x756e757361626c65', '[{"name":"ce_specversion","value":"1.0"},{"name":"ce_source","value":"/shop"},{"name":"ce_type","value":"OrderCreated"},{"name":"ce_id","value":"d-empty"}]', '2026-11-29 20:55:06.934+00');
INSERT INTO public.dead_letter VALUES (51, 'malformed_json', 'key must be a string at line 1 column 2', '\x7bff', '2026-11-29 20:55:06.941321+00', NULL, '\x756e757361626c65', '[]', '2026-11-29 20:55:06.937+00');
INSERT INTO public.dead_letter VALUES (56, 'too_deep', 'nested more than 64 levels deep', '\x5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b', '2026-11-29 20:55:06.980284+00', NULL, '\x756e757361626c65', '[]', '2026-11-29 20:55:06.939+00');
INSERT INTO public.dead_letter VALUES (57, 'not_an_event', 'an event is a JSON object, not an array', '\x5b5d', '2026-11-29 20:55:06.980284+00', NULL, '\x756e757361626c65', '[]', '2026-11-29 20:55:06.941+00');
INSERT INTO public.dead_letter VALUES (58, 'missing_type', 'type must be a non-empty string; it was read as a structured CloudEvent, has the members ''specversion'', ''id'', ''source'', ''time'', ''data''. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d74797065222c22736f75726365223a222f73686f70222c2274696d65223a22323032362d31312d32395432303a35353a30362e3933343331302b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d74797065222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-29 20:55:06.980284+00', NULL, '\x756e757361626c65', '[]', '2026-11-29 20:55:06.945+00');
INSERT INTO public.dead_letter VALUES (59, 'missing_id', 'the event has no id; it was read as a structured CloudEvent, has the members ''specversion'', ''source'', ''type'', ''time'', ''data''. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b227370656376657273696f6e223a22312e30222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32395432303a35353a30362e3933343331302b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-29 20:55:06.980284+00', NULL, '\x756e757361626c65', '[]', '2026-11-29 20:55:06.947+00');
INSERT INTO public.dead_letter VALUES (60, 'invalid_id', 'id must be a string, not a number: 7', '\x7b227370656376657273696f6e223a22312e30222c226964223a372c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32395432303a35353a30362e3933343331302b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-29 20:55:06.980284+00', NULL, '\x756e757361626c65', '[]', '2026-11-29 20:55:06.952+00');
INSERT INTO public.dead_letter VALUES (61, 'missing_source', 'the event has no source; it was read as a structured CloudEvent, has the members ''specversion'', ''id'', ''type'', ''time'', ''data''. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d736f75726365222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32395432303a35353a30362e3933343331302b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d736f75726365222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-29 20:55:06.980284+00', NULL, '\x756e757361626c65', '[]', '2026-11-29 20:55:06.958+00');
INSERT INTO public.dead_letter VALUES (54, 'invalid_source', 'source must be at most 200 bytes of UTF-8, not 201', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d6c6f6e672d736f75726365222c22736f75726365223a22737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32395432303a35353a30362e3933343331302b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d6c6f6e672d736f75726365222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-29 20:55:06.980284+00', NULL, '\x756e757361626c65', '[]', '2026-11-29 20:55:06.96+00');
INSERT INTO public.dead_letter VALUES (53, 'unsupported_content_type', 'content-type must be application/json, not ''application/xml''', '\x3c612f3e', '2026-11-29 20:55:06.980284+00', NULL, '\x756e757361626c65', '[{"name":"ce_specversion","value":"1.0"},{"name":"ce_source","value":"/shop"},{"name":"ce_type","value":"OrderCreated"},{"name":"ce_id","value":"d-xml"},{"name":"content-type","value":"application/xml"}]', '2026-11-29 20:55:06.966+00');
INSERT INTO public.dead_letter VALUES (52, 'unsupported_specversion', 'specversion must be ''1.0'', not ''0.3''', '\x7b227370656376657273696f6e223a22302e33222c226964223a22642d76657273696f6e222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32395432303a35353a30362e3933343331302b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d76657273696f6e222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-29 20:55:06.980284+00', NULL, '\x756e757361626c65', '[{"name":"content-type","value":"application/cloudevents+json"}]', '2026-11-29 20:55:06.969+00');
INSERT INTO public.dead_letter VALUES (55, 'schema_registry_not_configured', 'it was written by schema 7 of a schema registry: set INVENTORY_SCHEMA_REGISTRY_URL', '\x00000000077b227370656376657273696f6e223a22312e30222c226964223a22642d6672616d6564222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32395432303a35353a30362e3933343331302b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d6672616d6564222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-29 20:55:06.980284+00', NULL, '\x756e757361626c65', '[]', '2026-11-29 20:55:06.972+00');
INSERT INTO public.dead_letter VALUES (62, 'invalid_time', 'time must be an RFC 3339 timestamp with an offset, not ''yesterday''', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d74696d65222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22796573746572646179222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d74696d65222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-29 20:55:07.015621+00', NULL, '\x756e757361626c65', '[]', '2026-11-29 20:55:06.974+00');
INSERT INTO public.dead_letter VALUES (63, 'time_in_future', 'time 9999-01-01T00:00:00+00:00 is more than 1 day ahead', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d667574757265222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22393939392d30312d30315430303a30303a30305a222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d667574757265222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-29 20:55:07.033758+00', NULL, '\x756e757361626c65', '[]', '2026-11-29 20:55:06.983+00');
INSERT INTO public.dead_letter VALUES (65, 'too_old', 'time 2001-01-01T00:00:00+00:00 is more than 30 days ago', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d6f6c64222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323030312d30312d30315430303a30303a30305a222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d6f6c64222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-29 20:55:07.05346+00', NULL, '\x756e757361626c65', '[]', '2026-11-29 20:55:07.017+00');
INSERT INTO public.dead_letter VALUES (64, 'missing_data', 'the event has no data; it was read as a structured CloudEvent, has the members ''specversion'', ''id'', ''source'', ''type'', ''time''. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d6e6f2d64617461222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32395432303a35353a30362e3933343331302b30303a3030227d', '2026-11-29 20:55:07.05346+00', NULL, '\x756e757361626c65', '[]', '2026-11-29 20:55:07.03+00');
INSERT INTO public.dead_letter VALUES (66, 'binary_data', 'data_base64 is not base64 (Only base64 data is allowed): send the data as JSON in data', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d626173653634222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32395432303a35353a30362e3933343331302b30303a3030222c22646174615f626173653634223a222a227d', '2026-11-29 20:55:07.085346+00', NULL, '\x756e757361626c65', '[]', '2026-11-29 20:55:07.037+00');
INSERT INTO public.dead_letter VALUES (67, 'invalid_data', 'items: List should have at least 1 item after validation, not 0', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d696e76616c6964222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32395432303a35353a30362e3933343331302b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d696e76616c6964222c226974656d73223a5b5d7d7d', '2026-11-29 20:55:07.085346+00', NULL, '\x756e757361626c65', '[]', '2026-11-29 20:55:07.05+00');
INSERT INTO public.dead_letter VALUES (68, 'not_an_event', 'an event is a JSON object, not a string', '\x227878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787822', '2026-11-29 20:55:07.114965+00', NULL, '\x756e757361626c65', '[]', '2026-11-29 20:55:07.069+00');
INSERT INTO public.dead_letter VALUES (71, 'conflicting_payload', 'An event with id ''used-twice'' was heard before with another payload; this one is not applied.', NULL, '2026-11-29 20:55:07.383962+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (72, 'foreign_source', 'copied', '\x00ff', '2026-11-29 20:55:07.383962+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (73, 'missing_time', 'copied', '\x00ff', '2026-11-29 20:55:07.383962+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (74, 'near_miss', 'copied', '\x00ff', '2026-11-29 20:55:07.383962+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (75, 'too_large', 'copied', '\x00ff', '2026-11-29 20:55:07.383962+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (76, 'undecodable', 'copied', '\x00ff', '2026-11-29 20:55:07.383962+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (77, 'unreadable_headers', 'copied', '\x00ff', '2026-11-29 20:55:07.383962+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (78, 'unstorable', 'copied', '\x00ff', '2026-11-29 20:55:07.383962+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (79, 'unsupported_schema_type', 'copied', '\x00ff', '2026-11-29 20:55:07.383962+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (80, 'wrong_topic', 'copied', '\x00ff', '2026-11-29 20:55:07.383962+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (83, 'attempts_exhausted', 'a known fault', NULL, '2026-11-29 20:55:28.65403+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (85, 'abandoned', 'cli:root: told by phone', NULL, '2026-11-29 20:55:39.599067+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (101, 'missing_type', 'type must be a non-empty string; it was read as a bare JSON object. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b7d', '2026-11-29 20:55:48.654201+00', NULL, '\x756e757361626c65', '[]', '2026-11-29 20:55:42.026+00');
INSERT INTO public.dead_letter VALUES (102, 'missing_type', 'type must be a non-empty string; it was read as a bare JSON object. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b7d', '2026-11-29 20:55:48.654201+00', NULL, '\x756e757361626c65', '[]', '2026-11-29 20:55:42.026+00');
INSERT INTO public.dead_letter VALUES (103, 'missing_type', 'type must be a non-empty string; it was read as a bare JSON object. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b7d', '2026-11-29 20:55:48.654201+00', NULL, '\x756e757361626c65', '[]', '2026-11-29 20:55:42.021+00');
INSERT INTO public.dead_letter VALUES (104, 'missing_type', 'type must be a non-empty string; it was read as a bare JSON object. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b7d', '2026-11-29 20:55:48.654201+00', NULL, '\x756e757361626c65', '[]', '2026-11-29 20:55:42.023+00');


--
-- Data for Name: event_gap; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: idempotency_key; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.idempotency_key VALUES ('token:shop', 'count_of_mug', '\x657f52f008887027b4998cc72aa1e7885f742e514ce14cde5741ee108fc069a5', '2026-11-29 20:54:24.776002+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', '"quoted"~key/1', '\x5f7d955dc3b39797a77236fc8dea8269aad468fd943ea6c4a439afd549b99e93', '2026-11-29 20:54:24.793165+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'bulk', '\x65c2568e0c1029291f65ab859f88726aae77156eed3a83017cc5c0931728d848', '2026-11-29 20:54:24.802858+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'confirm-with/slash', '\x8060d84985ba3034e5a65e33155312f69943952ae2b45503201d70f60c5ecd8d', '2026-11-29 20:54:27.101781+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'extend-held', '\xa92e5168ea4bb2313a4b10c112f8b7e371c89018a6f2e2b6dc4124a263c342b9', '2026-11-29 20:54:27.125184+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'amend', '\x9ed4ce9b1912d53779165cf2b38d9af73a1d505fba3b780506c926a816863141', '2026-11-29 20:54:27.167497+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'release-given-back', '\x9438196d6ea5b66bc200e77508f1837bf40a9a6c465563e2ee3796c0f7fca354', '2026-11-29 20:54:27.265411+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'cancel-returned', '\xa5c67da28417fdffab68c40ad44c4298a8e91d5a8ed94fe639e3e8fb31071ad2', '2026-11-29 20:54:27.302411+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'pallet', '\x96b7d7e79d0f79bfe979d55c97e12d1ef6770de66b836805c7a5e26e3c7be423', '2026-11-29 20:54:59.462951+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'bulk-moves', '\x29dcf0f457e849dd0fd9dc751f7707cc53a707b934ec7dc226bb6784aaaa96ee', '2026-11-29 20:54:59.608862+00');


--
-- Data for Name: inbox_event; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (1, '/shop', 'ProductCreated-02d4e0f1', 'ProductCreated', 'veteran', '\x38b1c6af2d14fac1fd7c05816d41570452edfc06f386fec6ae21b66b636fcc9f', NULL, '2026-11-29 20:54:10.98317+00', '2026-11-20 20:54:11.164858+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (2, '/shop', 'ProductCreated-108480e9', 'ProductCreated', 'mug', '\x7aeb87f94c49a362e836aeb0a3b67edd9764ba0fcb94b56499fd49d33adfdf3e', '{"location": "main", "product_id": "mug", "quantity_on_hand": 100}', '2026-11-29 20:54:24.295402+00', '2026-11-29 20:54:24.301198+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (3, '/shop', 'ProductCreated-85bd592d', 'ProductCreated', 'mug_', '\x0b802597227ac0ad8603f749c928c43eb7be5ad6793b225199885a4c15fad804', '{"location": "main", "product_id": "mug_", "quantity_on_hand": 101}', '2026-11-29 20:54:24.297988+00', '2026-11-29 20:54:24.335379+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (4, '/shop', 'ProductCreated-106ba438', 'ProductCreated', 'line_feed', '\x3d33fd34469238b27989fa16999b89c88e928647087a8ce73e6da23bce9c66a6', '{"location": "main", "product_id": "line_feed", "quantity_on_hand": 104}', '2026-11-29 20:54:24.335954+00', '2026-11-29 20:54:24.372323+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (5, '/shop', 'ProductCreated-4ccd5514', 'ProductCreated', '_mug', '\x298369454127661138ddce1bc6211517129c24a6017779b706cfda70393a25b9', '{"location": "main", "product_id": "_mug", "quantity_on_hand": 102}', '2026-11-29 20:54:24.311848+00', '2026-11-29 20:54:24.372323+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (6, '/shop', 'ProductCreated-6da51fd5', 'ProductCreated', 'tab_here', '\xde75a4eec000a932377cff9c53d25740fe8893b8963880d2c6664b57418231cc', '{"location": "main", "product_id": "tab_here", "quantity_on_hand": 103}', '2026-11-29 20:54:24.327546+00', '2026-11-29 20:54:24.372324+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (7, '/shop', 'ProductCreated-e0b27a4a', 'ProductCreated', 'a/b', '\x0625284931af06b0cfd40a0c72ab5c89681175179806cfb1570d65d2b6745c89', '{"location": "main", "product_id": "a/b", "quantity_on_hand": 105}', '2026-11-29 20:54:24.344507+00', '2026-11-29 20:54:24.372324+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (8, '/shop', 'ProductCreated-0bfb77cb', 'ProductCreated', 'Größe-42', '\xd65b189921203dc2315e254a7467593e2e8b8680ea82c3b9c34c87a473e9e158', '{"location": "main", "product_id": "Größe-42", "quantity_on_hand": 110}', '2026-11-29 20:54:24.373039+00', '2026-11-29 20:54:24.451958+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (9, '/shop', 'ProductCreated-1706ce5d', 'ProductCreated', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', '\xe0240d86973a517c52d081edf742b08c43ad49803b29982f042051fee16b5051', '{"location": "main", "product_id": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "quantity_on_hand": 114}', '2026-11-29 20:54:24.386963+00', '2026-11-29 20:54:24.451956+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 2, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (10, '/shop', 'ProductCreated-2dfd491f', 'ProductCreated', 'scarce', '\x4aba481cbf23c4c09228334dc587b169d5d1978a7166c25ec9947bf1834d9c3a', '{"location": "main", "product_id": "scarce", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-29 20:54:24.403053+00', '2026-11-29 20:54:24.451957+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 2, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (11, '/shop', 'ProductCreated-37e03671', 'ProductCreated', 'dear', '\x434430bd4eb74a86d6846d70841f91d5b9cff8f47959b8cc41cefad2146133b2', '{"location": "main", "product_id": "dear", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-29 20:54:24.405993+00', '2026-11-29 20:54:24.45196+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (12, '/shop', 'ProductCreated-6c2c2814', 'ProductCreated', '🫖', '\xe9df977d220a14c890fb40f22df007b93413fe1ec08c7903bd37b0938034d557', '{"location": "main", "product_id": "🫖", "quantity_on_hand": 112}', '2026-11-29 20:54:24.377479+00', '2026-11-29 20:54:24.451956+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (13, '/shop', 'ProductCreated-6dd2d3ae', 'ProductCreated', 'soon', '\x9861e9fbf1827f17b5fd9107784b55a4c126635bbb0d03d2c6dd0f2aa6444f09', '{"location": "main", "product_id": "soon", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-29 20:54:24.418882+00', '2026-11-29 20:54:24.451958+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 2, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (14, '/shop', 'ProductCreated-78782fc8', 'ProductCreated', 'o''clock "x" \ $1', '\x4b77f8158b177ffe6553a38947530de8b2dcd8cadc66da19f22a3e6ec87335f9', '{"location": "main", "product_id": "o''clock \"x\" \\ $1", "quantity_on_hand": 113}', '2026-11-29 20:54:24.381776+00', '2026-11-29 20:54:24.451957+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (15, '/shop', 'ProductCreated-867bff4b', 'ProductCreated', 'later', '\x3b79f23381b3fee074d7d334f2f81a0e56d6fbba9c431aa6c5bfaf657c45311d', '{"location": "main", "product_id": "later", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-29 20:54:24.413016+00', '2026-11-29 20:54:24.451957+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (16, '/shop', 'ProductCreated-9f2d47f8', 'ProductCreated', '..', '\x480e7174a6a9a6a8ba18975efde675005739d5d46b3fa3513b1f178abb671bd2', '{"location": "main", "product_id": "..", "quantity_on_hand": 108}', '2026-11-29 20:54:24.363542+00', '2026-11-29 20:54:24.451956+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (17, '/shop', 'ProductCreated-a9a5c036', 'ProductCreated', 'shirt', '\xed0003926e8d4cf372aa376acd504659f7cdc5c2046e3acb50e60b70a59c95bd', '{"location": "main", "variants": [{"sku": "shirt-s", "location": "main", "quantity_on_hand": 20, "low_stock_threshold": 5}, {"sku": "shirt-m", "location": "main", "quantity_on_hand": 20, "low_stock_threshold": 5}, {"sku": "shirt-l", "location": "main", "quantity_on_hand": 20, "low_stock_threshold": 5}], "product_id": "shirt"}', '2026-11-29 20:54:24.392981+00', '2026-11-29 20:54:24.451959+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 6);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (18, '/shop', 'ProductCreated-abda5611', 'ProductCreated', 'hurried', '\xe418d810d096ac74d25d7553d7fcaa4a567ff1e045a66f5f2696fec4cbc85303', '{"location": "main", "product_id": "hurried", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-29 20:54:24.407119+00', '2026-11-29 20:54:24.45196+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 7);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (42, '/shop', 'ProductDeleted-f656cba0', 'ProductDeleted', 'old-mug', '\x2efe3d80e38c142cd39d9f258759d22aadbf49d0b4d44747aa31420965dfb5cf', '{"product_id": "old-mug"}', '2026-11-29 20:55:02.162907+00', '2026-11-29 20:55:02.173824+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 9);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (19, '/shop', 'ProductCreated-b5d60c24', 'ProductCreated', 'adjustments', '\x7ee51482fec3008bc66612c8a813fe9e3e701e791a3bdb2ce744087af3436fe0', '{"location": "main", "product_id": "adjustments", "quantity_on_hand": 109}', '2026-11-29 20:54:24.364842+00', '2026-11-29 20:54:24.451957+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (20, '/shop', 'ProductCreated-b65a8e33', 'ProductCreated', '%2F', '\xaf59088f0bd1115138d43e20c71663ec0846dec75bae32e7a0ee11ff7e43ef94', '{"location": "main", "product_id": "%2F", "quantity_on_hand": 107}', '2026-11-29 20:54:24.362035+00', '2026-11-29 20:54:24.451957+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (21, '/shop', 'ProductCreated-c71d041c', 'ProductCreated', 'дом', '\x5d11012ed2f8a269ef13d7df7d53a95e9f4eafb9aa9a6773d5098b74f4f86ee9', '{"location": "main", "product_id": "дом", "quantity_on_hand": 111}', '2026-11-29 20:54:24.375619+00', '2026-11-29 20:54:24.451956+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (22, '/shop', 'ProductCreated-cc6095f9', 'ProductCreated', '50%', '\x1ff4a74d4f00f71d031ee1f8f805fe4698627730f3aa74da9d9a592dfcc8dda6', '{"location": "main", "product_id": "50%", "quantity_on_hand": 106}', '2026-11-29 20:54:24.35137+00', '2026-11-29 20:54:24.451956+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (23, '/shop', 'ProductCreated-d2afb4e4', 'ProductCreated', 'wanted', '\xca9fddca519cd68af01769e492886feefbe99c5a6341faf8efebe4217a4c3614', '{"location": "main", "product_id": "wanted", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-29 20:54:24.420688+00', '2026-11-29 20:54:24.451958+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 0, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (24, '/shop', 'ProductCreated-fa7bcf65', 'ProductCreated', 'short', '\x7fb2d798c015e953424206e27cb03bbc13d0f8512e9857a6b224fb7fcd91f3ad', '{"location": "main", "product_id": "short", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-29 20:54:24.40438+00', '2026-11-29 20:54:24.451957+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 0, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (25, '/shop', 'ProductUpdated-45034bc6', 'ProductUpdated', 'split', '\xc8a32c28e609130f9ca8e64c66d976418827daecfcafcc55203e2ec23e1b85f0', '{"location": "north", "product_id": "split", "quantity_on_hand": 3}', '2026-11-29 20:54:24.396302+00', '2026-11-29 20:54:24.451958+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (26, '/shop', 'ProductUpdated-976862d1', 'ProductUpdated', 'described-only', '\x8caf13a44ecdf0a0d0b41e04d840b12c0ab7873f2f8fd8d8486722bf6ea13328', '{"location": "main", "product_id": "described-only"}', '2026-11-29 20:54:24.401287+00', '2026-11-29 20:54:24.451956+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 0, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (27, '/shop', 'ProductUpdated-c9821d96', 'ProductUpdated', 'split', '\x3a47a725753f19b34fad2df15e4428c649d5ed8497f696d9a64d03d5b9af5e93', '{"location": "south_", "product_id": "split", "quantity_on_hand": 4}', '2026-11-29 20:54:24.398528+00', '2026-11-29 20:54:24.451959+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (28, '/shop', 'OrderCreated-058438eb', 'OrderCreated', 'by-event', '\x0b977d5f9dc96eba2045417022598398128499c16333b499d3692afac63ff62c', '{"items": [{"sku": "mug", "quantity": 5}], "order_id": "by-event", "ttl_seconds": 80000}', '2026-11-29 20:54:27.376733+00', '2026-11-29 20:54:27.384723+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 1, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (29, '/shop', 'OrderCreated-36f32eaa', 'OrderCreated', 'unknown-sku', '\xae44cd2972440a4d62b1a5e3e18ed5e1bea5005bda5c106566df2d7fb1cab1cf', '{"items": [{"sku": "never-seen", "quantity": 1}], "order_id": "unknown-sku"}', '2026-11-29 20:54:27.398078+00', '2026-11-29 20:54:27.404304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 2, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (30, '/shop', 'OrderCreated-3b1ba5fe', 'OrderCreated', 'rejected', '\x49bc8acaa44c744ebaea908051e10701740d013d3c91d0ffeba27b7ebe1295bf', '{"items": [{"sku": "scarce", "quantity": 1}], "order_id": "rejected"}', '2026-11-29 20:54:27.38869+00', '2026-11-29 20:54:27.404304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 5, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (31, '/shop', 'OrderCreated-d48b686a', 'OrderCreated', 'paid-by-event', '\x613d16172c9fd8ca105a999bed763a9a2170c585149d8b6f5c8ba946d898c1ff', '{"items": [{"sku": "дом", "quantity": 2}, {"sku": "50%", "quantity": 1}], "order_id": "paid-by-event"}', '2026-11-29 20:54:27.401096+00', '2026-11-29 20:54:27.404304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (32, '/shop', 'OrderCreated-a0c3e8dc', 'OrderCreated', 'cancelled', '\x77e1796ad39907b9ec4f6fae25bfb6371212432aac8c52d45e7b680ff2c6c561', '{"items": [{"sku": "mug", "quantity": 1}], "order_id": "cancelled"}', '2026-11-29 20:54:27.409346+00', '2026-11-29 20:54:27.425021+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 5, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (33, '/shop', 'OrderCreated-a181d076', 'OrderCreated', 'failed-payment', '\x2bfa60473c94900bdcabaed752f2aa06515402afa0d1b0c2c02a842a50a554c8', '{"items": [{"sku": "mug", "quantity": 1}], "order_id": "failed-payment"}', '2026-11-29 20:54:27.407549+00', '2026-11-29 20:54:27.425021+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 3, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (34, '/shop', 'PaymentSucceeded-45033cfa', 'PaymentSucceeded', 'paid-by-event', '\x6721da0f03b8806c72e0416c125b9c05b98fc02299c61cd36fc7033c40f121f8', '{"order_id": "paid-by-event", "payment_id": "pay-1"}', '2026-11-29 20:54:58.947411+00', '2026-11-29 20:54:58.959755+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 4, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (35, '/shop', 'PaymentFailed-d430d9f3', 'PaymentFailed', 'failed-payment', '\xc2669abe5b89094cf2e4d8d76d7429b5f4b8c67326949717cb74b97b06afa214', '{"reason": "card declined", "order_id": "failed-payment"}', '2026-11-29 20:54:58.964717+00', '2026-11-29 20:54:58.992811+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 3, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (36, '/shop', 'PaymentSucceeded-031eb1ff', 'PaymentSucceeded', 'rejected', '\x5f8d2a5f24a58a5ab1e5c443f959bd3d98e523271750059d71e91cf7e4a0496f', '{"order_id": "rejected", "payment_id": "pay-3"}', '2026-11-29 20:54:58.993924+00', '2026-11-29 20:54:59.024886+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 5, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (37, '/shop', 'PaymentSucceeded-d084cc9b', 'PaymentSucceeded', 'awaiting', '\x4301cc6a4ecf86b74ebe999b3ef4787c5847f10699d1b91b6c5a88a1907857dd', '{"order_id": "awaiting", "payment_id": "pay-2"}', '2026-11-29 20:54:58.987238+00', '2026-11-29 20:54:59.024886+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 2, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (38, '/shop', 'OrderCancelled-c588b44e', 'OrderCancelled', 'cancelled', '\xb9fea78ae7255d62c5876e08fa926fc6f9e20c0155a0a4cfa7ced918b9baae5c', '{"reason": "fraud", "restock": true, "order_id": "cancelled"}', '2026-11-29 20:54:59.014418+00', '2026-11-29 20:54:59.057754+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 5, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (39, '/shop', 'OrderFailed-efc1a88d', 'OrderFailed', 'never-ordered', '\xb13bcc526c3233d47ad2309ffd4040d91892fe04b824d185f800cc8e1da512ea', '{"restock": true, "order_id": "never-ordered"}', '2026-11-29 20:54:59.02192+00', '2026-11-29 20:54:59.057754+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 1, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (40, '/shop', 'ProductCreated-8887766a', 'ProductCreated', 'card', '\x5054add6c913d50d4759738d5878985ceac5dcf2656b9aace44f26bab73ff8cc', '{"tracked": false, "location": "main", "product_id": "card"}', '2026-11-29 20:55:02.154826+00', '2026-11-29 20:55:02.173823+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (41, '/shop', 'ProductCreated-d047306e', 'ProductCreated', 'old-mug', '\x88f096b8219d7dd25a76c8c54ce2184aed27fc0830458ef84bc15e6b5fef2161', '{"location": "main", "product_id": "old-mug", "quantity_on_hand": 7}', '2026-11-29 20:55:02.158761+00', '2026-11-29 20:55:02.173823+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 8);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (43, '/shop', 'OrderCreated-a8b1673e', 'OrderCreated', 'card-by-event', '\xb53d6fb5d0e6582229db595e76be5f6ab52a04f917c3a15bcd4a04437d65448b', '{"items": [{"sku": "card", "quantity": 1}, {"sku": "mug", "quantity": 1}], "order_id": "card-by-event", "ttl_seconds": 80000}', '2026-11-29 20:55:02.534409+00', '2026-11-29 20:55:02.543232+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 3, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (44, '/shop', 'OrderCreated-5acb6c6c', 'OrderCreated', 'discontinued-by-event', '\x0b3161b6f6a3eb57a77c0354ab469cedc7c9911368fa107df162bdc4502f76a7', '{"items": [{"sku": "old-mug", "quantity": 1}, {"sku": "mug", "quantity": 1}], "order_id": "discontinued-by-event", "ttl_seconds": 80000}', '2026-11-29 20:55:02.543127+00', '2026-11-29 20:55:02.587281+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 2, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (45, '/first', 'ProductCreated-e88cd213', 'ProductCreated', 'first', '\x32134542698532bff12ba995e657bc3fbf3298222c38f55f6a5d7ec44920d784', '{"location": "main", "product_id": "first", "quantity_on_hand": 30}', '2026-11-29 20:55:02.754799+00', '2026-11-29 20:55:02.821273+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (46, '/first', 'ProductUpdated-5f7d6c03', 'ProductUpdated', 'first', '\xc76f6ec602294f36aedf7fb9930d76a6fa066a636802feb6f70e4ec7fef7312b', '{"location": "main", "product_id": "first", "quantity_on_hand": 40}', '2026-11-29 20:55:02.760995+00', '2026-11-29 20:55:02.821274+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 6);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (47, '/shop', 'ProductCreated-53ab58e1', 'ProductCreated', 'mirrored', '\x2c322426c9dd5ce32098435ca1e88898284630a75d277a9fbfa29523bdf7e0d2', '{"location": "main", "product_id": "mirrored", "quantity_on_hand": 100, "quantity_supplied": 100}', '2026-11-29 20:55:02.795834+00', '2026-11-29 20:55:02.882478+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 2, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (48, '/shown/here', 'ProductUpdated-f7b09221', 'ProductUpdated', 'crate', '\x827b4c981ed58240814206459d4d101da4146fd83387c1010b09f86a8b8da6b3', '{"location": "main", "product_id": "crate", "quantity_on_hand": 9}', '2026-11-29 20:55:02.79342+00', '2026-11-29 20:55:02.882478+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (49, '/shop', 'ProductUpdated-fb742e76', 'ProductUpdated', 'mirrored', '\xf0070dbcca932463b2673a6882788a586ab83e628cf69ce8b389708b244e1774', '{"location": "main", "product_id": "mirrored", "quantity_on_hand": 94}', '2026-11-29 20:55:03.056308+00', '2026-11-29 20:55:03.064104+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 2, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (50, '/shop', 'd-empty', 'OrderCreated', NULL, '\x3d1adc6f0a07e8184cf8beebe7c9bfbbf1706a3253e4e5120e854b6a0bb5f359', NULL, '2026-11-29 20:55:06.939748+00', '2026-11-29 20:55:06.941321+00', NULL, 'orders', 2, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (51, 'orders', '2/3', NULL, NULL, '\xe2da7787d8252df7b19ca247c901d29c6c1de28b2694f23202a198b2515d7382', NULL, '2026-11-29 20:55:06.939957+00', '2026-11-29 20:55:06.941322+00', NULL, 'orders', 2, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (52, '/shop', 'd-version', 'OrderCreated', NULL, '\xdab42681a84637ad71ded32cfb7b2767da3475494c4fac6ede4ffad7564de889', NULL, '2026-11-29 20:55:06.978212+00', '2026-11-29 20:55:06.980292+00', NULL, 'orders', 2, 12);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (53, '/shop', 'd-xml', 'OrderCreated', NULL, '\xf32c2305a487c97963a469550e73dcc27ac8ac8d5d873ab45eb365b2c99e2631', NULL, '2026-11-29 20:55:06.978168+00', '2026-11-29 20:55:06.980291+00', NULL, 'orders', 2, 11);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (54, 'orders', '2/10', 'OrderCreated', NULL, '\x89d5aa15d4a0d51b23bcff855bef0849879214386ba41b3ba9fbb838794775ad', NULL, '2026-11-29 20:55:06.978137+00', '2026-11-29 20:55:06.98029+00', NULL, 'orders', 2, 10);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (55, 'orders', '2/13', NULL, NULL, '\x04d109db0f149672d98993bf20459d55aa7b80d8717a7cfde358183cb900a53b', NULL, '2026-11-29 20:55:06.978241+00', '2026-11-29 20:55:06.980293+00', NULL, 'orders', 2, 13);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (56, 'orders', '2/4', NULL, NULL, '\x88f17b70f462c68a6fb8eac93c254c100360fa24f9e06a5d203a3fa83bef46ea', NULL, '2026-11-29 20:55:06.977565+00', '2026-11-29 20:55:06.980284+00', NULL, 'orders', 2, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (57, 'orders', '2/5', NULL, NULL, '\x4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945', NULL, '2026-11-29 20:55:06.977869+00', '2026-11-29 20:55:06.980285+00', NULL, 'orders', 2, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (58, 'orders', '2/6', NULL, NULL, '\x6f89337fc66a705f61d53bbee615db50720462d2b4e319a0abcc307856a1410c', NULL, '2026-11-29 20:55:06.977901+00', '2026-11-29 20:55:06.980286+00', NULL, 'orders', 2, 6);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (59, 'orders', '2/7', 'OrderCreated', NULL, '\x0b72b13aac9d3a44f765d0be969e8b374bfae42cefdb25cb29b68cd31a5a5369', NULL, '2026-11-29 20:55:06.977985+00', '2026-11-29 20:55:06.980287+00', NULL, 'orders', 2, 7);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (60, 'orders', '2/8', 'OrderCreated', NULL, '\xda852142f22e237c830dd892d08c44aa7ee1534c428f76eb146c6fbda87ef0a1', NULL, '2026-11-29 20:55:06.978058+00', '2026-11-29 20:55:06.980288+00', NULL, 'orders', 2, 8);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (61, 'orders', '2/9', 'OrderCreated', NULL, '\xd938b466b556de4eecbeef53533b67330e9eebdc78c7790580900a90d9d4da10', NULL, '2026-11-29 20:55:06.978088+00', '2026-11-29 20:55:06.980289+00', NULL, 'orders', 2, 9);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (62, '/shop', 'd-time', 'OrderCreated', 'unusable-d-time', '\x487051505cd23960dde9bdae7f4106e9a243bcb0cfea16d2b733e6b0ff204ff6', NULL, '2026-11-29 20:55:07.01394+00', '2026-11-29 20:55:07.015621+00', NULL, 'orders', 2, 14);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (63, '/shop', 'd-future', 'OrderCreated', 'unusable-d-future', '\x332b2c71e69caa3cee44112cc2960b79ca76d5b73071f1b71e325bc8e51906e1', NULL, '2026-11-29 20:55:07.033097+00', '2026-11-29 20:55:07.033758+00', NULL, 'orders', 2, 15);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (64, '/shop', 'd-no-data', 'OrderCreated', NULL, '\x4424187004281fc0451d1c964c3a5127fdcbf5c0dc1b88c33c3595e0c4ffb9b6', NULL, '2026-11-29 20:55:07.052981+00', '2026-11-29 20:55:07.053461+00', NULL, 'orders', 2, 17);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (65, '/shop', 'd-old', 'OrderCreated', 'unusable-d-old', '\x654e62f373a6c4aef7d17f04eed32fc88e339e26ac1672af26953dd7ec3738b6', '{"items": [{"sku": "mug", "quantity": 1}], "order_id": "unusable-d-old"}', '2001-01-01 00:00:00+00', '2026-11-29 20:55:07.05346+00', NULL, 'orders', 2, 16);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (66, '/shop', 'd-base64', 'OrderCreated', NULL, '\x71e8bc42214abf2d98d40936e556cce28df37deddf25945d2a5ce8e27a0a8dfe', NULL, '2026-11-29 20:55:07.084584+00', '2026-11-29 20:55:07.085346+00', NULL, 'orders', 2, 18);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (67, '/shop', 'd-invalid', 'OrderCreated', 'unusable-d-invalid', '\x5e3012e3f23a76dea2f51050a98683a265150b248a2fe683e7824c87abdc4ecd', NULL, '2026-11-29 20:55:07.084759+00', '2026-11-29 20:55:07.085347+00', NULL, 'orders', 2, 19);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (68, 'orders', '2/20', NULL, NULL, '\xfa0831df6ae1d266cfba38a70a6774843977f9f70bd53b12ac2d5d70eb1c5404', NULL, '2026-11-29 20:55:07.114436+00', '2026-11-29 20:55:07.114965+00', NULL, 'orders', 2, 20);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (69, '/shop', 'used-twice', 'ProductUpdated', 'twice', '\x778505d615cb03676c326aacf814428b3fb2f263e67dfef3cca90c632d959e07', '{"location": "main", "product_id": "twice", "quantity_on_hand": 1}', '2026-11-29 20:55:07.283536+00', '2026-11-29 20:55:07.297806+00', NULL, 'catalog.products', 2, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (71, '/shop', 'used-twice#b039b48abdcb', 'ProductUpdated', 'twice', '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', '{"location": "main", "product_id": "twice", "quantity_on_hand": 2}', '2026-11-29 20:55:07.283536+00', '2026-11-29 20:55:07.383962+00', NULL, 'catalog.products', 2, 6);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (72, 'catalog.products', '0/9000', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-29 20:55:07.283536+00', '2026-11-29 20:55:07.383962+00', NULL, 'catalog.products', 0, 9000);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (73, 'catalog.products', '0/9001', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-29 20:55:07.283536+00', '2026-11-29 20:55:07.383962+00', NULL, 'catalog.products', 0, 9001);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (74, 'catalog.products', '0/9002', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-29 20:55:07.283536+00', '2026-11-29 20:55:07.383962+00', NULL, 'catalog.products', 0, 9002);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (75, 'catalog.products', '0/9003', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-29 20:55:07.283536+00', '2026-11-29 20:55:07.383962+00', NULL, 'catalog.products', 0, 9003);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (76, 'catalog.products', '0/9004', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-29 20:55:07.283536+00', '2026-11-29 20:55:07.383962+00', NULL, 'catalog.products', 0, 9004);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (77, 'catalog.products', '0/9005', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-29 20:55:07.283536+00', '2026-11-29 20:55:07.383962+00', NULL, 'catalog.products', 0, 9005);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (78, 'catalog.products', '0/9006', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-29 20:55:07.283536+00', '2026-11-29 20:55:07.383962+00', NULL, 'catalog.products', 0, 9006);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (79, 'catalog.products', '0/9007', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-29 20:55:07.283536+00', '2026-11-29 20:55:07.383962+00', NULL, 'catalog.products', 0, 9007);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (80, 'catalog.products', '0/9008', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-29 20:55:07.283536+00', '2026-11-29 20:55:07.383962+00', NULL, 'catalog.products', 0, 9008);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (81, '/shop', 'OrderCreated-fc8db24b', 'OrderCreated', 'last-rejected', '\xbff9145df091e5c7d7706557a7efc58490f77103c22f4b582cd72de77ca274b2', '{"items": [{"sku": "dear", "quantity": 400}], "order_id": "last-rejected"}', '2026-11-29 20:55:11.470284+00', '2026-11-29 20:55:11.474676+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 0, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (82, '/shop', 'PaymentSucceeded-6a986df2', 'PaymentSucceeded', 'last-rejected', '\xfff2866d2ad3794c6afda0e2715664453763e49ce18dbbf8823340c639265df7', '{"order_id": "last-rejected"}', '2026-11-29 20:55:11.684978+00', '2026-11-29 20:55:11.690324+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 0, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (83, '/shop', 'OrderCreated-efe58b55', 'OrderCreated', 'tired', '\x3d61b31c6a7985e5be80fc6078d545d94b424aab4c03402038fbed35f005af40', '{"items": [{"sku": "mug", "quantity": 1}], "order_id": "tired"}', '2026-11-29 20:55:14.61874+00', '2026-11-29 20:55:14.622941+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (84, '/shop', 'ProductUpdated-f229407e', 'ProductUpdated', 'later', '\x479fe87e372b5b234dc634303396a3523aea280ccad23a69cef9273c55b5663e', '{"location": "main", "product_id": "later", "quantity_on_hand": 25}', '2026-11-29 20:55:33.577094+00', '2026-11-29 20:55:33.582033+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (85, '/shop', 'OrderCancelled-c45b07cb', 'OrderCancelled', 'given-up', '\x8161cf8b3807fa67902b070ca81e46e5b9b6320fc02879f66a62bc055dc144eb', '{"restock": true, "order_id": "given-up"}', '2026-11-29 20:55:33.586171+00', '2026-11-29 20:55:33.60207+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (86, '/shop', 'OrderCreated-c16298a2', 'OrderCreated', 'later-order', '\xbfe16d22ec6e46388df44c4892ef02a104058dd10655ccf7560d45d2f9db7a8e', '{"items": [{"sku": "later", "quantity": 12}], "order_id": "later-order", "ttl_seconds": 80000}', '2026-11-29 20:55:33.580063+00', '2026-11-29 20:55:33.602069+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (87, '/shop', 'PaymentFailed-cf0580f7', 'PaymentFailed', 'held', '\xd2db1e2bd5468fb28794f5a048a5e949bc346b59d3829c7821a541401c79fd50', '{"order_id": "held"}', '2026-11-29 20:55:33.583709+00', '2026-11-29 20:55:33.602069+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 3, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (88, '/shop', 'PaymentSucceeded-69db3359', 'PaymentSucceeded', 'by-event', '\x9f5021e726dbc5391629eeb30543a76872b9204e27a2058a1594490b73d47415', '{"order_id": "by-event", "payment_id": "pay-9"}', '2026-11-29 20:55:33.581712+00', '2026-11-29 20:55:33.602069+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 1, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (101, 'orders', '1/2', NULL, NULL, '\x44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', NULL, '2026-11-29 20:55:48.639682+00', '2026-11-29 20:55:48.654201+00', NULL, 'orders', 1, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (102, 'orders', '1/3', NULL, NULL, '\x44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', NULL, '2026-11-29 20:55:48.640024+00', '2026-11-29 20:55:48.654202+00', NULL, 'orders', 1, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (103, 'payments', '0/1', NULL, NULL, '\x44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', NULL, '2026-11-29 20:55:48.640179+00', '2026-11-29 20:55:48.654201+00', NULL, 'payments', 0, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (104, 'payments', '0/2', NULL, NULL, '\x44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', NULL, '2026-11-29 20:55:48.640201+00', '2026-11-29 20:55:48.654202+00', NULL, 'payments', 0, 2);


--
-- Data for Name: inbox_pending; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.inbox_pending VALUES (84, 'initialize_stock', 1, '2026-11-29 20:55:43.582033+00', NULL, NULL);
INSERT INTO public.inbox_pending VALUES (86, 'reserve_stock', 1, '2026-11-29 20:55:43.602069+00', NULL, NULL);
INSERT INTO public.inbox_pending VALUES (87, 'release_stock', 1, '2026-11-29 20:55:43.602069+00', NULL, NULL);
INSERT INTO public.inbox_pending VALUES (88, 'confirm_stock', 1, '2026-11-29 20:55:43.602069+00', NULL, NULL);


--
-- Data for Name: kept_offset; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.kept_offset VALUES ('orders', 1, 'AW0mhLPlQKe5xBd1R5EEsQ', 8, 0, NULL, '2026-11-29 20:55:48.654206+00');
INSERT INTO public.kept_offset VALUES ('payments', 0, 'kQA3Ja2xRHmcDhgfP7pWJA', 7, 0, NULL, '2026-11-29 20:55:48.654206+00');
INSERT INTO public.kept_offset VALUES ('catalog.products', 0, 'r8u4CXqdTnWPnZJmdhI6lg', 3, 1, '2026-11-29 20:55:33.336078+00', '2026-11-29 20:54:24.451958+00');
INSERT INTO public.kept_offset VALUES ('catalog.products', 1, 'r8u4CXqdTnWPnZJmdhI6lg', 5, 1, '2026-11-29 20:55:33.336078+00', '2026-11-29 20:55:33.582033+00');
INSERT INTO public.kept_offset VALUES ('catalog.products', 2, 'r8u4CXqdTnWPnZJmdhI6lg', 7, 1, '2026-11-29 20:55:33.336078+00', '2026-11-29 20:55:07.383962+00');
INSERT INTO public.kept_offset VALUES ('catalog.products', 3, 'r8u4CXqdTnWPnZJmdhI6lg', 6, 1, '2026-11-29 20:55:33.336078+00', '2026-11-29 20:55:02.173823+00');
INSERT INTO public.kept_offset VALUES ('catalog.products', 4, 'r8u4CXqdTnWPnZJmdhI6lg', 10, 1, '2026-11-29 20:55:33.336078+00', '2026-11-29 20:55:02.173824+00');
INSERT INTO public.kept_offset VALUES ('catalog.products', 5, 'r8u4CXqdTnWPnZJmdhI6lg', 7, 1, '2026-11-29 20:55:33.336078+00', '2026-11-29 20:55:02.821274+00');
INSERT INTO public.kept_offset VALUES ('orders', 0, 'AW0mhLPlQKe5xBd1R5EEsQ', 1, 1, NULL, '2026-11-29 20:55:11.474676+00');
INSERT INTO public.kept_offset VALUES ('orders', 2, 'AW0mhLPlQKe5xBd1R5EEsQ', 21, 1, NULL, '2026-11-29 20:55:07.114965+00');
INSERT INTO public.kept_offset VALUES ('orders', 3, 'AW0mhLPlQKe5xBd1R5EEsQ', 2, 1, NULL, '2026-11-29 20:55:02.543232+00');
INSERT INTO public.kept_offset VALUES ('orders', 4, 'AW0mhLPlQKe5xBd1R5EEsQ', 4, 1, NULL, '2026-11-29 20:55:33.60207+00');
INSERT INTO public.kept_offset VALUES ('orders', 5, 'AW0mhLPlQKe5xBd1R5EEsQ', 3, 1, NULL, '2026-11-29 20:54:59.057754+00');
INSERT INTO public.kept_offset VALUES ('payments', 1, 'kQA3Ja2xRHmcDhgfP7pWJA', 1, 1, NULL, '2026-11-29 20:55:33.602069+00');
INSERT INTO public.kept_offset VALUES ('payments', 2, 'kQA3Ja2xRHmcDhgfP7pWJA', 1, 1, NULL, '2026-11-29 20:54:59.024886+00');
INSERT INTO public.kept_offset VALUES ('payments', 3, 'kQA3Ja2xRHmcDhgfP7pWJA', 2, 1, NULL, '2026-11-29 20:55:33.602069+00');
INSERT INTO public.kept_offset VALUES ('payments', 4, 'kQA3Ja2xRHmcDhgfP7pWJA', 1, 1, NULL, '2026-11-29 20:54:58.959755+00');
INSERT INTO public.kept_offset VALUES ('payments', 5, 'kQA3Ja2xRHmcDhgfP7pWJA', 1, 1, NULL, '2026-11-29 20:54:59.024886+00');


--
-- Data for Name: lineage; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.lineage VALUES (true, 0, '7713699448725262477/00000001/5/16635', 167, NULL);


--
-- Data for Name: location; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.location VALUES ('north', 100, true, NULL, NULL, NULL, true, 1, 1);
INSERT INTO public.location VALUES ('south_', 100, true, NULL, NULL, NULL, true, 1, 1);
INSERT INTO public.location VALUES ('damaged', 900, false, 'damaged', 'main', NULL, true, 1, 1);
INSERT INTO public.location VALUES ('outlet_', 5, true, NULL, NULL, 'damaged', true, 1, 1);
INSERT INTO public.location VALUES ('main', 50, true, NULL, NULL, NULL, true, 2, 2);
INSERT INTO public.location VALUES ('closed', 100, true, NULL, NULL, NULL, false, 2, 2);


--
-- Data for Name: outbox_event; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (182, 'ac3671f5-87be-431d-9436-89fe32fc1b61', 'StockReservationRejected', 'last-rejected', 1, '{"order_id":"last-rejected","status":"rejected","lines":[{"sku":"dear","quantity":400,"allocations":[]}],"reason":"insufficient_stock","shortfalls":[{"sku":"dear","requested":400,"available":6,"shortfall":394}]}', '2026-11-29 20:55:11.502458+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (183, '68b83b5d-47f5-4f45-a9d1-6084d7860823', 'StockConfirmationRejected', 'last-rejected', 2, '{"order_id":"last-rejected","status":"rejected","lines":[{"sku":"dear","quantity":400,"allocations":[]}],"reason":"insufficient_stock","shortfalls":[{"sku":"dear","requested":400,"available":6,"shortfall":394}]}', '2026-11-29 20:55:11.72556+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (168, 'e8f96668-a939-4e90-be6f-2f620f95b893', 'StockReserved', 'last', 1, '{"order_id":"last","status":"pending","lines":[{"sku":"dear","quantity":4,"allocations":[{"location":"main","held":4,"taken":0}]}],"expires_at":"2026-11-30T19:08:30.229726Z"}', '2026-11-29 20:55:10.229726+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (169, 'b4a829b6-3fd1-477f-af7b-26c4cf53392f', 'StockLevelChanged', 'dear', 2, '{"sku":"dear","product_id":"dear","quantity_on_hand":10,"quantity_reserved":4,"quantity_available":6,"quantity_shortfall":0,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":10,"quantity_reserved":4,"quantity_available":6,"quantity_shortfall":0}]}', '2026-11-29 20:55:10.229726+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (170, 'f60e112b-b9f9-47da-899d-02ba2e63618d', 'StockConfirmed', 'last', 2, '{"order_id":"last","status":"confirmed","lines":[{"sku":"dear","quantity":4,"allocations":[{"location":"main","held":0,"taken":4}]}]}', '2026-11-29 20:55:10.270675+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (171, '09803f56-c8dc-4864-9369-2f51c9f02c3a', 'StockLevelChanged', 'dear', 3, '{"sku":"dear","product_id":"dear","quantity_on_hand":6,"quantity_reserved":0,"quantity_available":6,"quantity_shortfall":0,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":6,"quantity_reserved":0,"quantity_available":6,"quantity_shortfall":0}]}', '2026-11-29 20:55:10.270675+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (172, '2570965c-79c4-434a-8236-3c3af04685bd', 'StockReserved', 'last-one', 1, '{"order_id":"last-one","status":"pending","lines":[{"sku":"dear","quantity":2,"allocations":[{"location":"main","held":2,"taken":0}]},{"sku":"🫖","quantity":1,"allocations":[{"location":"main","held":1,"taken":0}]}],"expires_at":"2026-11-29T21:10:10.317220Z"}', '2026-11-29 20:55:10.31722+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (173, '35767e0d-4c48-49ee-9963-1f7efea05303', 'StockLevelChanged', 'dear', 4, '{"sku":"dear","product_id":"dear","quantity_on_hand":6,"quantity_reserved":2,"quantity_available":4,"quantity_shortfall":0,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":6,"quantity_reserved":2,"quantity_available":4,"quantity_shortfall":0}]}', '2026-11-29 20:55:10.31722+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (174, 'b23a11d3-9823-4a27-85c6-54ed3594967b', 'StockLevelChanged', '🫖', 2, '{"sku":"🫖","product_id":"🫖","quantity_on_hand":112,"quantity_reserved":1,"quantity_available":111,"quantity_shortfall":0,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":112,"quantity_reserved":1,"quantity_available":111,"quantity_shortfall":0}]}', '2026-11-29 20:55:10.31722+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (175, '8b56fec1-a7c2-434b-b31f-6e4deb1c13f4', 'StockReleased', 'last-one', 2, '{"order_id":"last-one","status":"released","lines":[{"sku":"dear","quantity":2,"allocations":[]},{"sku":"🫖","quantity":1,"allocations":[]}],"reason":"too dear","restocked":[{"sku":"dear","location":"main","quantity":2},{"sku":"🫖","location":"main","quantity":1}]}', '2026-11-29 20:55:10.348233+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (176, '10cd60f5-a3fe-4fe2-86d2-f56779927b43', 'StockLevelChanged', 'dear', 5, '{"sku":"dear","product_id":"dear","quantity_on_hand":6,"quantity_reserved":0,"quantity_available":6,"quantity_shortfall":0,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":6,"quantity_reserved":0,"quantity_available":6,"quantity_shortfall":0}]}', '2026-11-29 20:55:10.348233+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (177, '5537ec6d-bbc0-4b23-a07d-aee5a197dc6e', 'StockLevelChanged', '🫖', 3, '{"sku":"🫖","product_id":"🫖","quantity_on_hand":112,"quantity_reserved":0,"quantity_available":112,"quantity_shortfall":0,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":112,"quantity_reserved":0,"quantity_available":112,"quantity_shortfall":0}]}', '2026-11-29 20:55:10.348233+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (178, '3b6899e3-d7ad-4d07-b195-cbf19214b40b', 'StockReserved', 'too-late', 1, '{"order_id":"too-late","status":"pending","lines":[{"sku":"soon","quantity":10,"allocations":[{"location":"main","held":10,"taken":0}]}],"expires_at":"2026-11-29T20:55:11.380031Z"}', '2026-11-29 20:55:10.380031+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (179, 'e276846d-1f83-4ff0-987d-2de1fcda8a8c', 'StockLevelChanged', 'soon', 2, '{"sku":"soon","product_id":"soon","quantity_on_hand":10,"quantity_reserved":10,"quantity_available":0,"quantity_shortfall":0,"level":"out_of_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":10,"quantity_reserved":10,"quantity_available":0,"quantity_shortfall":0}]}', '2026-11-29 20:55:10.380031+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (180, 'e7ad99df-a340-441a-92c3-64616ee5d3db', 'StockReservationExpired', 'too-late', 2, '{"order_id":"too-late","status":"expired","lines":[{"sku":"soon","quantity":10,"allocations":[]}],"reason":"hold_expired","restocked":[{"sku":"soon","location":"main","quantity":10}]}', '2026-11-29 20:55:11.433312+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (181, 'd159ed98-2b4b-4826-96e6-882fe4d48bd0', 'StockReserved', 'in-time', 1, '{"order_id":"in-time","status":"pending","lines":[{"sku":"soon","quantity":10,"allocations":[{"location":"main","held":10,"taken":0}]}],"expires_at":"2026-11-30T19:08:31.433312Z"}', '2026-11-29 20:55:11.433312+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (184, 'e29f03c9-2105-43b6-8a66-0022113bd949', 'StockReserved', 'overdue', 1, '{"order_id":"overdue","status":"pending","lines":[{"sku":"hurried","quantity":10,"allocations":[{"location":"main","held":10,"taken":0}]}],"expires_at":"2026-11-29T20:55:55.152579Z"}', '2026-11-29 20:55:54.152579+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (185, '333e8315-b783-40f0-8919-33ba5917c4b7', 'StockLevelChanged', 'hurried', 2, '{"sku":"hurried","product_id":"hurried","quantity_on_hand":10,"quantity_reserved":10,"quantity_available":0,"quantity_shortfall":0,"level":"out_of_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":10,"quantity_reserved":10,"quantity_available":0,"quantity_shortfall":0}]}', '2026-11-29 20:55:54.152579+00', NULL);


--
-- Data for Name: paused_partition; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: product_inventory; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.product_inventory VALUES ('%2F', 'main', '%2F', 107, 0, DEFAULT, 0, NULL, 107, '2026-11-29 20:54:24.362035+00', '2026-11-29 20:54:24.362035+00', NULL, 1, '2026-11-29 20:54:24.491907+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('..', 'main', '..', 108, 0, DEFAULT, 0, NULL, 108, '2026-11-29 20:54:24.363542+00', '2026-11-29 20:54:24.363542+00', NULL, 1, '2026-11-29 20:54:24.491907+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('50%', 'main', '50%', 105, 0, DEFAULT, 0, NULL, 106, '2026-11-29 20:54:24.35137+00', '2026-11-29 20:54:24.35137+00', NULL, 3, '2026-11-29 20:54:58.992548+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('Größe-42', 'main', 'Größe-42', 110, 0, DEFAULT, 0, NULL, 110, '2026-11-29 20:54:24.373039+00', '2026-11-29 20:54:24.373039+00', NULL, 1, '2026-11-29 20:54:24.491907+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('veteran', 'main', 'veteran', 46, 0, DEFAULT, 0, NULL, 40, '2026-11-29 20:54:10.98317+00', '2026-11-29 20:54:10.98317+00', NULL, 4, '2026-11-29 20:54:11.931829+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('adjustments', 'main', 'adjustments', 109, 0, DEFAULT, 0, NULL, 109, '2026-11-29 20:54:24.364842+00', '2026-11-29 20:54:24.364842+00', NULL, 1, '2026-11-29 20:54:24.491907+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('short', 'main', 'short', 8, 8, DEFAULT, 3, 2, 10, '2026-11-29 20:54:24.40438+00', '2026-11-29 20:54:24.40438+00', '2026-11-29 20:54:24.40438+00', 3, '2026-11-29 20:54:27.360653+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('described-only', 'main', 'described-only', 0, 0, DEFAULT, 0, NULL, 0, NULL, '2026-11-29 20:54:24.401287+00', NULL, 1, '2026-11-29 20:54:24.491907+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('later', 'main', 'later', 10, 0, DEFAULT, 0, 2, 10, '2026-11-29 20:54:24.413016+00', '2026-11-29 20:54:24.413016+00', '2026-11-29 20:54:24.413016+00', 1, '2026-11-29 20:54:24.491907+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('o''clock "x" \ $1', 'main', 'o''clock "x" \ $1', 113, 0, DEFAULT, 0, NULL, 113, '2026-11-29 20:54:24.381776+00', '2026-11-29 20:54:24.381776+00', NULL, 1, '2026-11-29 20:54:24.491907+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('mug_', 'main', 'mug_', 76, 6, DEFAULT, 0, NULL, 101, '2026-11-29 20:54:24.297988+00', '2026-11-29 20:54:24.297988+00', NULL, 10, '2026-11-29 20:54:27.101781+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('line_feed', 'main', 'line_feed', 104, 0, DEFAULT, 0, NULL, 104, '2026-11-29 20:54:24.335954+00', '2026-11-29 20:54:24.335954+00', NULL, 1, '2026-11-29 20:54:24.450578+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('tab_here', 'main', 'tab_here', 103, 0, DEFAULT, 0, NULL, 103, '2026-11-29 20:54:24.327546+00', '2026-11-29 20:54:24.327546+00', NULL, 1, '2026-11-29 20:54:24.450578+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('mirrored', 'main', 'mirrored', 88, 0, DEFAULT, 0, NULL, 94, '2026-11-29 20:55:03.056308+00', '2026-11-29 20:55:03.056308+00', NULL, 4, '2026-11-29 20:55:03.117767+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('crate', 'damaged', 'crate', 18, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 3, '2026-11-29 20:54:59.707731+00', false, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('shirt-m', 'main', 'shirt', 20, 1, DEFAULT, 0, 5, 20, '2026-11-29 20:54:24.392981+00', '2026-11-29 20:54:24.392981+00', '2026-11-29 20:54:24.392981+00', 2, '2026-11-29 20:54:27.115663+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('dear', 'main', 'dear', 6, 0, DEFAULT, 0, 2, 10, '2026-11-29 20:54:24.405993+00', '2026-11-29 20:54:24.405993+00', '2026-11-29 20:54:24.405993+00', 5, '2026-11-29 20:55:10.348233+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('hurried', 'main', 'hurried', 10, 10, DEFAULT, 0, 2, 10, '2026-11-29 20:54:24.407119+00', '2026-11-29 20:54:24.407119+00', '2026-11-29 20:54:24.407119+00', 2, '2026-11-29 20:55:54.152579+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('a/b', 'closed', 'a/b', 2, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 2, '2026-11-29 20:55:01.688864+00', false, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('crate', 'closed', 'crate', 2, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 2, '2026-11-29 20:55:01.688864+00', false, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('mug', 'main', 'mug', 151, 9, DEFAULT, 0, NULL, 100, '2026-11-29 20:54:24.295402+00', '2026-11-29 20:54:24.295402+00', NULL, 36, '2026-11-29 20:55:02.601913+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('crate', 'outlet_', 'crate', 10, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-29 20:54:59.535836+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('_mug', 'main', '_mug', 104, 0, DEFAULT, 0, NULL, 102, '2026-11-29 20:54:24.311848+00', '2026-11-29 20:54:24.311848+00', NULL, 2, '2026-11-29 20:54:24.802858+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('scarce', 'main', 'scarce', 10, 10, DEFAULT, 0, 2, 10, '2026-11-29 20:54:24.403053+00', '2026-11-29 20:54:24.403053+00', '2026-11-29 20:54:24.403053+00', 2, '2026-11-29 20:54:27.350455+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('a/b', 'main', 'a/b', 145, 4, DEFAULT, 0, NULL, 105, '2026-11-29 20:54:24.344507+00', '2026-11-29 20:54:24.344507+00', NULL, 6, '2026-11-29 20:54:59.608862+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('crate', 'main', 'crate', 20, 20, DEFAULT, 10, NULL, NULL, NULL, '2026-11-29 20:55:02.79342+00', NULL, 8, '2026-11-29 20:55:02.944326+00', true, 9, '2026-11-29 20:55:02.79342+00', 'event:/shown/here');
INSERT INTO public.product_inventory VALUES ('shirt-l', 'main', 'shirt', 20, 0, DEFAULT, 0, 5, 20, '2026-11-29 20:54:24.392981+00', '2026-11-29 20:54:24.392981+00', '2026-11-29 20:54:24.392981+00', 1, '2026-11-29 20:54:24.491907+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('shirt-s', 'main', 'shirt', 20, 0, DEFAULT, 0, 5, 20, '2026-11-29 20:54:24.392981+00', '2026-11-29 20:54:24.392981+00', '2026-11-29 20:54:24.392981+00', 1, '2026-11-29 20:54:24.491907+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('gift', 'main', 'gift', 0, 0, DEFAULT, 0, NULL, 0, NULL, NULL, NULL, 1, '2026-11-29 20:55:01.974069+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('дом', 'main', 'дом', 109, 0, DEFAULT, 0, NULL, 111, '2026-11-29 20:54:24.375619+00', '2026-11-29 20:54:24.375619+00', NULL, 3, '2026-11-29 20:54:58.992548+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'main', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 114, 0, DEFAULT, 0, NULL, 114, '2026-11-29 20:54:24.386963+00', '2026-11-29 20:54:24.386963+00', NULL, 1, '2026-11-29 20:54:24.491907+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('made-by-hand', 'north', 'made-by-hand', 9, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-29 20:54:24.793165+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('card', 'main', 'card', 0, 0, DEFAULT, 0, NULL, 0, NULL, '2026-11-29 20:55:02.154826+00', NULL, 1, '2026-11-29 20:55:02.230251+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('imported', 'main', 'imported', 5, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-29 20:54:26.917842+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('imported', 'north', 'imported', 6, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-29 20:54:26.917842+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('split', 'north', 'split', 3, 3, DEFAULT, 0, NULL, 3, '2026-11-29 20:54:24.396302+00', '2026-11-29 20:54:24.396302+00', NULL, 2, '2026-11-29 20:54:27.179423+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('old-mug', 'main', 'old-mug', 7, 0, DEFAULT, 0, NULL, 7, '2026-11-29 20:55:02.158761+00', '2026-11-29 20:55:02.158761+00', NULL, 1, '2026-11-29 20:55:02.230251+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('split', 'south_', 'split', 3, 3, DEFAULT, 0, NULL, 4, '2026-11-29 20:54:24.398528+00', '2026-11-29 20:54:24.398528+00', NULL, 4, '2026-11-29 20:54:27.221401+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('first', 'main', 'first', 30, 0, DEFAULT, 0, NULL, 30, '2026-11-29 20:55:02.754799+00', '2026-11-29 20:55:02.760995+00', NULL, 2, '2026-11-29 20:55:02.890165+00', true, 40, '2026-11-29 20:55:02.760995+00', 'event:/first');
INSERT INTO public.product_inventory VALUES ('wanted', 'main', 'wanted', 10, 0, DEFAULT, 0, 2, 10, '2026-11-29 20:54:24.420688+00', '2026-11-29 20:54:24.420688+00', '2026-11-29 20:54:24.420688+00', 3, '2026-11-29 20:55:06.564742+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('twice', 'main', 'twice', 1, 0, DEFAULT, 0, NULL, 1, '2026-11-29 20:55:07.283536+00', '2026-11-29 20:55:07.283536+00', NULL, 1, '2026-11-29 20:55:07.325689+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('🫖', 'main', '🫖', 112, 0, DEFAULT, 0, NULL, 112, '2026-11-29 20:54:24.377479+00', '2026-11-29 20:54:24.377479+00', NULL, 3, '2026-11-29 20:55:10.348233+00', true, NULL, NULL, NULL);
INSERT INTO public.product_inventory VALUES ('soon', 'main', 'soon', 10, 10, DEFAULT, 0, 2, 10, '2026-11-29 20:54:24.418882+00', '2026-11-29 20:54:24.418882+00', '2026-11-29 20:54:24.418882+00', 4, '2026-11-29 20:55:11.433312+00', true, NULL, NULL, NULL);


--
-- Data for Name: reservation; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.reservation VALUES ('trailing_', 'pending', '[{"sku": "mug_", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-29 20:54:26.972027+00', false, '2026-11-29 20:54:26.972027+00', NULL, NULL, NULL, NULL, true, '2026-11-29 20:54:26.972027+00', '2026-11-30 20:47:46.972027+00', 1, '2026-11-29 20:54:26.972027+00', '2026-11-29 20:54:26.972027+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('_leading', 'pending', '[{"sku": "mug_", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-29 20:54:27.01226+00', false, '2026-11-29 20:54:27.01226+00', NULL, NULL, NULL, NULL, true, '2026-11-29 20:54:27.01226+00', '2026-11-30 20:47:47.01226+00', 1, '2026-11-29 20:54:27.01226+00', '2026-11-29 20:54:27.01226+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('50%', 'pending', '[{"sku": "mug_", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-29 20:54:27.027109+00', false, '2026-11-29 20:54:27.027109+00', NULL, NULL, NULL, NULL, true, '2026-11-29 20:54:27.027109+00', '2026-11-30 20:47:47.027109+00', 1, '2026-11-29 20:54:27.027109+00', '2026-11-29 20:54:27.027109+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('Größe', 'pending', '[{"sku": "mug_", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-29 20:54:27.037282+00', false, '2026-11-29 20:54:27.037282+00', NULL, NULL, NULL, NULL, true, '2026-11-29 20:54:27.037282+00', '2026-11-30 20:47:47.037282+00', 1, '2026-11-29 20:54:27.037282+00', '2026-11-29 20:54:27.037282+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('new_line', 'pending', '[{"sku": "mug_", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-29 20:54:27.070803+00', false, '2026-11-29 20:54:27.070803+00', NULL, NULL, NULL, NULL, true, '2026-11-29 20:54:27.070803+00', '2026-11-30 20:47:47.070803+00', 1, '2026-11-29 20:54:27.070803+00', '2026-11-29 20:54:27.070803+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('o''"\', 'pending', '[{"sku": "mug_", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-29 20:54:27.079247+00', false, '2026-11-29 20:54:27.079247+00', NULL, NULL, NULL, NULL, true, '2026-11-29 20:54:27.079247+00', '2026-11-30 20:47:47.079247+00', 1, '2026-11-29 20:54:27.079247+00', '2026-11-29 20:54:27.079247+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('with/slash', 'confirmed', '[{"sku": "mug_", "quantity": 1, "allocations": [{"held": 0, "taken": 1, "location": "main"}]}]', '2026-11-29 20:54:27.019241+00', false, '2026-11-29 20:54:27.019241+00', NULL, '2026-11-29 20:54:27.101781+00', NULL, NULL, true, '2026-11-29 20:54:27.019241+00', '2026-11-30 20:47:47.019241+00', 2, '2026-11-29 20:54:27.019241+00', '2026-11-29 20:54:27.101781+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('held', 'pending', '[{"sku": "mug", "quantity": 2, "allocations": [{"held": 2, "taken": 0, "location": "main"}]}, {"sku": "shirt-m", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-29 20:54:27.115663+00', false, '2026-11-29 20:54:27.115663+00', NULL, NULL, NULL, NULL, true, '2026-11-29 20:54:27.115663+00', '2026-11-29 22:54:27.125184+00', 2, '2026-11-29 20:54:27.115663+00', '2026-11-29 20:54:27.125184+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('amended', 'pending', '[{"sku": "a/b", "quantity": 4, "allocations": [{"held": 4, "taken": 0, "location": "main"}]}]', '2026-11-29 20:54:27.167497+00', true, '2026-11-29 20:54:27.158019+00', NULL, NULL, NULL, NULL, true, '2026-11-29 20:54:27.158019+00', '2026-11-29 21:54:27.158019+00', 2, '2026-11-29 20:54:27.158019+00', '2026-11-29 20:54:27.167497+00', '[{"at": "2026-11-29T20:54:27.158019+00:00", "lines": [{"sku": "a/b", "quantity": 1}], "by_event": false}]', NULL, NULL);
INSERT INTO public.reservation VALUES ('both-places', 'pending', '[{"sku": "split", "quantity": 6, "allocations": [{"held": 3, "taken": 0, "location": "north"}, {"held": 3, "taken": 0, "location": "south_"}]}]', '2026-11-29 20:54:27.179423+00', false, '2026-11-29 20:54:27.179423+00', NULL, NULL, NULL, NULL, true, '2026-11-29 20:54:27.179423+00', '2026-11-30 20:47:47.179423+00', 1, '2026-11-29 20:54:27.179423+00', '2026-11-29 20:54:27.179423+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('one-place', 'confirmed', '[{"sku": "split", "location": "south_", "quantity": 1, "allocations": [{"held": 0, "taken": 1, "location": "south_"}]}]', '2026-11-29 20:54:27.20183+00', false, '2026-11-29 20:54:27.20183+00', NULL, '2026-11-29 20:54:27.221401+00', NULL, NULL, true, '2026-11-29 20:54:27.20183+00', '2026-11-29 21:09:27.20183+00', 2, '2026-11-29 20:54:27.20183+00', '2026-11-29 20:54:27.221401+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('paid', 'confirmed', '[{"sku": "mug", "quantity": 3, "allocations": [{"held": 0, "taken": 3, "location": "main"}]}]', '2026-11-29 20:54:27.229196+00', false, '2026-11-29 20:54:27.229196+00', NULL, '2026-11-29 20:54:27.23637+00', NULL, NULL, true, '2026-11-29 20:54:27.229196+00', '2026-11-29 21:09:27.229196+00', 2, '2026-11-29 20:54:27.229196+00', '2026-11-29 20:54:27.23637+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('given-back', 'released', '[{"sku": "mug", "quantity": 1, "allocations": []}]', '2026-11-29 20:54:27.243628+00', false, '2026-11-29 20:54:27.243628+00', '2026-11-29 20:54:27.265411+00', NULL, NULL, NULL, true, '2026-11-29 20:54:27.243628+00', '2026-11-29 21:09:27.243628+00', 2, '2026-11-29 20:54:27.243628+00', '2026-11-29 20:54:27.265411+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('returned', 'released', '[{"sku": "mug", "quantity": 2, "allocations": []}]', '2026-11-29 20:54:27.273349+00', false, '2026-11-29 20:54:27.273349+00', NULL, '2026-11-29 20:54:27.29458+00', NULL, '2026-11-29 20:54:27.302411+00', true, '2026-11-29 20:54:27.273349+00', '2026-11-29 21:09:27.273349+00', 3, '2026-11-29 20:54:27.273349+00', '2026-11-29 20:54:27.302411+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('broken', 'released', '[{"sku": "mug", "quantity": 2, "allocations": [{"held": 0, "taken": 2, "location": "main"}]}]', '2026-11-29 20:54:27.312221+00', false, '2026-11-29 20:54:27.312221+00', NULL, '2026-11-29 20:54:27.323108+00', NULL, '2026-11-29 20:54:27.338311+00', false, '2026-11-29 20:54:27.312221+00', '2026-11-29 21:09:27.312221+00', 3, '2026-11-29 20:54:27.312221+00', '2026-11-29 20:54:27.338311+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('scarce-held', 'pending', '[{"sku": "scarce", "quantity": 10, "allocations": [{"held": 10, "taken": 0, "location": "main"}]}]', '2026-11-29 20:54:27.350455+00', false, '2026-11-29 20:54:27.350455+00', NULL, NULL, NULL, NULL, true, '2026-11-29 20:54:27.350455+00', '2026-11-30 20:47:47.350455+00', 1, '2026-11-29 20:54:27.350455+00', '2026-11-29 20:54:27.350455+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('short-held', 'pending', '[{"sku": "short", "quantity": 8, "allocations": [{"held": 8, "taken": 0, "location": "main"}]}]', '2026-11-29 20:54:27.355272+00', false, '2026-11-29 20:54:27.355272+00', NULL, NULL, NULL, NULL, true, '2026-11-29 20:54:27.355272+00', '2026-11-30 20:47:47.355272+00', 1, '2026-11-29 20:54:27.355272+00', '2026-11-29 20:54:27.355272+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('by-event', 'pending', '[{"sku": "mug", "quantity": 5, "allocations": [{"held": 5, "taken": 0, "location": "main"}]}]', '2026-11-29 20:54:27.376733+00', true, NULL, NULL, NULL, NULL, NULL, true, '2026-11-29 20:54:27.397078+00', '2026-11-30 19:07:47.397078+00', 1, '2026-11-29 20:54:27.397078+00', '2026-11-29 20:54:27.397078+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('unknown-sku', 'rejected', '[{"sku": "never-seen", "quantity": 1, "allocations": []}]', '2026-11-29 20:54:27.398078+00', true, NULL, NULL, NULL, NULL, NULL, true, NULL, NULL, 1, '2026-11-29 20:54:58.877507+00', '2026-11-29 20:54:58.877507+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('paid-by-event', 'confirmed', '[{"sku": "50%", "quantity": 1, "allocations": [{"held": 0, "taken": 1, "location": "main"}]}, {"sku": "дом", "quantity": 2, "allocations": [{"held": 0, "taken": 2, "location": "main"}]}]', '2026-11-29 20:54:27.401096+00', true, NULL, NULL, '2026-11-29 20:54:58.947411+00', NULL, NULL, true, '2026-11-29 20:54:27.425694+00', '2026-11-29 21:09:27.425694+00', 2, '2026-11-29 20:54:27.425694+00', '2026-11-29 20:54:58.992548+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('failed-payment', 'released', '[{"sku": "mug", "quantity": 1, "allocations": []}]', '2026-11-29 20:54:27.407549+00', true, NULL, '2026-11-29 20:54:58.964717+00', NULL, NULL, NULL, true, '2026-11-29 20:54:27.445363+00', '2026-11-29 21:09:27.445363+00', 2, '2026-11-29 20:54:27.445363+00', '2026-11-29 20:54:59.031432+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('awaiting', 'awaiting_order', '[]', NULL, false, NULL, NULL, '2026-11-29 20:54:58.987238+00', NULL, NULL, true, NULL, NULL, 1, '2026-11-29 20:54:59.065813+00', '2026-11-29 20:54:59.065813+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('rejected', 'rejected', '[{"sku": "scarce", "quantity": 1, "allocations": []}]', '2026-11-29 20:54:27.38869+00', true, NULL, NULL, '2026-11-29 20:54:58.993924+00', '2026-11-29 20:54:58.993924+00', NULL, true, NULL, NULL, 2, '2026-11-29 20:54:27.425694+00', '2026-11-29 20:54:59.065813+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('never-ordered', 'released', '[]', NULL, false, NULL, NULL, NULL, NULL, '2026-11-29 20:54:59.02192+00', true, NULL, NULL, 1, '2026-11-29 20:54:59.100844+00', '2026-11-29 20:54:59.100844+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('cancelled', 'released', '[{"sku": "mug", "quantity": 1, "allocations": []}]', '2026-11-29 20:54:27.409346+00', true, NULL, NULL, NULL, NULL, '2026-11-29 20:54:59.014418+00', true, '2026-11-29 20:54:27.445363+00', '2026-11-29 21:09:27.445363+00', 2, '2026-11-29 20:54:27.445363+00', '2026-11-29 20:54:59.100844+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('crates', 'pending', '[{"sku": "crate", "location": "main", "quantity": 20, "allocations": [{"held": 20, "taken": 0, "location": "main"}]}]', '2026-11-29 20:54:59.68414+00', false, '2026-11-29 20:54:59.68414+00', NULL, NULL, NULL, NULL, true, '2026-11-29 20:54:59.68414+00', '2026-11-30 20:48:19.68414+00', 1, '2026-11-29 20:54:59.68414+00', '2026-11-29 20:54:59.68414+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('gift-held', 'pending', '[{"sku": "gift", "tracked": false, "quantity": 2, "allocations": []}, {"sku": "mug", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-29 20:55:02.386672+00', false, '2026-11-29 20:55:02.386672+00', NULL, NULL, NULL, NULL, true, '2026-11-29 20:55:02.386672+00', '2026-11-30 20:48:22.386672+00', 1, '2026-11-29 20:55:02.386672+00', '2026-11-29 20:55:02.386672+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('gift-paid', 'confirmed', '[{"sku": "gift", "tracked": false, "quantity": 2, "allocations": []}, {"sku": "mug", "quantity": 1, "allocations": [{"held": 0, "taken": 1, "location": "main"}]}]', '2026-11-29 20:55:02.426766+00', false, '2026-11-29 20:55:02.426766+00', NULL, '2026-11-29 20:55:02.461975+00', NULL, NULL, true, '2026-11-29 20:55:02.426766+00', '2026-11-30 20:48:22.426766+00', 2, '2026-11-29 20:55:02.426766+00', '2026-11-29 20:55:02.461975+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('gift-released', 'released', '[{"sku": "gift", "quantity": 2, "allocations": []}, {"sku": "mug", "quantity": 1, "allocations": []}]', '2026-11-29 20:55:02.433326+00', false, '2026-11-29 20:55:02.433326+00', '2026-11-29 20:55:02.482789+00', NULL, NULL, NULL, true, '2026-11-29 20:55:02.433326+00', '2026-11-30 20:48:22.433326+00', 2, '2026-11-29 20:55:02.433326+00', '2026-11-29 20:55:02.482789+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('gift-returned', 'released', '[{"sku": "gift", "quantity": 2, "allocations": []}, {"sku": "mug", "quantity": 1, "allocations": []}]', '2026-11-29 20:55:02.446804+00', false, '2026-11-29 20:55:02.446804+00', NULL, '2026-11-29 20:55:02.469013+00', NULL, '2026-11-29 20:55:02.487631+00', true, '2026-11-29 20:55:02.446804+00', '2026-11-30 20:48:22.446804+00', 3, '2026-11-29 20:55:02.446804+00', '2026-11-29 20:55:02.487631+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('gifts-only', 'pending', '[{"sku": "gift", "tracked": false, "quantity": 900, "allocations": []}]', '2026-11-29 20:55:02.497264+00', false, '2026-11-29 20:55:02.497264+00', NULL, NULL, NULL, NULL, true, '2026-11-29 20:55:02.497264+00', '2026-11-30 20:48:22.497264+00', 1, '2026-11-29 20:55:02.497264+00', '2026-11-29 20:55:02.497264+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('card-by-event', 'pending', '[{"sku": "card", "tracked": false, "quantity": 1, "allocations": []}, {"sku": "mug", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-29 20:55:02.534409+00', true, NULL, NULL, NULL, NULL, NULL, true, '2026-11-29 20:55:02.601913+00', '2026-11-30 19:08:22.601913+00', 1, '2026-11-29 20:55:02.601913+00', '2026-11-29 20:55:02.601913+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('discontinued-by-event', 'rejected', '[{"sku": "mug", "quantity": 1, "allocations": []}, {"sku": "old-mug", "quantity": 1, "allocations": []}]', '2026-11-29 20:55:02.543127+00', true, NULL, NULL, NULL, NULL, NULL, true, NULL, NULL, 1, '2026-11-29 20:55:02.668899+00', '2026-11-29 20:55:02.668899+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('last-rejected', 'rejected', '[{"sku": "dear", "quantity": 400, "allocations": []}]', '2026-11-29 20:55:11.470284+00', true, NULL, NULL, '2026-11-29 20:55:11.684978+00', '2026-11-29 20:55:11.684978+00', NULL, true, NULL, NULL, 2, '2026-11-29 20:55:11.502458+00', '2026-11-29 20:55:11.72556+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('mirrored', 'confirmed', '[{"sku": "mirrored", "quantity": 6, "allocations": [{"held": 0, "taken": 6, "location": "main"}]}]', '2026-11-29 20:55:03.012434+00', false, '2026-11-29 20:55:03.012434+00', NULL, '2026-11-29 20:55:03.039531+00', NULL, NULL, true, '2026-11-29 20:55:03.012434+00', '2026-11-29 21:10:03.012434+00', 2, '2026-11-29 20:55:03.012434+00', '2026-11-29 20:55:03.039531+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('expired', 'expired', '[{"sku": "wanted", "quantity": 3, "allocations": []}]', '2026-11-29 20:55:03.280603+00', false, '2026-11-29 20:55:03.280603+00', NULL, NULL, NULL, NULL, true, '2026-11-29 20:55:03.280603+00', '2026-11-29 20:55:04.280603+00', 2, '2026-11-29 20:55:03.280603+00', '2026-11-29 20:55:06.564742+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('last', 'confirmed', '[{"sku": "dear", "quantity": 4, "allocations": [{"held": 0, "taken": 4, "location": "main"}]}]', '2026-11-29 20:55:10.229726+00', false, '2026-11-29 20:55:10.229726+00', NULL, '2026-11-29 20:55:10.270675+00', NULL, NULL, true, '2026-11-29 20:55:10.229726+00', '2026-11-30 19:08:30.229726+00', 2, '2026-11-29 20:55:10.229726+00', '2026-11-29 20:55:10.270675+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('last-one', 'released', '[{"sku": "dear", "quantity": 2, "allocations": []}, {"sku": "🫖", "quantity": 1, "allocations": []}]', '2026-11-29 20:55:10.31722+00', false, '2026-11-29 20:55:10.31722+00', '2026-11-29 20:55:10.348233+00', NULL, NULL, NULL, true, '2026-11-29 20:55:10.31722+00', '2026-11-29 21:10:10.31722+00', 2, '2026-11-29 20:55:10.31722+00', '2026-11-29 20:55:10.348233+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('in-time', 'pending', '[{"sku": "soon", "quantity": 10, "allocations": [{"held": 10, "taken": 0, "location": "main"}]}]', '2026-11-29 20:55:11.433312+00', false, '2026-11-29 20:55:11.433312+00', NULL, NULL, NULL, NULL, true, '2026-11-29 20:55:11.433312+00', '2026-11-30 19:08:31.433312+00', 1, '2026-11-29 20:55:11.433312+00', '2026-11-29 20:55:11.433312+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('too-late', 'expired', '[{"sku": "soon", "quantity": 10, "allocations": []}]', '2026-11-29 20:55:10.380031+00', false, '2026-11-29 20:55:10.380031+00', NULL, NULL, NULL, NULL, true, '2026-11-29 20:55:10.380031+00', '2026-11-29 20:55:11.380031+00', 2, '2026-11-29 20:55:10.380031+00', '2026-11-29 20:55:11.433312+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('overdue', 'pending', '[{"sku": "hurried", "quantity": 10, "allocations": [{"held": 10, "taken": 0, "location": "main"}]}]', '2026-11-29 20:55:54.152579+00', false, '2026-11-29 20:55:54.152579+00', NULL, NULL, NULL, NULL, true, '2026-11-29 20:55:54.152579+00', '2026-11-29 20:55:55.152579+00', 1, '2026-11-29 20:55:54.152579+00', '2026-11-29 20:55:54.152579+00', NULL, NULL, NULL);


--
-- Data for Name: retention; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.retention VALUES ('events', 0, 0, '2026-11-29 20:54:22.482684+00');
INSERT INTO public.retention VALUES ('payloads', 1, 1, '2026-11-29 20:54:22.520847+00');
INSERT INTO public.retention VALUES ('dead_letters', 0, 0, '2026-11-29 20:54:22.535108+00');
INSERT INTO public.retention VALUES ('reservations', 0, 0, '2026-11-29 20:54:22.554825+00');
INSERT INTO public.retention VALUES ('idempotency_keys', 0, 0, '2026-11-29 20:54:22.562443+00');
INSERT INTO public.retention VALUES ('commit_receipts', 0, 0, '2026-11-29 20:54:22.581336+00');
INSERT INTO public.retention VALUES ('moves', 0, 0, '2026-11-29 20:54:22.613967+00');
INSERT INTO public.retention VALUES ('movements', 4, 3, '2026-11-29 20:54:22.62695+00');


--
-- Data for Name: set_aside; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.set_aside VALUES ('payments', 0, 'payments', 3, 6, 4, 3, 3, 'missing_type (3)', '2026-11-29 20:55:48.654201+00', NULL, NULL);
INSERT INTO public.set_aside VALUES ('orders', 1, 'orders', 4, 7, 4, 3, 3, 'missing_type (3)', '2026-11-29 20:55:48.654201+00', '2026-11-29 20:55:54.018676+00', 9000);


--
-- Data for Name: skipped_type; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: sku_policy; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sku_policy VALUES ('gift', false, '2026-11-29 20:55:01.974069+00', NULL, '2026-11-29 20:55:01.974069+00', NULL, '2026-11-29 20:55:01.974069+00', NULL, '2026-11-29 20:55:01.974069+00', 1, '2026-11-29 20:55:01.974069+00');
INSERT INTO public.sku_policy VALUES ('%2F', true, '2026-11-29 20:55:02.120018+00', NULL, '2026-11-29 20:55:02.120018+00', '2020-01-01 00:00:00+00', '2026-11-29 20:55:02.120018+00', '2020-02-01 00:00:00+00', '2026-11-29 20:55:02.120018+00', 1, '2026-11-29 20:55:02.120018+00');
INSERT INTO public.sku_policy VALUES ('card', false, '2026-11-29 20:55:02.154826+00', NULL, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-29 20:55:02.230251+00');
INSERT INTO public.sku_policy VALUES ('old-mug', true, NULL, '2026-11-29 20:55:02.162907+00', '2026-11-29 20:55:02.162907+00', NULL, NULL, NULL, NULL, 1, '2026-11-29 20:55:02.230251+00');


--
-- Data for Name: stock_move; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.stock_move VALUES ('crate', 'main', 'pallet_', 'damaged', 4, 'damaged', '2026-11-29 20:54:59.462951+00');
INSERT INTO public.stock_move VALUES ('crate', 'main', 'van', 'outlet_', 10, 'relocated', '2026-11-29 20:54:59.535836+00');
INSERT INTO public.stock_move VALUES ('crate', 'damaged', 'mended', 'main', 1, 'inspected', '2026-11-29 20:54:59.551063+00');
INSERT INTO public.stock_move VALUES ('crate', 'main', 'bulk', 'closed', 2, 'relocated', '2026-11-29 20:54:59.608862+00');
INSERT INTO public.stock_move VALUES ('a/b', 'main', 'bulk', 'closed', 2, 'relocated', '2026-11-29 20:54:59.608862+00');
INSERT INTO public.stock_move VALUES ('crate', 'main', 'flood', 'damaged', 15, 'damaged', '2026-11-29 20:54:59.707731+00');


--
-- Data for Name: stock_movement; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (42, 'mug_', 'main', 'adjusted', -24, 0, 0, 77, 0, 0, 'cycle_count', 'doc-6b53765f', NULL, NULL, 'token:shop', '2026-11-29 20:54:24.776002+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (43, 'made-by-hand', 'north', 'adjusted', 9, 0, 0, 9, 0, 0, 'received', 'doc-222305ac', NULL, NULL, 'token:shop', '2026-11-29 20:54:24.793165+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (44, 'mug', 'main', 'adjusted', 2, 0, 0, 157, 0, 0, 'found', 'bulk mug', NULL, NULL, 'token:shop', '2026-11-29 20:54:24.802858+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (45, '_mug', 'main', 'adjusted', 2, 0, 0, 104, 0, 0, 'found', 'bulk  mug', NULL, NULL, 'token:shop', '2026-11-29 20:54:24.802858+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (4, 'veteran', 'main', 'opening_balance', 46, 0, 0, 46, 0, 0, NULL, NULL, NULL, NULL, 'retention', '2026-05-13 20:54:11.931829+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (5, 'mug_', 'main', 'supplied', 101, 0, 0, 101, 0, 0, NULL, 'ProductCreated-85bd592d', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.374262+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (6, 'mug', 'main', 'supplied', 100, 0, 0, 100, 0, 0, NULL, 'ProductCreated-108480e9', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.377379+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (7, 'line_feed', 'main', 'supplied', 104, 0, 0, 104, 0, 0, NULL, 'ProductCreated-106ba438', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.450578+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (8, '_mug', 'main', 'supplied', 102, 0, 0, 102, 0, 0, NULL, 'ProductCreated-4ccd5514', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.450578+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (9, 'tab_here', 'main', 'supplied', 103, 0, 0, 103, 0, 0, NULL, 'ProductCreated-6da51fd5', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.450578+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (10, 'a/b', 'main', 'supplied', 105, 0, 0, 105, 0, 0, NULL, 'ProductCreated-e0b27a4a', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.450578+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (11, 'Größe-42', 'main', 'supplied', 110, 0, 0, 110, 0, 0, NULL, 'ProductCreated-0bfb77cb', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.491907+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (12, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'main', 'supplied', 114, 0, 0, 114, 0, 0, NULL, 'ProductCreated-1706ce5d', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.491907+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (13, 'scarce', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-2dfd491f', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.491907+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (14, 'dear', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-37e03671', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.491907+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (15, '🫖', 'main', 'supplied', 112, 0, 0, 112, 0, 0, NULL, 'ProductCreated-6c2c2814', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.491907+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (16, 'soon', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-6dd2d3ae', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.491907+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (17, 'o''clock "x" \ $1', 'main', 'supplied', 113, 0, 0, 113, 0, 0, NULL, 'ProductCreated-78782fc8', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.491907+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (18, 'later', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-867bff4b', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.491907+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (19, '..', 'main', 'supplied', 108, 0, 0, 108, 0, 0, NULL, 'ProductCreated-9f2d47f8', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.491907+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (20, 'shirt-s', 'main', 'supplied', 20, 0, 0, 20, 0, 0, NULL, 'ProductCreated-a9a5c036', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.491907+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (21, 'shirt-m', 'main', 'supplied', 20, 0, 0, 20, 0, 0, NULL, 'ProductCreated-a9a5c036', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.491907+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (22, 'shirt-l', 'main', 'supplied', 20, 0, 0, 20, 0, 0, NULL, 'ProductCreated-a9a5c036', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.491907+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (23, 'hurried', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-abda5611', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.491907+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (24, 'adjustments', 'main', 'supplied', 109, 0, 0, 109, 0, 0, NULL, 'ProductCreated-b5d60c24', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.491907+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (25, '%2F', 'main', 'supplied', 107, 0, 0, 107, 0, 0, NULL, 'ProductCreated-b65a8e33', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.491907+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (26, 'дом', 'main', 'supplied', 111, 0, 0, 111, 0, 0, NULL, 'ProductCreated-c71d041c', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.491907+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (27, '50%', 'main', 'supplied', 106, 0, 0, 106, 0, 0, NULL, 'ProductCreated-cc6095f9', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.491907+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (28, 'wanted', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-d2afb4e4', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.491907+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (29, 'short', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-fa7bcf65', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.491907+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (30, 'split', 'north', 'supplied', 3, 0, 0, 3, 0, 0, NULL, 'ProductUpdated-45034bc6', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.491907+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (31, 'split', 'south_', 'supplied', 4, 0, 0, 4, 0, 0, NULL, 'ProductUpdated-c9821d96', NULL, NULL, 'event:/shop', '2026-11-29 20:54:24.491907+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (32, 'mug', 'main', 'adjusted', 1, 0, 0, 101, 0, 0, 'received', 'received_', NULL, 'seen by Zoë', 'token:shop', '2026-11-29 20:54:24.639399+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (33, 'mug', 'main', 'adjusted', 2, 0, 0, 103, 0, 0, 'returned', 'returned_', NULL, 'seen by Zoë', 'token:shop', '2026-11-29 20:54:24.660738+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (34, 'mug', 'main', 'adjusted', 3, 0, 0, 106, 0, 0, 'damaged', 'damaged_', NULL, 'seen by Zoë', 'token:shop', '2026-11-29 20:54:24.671023+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (35, 'mug', 'main', 'adjusted', 4, 0, 0, 110, 0, 0, 'lost', 'lost_', NULL, 'seen by Zoë', 'token:shop', '2026-11-29 20:54:24.683087+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (36, 'mug', 'main', 'adjusted', 5, 0, 0, 115, 0, 0, 'found', 'found_', NULL, 'seen by Zoë', 'token:shop', '2026-11-29 20:54:24.688928+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (37, 'mug', 'main', 'adjusted', 6, 0, 0, 121, 0, 0, 'cycle_count', 'cycle_count_', NULL, 'seen by Zoë', 'token:shop', '2026-11-29 20:54:24.699216+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (38, 'mug', 'main', 'adjusted', 7, 0, 0, 128, 0, 0, 'correction', 'correction_', NULL, 'seen by Zoë', 'token:shop', '2026-11-29 20:54:24.713857+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (39, 'mug', 'main', 'adjusted', 8, 0, 0, 136, 0, 0, 'shrinkage', 'shrinkage_', NULL, 'seen by Zoë', 'token:shop', '2026-11-29 20:54:24.72196+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (40, 'mug', 'main', 'adjusted', 9, 0, 0, 145, 0, 0, 'promotion', 'promotion_', NULL, 'seen by Zoë', 'token:shop', '2026-11-29 20:54:24.736025+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (41, 'mug', 'main', 'adjusted', 10, 0, 0, 155, 0, 0, 'other', 'other_', NULL, 'seen by Zoë', 'token:shop', '2026-11-29 20:54:24.748565+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (46, 'a/b', 'main', 'adjusted', 2, 0, 0, 107, 0, 0, 'found', 'bulk a/b', NULL, NULL, 'token:shop', '2026-11-29 20:54:24.802858+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (47, 'imported', 'main', 'adjusted', 5, 0, 0, 5, 0, 0, 'cycle_count', 'IMPORT-1', NULL, NULL, 'cli:root', '2026-11-29 20:54:26.917842+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (48, 'imported', 'north', 'adjusted', 6, 0, 0, 6, 0, 0, 'cycle_count', 'IMPORT-1', NULL, NULL, 'cli:root', '2026-11-29 20:54:26.917842+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (49, 'mug_', 'main', 'reserved', 0, 1, 0, 77, 1, 0, NULL, '836b2775e41e414590c6f561e00decb5', 'trailing_', NULL, 'token:shop', '2026-11-29 20:54:26.972027+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (50, 'mug_', 'main', 'reserved', 0, 1, 0, 77, 2, 0, NULL, '3308555266aa47a78a0399dcae41da19', '_leading', NULL, 'token:shop', '2026-11-29 20:54:27.01226+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (77, 'mug', 'main', 'reserved', 0, 5, 0, 152, 7, 0, NULL, 'OrderCreated-058438eb', 'by-event', NULL, 'event:/shop', '2026-11-29 20:54:27.397078+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (51, 'mug_', 'main', 'reserved', 0, 1, 0, 77, 3, 0, NULL, 'bc4f856cb77f436280b0102157598cff', 'with/slash', NULL, 'token:shop', '2026-11-29 20:54:27.019241+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (52, 'mug_', 'main', 'reserved', 0, 1, 0, 77, 4, 0, NULL, 'af64def2cd4e4c42b9f7bc6c0a7d42b3', '50%', NULL, 'token:shop', '2026-11-29 20:54:27.027109+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (53, 'mug_', 'main', 'reserved', 0, 1, 0, 77, 5, 0, NULL, '4c86f951f6974fc5bd10646c697e26cc', 'Größe', NULL, 'token:shop', '2026-11-29 20:54:27.037282+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (54, 'mug_', 'main', 'reserved', 0, 1, 0, 77, 6, 0, NULL, '3337d7ccf24d44f287e8749a952119ff', 'new_line', NULL, 'token:shop', '2026-11-29 20:54:27.070803+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (55, 'mug_', 'main', 'reserved', 0, 1, 0, 77, 7, 0, NULL, '518d8b1fe6744c1d95d7f79f5d963a30', 'o''"\', NULL, 'token:shop', '2026-11-29 20:54:27.079247+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (56, 'mug_', 'main', 'confirmed', -1, -1, 0, 76, 6, 0, NULL, 'ae93581936f7481f927112bcd5f5aa16', 'with/slash', NULL, 'token:shop', '2026-11-29 20:54:27.101781+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (57, 'mug', 'main', 'reserved', 0, 2, 0, 157, 2, 0, NULL, '5423f85e362e4874afce6383ad94779c', 'held', NULL, 'token:shop', '2026-11-29 20:54:27.115663+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (58, 'shirt-m', 'main', 'reserved', 0, 1, 0, 20, 1, 0, NULL, '5423f85e362e4874afce6383ad94779c', 'held', NULL, 'token:shop', '2026-11-29 20:54:27.115663+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (59, 'a/b', 'main', 'reserved', 0, 1, 0, 107, 1, 0, NULL, '89f15ff2023049deade22b02d54d1dfe', 'amended', NULL, 'token:shop', '2026-11-29 20:54:27.158019+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (60, 'a/b', 'main', 'reserved', 0, 3, 0, 107, 4, 0, NULL, 'b6ee9b117bf84452931723a94068afe8', 'amended', NULL, 'token:shop', '2026-11-29 20:54:27.167497+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (61, 'split', 'north', 'reserved', 0, 3, 0, 3, 3, 0, NULL, 'f50e0f77eaf742169ae4daff577db2a7', 'both-places', NULL, 'token:shop', '2026-11-29 20:54:27.179423+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (62, 'split', 'south_', 'reserved', 0, 3, 0, 4, 3, 0, NULL, 'f50e0f77eaf742169ae4daff577db2a7', 'both-places', NULL, 'token:shop', '2026-11-29 20:54:27.179423+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (63, 'split', 'south_', 'reserved', 0, 1, 0, 4, 4, 0, NULL, 'c0f80c74ee3e4ba88d405c8cbdab5bf2', 'one-place', NULL, 'token:shop', '2026-11-29 20:54:27.20183+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (64, 'split', 'south_', 'confirmed', -1, -1, 0, 3, 3, 0, NULL, '1ba3f7d3d9ff42cfb712a794b983350b', 'one-place', NULL, 'token:shop', '2026-11-29 20:54:27.221401+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (65, 'mug', 'main', 'reserved', 0, 3, 0, 157, 5, 0, NULL, '1c621bd6614f4d7982a786885b2b2285', 'paid', NULL, 'token:shop', '2026-11-29 20:54:27.229196+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (66, 'mug', 'main', 'confirmed', -3, -3, 0, 154, 2, 0, NULL, 'eb4a936ea3e640f1b8a2413e0f85d90a', 'paid', NULL, 'token:shop', '2026-11-29 20:54:27.23637+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (67, 'mug', 'main', 'reserved', 0, 1, 0, 154, 3, 0, NULL, '378aaa86f1ab44fb8e8188b47a617352', 'given-back', NULL, 'token:shop', '2026-11-29 20:54:27.243628+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (68, 'mug', 'main', 'released', 0, -1, 0, 154, 2, 0, 'changed my mind_', '6e482229c5f448efa7d25eee20f5919c', 'given-back', NULL, 'token:shop', '2026-11-29 20:54:27.265411+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (69, 'mug', 'main', 'reserved', 0, 2, 0, 154, 4, 0, NULL, '51b0bcedb57e4e709b98332188139708', 'returned', NULL, 'token:shop', '2026-11-29 20:54:27.273349+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (70, 'mug', 'main', 'confirmed', -2, -2, 0, 152, 2, 0, NULL, '0605c88e0b5944ac9d2b9e9185aedacd', 'returned', NULL, 'token:shop', '2026-11-29 20:54:27.29458+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (71, 'mug', 'main', 'released', 2, 0, 0, 154, 2, 0, 'returned', '07a57e79258d41ee93f4fac12c1508d5', 'returned', NULL, 'token:shop', '2026-11-29 20:54:27.302411+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (72, 'mug', 'main', 'reserved', 0, 2, 0, 154, 4, 0, NULL, 'a78fa2b02151486eb888727cc54c36b5', 'broken', NULL, 'token:shop', '2026-11-29 20:54:27.312221+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (73, 'mug', 'main', 'confirmed', -2, -2, 0, 152, 2, 0, NULL, '88aae3d3f148431499e29f2941a00f78', 'broken', NULL, 'token:shop', '2026-11-29 20:54:27.323108+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (74, 'scarce', 'main', 'reserved', 0, 10, 0, 10, 10, 0, NULL, '5fb40165f89c440eaafdc4b28c8a61a8', 'scarce-held', NULL, 'token:shop', '2026-11-29 20:54:27.350455+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (75, 'short', 'main', 'reserved', 0, 8, 0, 10, 8, 0, NULL, '153fa20265a045b38b0fe6870739ad28', 'short-held', NULL, 'token:shop', '2026-11-29 20:54:27.355272+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (76, 'short', 'main', 'adjusted', -2, 0, 3, 8, 8, 3, 'lost', 'doc-a3e97247', NULL, NULL, 'token:shop', '2026-11-29 20:54:27.360653+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (78, 'mug', 'main', 'reserved', 0, 1, 0, 152, 8, 0, NULL, 'OrderCreated-a0c3e8dc', 'cancelled', NULL, 'event:/shop', '2026-11-29 20:54:27.445363+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (79, 'mug', 'main', 'reserved', 0, 1, 0, 152, 9, 0, NULL, 'OrderCreated-a181d076', 'failed-payment', NULL, 'event:/shop', '2026-11-29 20:54:27.445363+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (80, '50%', 'main', 'reserved', 0, 1, 0, 106, 1, 0, NULL, 'OrderCreated-d48b686a', 'paid-by-event', NULL, 'event:/shop', '2026-11-29 20:54:27.425694+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (81, 'дом', 'main', 'reserved', 0, 2, 0, 111, 2, 0, NULL, 'OrderCreated-d48b686a', 'paid-by-event', NULL, 'event:/shop', '2026-11-29 20:54:27.425694+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (82, '50%', 'main', 'confirmed', -1, -1, 0, 105, 0, 0, NULL, 'PaymentSucceeded-45033cfa', 'paid-by-event', NULL, 'event:/shop', '2026-11-29 20:54:58.992548+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (83, 'дом', 'main', 'confirmed', -2, -2, 0, 109, 0, 0, NULL, 'PaymentSucceeded-45033cfa', 'paid-by-event', NULL, 'event:/shop', '2026-11-29 20:54:58.992548+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (84, 'mug', 'main', 'released', 0, -1, 0, 152, 8, 0, 'card declined', 'PaymentFailed-d430d9f3', 'failed-payment', NULL, 'event:/shop', '2026-11-29 20:54:59.031432+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (85, 'mug', 'main', 'released', 0, -1, 0, 152, 7, 0, 'fraud', 'OrderCancelled-c588b44e', 'cancelled', NULL, 'event:/shop', '2026-11-29 20:54:59.100844+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (86, 'a/b', 'main', 'adjusted', 40, 0, 0, 147, 4, 0, 'received', 'delivery of a/b', NULL, NULL, 'token:shop', '2026-11-29 20:54:59.373008+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (87, 'crate', 'main', 'adjusted', 40, 0, 0, 40, 0, 0, 'received', 'delivery of crate', NULL, NULL, 'token:shop', '2026-11-29 20:54:59.406682+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (88, 'crate', 'main', 'moved', -4, 0, 0, 36, 0, 0, 'damaged', 'pallet_', NULL, 'a lorry, says Zoë', 'token:shop', '2026-11-29 20:54:59.462951+00', 'damaged');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (89, 'crate', 'damaged', 'moved', 4, 0, 0, 4, 0, 0, 'damaged', 'pallet_', NULL, 'a lorry, says Zoë', 'token:shop', '2026-11-29 20:54:59.462951+00', 'main');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (90, 'crate', 'main', 'moved', -10, 0, 0, 26, 0, 0, 'relocated', 'van', NULL, NULL, 'token:shop', '2026-11-29 20:54:59.535836+00', 'outlet_');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (91, 'crate', 'outlet_', 'moved', 10, 0, 0, 10, 0, 0, 'relocated', 'van', NULL, NULL, 'token:shop', '2026-11-29 20:54:59.535836+00', 'main');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (92, 'crate', 'damaged', 'moved', -1, 0, 0, 3, 0, 0, 'inspected', 'mended', NULL, NULL, 'token:shop', '2026-11-29 20:54:59.551063+00', 'main');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (93, 'crate', 'main', 'moved', 1, 0, 0, 27, 0, 0, 'inspected', 'mended', NULL, NULL, 'token:shop', '2026-11-29 20:54:59.551063+00', 'damaged');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (94, 'crate', 'main', 'moved', -2, 0, 0, 25, 0, 0, 'relocated', 'bulk', NULL, NULL, 'token:shop', '2026-11-29 20:54:59.608862+00', 'closed');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (95, 'crate', 'closed', 'moved', 2, 0, 0, 2, 0, 0, 'relocated', 'bulk', NULL, NULL, 'token:shop', '2026-11-29 20:54:59.608862+00', 'main');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (96, 'a/b', 'main', 'moved', -2, 0, 0, 145, 4, 0, 'relocated', 'bulk', NULL, NULL, 'token:shop', '2026-11-29 20:54:59.608862+00', 'closed');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (97, 'a/b', 'closed', 'moved', 2, 0, 0, 2, 0, 0, 'relocated', 'bulk', NULL, NULL, 'token:shop', '2026-11-29 20:54:59.608862+00', 'main');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (98, 'crate', 'main', 'reserved', 0, 20, 0, 25, 20, 0, NULL, 'e91f0f03ca144507b9617d05a0914d90', 'crates', NULL, 'token:shop', '2026-11-29 20:54:59.68414+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (99, 'crate', 'main', 'moved', -5, 0, 10, 20, 20, 10, 'damaged', 'flood', NULL, NULL, 'token:shop', '2026-11-29 20:54:59.707731+00', 'damaged');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (100, 'crate', 'damaged', 'moved', 15, 0, 0, 18, 0, 0, 'damaged', 'flood', NULL, NULL, 'token:shop', '2026-11-29 20:54:59.707731+00', 'main');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (101, 'old-mug', 'main', 'supplied', 7, 0, 0, 7, 0, 0, NULL, 'ProductCreated-d047306e', NULL, NULL, 'event:/shop', '2026-11-29 20:55:02.230251+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (102, 'mug', 'main', 'reserved', 0, 1, 0, 152, 8, 0, NULL, 'e1dd251ea78a4c69924960ead36d0536', 'gift-held', NULL, 'token:shop', '2026-11-29 20:55:02.386672+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (103, 'mug', 'main', 'reserved', 0, 1, 0, 152, 9, 0, NULL, 'fd341eb297b2434680f69132d927e0ae', 'gift-paid', NULL, 'token:shop', '2026-11-29 20:55:02.426766+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (104, 'mug', 'main', 'reserved', 0, 1, 0, 152, 10, 0, NULL, '4383ae3dc5044403bfd92018a93af4b8', 'gift-released', NULL, 'token:shop', '2026-11-29 20:55:02.433326+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (105, 'mug', 'main', 'reserved', 0, 1, 0, 152, 11, 0, NULL, '8d326810e3284d62b6409f09a545606e', 'gift-returned', NULL, 'token:shop', '2026-11-29 20:55:02.446804+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (106, 'mug', 'main', 'confirmed', -1, -1, 0, 151, 10, 0, NULL, '6cf25831b2ec4bc382a167ba853c2ee2', 'gift-paid', NULL, 'token:shop', '2026-11-29 20:55:02.461975+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (107, 'mug', 'main', 'confirmed', -1, -1, 0, 150, 9, 0, NULL, 'a75552177ff84494a79276d8d2314e8e', 'gift-returned', NULL, 'token:shop', '2026-11-29 20:55:02.469013+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (108, 'mug', 'main', 'released', 0, -1, 0, 150, 8, 0, 'released', '8300f08d0e584a98917ac13ffc93257a', 'gift-released', NULL, 'token:shop', '2026-11-29 20:55:02.482789+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (109, 'mug', 'main', 'released', 1, 0, 0, 151, 8, 0, 'order_cancelled', '173343173e35496a9969c4fa869618bc', 'gift-returned', NULL, 'token:shop', '2026-11-29 20:55:02.487631+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (110, 'mug', 'main', 'reserved', 0, 1, 0, 151, 9, 0, NULL, 'OrderCreated-a8b1673e', 'card-by-event', NULL, 'event:/shop', '2026-11-29 20:55:02.601913+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (111, 'first', 'main', 'supplied', 30, 0, 0, 30, 0, 0, NULL, 'ProductCreated-e88cd213', NULL, NULL, 'event:/first', '2026-11-29 20:55:02.890165+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (112, 'mirrored', 'main', 'supplied', 100, 0, 0, 100, 0, 0, NULL, 'ProductCreated-53ab58e1', NULL, NULL, 'event:/shop', '2026-11-29 20:55:02.944326+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (113, 'mirrored', 'main', 'reserved', 0, 6, 0, 100, 6, 0, NULL, '54782d768a714f0dbe9474e8387e63ee', 'mirrored', NULL, 'token:shop', '2026-11-29 20:55:03.012434+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (114, 'mirrored', 'main', 'confirmed', -6, -6, 0, 94, 0, 0, NULL, '11b5565f181743bd9aed7aba64de8c55', 'mirrored', NULL, 'token:shop', '2026-11-29 20:55:03.039531+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (115, 'mirrored', 'main', 'supplied', -6, 0, 0, 88, 0, 0, NULL, 'ProductUpdated-fb742e76', NULL, NULL, 'event:/shop', '2026-11-29 20:55:03.117767+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (116, 'wanted', 'main', 'reserved', 0, 3, 0, 10, 3, 0, NULL, 'bf0f5b418e2d4b7082f3f249d7e3669a', 'expired', NULL, 'token:shop', '2026-11-29 20:55:03.280603+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (117, 'wanted', 'main', 'expired', 0, -3, 0, 10, 0, 0, 'hold_expired', NULL, 'expired', NULL, 'expire_holds', '2026-11-29 20:55:06.564742+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (118, 'twice', 'main', 'supplied', 1, 0, 0, 1, 0, 0, NULL, 'used-twice', NULL, NULL, 'event:/shop', '2026-11-29 20:55:07.325689+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (119, 'dear', 'main', 'reserved', 0, 4, 0, 10, 4, 0, NULL, 'a571c78fb92f41ad84a69d51e3f75e48', 'last', NULL, 'token:shop', '2026-11-29 20:55:10.229726+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (120, 'dear', 'main', 'confirmed', -4, -4, 0, 6, 0, 0, NULL, '94ff312d1a6a47a5a625858765e1c96c', 'last', NULL, 'token:shop', '2026-11-29 20:55:10.270675+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (121, 'dear', 'main', 'reserved', 0, 2, 0, 6, 2, 0, NULL, '605ef91e42c2495bac271265391d2463', 'last-one', NULL, 'token:shop', '2026-11-29 20:55:10.31722+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (122, '🫖', 'main', 'reserved', 0, 1, 0, 112, 1, 0, NULL, '605ef91e42c2495bac271265391d2463', 'last-one', NULL, 'token:shop', '2026-11-29 20:55:10.31722+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (123, 'dear', 'main', 'released', 0, -2, 0, 6, 0, 0, 'too dear', 'bb04d803ffa54b87b3eb8ad734358487', 'last-one', NULL, 'token:shop', '2026-11-29 20:55:10.348233+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (124, '🫖', 'main', 'released', 0, -1, 0, 112, 0, 0, 'too dear', 'bb04d803ffa54b87b3eb8ad734358487', 'last-one', NULL, 'token:shop', '2026-11-29 20:55:10.348233+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (125, 'soon', 'main', 'reserved', 0, 10, 0, 10, 10, 0, NULL, 'ae4b375b60bb4e3cb4eef924c1dbbd90', 'too-late', NULL, 'token:shop', '2026-11-29 20:55:10.380031+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (126, 'soon', 'main', 'expired', 0, -10, 0, 10, 0, 0, 'hold_expired', 'needed_by_another_order', 'too-late', NULL, 'inventory', '2026-11-29 20:55:11.433312+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (127, 'soon', 'main', 'reserved', 0, 10, 0, 10, 10, 0, NULL, 'b774d9ddd25640bfaff4d0eaa92a2efa', 'in-time', NULL, 'token:shop', '2026-11-29 20:55:11.433312+00', NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (128, 'hurried', 'main', 'reserved', 0, 10, 0, 10, 10, 0, NULL, '10329313ff8f44d589745f3d23adc2fc', 'overdue', NULL, 'token:shop', '2026-11-29 20:55:54.152579+00', NULL);


--
-- Name: api_token_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.api_token_id_seq', 3, true);


--
-- Name: audit_run_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.audit_run_id_seq', 2, true);


--
-- Name: inbox_event_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.inbox_event_id_seq', 104, true);


--
-- Name: outbox_event_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.outbox_event_id_seq', 185, true);


--
-- Name: stock_movement_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.stock_movement_id_seq', 128, true);


--
-- Name: alembic_version alembic_version_pkc; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);


--
-- Name: api_token pk_api_token; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT pk_api_token PRIMARY KEY (id);


--
-- Name: audit_run pk_audit_run; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_run
    ADD CONSTRAINT pk_audit_run PRIMARY KEY (id);


--
-- Name: catalogue_mirror pk_catalogue_mirror; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.catalogue_mirror
    ADD CONSTRAINT pk_catalogue_mirror PRIMARY KEY (source);


--
-- Name: commit_receipt pk_commit_receipt; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.commit_receipt
    ADD CONSTRAINT pk_commit_receipt PRIMARY KEY (id);


--
-- Name: dead_letter pk_dead_letter; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dead_letter
    ADD CONSTRAINT pk_dead_letter PRIMARY KEY (id);


--
-- Name: event_gap pk_event_gap; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event_gap
    ADD CONSTRAINT pk_event_gap PRIMARY KEY (topic, topic_id, partition, first_offset);


--
-- Name: idempotency_key pk_idempotency_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.idempotency_key
    ADD CONSTRAINT pk_idempotency_key PRIMARY KEY (actor, key);


--
-- Name: inbox_event pk_inbox_event; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox_event
    ADD CONSTRAINT pk_inbox_event PRIMARY KEY (id);


--
-- Name: inbox_pending pk_inbox_pending; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox_pending
    ADD CONSTRAINT pk_inbox_pending PRIMARY KEY (id);


--
-- Name: kept_offset pk_kept_offset; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kept_offset
    ADD CONSTRAINT pk_kept_offset PRIMARY KEY (topic, partition);


--
-- Name: lineage pk_lineage; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.lineage
    ADD CONSTRAINT pk_lineage PRIMARY KEY (one_row);


--
-- Name: location pk_location; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.location
    ADD CONSTRAINT pk_location PRIMARY KEY (name);


--
-- Name: outbox_event pk_outbox_event; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox_event
    ADD CONSTRAINT pk_outbox_event PRIMARY KEY (id);


--
-- Name: paused_partition pk_paused_partition; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.paused_partition
    ADD CONSTRAINT pk_paused_partition PRIMARY KEY (topic, partition);


--
-- Name: product_inventory pk_product_inventory; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.product_inventory
    ADD CONSTRAINT pk_product_inventory PRIMARY KEY (sku, location);


--
-- Name: reservation pk_reservation; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reservation
    ADD CONSTRAINT pk_reservation PRIMARY KEY (order_id);


--
-- Name: retention pk_retention; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.retention
    ADD CONSTRAINT pk_retention PRIMARY KEY (kind);


--
-- Name: set_aside pk_set_aside; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.set_aside
    ADD CONSTRAINT pk_set_aside PRIMARY KEY (topic, partition, source);


--
-- Name: skipped_type pk_skipped_type; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.skipped_type
    ADD CONSTRAINT pk_skipped_type PRIMARY KEY (topic, type, partition);


--
-- Name: sku_policy pk_sku_policy; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sku_policy
    ADD CONSTRAINT pk_sku_policy PRIMARY KEY (sku);


--
-- Name: stock_move pk_stock_move; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stock_move
    ADD CONSTRAINT pk_stock_move PRIMARY KEY (sku, from_location, reference);


--
-- Name: stock_movement pk_stock_movement; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stock_movement
    ADD CONSTRAINT pk_stock_movement PRIMARY KEY (id);


--
-- Name: api_token uq_api_token_digest; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT uq_api_token_digest UNIQUE (digest);


--
-- Name: api_token uq_api_token_name; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT uq_api_token_name UNIQUE (name);


--
-- Name: ix_inbox_event_ahead; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_inbox_event_ahead ON public.inbox_event USING btree (id) WHERE (occurred_at > received_at);


--
-- Name: ix_inbox_pending_not_before; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_inbox_pending_not_before ON public.inbox_pending USING btree (not_before);


--
-- Name: ix_inbox_pending_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_inbox_pending_waiting ON public.inbox_pending USING btree (id) WHERE (waits_for <> '{}'::text[]);


--
-- Name: ix_reservation_counted; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_reservation_counted ON public.reservation USING btree (counted_for) INCLUDE (counted_units, expires_at) WHERE ((counted_for IS NOT NULL) AND (status = 'pending'::text));


--
-- Name: ix_reservation_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_reservation_due ON public.reservation USING btree (expires_at) WHERE (status = 'pending'::text);


--
-- Name: ix_stock_movement_sku_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_stock_movement_sku_id ON public.stock_movement USING btree (sku, id);


--
-- Name: uq_inbox_event_source_event_id; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_inbox_event_source_event_id ON public.inbox_event USING btree (source, event_id);


--
-- Name: uq_stock_movement_adjustment; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_stock_movement_adjustment ON public.stock_movement USING btree (sku, location, reference) WHERE (kind = 'adjusted'::text);


--
-- Name: outbox_event wake_relay; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER wake_relay AFTER INSERT ON public.outbox_event FOR EACH STATEMENT EXECUTE FUNCTION public.wake_relay();


--
-- Name: dead_letter fk_dead_letter_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dead_letter
    ADD CONSTRAINT fk_dead_letter_id FOREIGN KEY (id) REFERENCES public.inbox_event(id) ON DELETE CASCADE;


--
-- Name: product_inventory fk_product_inventory_location; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.product_inventory
    ADD CONSTRAINT fk_product_inventory_location FOREIGN KEY (location) REFERENCES public.location(name);


--
-- Name: FUNCTION clear_payloads(after_id bigint, before timestamp with time zone, most integer, OUT last_id bigint, OUT removed bigint); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.clear_payloads(after_id bigint, before timestamp with time zone, most integer, OUT last_id bigint, OUT removed bigint) FROM PUBLIC;


--
-- Name: FUNCTION prune_dead_letters(before timestamp with time zone, most integer, OUT removed bigint); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.prune_dead_letters(before timestamp with time zone, most integer, OUT removed bigint) FROM PUBLIC;


--
-- Name: FUNCTION prune_inbox(after_id bigint, before timestamp with time zone, most integer, OUT last_id bigint, OUT removed bigint); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.prune_inbox(after_id bigint, before timestamp with time zone, most integer, OUT last_id bigint, OUT removed bigint) FROM PUBLIC;


--
-- Name: FUNCTION prune_ledger(after_id bigint, before timestamp with time zone, most integer, OUT last_id bigint, OUT removed bigint); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.prune_ledger(after_id bigint, before timestamp with time zone, most integer, OUT last_id bigint, OUT removed bigint) FROM PUBLIC;


--
-- Name: FUNCTION supersede_dead_letters(ids bigint[]); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.supersede_dead_letters(ids bigint[]) FROM PUBLIC;


--
-- Name: FUNCTION wake_relay(); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.wake_relay() FROM PUBLIC;


--
-- PostgreSQL database dump complete
--
