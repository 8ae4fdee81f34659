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
        SELECT d.id FROM dead_letter d WHERE d.died_at < before AND (
            SELECT count(*) FROM inbox_event e
            WHERE e.id = d.id AND e.received_at < before AND e.occurred_at < before
          AND (SELECT count(*) FROM inbox_event s WHERE s.source = e.source AND s.event_id = ANY (ARRAY[
               e.event_id || chr(31) || 'products', e.event_id || chr(31) || 'orders',
               e.event_id || chr(31) || 'payments', e.event_id || chr(31) || 'unread'])) = 0
        ) = 1
        ORDER BY d.id LIMIT most FOR UPDATE OF d SKIP LOCKED
    ), gone AS (
        DELETE FROM inbox_event e WHERE e.id = ANY (ARRAY(SELECT old.id FROM old)) RETURNING 1
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
        DELETE FROM inbox_event e WHERE e.id = ANY (ARRAY(SELECT l.id FROM looked_at l WHERE l.is_old AND l.happened_before))
          AND (SELECT count(*) FROM inbox_pending p WHERE p.id = e.id) = 0
          AND (SELECT count(*) FROM dead_letter d WHERE d.id = e.id) = 0
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
            shortfall_delta = shortfall_after, to_ship_delta = to_ship_after, reason = NULL, reference = NULL, order_id = NULL, note = NULL,
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
        SELECT e.id, e.source, e.event_id, e.digest FROM dead_letter d , LATERAL (SELECT i.* FROM inbox_event i WHERE i.id = d.id OFFSET 0) e
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
    safety_stock bigint,
    quantity_to_ship bigint DEFAULT '0'::bigint NOT NULL,
    CONSTRAINT ck_product_inventory_never_oversold CHECK (((0 <= quantity_reserved) AND (quantity_reserved <= quantity_on_hand))),
    CONSTRAINT ck_product_inventory_no_fewer_to_ship_than_none CHECK ((quantity_to_ship >= 0)),
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
    counted_units bigint,
    shipping jsonb,
    dispatch_due_at timestamp with time zone
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
    updated_at timestamp with time zone NOT NULL,
    stock_rules jsonb
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
    other_location text COLLATE pg_catalog."C",
    to_ship_delta bigint,
    to_ship_after bigint
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
-- Name: stock_reversal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.stock_reversal (
    reverses bigint NOT NULL,
    reversed_by bigint NOT NULL
);


--
-- Data for Name: alembic_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.alembic_version VALUES ('0042');


--
-- Data for Name: api_token; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.api_token OVERRIDING SYSTEM VALUE VALUES (2, 'ended', '\x04d9f61825fef7382c0401957938209d715e910fa1467daeb7b39e3759b31c93', '{stock:adjust,stock:configure,stock:read,stock:reserve}', '2026-11-30 03:27:56.003164+00', '2026-11-30 03:28:56.003164+00', NULL, NULL, NULL);
INSERT INTO public.api_token OVERRIDING SYSTEM VALUE VALUES (1, 'leaver', '\x89b2727da9a7336e9dd3407006e77288707b5fbb3cd0b8f468f16ffe4206b7d1', '{stock:adjust,stock:configure,stock:read,stock:reserve}', '2026-11-30 03:27:53.816604+00', NULL, '2026-11-30 03:28:00.277422+00', NULL, NULL);
INSERT INTO public.api_token OVERRIDING SYSTEM VALUE VALUES (3, 'shop', '\x95507aff43b87f9fba79511e874a1a33d62deb20bebc1ee1c177bea6423f5113', '{stock:adjust,stock:configure,stock:read,stock:reserve}', '2026-11-30 03:27:58.491605+00', NULL, NULL, '2026-11-30 03:29:13.285779+00', NULL);


--
-- Data for Name: audit_run; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_run OVERRIDING SYSTEM VALUE VALUES (1, '2026-11-30 03:28:17.248886+00', 786, 4, 0, 0);
INSERT INTO public.audit_run OVERRIDING SYSTEM VALUE VALUES (2, '2026-11-30 03:28:19.174375+00', 795, 4, 4, 0);
INSERT INTO public.audit_run OVERRIDING SYSTEM VALUE VALUES (3, '2026-11-30 03:28:21.146715+00', 806, 4, 4, 0);


--
-- Data for Name: catalogue_mirror; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.catalogue_mirror VALUES ('/shop', 1, 0, 'mirrored', 'main', 94, '2026-11-30 03:29:01.032118+00', '2026-11-30 03:29:01.032118+00', NULL);


--
-- Data for Name: commit_receipt; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.commit_receipt VALUES ('bbdf04a5-e0c1-47e5-8f37-4e6eee10b4eb', true, '2026-11-30 03:27:53.816604+00');
INSERT INTO public.commit_receipt VALUES ('7ab1b340-0195-4f43-9761-9a0978c13a61', true, '2026-11-30 03:27:56.003164+00');
INSERT INTO public.commit_receipt VALUES ('16b73a61-91d1-4c0a-93c9-69d3fd8160b0', true, '2026-11-30 03:27:58.491605+00');
INSERT INTO public.commit_receipt VALUES ('38bb01ca-310e-40ed-814e-cb43a0c63eed', true, '2026-11-30 03:28:00.277422+00');
INSERT INTO public.commit_receipt VALUES ('5d9986c7-d35f-48f6-b3a2-552106257106', true, '2026-11-30 03:29:14.341126+00');
INSERT INTO public.commit_receipt VALUES ('915ddf76-248f-4336-8ab2-3f25e46ac473', true, '2026-11-30 03:29:14.790728+00');
INSERT INTO public.commit_receipt VALUES ('3732f479-0509-4b62-b079-5b682ef93723', true, '2026-11-30 03:29:40.974008+00');
INSERT INTO public.commit_receipt VALUES ('fa32aca6-610a-4100-bca1-0812552dcfc0', true, '2026-11-30 03:29:54.986642+00');
INSERT INTO public.commit_receipt VALUES ('10fae865-c8f0-4718-8a15-76d596d6b82c', true, '2026-11-30 03:29:55.097664+00');
INSERT INTO public.commit_receipt VALUES ('f391f632-bd70-4ae2-862f-deeebcea87d9', true, '2026-11-30 03:28:27.175732+00');
INSERT INTO public.commit_receipt VALUES ('8839bf32-2068-4e17-a827-37a52a62a62d', true, '2026-11-30 03:28:59.602792+00');
INSERT INTO public.commit_receipt VALUES ('4d171560-de5d-42d8-b30a-f6c956bc6cc9', true, '2026-11-30 03:28:59.643956+00');
INSERT INTO public.commit_receipt VALUES ('ffc87b4f-ced1-4685-949d-b1b125a864ef', true, '2026-11-30 03:28:59.656235+00');
INSERT INTO public.commit_receipt VALUES ('45f1d0dc-d79d-40de-bad6-ea59ed14ed15', true, '2026-11-30 03:28:59.665292+00');
INSERT INTO public.commit_receipt VALUES ('92276517-720c-4818-9bd1-7db8ce8fac23', true, '2026-11-30 03:28:59.901816+00');
INSERT INTO public.commit_receipt VALUES ('f15fc17d-59aa-4e47-b8df-692d1f96b6ac', true, '2026-11-30 03:29:05.171779+00');
INSERT INTO public.commit_receipt VALUES ('86175367-b375-4d4b-86c7-1a66d4315083', true, '2026-11-30 03:29:05.198393+00');
INSERT INTO public.commit_receipt VALUES ('f41335f6-a918-4a67-bbc5-4d8328675d49', true, '2026-11-30 03:29:13.294435+00');
INSERT INTO public.commit_receipt VALUES ('3f8d1ae2-dfb9-4a1a-be12-bcd606e26d47', true, '2026-11-30 03:29:13.302167+00');
INSERT INTO public.commit_receipt VALUES ('13a2ec38-081a-454b-bdeb-95cb0b25115f', true, '2026-11-30 03:29:13.311311+00');
INSERT INTO public.commit_receipt VALUES ('1a4d1ace-805b-4612-8c7e-db6cc2238d94', true, '2026-11-30 03:29:13.31761+00');
INSERT INTO public.commit_receipt VALUES ('cb54b4c9-d585-44ba-8ff9-f1c06eb9b06c', true, '2026-11-30 03:29:13.323761+00');


--
-- Data for Name: dead_letter; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.dead_letter VALUES (56, 'wrong_topic', 'OrderDispatched is heard on the topic ''orders'' alone, and this is ''payments'': publish it there. If ''payments'' is meant to carry it, set INVENTORY_TOPIC_ORDERS to that', '\x7b227370656376657273696f6e223a22312e30222c226964223a224f72646572446973706174636865642d6134363461313439222c22736f75726365223a222f73686f70222c2274797065223a224f7264657244697370617463686564222c2274696d65223a22323032362d31312d33305430333a32393a30322e3039303134322b30303a3030222c2264617461223a7b226f726465725f6964223a2273656e74222c2264697370617463685f6964223a226f6e2d612d77726f6e672d746f706963222c226974656d73223a5b7b22736b75223a2270617263656c6c6564222c227175616e74697479223a317d5d7d2c227472616365706172656e74223a2230302d34626639326633353737623334646136613363653932396430653065343733362d303066303637616130626139303262372d3031227d', '2026-11-30 03:29:02.094732+00', NULL, '\x73656e74', '[{"name":"content-type","value":"application/cloudevents+json"}]', '2026-11-30 03:29:02.09+00');
INSERT INTO public.dead_letter VALUES (58, 'empty', 'the record has no value', NULL, '2026-11-30 03:29:10.161687+00', NULL, '\x756e757361626c65', '[{"name":"ce_specversion","value":"1.0"},{"name":"ce_source","value":"/shop"},{"name":"ce_type","value":"OrderCreated"},{"name":"ce_id","value":"d-empty"}]', '2026-11-30 03:29:10.143+00');
INSERT INTO public.dead_letter VALUES (71, 'malformed_json', 'key must be a string at line 1 column 2', '\x7bff', '2026-11-30 03:29:10.189469+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 03:29:10.149+00');
INSERT INTO public.dead_letter VALUES (72, 'too_deep', 'nested more than 64 levels deep', '\x5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b', '2026-11-30 03:29:10.189469+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 03:29:10.151+00');
INSERT INTO public.dead_letter VALUES (73, 'not_an_event', 'an event is a JSON object, not an array', '\x5b5d', '2026-11-30 03:29:10.189469+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 03:29:10.153+00');
INSERT INTO public.dead_letter VALUES (74, 'missing_type', 'type must be a non-empty string; it was read as a structured CloudEvent, has the members ''specversion'', ''id'', ''source'', ''time'', ''data''. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d74797065222c22736f75726365223a222f73686f70222c2274696d65223a22323032362d31312d33305430333a32393a31302e3134333439362b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d74797065222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-30 03:29:10.189469+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 03:29:10.154+00');
INSERT INTO public.dead_letter VALUES (75, 'missing_id', 'the event has no id; it was read as a structured CloudEvent, has the members ''specversion'', ''source'', ''type'', ''time'', ''data''. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b227370656376657273696f6e223a22312e30222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d33305430333a32393a31302e3134333439362b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-30 03:29:10.189469+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 03:29:10.155+00');
INSERT INTO public.dead_letter VALUES (76, 'invalid_id', 'id must be a string, not a number: 7', '\x7b227370656376657273696f6e223a22312e30222c226964223a372c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d33305430333a32393a31302e3134333439362b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-30 03:29:10.189469+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 03:29:10.155+00');
INSERT INTO public.dead_letter VALUES (67, 'missing_source', 'the event has no source; it was read as a structured CloudEvent, has the members ''specversion'', ''id'', ''type'', ''time'', ''data''. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d736f75726365222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d33305430333a32393a31302e3134333439362b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d736f75726365222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-30 03:29:10.189469+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 03:29:10.156+00');
INSERT INTO public.dead_letter VALUES (68, 'invalid_source', 'source must be at most 200 bytes of UTF-8, not 201', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d6c6f6e672d736f75726365222c22736f75726365223a22737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d33305430333a32393a31302e3134333439362b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d6c6f6e672d736f75726365222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-30 03:29:10.189469+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 03:29:10.157+00');
INSERT INTO public.dead_letter VALUES (66, 'unsupported_content_type', 'content-type must be application/json, not ''application/xml''', '\x3c612f3e', '2026-11-30 03:29:10.189469+00', NULL, '\x756e757361626c65', '[{"name":"ce_specversion","value":"1.0"},{"name":"ce_source","value":"/shop"},{"name":"ce_type","value":"OrderCreated"},{"name":"ce_id","value":"d-xml"},{"name":"content-type","value":"application/xml"}]', '2026-11-30 03:29:10.158+00');
INSERT INTO public.dead_letter VALUES (65, 'unsupported_specversion', 'specversion must be ''1.0'', not ''0.3''', '\x7b227370656376657273696f6e223a22302e33222c226964223a22642d76657273696f6e222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d33305430333a32393a31302e3134333439362b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d76657273696f6e222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-30 03:29:10.189469+00', NULL, '\x756e757361626c65', '[{"name":"content-type","value":"application/cloudevents+json"}]', '2026-11-30 03:29:10.159+00');
INSERT INTO public.dead_letter VALUES (69, 'schema_registry_not_configured', 'it was written by schema 7 of a schema registry: set INVENTORY_SCHEMA_REGISTRY_URL', '\x00000000077b227370656376657273696f6e223a22312e30222c226964223a22642d6672616d6564222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d33305430333a32393a31302e3134333439362b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d6672616d6564222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-30 03:29:10.189469+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 03:29:10.16+00');
INSERT INTO public.dead_letter VALUES (64, 'invalid_time', 'time must be an RFC 3339 timestamp with an offset, not ''yesterday''', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d74696d65222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22796573746572646179222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d74696d65222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-30 03:29:10.189469+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 03:29:10.169+00');
INSERT INTO public.dead_letter VALUES (60, 'time_in_future', 'time 9999-01-01T00:00:00+00:00 is more than 1 day ahead', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d667574757265222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22393939392d30312d30315430303a30303a30305a222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d667574757265222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-30 03:29:10.189469+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 03:29:10.171+00');
INSERT INTO public.dead_letter VALUES (63, 'too_old', 'time 2001-01-01T00:00:00+00:00 is more than 30 days ago', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d6f6c64222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323030312d30312d30315430303a30303a30305a222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d6f6c64222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-30 03:29:10.189469+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 03:29:10.172+00');
INSERT INTO public.dead_letter VALUES (62, 'missing_data', 'the event has no data; it was read as a structured CloudEvent, has the members ''specversion'', ''id'', ''source'', ''type'', ''time''. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d6e6f2d64617461222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d33305430333a32393a31302e3134333439362b30303a3030227d', '2026-11-30 03:29:10.189469+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 03:29:10.174+00');
INSERT INTO public.dead_letter VALUES (59, 'binary_data', 'data_base64 is not base64 (Only base64 data is allowed): send the data as JSON in data', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d626173653634222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d33305430333a32393a31302e3134333439362b30303a3030222c22646174615f626173653634223a222a227d', '2026-11-30 03:29:10.189469+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 03:29:10.176+00');
INSERT INTO public.dead_letter VALUES (61, 'invalid_data', 'items: List should have at least 1 item after validation, not 0', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d696e76616c6964222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d33305430333a32393a31302e3134333439362b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d696e76616c6964222c226974656d73223a5b5d7d7d', '2026-11-30 03:29:10.189469+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 03:29:10.179+00');
INSERT INTO public.dead_letter VALUES (70, 'not_an_event', 'an event is a JSON object, not a string', '\x227878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787822', '2026-11-30 03:29:10.189469+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 03:29:10.181+00');
INSERT INTO public.dead_letter VALUES (79, 'conflicting_payload', 'An event with id ''used-twice'' was heard before with another payload; this one is not applied.', NULL, '2026-11-30 03:29:10.410069+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (80, 'foreign_source', 'copied', '\x00ff', '2026-11-30 03:29:10.410069+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (81, 'missing_time', 'copied', '\x00ff', '2026-11-30 03:29:10.410069+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (82, 'near_miss', 'copied', '\x00ff', '2026-11-30 03:29:10.410069+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (83, 'too_large', 'copied', '\x00ff', '2026-11-30 03:29:10.410069+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (84, 'undecodable', 'copied', '\x00ff', '2026-11-30 03:29:10.410069+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (85, 'unreadable_headers', 'copied', '\x00ff', '2026-11-30 03:29:10.410069+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (86, 'unstorable', 'copied', '\x00ff', '2026-11-30 03:29:10.410069+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (87, 'unsupported_schema_type', 'copied', '\x00ff', '2026-11-30 03:29:10.410069+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (91, 'attempts_exhausted', 'a known fault', NULL, '2026-11-30 03:29:28.588128+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (93, 'abandoned', 'cli:root: told by phone', NULL, '2026-11-30 03:29:40.974008+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (111, 'missing_type', 'type must be a non-empty string; it was read as a bare JSON object. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b7d', '2026-11-30 03:29:51.458177+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 03:29:46.164+00');
INSERT INTO public.dead_letter VALUES (112, 'missing_type', 'type must be a non-empty string; it was read as a bare JSON object. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b7d', '2026-11-30 03:29:51.458177+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 03:29:46.165+00');
INSERT INTO public.dead_letter VALUES (113, 'missing_type', 'type must be a non-empty string; it was read as a bare JSON object. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b7d', '2026-11-30 03:29:51.458177+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 03:29:46.149+00');
INSERT INTO public.dead_letter VALUES (114, 'missing_type', 'type must be a non-empty string; it was read as a bare JSON object. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b7d', '2026-11-30 03:29:51.458177+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 03:29:46.156+00');


--
-- Data for Name: event_gap; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: idempotency_key; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.idempotency_key VALUES ('token:shop', 'count_of_mug', '\x0383bae0fb555399c918bb522e915ec175850e33929c7389a02caff1a50d69a7', '2026-11-30 03:28:24.722753+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', '"quoted"~key/1', '\x8551bf905e921c9b5f5fbe5c1c63a6ff0db8b4f49831e5473e13e6d399702535', '2026-11-30 03:28:24.742451+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'bulk', '\x65c2568e0c1029291f65ab859f88726aae77156eed3a83017cc5c0931728d848', '2026-11-30 03:28:24.753736+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'confirm-with/slash', '\x8060d84985ba3034e5a65e33155312f69943952ae2b45503201d70f60c5ecd8d', '2026-11-30 03:28:27.537832+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'extend-held', '\xa92e5168ea4bb2313a4b10c112f8b7e371c89018a6f2e2b6dc4124a263c342b9', '2026-11-30 03:28:27.553828+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'amend', '\x9ed4ce9b1912d53779165cf2b38d9af73a1d505fba3b780506c926a816863141', '2026-11-30 03:28:27.570006+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'release-given-back', '\x9438196d6ea5b66bc200e77508f1837bf40a9a6c465563e2ee3796c0f7fca354', '2026-11-30 03:28:27.618941+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'cancel-returned', '\xa5c67da28417fdffab68c40ad44c4298a8e91d5a8ed94fe639e3e8fb31071ad2', '2026-11-30 03:28:27.640215+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'pallet', '\x96b7d7e79d0f79bfe979d55c97e12d1ef6770de66b836805c7a5e26e3c7be423', '2026-11-30 03:28:59.734126+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'bulk-moves', '\x29dcf0f457e849dd0fd9dc751f7707cc53a707b934ec7dc226bb6784aaaa96ee', '2026-11-30 03:28:59.841228+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'back-of-typed', '\xb49b500cb3ba0a8975111f7e1d00b9c420e8e90c0c24da08e64bb2a021c3e23b', '2026-11-30 03:29:01.516356+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'back-of-mended', '\xb90d2eda523ca3bb45740c354b14f66f465920eeae74fa8645f331b953a6dcd2', '2026-11-30 03:29:01.566651+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'parcel-of-sent', '\x613a5ac74d5b1ae234f405e8238a202daa034b4b9b68c99c50a91aba400e7e66', '2026-11-30 03:29:01.95988+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'cancel-sent', '\xf7c12af5a4d953e83b636e5a22460467952c678e4bb5cfc799981dba405db6b8', '2026-11-30 03:29:02.060726+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'count-0', '\xf8a6871592102d36fa4e74b945cd4e19b02cf82c977b37302f994f0670792e2e', '2026-11-30 03:29:05.149305+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'count-1', '\x6ea92ee47156eb1c5ce4459953fd89e9e29660ebf13a0fae6e6001fef2508765', '2026-11-30 03:29:05.171779+00');


--
-- Data for Name: inbox_event; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (1, '/shop', 'ProductCreated-b0bcd51d', 'ProductCreated', 'veteran', '\x38b1c6af2d14fac1fd7c05816d41570452edfc06f386fec6ae21b66b636fcc9f', NULL, '2026-11-30 03:28:06.66671+00', '2026-11-21 03:28:06.696739+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (2, '/shop', 'ProductCreated-1435c634', 'ProductCreated', 'mug', '\x7aeb87f94c49a362e836aeb0a3b67edd9764ba0fcb94b56499fd49d33adfdf3e', '{"location": "main", "product_id": "mug", "quantity_on_hand": 100}', '2026-11-30 03:28:23.637195+00', '2026-11-30 03:28:23.645944+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (3, '/shop', 'ProductCreated-c4e1b22f', 'ProductCreated', 'mug_', '\x0b802597227ac0ad8603f749c928c43eb7be5ad6793b225199885a4c15fad804', '{"location": "main", "product_id": "mug_", "quantity_on_hand": 101}', '2026-11-30 03:28:23.660478+00', '2026-11-30 03:28:23.69032+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (4, '/shop', 'ProductCreated-114289dd', 'ProductCreated', '_mug', '\x298369454127661138ddce1bc6211517129c24a6017779b706cfda70393a25b9', '{"location": "main", "product_id": "_mug", "quantity_on_hand": 102}', '2026-11-30 03:28:23.681059+00', '2026-11-30 03:28:23.71787+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (5, '/shop', 'ProductCreated-6cf5b3b3', 'ProductCreated', 'tab_here', '\xde75a4eec000a932377cff9c53d25740fe8893b8963880d2c6664b57418231cc', '{"location": "main", "product_id": "tab_here", "quantity_on_hand": 103}', '2026-11-30 03:28:23.695654+00', '2026-11-30 03:28:23.876765+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (6, '/shop', 'ProductCreated-7b872b89', 'ProductCreated', 'line_feed', '\x3d33fd34469238b27989fa16999b89c88e928647087a8ce73e6da23bce9c66a6', '{"location": "main", "product_id": "line_feed", "quantity_on_hand": 104}', '2026-11-30 03:28:23.699097+00', '2026-11-30 03:28:23.91989+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (7, '/shop', 'ProductCreated-8f2c0736', 'ProductCreated', 'a/b', '\x0625284931af06b0cfd40a0c72ab5c89681175179806cfb1570d65d2b6745c89', '{"location": "main", "product_id": "a/b", "quantity_on_hand": 105}', '2026-11-30 03:28:23.895144+00', '2026-11-30 03:28:23.919891+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (8, '/shop', 'ProductCreated-b95c9244', 'ProductCreated', '%2F', '\xaf59088f0bd1115138d43e20c71663ec0846dec75bae32e7a0ee11ff7e43ef94', '{"location": "main", "product_id": "%2F", "quantity_on_hand": 107}', '2026-11-30 03:28:23.903893+00', '2026-11-30 03:28:23.919891+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (9, '/shop', 'ProductCreated-ea3c83d6', 'ProductCreated', '50%', '\x1ff4a74d4f00f71d031ee1f8f805fe4698627730f3aa74da9d9a592dfcc8dda6', '{"location": "main", "product_id": "50%", "quantity_on_hand": 106}', '2026-11-30 03:28:23.900993+00', '2026-11-30 03:28:23.91989+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (10, '/shop', 'ProductCreated-9c043b8d', 'ProductCreated', 'adjustments', '\x7ee51482fec3008bc66612c8a813fe9e3e701e791a3bdb2ce744087af3436fe0', '{"location": "main", "product_id": "adjustments", "quantity_on_hand": 109}', '2026-11-30 03:28:23.950569+00', '2026-11-30 03:28:23.957618+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (11, '/shop', 'ProductCreated-cb51703a', 'ProductCreated', '..', '\x480e7174a6a9a6a8ba18975efde675005739d5d46b3fa3513b1f178abb671bd2', '{"location": "main", "product_id": "..", "quantity_on_hand": 108}', '2026-11-30 03:28:23.94409+00', '2026-11-30 03:28:23.957617+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (12, '/shop', 'ProductCreated-21ce11d8', 'ProductCreated', 'дом', '\x5d11012ed2f8a269ef13d7df7d53a95e9f4eafb9aa9a6773d5098b74f4f86ee9', '{"location": "main", "product_id": "дом", "quantity_on_hand": 111}', '2026-11-30 03:28:23.96144+00', '2026-11-30 03:28:23.998894+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (13, '/shop', 'ProductCreated-6e5ff8d7', 'ProductCreated', 'Größe-42', '\xd65b189921203dc2315e254a7467593e2e8b8680ea82c3b9c34c87a473e9e158', '{"location": "main", "product_id": "Größe-42", "quantity_on_hand": 110}', '2026-11-30 03:28:23.95461+00', '2026-11-30 03:28:23.998894+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (14, '/shop', 'ProductCreated-704b9170', 'ProductCreated', '🫖', '\xe9df977d220a14c890fb40f22df007b93413fe1ec08c7903bd37b0938034d557', '{"location": "main", "product_id": "🫖", "quantity_on_hand": 112}', '2026-11-30 03:28:23.972578+00', '2026-11-30 03:28:23.998894+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (15, '/shop', 'ProductCreated-a1c165dd', 'ProductCreated', 'o''clock "x" \ $1', '\x4b77f8158b177ffe6553a38947530de8b2dcd8cadc66da19f22a3e6ec87335f9', '{"location": "main", "product_id": "o''clock \"x\" \\ $1", "quantity_on_hand": 113}', '2026-11-30 03:28:24.017292+00', '2026-11-30 03:28:24.036882+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (16, '/shop', 'ProductCreated-0c7e631f', 'ProductCreated', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', '\xe0240d86973a517c52d081edf742b08c43ad49803b29982f042051fee16b5051', '{"location": "main", "product_id": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "quantity_on_hand": 114}', '2026-11-30 03:28:24.053079+00', '2026-11-30 03:28:24.070139+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 2, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (17, '/shop', 'ProductCreated-36d37fb4', 'ProductCreated', 'scarce', '\x4aba481cbf23c4c09228334dc587b169d5d1978a7166c25ec9947bf1834d9c3a', '{"location": "main", "product_id": "scarce", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-30 03:28:24.084871+00', '2026-11-30 03:28:24.09563+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 2, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (18, '/shop', 'ProductCreated-9cf0c8ab', 'ProductCreated', 'shirt', '\xed0003926e8d4cf372aa376acd504659f7cdc5c2046e3acb50e60b70a59c95bd', '{"location": "main", "variants": [{"sku": "shirt-s", "location": "main", "quantity_on_hand": 20, "low_stock_threshold": 5}, {"sku": "shirt-m", "location": "main", "quantity_on_hand": 20, "low_stock_threshold": 5}, {"sku": "shirt-l", "location": "main", "quantity_on_hand": 20, "low_stock_threshold": 5}], "product_id": "shirt"}', '2026-11-30 03:28:24.06353+00', '2026-11-30 03:28:24.09563+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 6);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (19, '/shop', 'ProductUpdated-8920c054', 'ProductUpdated', 'described-only', '\x8caf13a44ecdf0a0d0b41e04d840b12c0ab7873f2f8fd8d8486722bf6ea13328', '{"location": "main", "product_id": "described-only"}', '2026-11-30 03:28:24.080392+00', '2026-11-30 03:28:24.09563+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 0, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (20, '/shop', 'ProductUpdated-8a60a230', 'ProductUpdated', 'split', '\xc8a32c28e609130f9ca8e64c66d976418827daecfcafcc55203e2ec23e1b85f0', '{"location": "north", "product_id": "split", "quantity_on_hand": 3}', '2026-11-30 03:28:24.071047+00', '2026-11-30 03:28:24.09563+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (21, '/shop', 'ProductUpdated-e0dde98d', 'ProductUpdated', 'split', '\x3a47a725753f19b34fad2df15e4428c649d5ed8497f696d9a64d03d5b9af5e93', '{"location": "south_", "product_id": "split", "quantity_on_hand": 4}', '2026-11-30 03:28:24.075259+00', '2026-11-30 03:28:24.095631+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (22, '/shop', 'ProductCreated-63d14e7c', 'ProductCreated', 'short', '\x7fb2d798c015e953424206e27cb03bbc13d0f8512e9857a6b224fb7fcd91f3ad', '{"location": "main", "product_id": "short", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-30 03:28:24.114044+00', '2026-11-30 03:28:24.122698+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 0, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (23, '/shop', 'ProductCreated-f1212911', 'ProductCreated', 'dear', '\x434430bd4eb74a86d6846d70841f91d5b9cff8f47959b8cc41cefad2146133b2', '{"location": "main", "product_id": "dear", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-30 03:28:24.122506+00', '2026-11-30 03:28:24.142749+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (24, '/shop', 'ProductCreated-680994a0', 'ProductCreated', 'hurried', '\xe418d810d096ac74d25d7553d7fcaa4a567ff1e045a66f5f2696fec4cbc85303', '{"location": "main", "product_id": "hurried", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-30 03:28:24.134388+00', '2026-11-30 03:28:24.183945+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 7);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (25, '/shop', 'ProductCreated-29cdeccf', 'ProductCreated', 'later', '\x3b79f23381b3fee074d7d334f2f81a0e56d6fbba9c431aa6c5bfaf657c45311d', '{"location": "main", "product_id": "later", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-30 03:28:24.175995+00', '2026-11-30 03:28:24.222373+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (26, '/shop', 'ProductCreated-51099398', 'ProductCreated', 'soon', '\x9861e9fbf1827f17b5fd9107784b55a4c126635bbb0d03d2c6dd0f2aa6444f09', '{"location": "main", "product_id": "soon", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-30 03:28:24.206253+00', '2026-11-30 03:28:24.262686+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 2, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (27, '/shop', 'ProductCreated-8e7aae4f', 'ProductCreated', 'wanted', '\xca9fddca519cd68af01769e492886feefbe99c5a6341faf8efebe4217a4c3614', '{"location": "main", "product_id": "wanted", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-30 03:28:24.233126+00', '2026-11-30 03:28:24.281755+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 0, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (28, '/shop', 'OrderCreated-12cecfb4', 'OrderCreated', 'rejected', '\x49bc8acaa44c744ebaea908051e10701740d013d3c91d0ffeba27b7ebe1295bf', '{"items": [{"sku": "scarce", "quantity": 1}], "order_id": "rejected"}', '2026-11-30 03:28:27.711638+00', '2026-11-30 03:28:27.715207+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 5, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (29, '/shop', 'OrderCreated-44c1d625', 'OrderCreated', 'by-event', '\x0b977d5f9dc96eba2045417022598398128499c16333b499d3692afac63ff62c', '{"items": [{"sku": "mug", "quantity": 5}], "order_id": "by-event", "ttl_seconds": 80000}', '2026-11-30 03:28:27.708955+00', '2026-11-30 03:28:27.715207+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 1, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (30, '/shop', 'OrderCreated-451efde5', 'OrderCreated', 'failed-payment', '\x2bfa60473c94900bdcabaed752f2aa06515402afa0d1b0c2c02a842a50a554c8', '{"items": [{"sku": "mug", "quantity": 1}], "order_id": "failed-payment"}', '2026-11-30 03:28:27.718526+00', '2026-11-30 03:28:27.77375+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 3, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (31, '/shop', 'OrderCreated-a455d3ba', 'OrderCreated', 'paid-by-event', '\x613d16172c9fd8ca105a999bed763a9a2170c585149d8b6f5c8ba946d898c1ff', '{"items": [{"sku": "дом", "quantity": 2}, {"sku": "50%", "quantity": 1}], "order_id": "paid-by-event"}', '2026-11-30 03:28:27.716172+00', '2026-11-30 03:28:27.77375+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (32, '/shop', 'OrderCreated-d11bc136', 'OrderCreated', 'cancelled', '\x77e1796ad39907b9ec4f6fae25bfb6371212432aac8c52d45e7b680ff2c6c561', '{"items": [{"sku": "mug", "quantity": 1}], "order_id": "cancelled"}', '2026-11-30 03:28:27.725083+00', '2026-11-30 03:28:27.77375+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 5, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (33, '/shop', 'OrderCreated-d9addf12', 'OrderCreated', 'unknown-sku', '\xae44cd2972440a4d62b1a5e3e18ed5e1bea5005bda5c106566df2d7fb1cab1cf', '{"items": [{"sku": "never-seen", "quantity": 1}], "order_id": "unknown-sku"}', '2026-11-30 03:28:27.714543+00', '2026-11-30 03:28:27.77375+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 2, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (34, '/shop', 'PaymentSucceeded-2bf5e0b7', 'PaymentSucceeded', 'paid-by-event', '\x6721da0f03b8806c72e0416c125b9c05b98fc02299c61cd36fc7033c40f121f8', '{"order_id": "paid-by-event", "payment_id": "pay-1"}', '2026-11-30 03:28:59.350755+00', '2026-11-30 03:28:59.363988+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 4, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (35, '/shop', 'OrderCancelled-1519c972', 'OrderCancelled', 'cancelled', '\xb9fea78ae7255d62c5876e08fa926fc6f9e20c0155a0a4cfa7ced918b9baae5c', '{"reason": "fraud", "restock": true, "order_id": "cancelled"}', '2026-11-30 03:28:59.371816+00', '2026-11-30 03:28:59.390997+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 5, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (36, '/shop', 'OrderFailed-a34468c1', 'OrderFailed', 'never-ordered', '\xb13bcc526c3233d47ad2309ffd4040d91892fe04b824d185f800cc8e1da512ea', '{"restock": true, "order_id": "never-ordered"}', '2026-11-30 03:28:59.373823+00', '2026-11-30 03:28:59.390997+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 1, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (37, '/shop', 'PaymentFailed-97b8c492', 'PaymentFailed', 'failed-payment', '\xc2669abe5b89094cf2e4d8d76d7429b5f4b8c67326949717cb74b97b06afa214', '{"reason": "card declined", "order_id": "failed-payment"}', '2026-11-30 03:28:59.365146+00', '2026-11-30 03:28:59.390997+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 3, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (38, '/shop', 'PaymentSucceeded-0c41c157', 'PaymentSucceeded', 'rejected', '\x5f8d2a5f24a58a5ab1e5c443f959bd3d98e523271750059d71e91cf7e4a0496f', '{"order_id": "rejected", "payment_id": "pay-3"}', '2026-11-30 03:28:59.370033+00', '2026-11-30 03:28:59.390997+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 5, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (39, '/shop', 'PaymentSucceeded-891c49a9', 'PaymentSucceeded', 'awaiting', '\x4301cc6a4ecf86b74ebe999b3ef4787c5847f10699d1b91b6c5a88a1907857dd', '{"order_id": "awaiting", "payment_id": "pay-2"}', '2026-11-30 03:28:59.368354+00', '2026-11-30 03:28:59.390997+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 2, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (40, '/shop', 'ProductCreated-f5797c48', 'ProductCreated', 'card', '\x5054add6c913d50d4759738d5878985ceac5dcf2656b9aace44f26bab73ff8cc', '{"tracked": false, "location": "main", "product_id": "card"}', '2026-11-30 03:29:00.213792+00', '2026-11-30 03:29:00.228614+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (41, '/shop', 'ProductCreated-f7489782', 'ProductCreated', 'old-mug', '\x88f096b8219d7dd25a76c8c54ce2184aed27fc0830458ef84bc15e6b5fef2161', '{"location": "main", "product_id": "old-mug", "quantity_on_hand": 7}', '2026-11-30 03:29:00.221306+00', '2026-11-30 03:29:00.257689+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 8);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (42, '/shop', 'ProductDeleted-d75be670', 'ProductDeleted', 'old-mug', '\x2efe3d80e38c142cd39d9f258759d22aadbf49d0b4d44747aa31420965dfb5cf', '{"product_id": "old-mug"}', '2026-11-30 03:29:00.224699+00', '2026-11-30 03:29:00.25769+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 9);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (43, '/shop', 'OrderCreated-c598c718', 'OrderCreated', 'card-by-event', '\xb53d6fb5d0e6582229db595e76be5f6ab52a04f917c3a15bcd4a04437d65448b', '{"items": [{"sku": "card", "quantity": 1}, {"sku": "mug", "quantity": 1}], "order_id": "card-by-event", "ttl_seconds": 80000}', '2026-11-30 03:29:00.546955+00', '2026-11-30 03:29:00.552014+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 3, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (44, '/shop', 'OrderCreated-9769d4e8', 'OrderCreated', 'discontinued-by-event', '\x0b3161b6f6a3eb57a77c0354ab469cedc7c9911368fa107df162bdc4502f76a7', '{"items": [{"sku": "old-mug", "quantity": 1}, {"sku": "mug", "quantity": 1}], "order_id": "discontinued-by-event", "ttl_seconds": 80000}', '2026-11-30 03:29:00.548515+00', '2026-11-30 03:29:00.579048+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 2, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (45, '/first', 'ProductCreated-72eedbb1', 'ProductCreated', 'first', '\x32134542698532bff12ba995e657bc3fbf3298222c38f55f6a5d7ec44920d784', '{"location": "main", "product_id": "first", "quantity_on_hand": 30}', '2026-11-30 03:29:00.756466+00', '2026-11-30 03:29:00.769035+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (46, '/first', 'ProductUpdated-e4094e94', 'ProductUpdated', 'first', '\xc76f6ec602294f36aedf7fb9930d76a6fa066a636802feb6f70e4ec7fef7312b', '{"location": "main", "product_id": "first", "quantity_on_hand": 40}', '2026-11-30 03:29:00.75879+00', '2026-11-30 03:29:00.769036+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 6);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (47, '/shop', 'ProductCreated-3147cd50', 'ProductCreated', 'mirrored', '\x2c322426c9dd5ce32098435ca1e88898284630a75d277a9fbfa29523bdf7e0d2', '{"location": "main", "product_id": "mirrored", "quantity_on_hand": 100, "quantity_supplied": 100}', '2026-11-30 03:29:00.762121+00', '2026-11-30 03:29:00.791263+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 2, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (48, '/shown/here', 'ProductUpdated-e6643258', 'ProductUpdated', 'crate', '\x827b4c981ed58240814206459d4d101da4146fd83387c1010b09f86a8b8da6b3', '{"location": "main", "product_id": "crate", "quantity_on_hand": 9}', '2026-11-30 03:29:00.760898+00', '2026-11-30 03:29:00.791263+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (49, '/shop', 'ProductUpdated-0a4a36ed', 'ProductUpdated', 'mirrored', '\xf0070dbcca932463b2673a6882788a586ab83e628cf69ce8b389708b244e1774', '{"location": "main", "product_id": "mirrored", "quantity_on_hand": 94}', '2026-11-30 03:29:01.005051+00', '2026-11-30 03:29:01.015694+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 2, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (50, '/shop', 'ProductCreated-fc34860a', 'ProductCreated', 'kept-by-event', '\xf1e2768deae337ca655e31062a9d902854abfc6267ffaa1803d1cb1321f4ce36', '{"location": "main", "product_id": "kept-by-event", "safety_stock": 4, "quantity_on_hand": 6}', '2026-11-30 03:29:01.253117+00', '2026-11-30 03:29:01.260883+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 10);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (51, '/shop', 'OrderDispatched-63361225', 'OrderDispatched', 'sent-from-both', '\x8f319d11b8851a9d6c58130369b57215e74e303cf1013ccdc47c882eee932944', '{"items": [{"sku": "parcelled", "location": "north", "quantity": 2}], "order_id": "sent-from-both", "dispatch_id": "north"}', '2026-11-30 03:29:02.085323+00', '2026-11-30 03:29:02.094732+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 2, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (52, '/shop', 'OrderDispatched-6e581c09', 'OrderDispatched', 'sent-unpaid', '\x50f19fa2dac33812211a98bdc52d9a60b5239180428749c514c9374ef38ccdc9', '{"items": [{"sku": "parcelled", "quantity": 2}], "order_id": "sent-unpaid", "dispatch_id": "restated"}', '2026-11-30 03:29:02.082531+00', '2026-11-30 03:29:02.094733+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (53, '/shop', 'OrderDispatched-80bfa56b', 'OrderDispatched', 'sent-unheard', '\x9baf91d86d28f1f56d2f8395c83803c53ae7129184caae8b649f4e3334d96b4e', '{"items": [{"sku": "parcelled", "quantity": 1}], "order_id": "sent-unheard", "dispatch_id": "early"}', '2026-11-30 03:29:02.08788+00', '2026-11-30 03:29:02.094732+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 1, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (54, '/shop', 'OrderDispatched-86d97162', 'OrderDispatched', 'sent-too-much', '\xf65c79b9fa6a1ecb705e4c8dcee2236bbf25bb0f11e4569aae2ec3d731d59a3c', '{"items": [{"sku": "parcelled", "location": "dock_", "quantity": 6}], "order_id": "sent-too-much", "dispatch_id": "dock"}', '2026-11-30 03:29:02.078579+00', '2026-11-30 03:29:02.094732+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 3, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (55, '/shop', 'OrderDispatched-eccde00c', 'OrderDispatched', 'sent-unpaid', '\x8e53334ac0db452f02f83613d13be4388212e3714a852077f112c6929533ffe8', '{"items": [{"sku": "parcelled", "quantity": 3}], "order_id": "sent-unpaid", "dispatch_id": "restated"}', '2026-11-30 03:29:02.080714+00', '2026-11-30 03:29:02.094732+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (56, 'payments', '5/1', 'OrderDispatched', 'sent', '\xb4206ca51b917c4f261985da19920031039097568adc5dd97bd21b62e89c4dd6', NULL, '2026-11-30 03:29:02.093817+00', '2026-11-30 03:29:02.094732+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 5, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (57, '/shop', 'OrderCompleted-89530c6f', 'OrderCompleted', 'completed', '\x3ee5f4e8185570975117290ad1fdbd43be340e99760f62e4d1f0021bc1d90a2d', '{"order_id": "completed"}', '2026-11-30 03:29:02.294085+00', '2026-11-30 03:29:02.301639+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (58, '/shop', 'd-empty', 'OrderCreated', NULL, '\x3d1adc6f0a07e8184cf8beebe7c9bfbbf1706a3253e4e5120e854b6a0bb5f359', NULL, '2026-11-30 03:29:10.148722+00', '2026-11-30 03:29:10.161687+00', NULL, 'orders', 2, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (59, '/shop', 'd-base64', 'OrderCreated', NULL, '\x736debbd806bbe6dbe8f3274263748aed3cd264b558f13c41553039c531321b5', NULL, '2026-11-30 03:29:10.188524+00', '2026-11-30 03:29:10.189484+00', NULL, 'orders', 2, 19);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (60, '/shop', 'd-future', 'OrderCreated', 'unusable-d-future', '\x332b2c71e69caa3cee44112cc2960b79ca76d5b73071f1b71e325bc8e51906e1', NULL, '2026-11-30 03:29:10.188316+00', '2026-11-30 03:29:10.189481+00', NULL, 'orders', 2, 16);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (61, '/shop', 'd-invalid', 'OrderCreated', 'unusable-d-invalid', '\x0ed6c1c705875e680bdf543ba891b1ee4cc601f400af52a3e74338340dddb0a7', NULL, '2026-11-30 03:29:10.188587+00', '2026-11-30 03:29:10.189485+00', NULL, 'orders', 2, 20);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (62, '/shop', 'd-no-data', 'OrderCreated', NULL, '\x736c45aa8bde2a612795c04db8d7efd4f939acc384533d697e7ac66c79fee00f', NULL, '2026-11-30 03:29:10.188481+00', '2026-11-30 03:29:10.189483+00', NULL, 'orders', 2, 18);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (63, '/shop', 'd-old', 'OrderCreated', 'unusable-d-old', '\x654e62f373a6c4aef7d17f04eed32fc88e339e26ac1672af26953dd7ec3738b6', '{"items": [{"sku": "mug", "quantity": 1}], "order_id": "unusable-d-old"}', '2001-01-01 00:00:00+00', '2026-11-30 03:29:10.189482+00', NULL, 'orders', 2, 17);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (64, '/shop', 'd-time', 'OrderCreated', 'unusable-d-time', '\x487051505cd23960dde9bdae7f4106e9a243bcb0cfea16d2b733e6b0ff204ff6', NULL, '2026-11-30 03:29:10.188188+00', '2026-11-30 03:29:10.18948+00', NULL, 'orders', 2, 15);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (65, '/shop', 'd-version', 'OrderCreated', NULL, '\xa410a7ed4972a0c2712ac1b4a117c45565ea4865ac6e03355dc70f1e8969f7b1', NULL, '2026-11-30 03:29:10.188113+00', '2026-11-30 03:29:10.189478+00', NULL, 'orders', 2, 13);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (66, '/shop', 'd-xml', 'OrderCreated', NULL, '\xf32c2305a487c97963a469550e73dcc27ac8ac8d5d873ab45eb365b2c99e2631', NULL, '2026-11-30 03:29:10.188029+00', '2026-11-30 03:29:10.189477+00', NULL, 'orders', 2, 12);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (67, 'orders', '2/10', 'OrderCreated', NULL, '\x355348fa957f48d803bf71fa7cdbd75a5622895faefde9a938ebf42774177b81', NULL, '2026-11-30 03:29:10.187884+00', '2026-11-30 03:29:10.189475+00', NULL, 'orders', 2, 10);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (68, 'orders', '2/11', 'OrderCreated', NULL, '\x356b3df43fa7e1cbcaa17ad6fceb906a2e7c380531b7dcc66b17f65d217513b6', NULL, '2026-11-30 03:29:10.187954+00', '2026-11-30 03:29:10.189476+00', NULL, 'orders', 2, 11);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (69, 'orders', '2/14', NULL, NULL, '\x8605e3fe60b9fd77019372113a11bb7dffc494c96ef6b5499da9f91ed38e3a98', NULL, '2026-11-30 03:29:10.188159+00', '2026-11-30 03:29:10.189479+00', NULL, 'orders', 2, 14);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (70, 'orders', '2/21', NULL, NULL, '\xfa0831df6ae1d266cfba38a70a6774843977f9f70bd53b12ac2d5d70eb1c5404', NULL, '2026-11-30 03:29:10.188692+00', '2026-11-30 03:29:10.189486+00', NULL, 'orders', 2, 21);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (71, 'orders', '2/4', NULL, NULL, '\xe2da7787d8252df7b19ca247c901d29c6c1de28b2694f23202a198b2515d7382', NULL, '2026-11-30 03:29:10.186942+00', '2026-11-30 03:29:10.189469+00', NULL, 'orders', 2, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (72, 'orders', '2/5', NULL, NULL, '\x88f17b70f462c68a6fb8eac93c254c100360fa24f9e06a5d203a3fa83bef46ea', NULL, '2026-11-30 03:29:10.187146+00', '2026-11-30 03:29:10.18947+00', NULL, 'orders', 2, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (73, 'orders', '2/6', NULL, NULL, '\x4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945', NULL, '2026-11-30 03:29:10.187527+00', '2026-11-30 03:29:10.189471+00', NULL, 'orders', 2, 6);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (74, 'orders', '2/7', NULL, NULL, '\x2690bdde88181521a7e94c3070cc36cdaaf0b7d4afce06c47eebe492bce3db10', NULL, '2026-11-30 03:29:10.187584+00', '2026-11-30 03:29:10.189472+00', NULL, 'orders', 2, 7);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (75, 'orders', '2/8', 'OrderCreated', NULL, '\x628787e4d5b4fb2673dc0d18b26f9e8a4e18ae8356de608da828a13727f61f5d', NULL, '2026-11-30 03:29:10.18772+00', '2026-11-30 03:29:10.189473+00', NULL, 'orders', 2, 8);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (76, 'orders', '2/9', 'OrderCreated', NULL, '\x45b408db0bc559dfe6444c4468e823ac8da10c47e3ef26724cbb54a5a703702a', NULL, '2026-11-30 03:29:10.187815+00', '2026-11-30 03:29:10.189474+00', NULL, 'orders', 2, 9);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (77, '/shop', 'used-twice', 'ProductUpdated', 'twice', '\x778505d615cb03676c326aacf814428b3fb2f263e67dfef3cca90c632d959e07', '{"location": "main", "product_id": "twice", "quantity_on_hand": 1}', '2026-11-30 03:29:10.385196+00', '2026-11-30 03:29:10.391113+00', NULL, 'catalog.products', 2, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (79, '/shop', 'used-twice#b039b48abdcb', 'ProductUpdated', 'twice', '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', '{"location": "main", "product_id": "twice", "quantity_on_hand": 2}', '2026-11-30 03:29:10.385196+00', '2026-11-30 03:29:10.410069+00', NULL, 'catalog.products', 2, 6);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (80, 'catalog.products', '0/9000', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-30 03:29:10.385196+00', '2026-11-30 03:29:10.410069+00', NULL, 'catalog.products', 0, 9000);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (81, 'catalog.products', '0/9001', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-30 03:29:10.385196+00', '2026-11-30 03:29:10.410069+00', NULL, 'catalog.products', 0, 9001);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (82, 'catalog.products', '0/9002', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-30 03:29:10.385196+00', '2026-11-30 03:29:10.410069+00', NULL, 'catalog.products', 0, 9002);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (83, 'catalog.products', '0/9003', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-30 03:29:10.385196+00', '2026-11-30 03:29:10.410069+00', NULL, 'catalog.products', 0, 9003);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (84, 'catalog.products', '0/9004', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-30 03:29:10.385196+00', '2026-11-30 03:29:10.410069+00', NULL, 'catalog.products', 0, 9004);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (85, 'catalog.products', '0/9005', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-30 03:29:10.385196+00', '2026-11-30 03:29:10.410069+00', NULL, 'catalog.products', 0, 9005);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (86, 'catalog.products', '0/9006', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-30 03:29:10.385196+00', '2026-11-30 03:29:10.410069+00', NULL, 'catalog.products', 0, 9006);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (87, 'catalog.products', '0/9007', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-30 03:29:10.385196+00', '2026-11-30 03:29:10.410069+00', NULL, 'catalog.products', 0, 9007);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (88, '/shop', 'OrderCreated-46602c19', 'OrderCreated', 'last-rejected', '\xbff9145df091e5c7d7706557a7efc58490f77103c22f4b582cd72de77ca274b2', '{"items": [{"sku": "dear", "quantity": 400}], "order_id": "last-rejected"}', '2026-11-30 03:29:14.362784+00', '2026-11-30 03:29:14.367595+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 0, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (89, '/shop', 'PaymentSucceeded-7983db96', 'PaymentSucceeded', 'last-rejected', '\xfff2866d2ad3794c6afda0e2715664453763e49ce18dbbf8823340c639265df7', '{"order_id": "last-rejected"}', '2026-11-30 03:29:14.575149+00', '2026-11-30 03:29:14.579595+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 0, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (90, '/shop', 'OrderCompleted-c1c67fd4', 'OrderCompleted', 'last-one', '\x19484f479055930bb97ca5c125b201a2b21979a7c6a11a49c20de6342e1a9595', '{"order_id": "last-one"}', '2026-11-30 03:29:14.804504+00', '2026-11-30 03:29:14.808816+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (91, '/shop', 'OrderCreated-d3f70f73', 'OrderCreated', 'tired', '\x3d61b31c6a7985e5be80fc6078d545d94b424aab4c03402038fbed35f005af40', '{"items": [{"sku": "mug", "quantity": 1}], "order_id": "tired"}', '2026-11-30 03:29:17.284239+00', '2026-11-30 03:29:17.293636+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (92, '/shop', 'ProductUpdated-c8064ed8', 'ProductUpdated', 'later', '\x479fe87e372b5b234dc634303396a3523aea280ccad23a69cef9273c55b5663e', '{"location": "main", "product_id": "later", "quantity_on_hand": 25}', '2026-11-30 03:29:33.230296+00', '2026-11-30 03:29:33.236651+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (93, '/shop', 'OrderCancelled-2820cb07', 'OrderCancelled', 'given-up', '\x8161cf8b3807fa67902b070ca81e46e5b9b6320fc02879f66a62bc055dc144eb', '{"restock": true, "order_id": "given-up"}', '2026-11-30 03:29:33.247035+00', '2026-11-30 03:29:33.262786+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 7);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (94, '/shop', 'OrderCreated-4c4b5501', 'OrderCreated', 'later-order', '\xbfe16d22ec6e46388df44c4892ef02a104058dd10655ccf7560d45d2f9db7a8e', '{"items": [{"sku": "later", "quantity": 12}], "order_id": "later-order", "ttl_seconds": 80000}', '2026-11-30 03:29:33.235434+00', '2026-11-30 03:29:33.262785+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 6);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (95, '/shop', 'PaymentFailed-0d4f7cb0', 'PaymentFailed', 'held', '\xd2db1e2bd5468fb28794f5a048a5e949bc346b59d3829c7821a541401c79fd50', '{"order_id": "held"}', '2026-11-30 03:29:33.245136+00', '2026-11-30 03:29:33.262785+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 3, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (96, '/shop', 'PaymentSucceeded-bb505601', 'PaymentSucceeded', 'by-event', '\x9f5021e726dbc5391629eeb30543a76872b9204e27a2058a1594490b73d47415', '{"order_id": "by-event", "payment_id": "pay-9"}', '2026-11-30 03:29:33.24032+00', '2026-11-30 03:29:33.262785+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 1, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (97, '/shop', 'OrderDispatched-61ce6411', 'OrderDispatched', 'sent-in-part', '\xa6fe2762af0e5d32e5dda26daafa910686325f1fa53939eff6844774e1ee62b0', '{"items": [{"sku": "parcelled", "quantity": 1}], "order_id": "sent-in-part", "dispatch_id": "second"}', '2026-11-30 03:29:41.077563+00', '2026-11-30 03:29:41.088708+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 5, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (98, '/shop', 'OrderDispatched-5b02973d', 'OrderDispatched', 'sent-undone', '\x6554dde7d075d28eae4bbd0b769c216851ae0827563f2bf7236663502a15014d', '{"items": [{"sku": "parcelled", "quantity": 5}], "order_id": "sent-undone", "dispatch_id": "beyond"}', '2026-11-30 03:29:41.090174+00', '2026-11-30 03:29:41.12874+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 3, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (111, 'orders', '1/3', NULL, NULL, '\x44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', NULL, '2026-11-30 03:29:51.409255+00', '2026-11-30 03:29:51.458177+00', NULL, 'orders', 1, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (112, 'orders', '1/4', NULL, NULL, '\x44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', NULL, '2026-11-30 03:29:51.409509+00', '2026-11-30 03:29:51.458178+00', NULL, 'orders', 1, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (113, 'payments', '0/1', NULL, NULL, '\x44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', NULL, '2026-11-30 03:29:51.409646+00', '2026-11-30 03:29:51.458177+00', NULL, 'payments', 0, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (114, 'payments', '0/2', NULL, NULL, '\x44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', NULL, '2026-11-30 03:29:51.409667+00', '2026-11-30 03:29:51.458178+00', NULL, 'payments', 0, 2);


--
-- Data for Name: inbox_pending; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.inbox_pending VALUES (92, 'initialize_stock', 1, '2026-11-30 03:29:43.236651+00', NULL, NULL);
INSERT INTO public.inbox_pending VALUES (94, 'reserve_stock', 1, '2026-11-30 03:29:43.262785+00', NULL, NULL);
INSERT INTO public.inbox_pending VALUES (95, 'release_stock', 1, '2026-11-30 03:29:43.262785+00', NULL, NULL);
INSERT INTO public.inbox_pending VALUES (96, 'confirm_stock', 1, '2026-11-30 03:29:43.262785+00', NULL, NULL);
INSERT INTO public.inbox_pending VALUES (97, 'confirm_stock', 1, '2026-11-30 03:29:51.088708+00', NULL, NULL);
INSERT INTO public.inbox_pending VALUES (98, 'confirm_stock', 1, '2026-11-30 03:29:51.12874+00', NULL, NULL);


--
-- Data for Name: kept_offset; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.kept_offset VALUES ('orders', 1, 'TEuL8iqiQ/aDH5urdW577g', 9, 0, NULL, '2026-11-30 03:29:51.458182+00');
INSERT INTO public.kept_offset VALUES ('payments', 0, 'i0HQPPYtTfWaYeeD17DEhQ', 7, 0, NULL, '2026-11-30 03:29:51.458182+00');
INSERT INTO public.kept_offset VALUES ('catalog.products', 0, 'F6OWP7nAT4u5E7mGs7WpYA', 3, 1, '2026-11-30 03:29:32.510422+00', '2026-11-30 03:28:24.281755+00');
INSERT INTO public.kept_offset VALUES ('catalog.products', 1, 'F6OWP7nAT4u5E7mGs7WpYA', 5, 1, '2026-11-30 03:29:32.510422+00', '2026-11-30 03:29:33.236651+00');
INSERT INTO public.kept_offset VALUES ('catalog.products', 2, 'F6OWP7nAT4u5E7mGs7WpYA', 7, 1, '2026-11-30 03:29:32.510422+00', '2026-11-30 03:29:10.410069+00');
INSERT INTO public.kept_offset VALUES ('catalog.products', 3, 'F6OWP7nAT4u5E7mGs7WpYA', 6, 1, '2026-11-30 03:29:32.510422+00', '2026-11-30 03:29:00.228614+00');
INSERT INTO public.kept_offset VALUES ('catalog.products', 4, 'F6OWP7nAT4u5E7mGs7WpYA', 11, 1, '2026-11-30 03:29:32.510422+00', '2026-11-30 03:29:01.260883+00');
INSERT INTO public.kept_offset VALUES ('catalog.products', 5, 'F6OWP7nAT4u5E7mGs7WpYA', 7, 1, '2026-11-30 03:29:32.510422+00', '2026-11-30 03:29:00.769036+00');
INSERT INTO public.kept_offset VALUES ('orders', 0, 'TEuL8iqiQ/aDH5urdW577g', 1, 1, NULL, '2026-11-30 03:29:14.367595+00');
INSERT INTO public.kept_offset VALUES ('orders', 2, 'TEuL8iqiQ/aDH5urdW577g', 22, 1, NULL, '2026-11-30 03:29:10.189486+00');
INSERT INTO public.kept_offset VALUES ('orders', 3, 'TEuL8iqiQ/aDH5urdW577g', 4, 1, NULL, '2026-11-30 03:29:41.12874+00');
INSERT INTO public.kept_offset VALUES ('orders', 4, 'TEuL8iqiQ/aDH5urdW577g', 8, 1, NULL, '2026-11-30 03:29:33.262786+00');
INSERT INTO public.kept_offset VALUES ('orders', 5, 'TEuL8iqiQ/aDH5urdW577g', 4, 1, NULL, '2026-11-30 03:29:41.088708+00');
INSERT INTO public.kept_offset VALUES ('payments', 1, 'i0HQPPYtTfWaYeeD17DEhQ', 1, 1, NULL, '2026-11-30 03:29:33.262785+00');
INSERT INTO public.kept_offset VALUES ('payments', 2, 'i0HQPPYtTfWaYeeD17DEhQ', 1, 1, NULL, '2026-11-30 03:28:59.390997+00');
INSERT INTO public.kept_offset VALUES ('payments', 3, 'i0HQPPYtTfWaYeeD17DEhQ', 2, 1, NULL, '2026-11-30 03:29:33.262785+00');
INSERT INTO public.kept_offset VALUES ('payments', 4, 'i0HQPPYtTfWaYeeD17DEhQ', 1, 1, NULL, '2026-11-30 03:28:59.363988+00');
INSERT INTO public.kept_offset VALUES ('payments', 5, 'i0HQPPYtTfWaYeeD17DEhQ', 2, 1, NULL, '2026-11-30 03:29:02.094732+00');


--
-- Data for Name: lineage; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.lineage VALUES (true, 0, '7713801046617567021/00000001/5/16635', 228, NULL);


--
-- Data for Name: location; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.location VALUES ('north', 100, true, NULL, NULL, NULL, true, 1, 1);
INSERT INTO public.location VALUES ('south_', 100, true, NULL, NULL, NULL, true, 1, 1);
INSERT INTO public.location VALUES ('damaged', 900, false, 'damaged', 'main', NULL, true, 1, 1);
INSERT INTO public.location VALUES ('outlet_', 5, true, NULL, NULL, 'damaged', true, 1, 1);
INSERT INTO public.location VALUES ('main', 50, true, NULL, NULL, NULL, true, 2, 2);
INSERT INTO public.location VALUES ('closed', 100, true, NULL, NULL, NULL, false, 2, 2);
INSERT INTO public.location VALUES ('dock_', 100, true, NULL, NULL, NULL, true, 1, 1);


--
-- Data for Name: outbox_event; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (229, 'de04e3ee-bf3f-4997-b966-009326ad5d2b', 'StockReserved', 'last', 1, '{"order_id":"last","status":"pending","lines":[{"sku":"dear","quantity":4,"allocations":[{"location":"main","held":4,"taken":0}]}],"expires_at":"2026-12-01T01:42:33.294435Z"}', '2026-11-30 03:29:13.294435+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (230, '8100519f-a0f5-41b3-96c2-d9f2910c6eab', 'StockLevelChanged', 'dear', 2, '{"sku":"dear","product_id":"dear","quantity_on_hand":10,"quantity_reserved":4,"quantity_available":6,"quantity_shortfall":0,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":10,"quantity_reserved":4,"quantity_available":6,"quantity_shortfall":0}]}', '2026-11-30 03:29:13.294435+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (231, 'd05d7be1-bfc4-451e-9c2f-e4c474539122', 'StockConfirmed', 'last', 2, '{"order_id":"last","status":"confirmed","lines":[{"sku":"dear","quantity":4,"allocations":[{"location":"main","held":0,"taken":4}]}]}', '2026-11-30 03:29:13.302167+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (232, '4d38f33f-4717-4b31-8651-08c3ca431e2a', 'StockLevelChanged', 'dear', 3, '{"sku":"dear","product_id":"dear","quantity_on_hand":6,"quantity_reserved":0,"quantity_available":6,"quantity_shortfall":0,"quantity_to_ship":4,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":6,"quantity_reserved":0,"quantity_available":6,"quantity_shortfall":0,"quantity_to_ship":4}]}', '2026-11-30 03:29:13.302167+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (233, 'aaa99da8-2cc0-4ed1-94d4-a89907a8852b', 'StockReserved', 'last-one', 1, '{"order_id":"last-one","status":"pending","lines":[{"sku":"dear","quantity":2,"allocations":[{"location":"main","held":2,"taken":0}]},{"sku":"🫖","quantity":1,"allocations":[{"location":"main","held":1,"taken":0}]}],"expires_at":"2026-11-30T03:44:13.311311Z"}', '2026-11-30 03:29:13.311311+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (234, '2dcf928f-d440-40a4-b863-8fabd4583794', 'StockLevelChanged', 'dear', 4, '{"sku":"dear","product_id":"dear","quantity_on_hand":6,"quantity_reserved":2,"quantity_available":4,"quantity_shortfall":0,"quantity_to_ship":4,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":6,"quantity_reserved":2,"quantity_available":4,"quantity_shortfall":0,"quantity_to_ship":4}]}', '2026-11-30 03:29:13.311311+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (235, '9a90dee9-8319-4e14-9ad3-9fe3d32eba60', 'StockLevelChanged', '🫖', 2, '{"sku":"🫖","product_id":"🫖","quantity_on_hand":112,"quantity_reserved":1,"quantity_available":111,"quantity_shortfall":0,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":112,"quantity_reserved":1,"quantity_available":111,"quantity_shortfall":0}]}', '2026-11-30 03:29:13.311311+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (236, '3def961c-3f73-40ef-95a8-1a38dcea55c8', 'StockReleased', 'last-one', 2, '{"order_id":"last-one","status":"released","lines":[{"sku":"dear","quantity":2,"allocations":[]},{"sku":"🫖","quantity":1,"allocations":[]}],"reason":"too dear","restocked":[{"sku":"dear","location":"main","quantity":2},{"sku":"🫖","location":"main","quantity":1}]}', '2026-11-30 03:29:13.31761+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (237, 'd05d5c43-8709-4426-9e4e-e650a45cfd06', 'StockLevelChanged', 'dear', 5, '{"sku":"dear","product_id":"dear","quantity_on_hand":6,"quantity_reserved":0,"quantity_available":6,"quantity_shortfall":0,"quantity_to_ship":4,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":6,"quantity_reserved":0,"quantity_available":6,"quantity_shortfall":0,"quantity_to_ship":4}]}', '2026-11-30 03:29:13.31761+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (238, '7e79a879-3d80-4bd5-9d59-caab185d0a9f', 'StockLevelChanged', '🫖', 3, '{"sku":"🫖","product_id":"🫖","quantity_on_hand":112,"quantity_reserved":0,"quantity_available":112,"quantity_shortfall":0,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":112,"quantity_reserved":0,"quantity_available":112,"quantity_shortfall":0}]}', '2026-11-30 03:29:13.31761+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (239, '7cdd40ea-5e64-43fb-81d1-f23bfd8e2007', 'StockReserved', 'too-late', 1, '{"order_id":"too-late","status":"pending","lines":[{"sku":"soon","quantity":10,"allocations":[{"location":"main","held":10,"taken":0}]}],"expires_at":"2026-11-30T03:29:14.323761Z"}', '2026-11-30 03:29:13.323761+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (240, '61c28195-69ae-4f2b-a5d9-13a053f0c192', 'StockLevelChanged', 'soon', 2, '{"sku":"soon","product_id":"soon","quantity_on_hand":10,"quantity_reserved":10,"quantity_available":0,"quantity_shortfall":0,"level":"out_of_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":10,"quantity_reserved":10,"quantity_available":0,"quantity_shortfall":0}]}', '2026-11-30 03:29:13.323761+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (241, '471b9c5c-3922-4f79-9b13-8b2b51bb8353', 'StockReservationExpired', 'too-late', 2, '{"order_id":"too-late","status":"expired","lines":[{"sku":"soon","quantity":10,"allocations":[]}],"reason":"hold_expired","restocked":[{"sku":"soon","location":"main","quantity":10}]}', '2026-11-30 03:29:14.341126+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (242, '36a2afc1-4052-4f9b-a27e-2c4f5357b013', 'StockReserved', 'in-time', 1, '{"order_id":"in-time","status":"pending","lines":[{"sku":"soon","quantity":10,"allocations":[{"location":"main","held":10,"taken":0}]}],"expires_at":"2026-12-01T01:42:34.341126Z"}', '2026-11-30 03:29:14.341126+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (243, '055992e4-37cb-4a2c-854b-dd2960f69082', 'StockReservationRejected', 'last-rejected', 1, '{"order_id":"last-rejected","status":"rejected","lines":[{"sku":"dear","quantity":400,"allocations":[]}],"reason":"insufficient_stock","shortfalls":[{"sku":"dear","requested":400,"available":6,"shortfall":394}]}', '2026-11-30 03:29:14.382533+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (244, 'e0038039-232a-48ad-aa42-a5f63c042343', 'StockConfirmationRejected', 'last-rejected', 2, '{"order_id":"last-rejected","status":"rejected","lines":[{"sku":"dear","quantity":400,"allocations":[]}],"reason":"insufficient_stock","shortfalls":[{"sku":"dear","requested":400,"available":6,"shortfall":394}]}', '2026-11-30 03:29:14.619109+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (245, '5d84184a-a322-4280-b96a-8cb5e6e19679', 'StockDispatched', 'last', 3, '{"order_id":"last","status":"confirmed","lines":[{"sku":"dear","quantity":4,"allocations":[{"location":"main","held":0,"taken":4}]}],"dispatch_id":"last","dispatched":[{"sku":"dear","location":"main","quantity":1}],"remaining":[{"sku":"dear","quantity":3}]}', '2026-11-30 03:29:14.790728+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (246, '6b106411-e0e7-4450-ba9a-64ef521d0cac', 'StockLevelChanged', 'dear', 6, '{"sku":"dear","product_id":"dear","quantity_on_hand":6,"quantity_reserved":0,"quantity_available":6,"quantity_shortfall":0,"quantity_to_ship":3,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":6,"quantity_reserved":0,"quantity_available":6,"quantity_shortfall":0,"quantity_to_ship":3}]}', '2026-11-30 03:29:14.790728+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (247, '1dc577ca-1300-4e34-a21f-881631b5b582', 'StockDispatched', 'last-one', 3, '{"order_id":"last-one","status":"confirmed","lines":[{"sku":"dear","quantity":2,"allocations":[{"location":"main","held":0,"taken":2}]},{"sku":"🫖","quantity":1,"allocations":[{"location":"main","held":0,"taken":1}]}],"dispatched":[{"sku":"dear","location":"main","quantity":2},{"sku":"🫖","location":"main","quantity":1}],"remaining":[]}', '2026-11-30 03:29:14.820661+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (248, '33a7dafc-1cff-4251-bff0-ac84dde4e2fe', 'StockLevelChanged', 'dear', 7, '{"sku":"dear","product_id":"dear","quantity_on_hand":4,"quantity_reserved":0,"quantity_available":4,"quantity_shortfall":0,"quantity_to_ship":3,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":4,"quantity_reserved":0,"quantity_available":4,"quantity_shortfall":0,"quantity_to_ship":3}]}', '2026-11-30 03:29:14.820661+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (249, '5dd7b023-63d3-4937-8a9d-d1ee28564e40', 'StockLevelChanged', '🫖', 4, '{"sku":"🫖","product_id":"🫖","quantity_on_hand":111,"quantity_reserved":0,"quantity_available":111,"quantity_shortfall":0,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":111,"quantity_reserved":0,"quantity_available":111,"quantity_shortfall":0}]}', '2026-11-30 03:29:14.820661+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (250, '54456bc3-a564-4770-9256-f3657a1de5cb', 'StockReserved', 'overdue', 1, '{"order_id":"overdue","status":"pending","lines":[{"sku":"hurried","quantity":10,"allocations":[{"location":"main","held":10,"taken":0}]}],"expires_at":"2026-11-30T03:29:56.097664Z"}', '2026-11-30 03:29:55.097664+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (251, 'fbfa2b8b-b871-4533-8378-f9e63ce16cc2', 'StockLevelChanged', 'hurried', 2, '{"sku":"hurried","product_id":"hurried","quantity_on_hand":10,"quantity_reserved":10,"quantity_available":0,"quantity_shortfall":0,"level":"out_of_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":10,"quantity_reserved":10,"quantity_available":0,"quantity_shortfall":0}]}', '2026-11-30 03:29:55.097664+00', NULL);


--
-- Data for Name: paused_partition; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: product_inventory; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.product_inventory VALUES ('50%', 'main', '50%', 105, 0, DEFAULT, 0, NULL, 106, '2026-11-30 03:28:23.900993+00', '2026-11-30 03:28:23.900993+00', NULL, 3, '2026-11-30 03:28:59.406242+00', true, NULL, NULL, NULL, NULL, 1);
INSERT INTO public.product_inventory VALUES ('дом', 'main', 'дом', 109, 0, DEFAULT, 0, NULL, 111, '2026-11-30 03:28:23.96144+00', '2026-11-30 03:28:23.96144+00', NULL, 3, '2026-11-30 03:28:59.406242+00', true, NULL, NULL, NULL, NULL, 2);
INSERT INTO public.product_inventory VALUES ('a/b', 'closed', 'a/b', 2, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 2, '2026-11-30 03:28:59.963879+00', false, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('veteran', 'main', 'veteran', 46, 0, DEFAULT, 0, NULL, 40, '2026-11-30 03:28:06.66671+00', '2026-11-30 03:28:06.66671+00', NULL, 4, '2026-11-30 03:28:07.863503+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('crate', 'closed', 'crate', 2, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 2, '2026-11-30 03:28:59.963879+00', false, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('parcelled', 'main', 'parcelled', 62, 1, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 29, '2026-11-30 03:29:05.171779+00', true, NULL, NULL, NULL, NULL, 7);
INSERT INTO public.product_inventory VALUES ('gift', 'main', 'gift', 0, 0, DEFAULT, 0, NULL, 0, NULL, NULL, NULL, 1, '2026-11-30 03:29:00.18859+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('kept', 'main', 'kept', 5, 2, DEFAULT, 0, 9, NULL, NULL, NULL, '2026-11-30 03:29:01.236736+00', 5, '2026-11-30 03:29:01.516356+00', true, NULL, NULL, NULL, 3, 0);
INSERT INTO public.product_inventory VALUES ('tab_here', 'main', 'tab_here', 103, 0, DEFAULT, 0, NULL, 103, '2026-11-30 03:28:23.695654+00', '2026-11-30 03:28:23.695654+00', NULL, 1, '2026-11-30 03:28:23.916768+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('crate', 'damaged', 'crate', 19, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 4, '2026-11-30 03:29:01.566651+00', false, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('crate', 'main', 'crate', 20, 20, DEFAULT, 11, NULL, NULL, NULL, '2026-11-30 03:29:00.760898+00', NULL, 9, '2026-11-30 03:29:01.566651+00', true, 9, '2026-11-30 03:29:00.760898+00', 'event:/shown/here', NULL, 0);
INSERT INTO public.product_inventory VALUES ('_mug', 'main', '_mug', 104, 0, DEFAULT, 0, NULL, 102, '2026-11-30 03:28:23.681059+00', '2026-11-30 03:28:23.681059+00', NULL, 2, '2026-11-30 03:28:24.753736+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('%2F', 'main', '%2F', 107, 0, DEFAULT, 0, NULL, 107, '2026-11-30 03:28:23.903893+00', '2026-11-30 03:28:23.903893+00', NULL, 1, '2026-11-30 03:28:23.986194+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('line_feed', 'main', 'line_feed', 104, 0, DEFAULT, 0, NULL, 104, '2026-11-30 03:28:23.699097+00', '2026-11-30 03:28:23.699097+00', NULL, 1, '2026-11-30 03:28:23.986194+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('crate', 'outlet_', 'crate', 10, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-30 03:28:59.788269+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('..', 'main', '..', 108, 0, DEFAULT, 0, NULL, 108, '2026-11-30 03:28:23.94409+00', '2026-11-30 03:28:23.94409+00', NULL, 1, '2026-11-30 03:28:24.007969+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('adjustments', 'main', 'adjustments', 109, 0, DEFAULT, 0, NULL, 109, '2026-11-30 03:28:23.950569+00', '2026-11-30 03:28:23.950569+00', NULL, 1, '2026-11-30 03:28:24.007969+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('🫖', 'main', '🫖', 111, 0, DEFAULT, 0, NULL, 112, '2026-11-30 03:28:23.972578+00', '2026-11-30 03:28:23.972578+00', NULL, 4, '2026-11-30 03:29:14.820661+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('Größe-42', 'main', 'Größe-42', 110, 0, DEFAULT, 0, NULL, 110, '2026-11-30 03:28:23.95461+00', '2026-11-30 03:28:23.95461+00', NULL, 1, '2026-11-30 03:28:24.044199+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('mug', 'main', 'mug', 151, 9, DEFAULT, 0, NULL, 100, '2026-11-30 03:28:23.637195+00', '2026-11-30 03:28:23.637195+00', NULL, 37, '2026-11-30 03:29:00.585337+00', true, NULL, NULL, NULL, NULL, 4);
INSERT INTO public.product_inventory VALUES ('a/b', 'main', 'a/b', 145, 4, DEFAULT, 0, NULL, 105, '2026-11-30 03:28:23.895144+00', '2026-11-30 03:28:23.895144+00', NULL, 6, '2026-11-30 03:28:59.841228+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('mug_', 'main', 'mug_', 76, 6, DEFAULT, 0, NULL, 101, '2026-11-30 03:28:23.660478+00', '2026-11-30 03:28:23.660478+00', NULL, 10, '2026-11-30 03:28:27.537832+00', true, NULL, NULL, NULL, NULL, 1);
INSERT INTO public.product_inventory VALUES ('parcelled', 'north', 'parcelled', 28, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 4, '2026-11-30 03:29:02.123702+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('o''clock "x" \ $1', 'main', 'o''clock "x" \ $1', 113, 0, DEFAULT, 0, NULL, 113, '2026-11-30 03:28:24.017292+00', '2026-11-30 03:28:24.017292+00', NULL, 1, '2026-11-30 03:28:24.136057+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('card', 'main', 'card', 0, 0, DEFAULT, 0, NULL, 0, NULL, '2026-11-30 03:29:00.213792+00', NULL, 1, '2026-11-30 03:29:00.266202+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('dear', 'main', 'dear', 4, 0, DEFAULT, 0, 2, 10, '2026-11-30 03:28:24.122506+00', '2026-11-30 03:28:24.122506+00', '2026-11-30 03:28:24.122506+00', 7, '2026-11-30 03:29:14.820661+00', true, NULL, NULL, NULL, NULL, 3);
INSERT INTO public.product_inventory VALUES ('first', 'main', 'first', 30, 0, DEFAULT, 0, NULL, 30, '2026-11-30 03:29:00.756466+00', '2026-11-30 03:29:00.75879+00', NULL, 2, '2026-11-30 03:29:00.783733+00', true, 40, '2026-11-30 03:29:00.75879+00', 'event:/first', NULL, 0);
INSERT INTO public.product_inventory VALUES ('described-only', 'main', 'described-only', 0, 0, DEFAULT, 0, NULL, 0, NULL, '2026-11-30 03:28:24.080392+00', NULL, 1, '2026-11-30 03:28:24.200881+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('shirt-l', 'main', 'shirt', 20, 0, DEFAULT, 0, 5, 20, '2026-11-30 03:28:24.06353+00', '2026-11-30 03:28:24.06353+00', '2026-11-30 03:28:24.06353+00', 1, '2026-11-30 03:28:24.200881+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('shirt-s', 'main', 'shirt', 20, 0, DEFAULT, 0, 5, 20, '2026-11-30 03:28:24.06353+00', '2026-11-30 03:28:24.06353+00', '2026-11-30 03:28:24.06353+00', 1, '2026-11-30 03:28:24.200881+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('mirrored', 'main', 'mirrored', 88, 0, DEFAULT, 0, NULL, 94, '2026-11-30 03:29:01.005051+00', '2026-11-30 03:29:01.005051+00', NULL, 4, '2026-11-30 03:29:01.032118+00', true, NULL, NULL, NULL, NULL, 6);
INSERT INTO public.product_inventory VALUES ('later', 'main', 'later', 10, 0, DEFAULT, 0, 2, 10, '2026-11-30 03:28:24.175995+00', '2026-11-30 03:28:24.175995+00', '2026-11-30 03:28:24.175995+00', 1, '2026-11-30 03:28:24.331953+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('shirt-m', 'main', 'shirt', 20, 1, DEFAULT, 0, 5, 20, '2026-11-30 03:28:24.06353+00', '2026-11-30 03:28:24.06353+00', '2026-11-30 03:28:24.06353+00', 2, '2026-11-30 03:28:27.546254+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('kept-by-event', 'main', 'kept-by-event', 6, 0, DEFAULT, 0, NULL, 6, '2026-11-30 03:29:01.253117+00', '2026-11-30 03:29:01.253117+00', NULL, 2, '2026-11-30 03:29:01.291195+00', true, NULL, NULL, NULL, 4, 0);
INSERT INTO public.product_inventory VALUES ('split', 'north', 'split', 3, 3, DEFAULT, 0, NULL, 3, '2026-11-30 03:28:24.071047+00', '2026-11-30 03:28:24.071047+00', NULL, 2, '2026-11-30 03:28:27.590168+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('split', 'south_', 'split', 3, 3, DEFAULT, 0, NULL, 4, '2026-11-30 03:28:24.075259+00', '2026-11-30 03:28:24.075259+00', NULL, 4, '2026-11-30 03:28:27.590168+00', true, NULL, NULL, NULL, NULL, 1);
INSERT INTO public.product_inventory VALUES ('scarce', 'main', 'scarce', 10, 10, DEFAULT, 0, 2, 10, '2026-11-30 03:28:24.084871+00', '2026-11-30 03:28:24.084871+00', '2026-11-30 03:28:24.084871+00', 2, '2026-11-30 03:28:27.67729+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('parcelled', 'dock_', 'parcelled', 0, 0, DEFAULT, 6, NULL, 0, NULL, NULL, NULL, 1, '2026-11-30 03:29:02.123702+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('wanted', 'main', 'wanted', 10, 0, DEFAULT, 0, 2, 10, '2026-11-30 03:28:24.233126+00', '2026-11-30 03:28:24.233126+00', '2026-11-30 03:28:24.233126+00', 3, '2026-11-30 03:29:09.915208+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('twice', 'main', 'twice', 1, 0, DEFAULT, 0, NULL, 1, '2026-11-30 03:29:10.385196+00', '2026-11-30 03:29:10.385196+00', NULL, 1, '2026-11-30 03:29:10.404284+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'main', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 114, 0, DEFAULT, 0, NULL, 114, '2026-11-30 03:28:24.053079+00', '2026-11-30 03:28:24.053079+00', NULL, 1, '2026-11-30 03:28:24.137207+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('old-mug', 'main', 'old-mug', 7, 0, DEFAULT, 0, NULL, 7, '2026-11-30 03:29:00.221306+00', '2026-11-30 03:29:00.221306+00', NULL, 1, '2026-11-30 03:29:00.283276+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('soon', 'main', 'soon', 10, 10, DEFAULT, 0, 2, 10, '2026-11-30 03:28:24.206253+00', '2026-11-30 03:28:24.206253+00', '2026-11-30 03:28:24.206253+00', 4, '2026-11-30 03:29:14.341126+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('hurried', 'main', 'hurried', 10, 10, DEFAULT, 0, 2, 10, '2026-11-30 03:28:24.134388+00', '2026-11-30 03:28:24.134388+00', '2026-11-30 03:28:24.134388+00', 2, '2026-11-30 03:29:55.097664+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('made-by-hand', 'north', 'made-by-hand', 9, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-30 03:28:24.742451+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('imported', 'main', 'imported', 5, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-30 03:28:27.175732+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('imported', 'north', 'imported', 6, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-30 03:28:27.175732+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('short', 'main', 'short', 8, 8, DEFAULT, 3, 2, 10, '2026-11-30 03:28:24.114044+00', '2026-11-30 03:28:24.114044+00', '2026-11-30 03:28:24.114044+00', 3, '2026-11-30 03:28:27.698508+00', true, NULL, NULL, NULL, NULL, 0);


--
-- Data for Name: reservation; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.reservation VALUES ('trailing_', 'pending', '[{"sku": "mug_", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-30 03:28:27.387287+00', false, '2026-11-30 03:28:27.387287+00', NULL, NULL, NULL, NULL, true, '2026-11-30 03:28:27.387287+00', '2026-12-01 03:21:47.387287+00', 1, '2026-11-30 03:28:27.387287+00', '2026-11-30 03:28:27.387287+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('_leading', 'pending', '[{"sku": "mug_", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-30 03:28:27.434169+00', false, '2026-11-30 03:28:27.434169+00', NULL, NULL, NULL, NULL, true, '2026-11-30 03:28:27.434169+00', '2026-12-01 03:21:47.434169+00', 1, '2026-11-30 03:28:27.434169+00', '2026-11-30 03:28:27.434169+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('50%', 'pending', '[{"sku": "mug_", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-30 03:28:27.46216+00', false, '2026-11-30 03:28:27.46216+00', NULL, NULL, NULL, NULL, true, '2026-11-30 03:28:27.46216+00', '2026-12-01 03:21:47.46216+00', 1, '2026-11-30 03:28:27.46216+00', '2026-11-30 03:28:27.46216+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('Größe', 'pending', '[{"sku": "mug_", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-30 03:28:27.471745+00', false, '2026-11-30 03:28:27.471745+00', NULL, NULL, NULL, NULL, true, '2026-11-30 03:28:27.471745+00', '2026-12-01 03:21:47.471745+00', 1, '2026-11-30 03:28:27.471745+00', '2026-11-30 03:28:27.471745+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('new_line', 'pending', '[{"sku": "mug_", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-30 03:28:27.491056+00', false, '2026-11-30 03:28:27.491056+00', NULL, NULL, NULL, NULL, true, '2026-11-30 03:28:27.491056+00', '2026-12-01 03:21:47.491056+00', 1, '2026-11-30 03:28:27.491056+00', '2026-11-30 03:28:27.491056+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('o''"\', 'pending', '[{"sku": "mug_", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-30 03:28:27.508885+00', false, '2026-11-30 03:28:27.508885+00', NULL, NULL, NULL, NULL, true, '2026-11-30 03:28:27.508885+00', '2026-12-01 03:21:47.508885+00', 1, '2026-11-30 03:28:27.508885+00', '2026-11-30 03:28:27.508885+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('with/slash', 'confirmed', '[{"sku": "mug_", "quantity": 1, "allocations": [{"held": 0, "taken": 1, "location": "main"}]}]', '2026-11-30 03:28:27.446897+00', false, '2026-11-30 03:28:27.446897+00', NULL, '2026-11-30 03:28:27.537832+00', NULL, NULL, true, '2026-11-30 03:28:27.446897+00', '2026-12-01 03:21:47.446897+00', 2, '2026-11-30 03:28:27.446897+00', '2026-11-30 03:28:27.537832+00', NULL, NULL, NULL, NULL, '2026-12-07 03:28:27.537832+00');
INSERT INTO public.reservation VALUES ('held', 'pending', '[{"sku": "mug", "quantity": 2, "allocations": [{"held": 2, "taken": 0, "location": "main"}]}, {"sku": "shirt-m", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-30 03:28:27.546254+00', false, '2026-11-30 03:28:27.546254+00', NULL, NULL, NULL, NULL, true, '2026-11-30 03:28:27.546254+00', '2026-11-30 05:28:27.553828+00', 2, '2026-11-30 03:28:27.546254+00', '2026-11-30 03:28:27.553828+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('amended', 'pending', '[{"sku": "a/b", "quantity": 4, "allocations": [{"held": 4, "taken": 0, "location": "main"}]}]', '2026-11-30 03:28:27.570006+00', true, '2026-11-30 03:28:27.562368+00', NULL, NULL, NULL, NULL, true, '2026-11-30 03:28:27.562368+00', '2026-11-30 04:28:27.562368+00', 2, '2026-11-30 03:28:27.562368+00', '2026-11-30 03:28:27.570006+00', '[{"at": "2026-11-30T03:28:27.562368+00:00", "lines": [{"sku": "a/b", "quantity": 1}], "by_event": false}]', NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('one-place', 'confirmed', '[{"sku": "split", "location": "south_", "quantity": 1, "allocations": [{"held": 0, "taken": 1, "location": "south_"}]}]', '2026-11-30 03:28:27.577866+00', false, '2026-11-30 03:28:27.577866+00', NULL, '2026-11-30 03:28:27.584151+00', NULL, NULL, true, '2026-11-30 03:28:27.577866+00', '2026-11-30 03:43:27.577866+00', 2, '2026-11-30 03:28:27.577866+00', '2026-11-30 03:28:27.584151+00', NULL, NULL, NULL, NULL, '2026-12-07 03:28:27.584151+00');
INSERT INTO public.reservation VALUES ('both-places', 'pending', '[{"sku": "split", "quantity": 6, "allocations": [{"held": 3, "taken": 0, "location": "north"}, {"held": 3, "taken": 0, "location": "south_"}]}]', '2026-11-30 03:28:27.590168+00', false, '2026-11-30 03:28:27.590168+00', NULL, NULL, NULL, NULL, true, '2026-11-30 03:28:27.590168+00', '2026-12-01 03:21:47.590168+00', 1, '2026-11-30 03:28:27.590168+00', '2026-11-30 03:28:27.590168+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('paid', 'confirmed', '[{"sku": "mug", "quantity": 3, "allocations": [{"held": 0, "taken": 3, "location": "main"}]}]', '2026-11-30 03:28:27.596139+00', false, '2026-11-30 03:28:27.596139+00', NULL, '2026-11-30 03:28:27.607095+00', NULL, NULL, true, '2026-11-30 03:28:27.596139+00', '2026-11-30 03:43:27.596139+00', 2, '2026-11-30 03:28:27.596139+00', '2026-11-30 03:28:27.607095+00', NULL, NULL, NULL, NULL, '2026-12-07 03:28:27.607095+00');
INSERT INTO public.reservation VALUES ('given-back', 'released', '[{"sku": "mug", "quantity": 1, "allocations": []}]', '2026-11-30 03:28:27.613061+00', false, '2026-11-30 03:28:27.613061+00', '2026-11-30 03:28:27.618941+00', NULL, NULL, NULL, true, '2026-11-30 03:28:27.613061+00', '2026-11-30 03:43:27.613061+00', 2, '2026-11-30 03:28:27.613061+00', '2026-11-30 03:28:27.618941+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('returned', 'released', '[{"sku": "mug", "quantity": 2, "allocations": []}]', '2026-11-30 03:28:27.62467+00', false, '2026-11-30 03:28:27.62467+00', NULL, '2026-11-30 03:28:27.633753+00', NULL, '2026-11-30 03:28:27.640215+00', true, '2026-11-30 03:28:27.62467+00', '2026-11-30 03:43:27.62467+00', 3, '2026-11-30 03:28:27.62467+00', '2026-11-30 03:28:27.640215+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('broken', 'released', '[{"sku": "mug", "quantity": 2, "allocations": [{"held": 0, "taken": 2, "location": "main"}]}]', '2026-11-30 03:28:27.648765+00', false, '2026-11-30 03:28:27.648765+00', NULL, '2026-11-30 03:28:27.657038+00', NULL, '2026-11-30 03:28:27.668387+00', false, '2026-11-30 03:28:27.648765+00', '2026-11-30 03:43:27.648765+00', 3, '2026-11-30 03:28:27.648765+00', '2026-11-30 03:28:27.668387+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('scarce-held', 'pending', '[{"sku": "scarce", "quantity": 10, "allocations": [{"held": 10, "taken": 0, "location": "main"}]}]', '2026-11-30 03:28:27.67729+00', false, '2026-11-30 03:28:27.67729+00', NULL, NULL, NULL, NULL, true, '2026-11-30 03:28:27.67729+00', '2026-12-01 03:21:47.67729+00', 1, '2026-11-30 03:28:27.67729+00', '2026-11-30 03:28:27.67729+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('short-held', 'pending', '[{"sku": "short", "quantity": 8, "allocations": [{"held": 8, "taken": 0, "location": "main"}]}]', '2026-11-30 03:28:27.688702+00', false, '2026-11-30 03:28:27.688702+00', NULL, NULL, NULL, NULL, true, '2026-11-30 03:28:27.688702+00', '2026-12-01 03:21:47.688702+00', 1, '2026-11-30 03:28:27.688702+00', '2026-11-30 03:28:27.688702+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('by-event', 'pending', '[{"sku": "mug", "quantity": 5, "allocations": [{"held": 5, "taken": 0, "location": "main"}]}]', '2026-11-30 03:28:27.708955+00', true, NULL, NULL, NULL, NULL, NULL, true, '2026-11-30 03:28:27.735564+00', '2026-12-01 01:41:47.735564+00', 1, '2026-11-30 03:28:27.735564+00', '2026-11-30 03:28:27.735564+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('unknown-sku', 'rejected', '[{"sku": "never-seen", "quantity": 1, "allocations": []}]', '2026-11-30 03:28:27.714543+00', true, NULL, NULL, NULL, NULL, NULL, true, NULL, NULL, 1, '2026-11-30 03:28:59.167188+00', '2026-11-30 03:28:59.167188+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('paid-by-event', 'confirmed', '[{"sku": "50%", "quantity": 1, "allocations": [{"held": 0, "taken": 1, "location": "main"}]}, {"sku": "дом", "quantity": 2, "allocations": [{"held": 0, "taken": 2, "location": "main"}]}]', '2026-11-30 03:28:27.716172+00', true, NULL, NULL, '2026-11-30 03:28:59.350755+00', NULL, NULL, true, '2026-11-30 03:28:27.793631+00', '2026-11-30 03:43:27.793631+00', 2, '2026-11-30 03:28:27.793631+00', '2026-11-30 03:28:59.406242+00', NULL, NULL, NULL, NULL, '2026-12-07 03:28:59.406242+00');
INSERT INTO public.reservation VALUES ('awaiting', 'awaiting_order', '[]', NULL, false, NULL, NULL, '2026-11-30 03:28:59.368354+00', NULL, NULL, true, NULL, NULL, 1, '2026-11-30 03:28:59.440516+00', '2026-11-30 03:28:59.440516+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('rejected', 'rejected', '[{"sku": "scarce", "quantity": 1, "allocations": []}]', '2026-11-30 03:28:27.711638+00', true, NULL, NULL, '2026-11-30 03:28:59.370033+00', '2026-11-30 03:28:59.370033+00', NULL, true, NULL, NULL, 2, '2026-11-30 03:28:27.735564+00', '2026-11-30 03:28:59.440516+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('never-ordered', 'released', '[]', NULL, false, NULL, NULL, NULL, NULL, '2026-11-30 03:28:59.373823+00', true, NULL, NULL, 1, '2026-11-30 03:28:59.438438+00', '2026-11-30 03:28:59.438438+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('cancelled', 'released', '[{"sku": "mug", "quantity": 1, "allocations": []}]', '2026-11-30 03:28:27.725083+00', true, NULL, NULL, NULL, NULL, '2026-11-30 03:28:59.371816+00', true, '2026-11-30 03:28:27.793631+00', '2026-11-30 03:43:27.793631+00', 2, '2026-11-30 03:28:27.793631+00', '2026-11-30 03:28:59.438438+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('failed-payment', 'released', '[{"sku": "mug", "quantity": 1, "allocations": []}]', '2026-11-30 03:28:27.718526+00', true, NULL, '2026-11-30 03:28:59.365146+00', NULL, NULL, NULL, true, '2026-11-30 03:28:27.793631+00', '2026-11-30 03:43:27.793631+00', 2, '2026-11-30 03:28:27.793631+00', '2026-11-30 03:28:59.438438+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('crates', 'pending', '[{"sku": "crate", "location": "main", "quantity": 20, "allocations": [{"held": 20, "taken": 0, "location": "main"}]}]', '2026-11-30 03:28:59.938724+00', false, '2026-11-30 03:28:59.938724+00', NULL, NULL, NULL, NULL, true, '2026-11-30 03:28:59.938724+00', '2026-12-01 03:22:19.938724+00', 1, '2026-11-30 03:28:59.938724+00', '2026-11-30 03:28:59.938724+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('gift-held', 'pending', '[{"sku": "gift", "tracked": false, "quantity": 2, "allocations": []}, {"sku": "mug", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-30 03:29:00.431755+00', false, '2026-11-30 03:29:00.431755+00', NULL, NULL, NULL, NULL, true, '2026-11-30 03:29:00.431755+00', '2026-12-01 03:22:20.431755+00', 1, '2026-11-30 03:29:00.431755+00', '2026-11-30 03:29:00.431755+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('gift-paid', 'confirmed', '[{"sku": "gift", "tracked": false, "quantity": 2, "allocations": []}, {"sku": "mug", "quantity": 1, "allocations": [{"held": 0, "taken": 1, "location": "main"}]}]', '2026-11-30 03:29:00.444046+00', false, '2026-11-30 03:29:00.444046+00', NULL, '2026-11-30 03:29:00.47619+00', NULL, NULL, true, '2026-11-30 03:29:00.444046+00', '2026-12-01 03:22:20.444046+00', 2, '2026-11-30 03:29:00.444046+00', '2026-11-30 03:29:00.47619+00', NULL, NULL, NULL, NULL, '2026-12-07 03:29:00.47619+00');
INSERT INTO public.reservation VALUES ('gift-released', 'released', '[{"sku": "gift", "quantity": 2, "allocations": []}, {"sku": "mug", "quantity": 1, "allocations": []}]', '2026-11-30 03:29:00.451344+00', false, '2026-11-30 03:29:00.451344+00', '2026-11-30 03:29:00.504645+00', NULL, NULL, NULL, true, '2026-11-30 03:29:00.451344+00', '2026-12-01 03:22:20.451344+00', 2, '2026-11-30 03:29:00.451344+00', '2026-11-30 03:29:00.504645+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('gift-returned', 'released', '[{"sku": "gift", "quantity": 2, "allocations": []}, {"sku": "mug", "quantity": 1, "allocations": []}]', '2026-11-30 03:29:00.462062+00', false, '2026-11-30 03:29:00.462062+00', NULL, '2026-11-30 03:29:00.494139+00', NULL, '2026-11-30 03:29:00.514383+00', true, '2026-11-30 03:29:00.462062+00', '2026-12-01 03:22:20.462062+00', 3, '2026-11-30 03:29:00.462062+00', '2026-11-30 03:29:00.514383+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('gifts-only', 'pending', '[{"sku": "gift", "tracked": false, "quantity": 900, "allocations": []}]', '2026-11-30 03:29:00.521253+00', false, '2026-11-30 03:29:00.521253+00', NULL, NULL, NULL, NULL, true, '2026-11-30 03:29:00.521253+00', '2026-12-01 03:22:20.521253+00', 1, '2026-11-30 03:29:00.521253+00', '2026-11-30 03:29:00.521253+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('card-by-event', 'pending', '[{"sku": "card", "tracked": false, "quantity": 1, "allocations": []}, {"sku": "mug", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-30 03:29:00.546955+00', true, NULL, NULL, NULL, NULL, NULL, true, '2026-11-30 03:29:00.585337+00', '2026-12-01 01:42:20.585337+00', 1, '2026-11-30 03:29:00.585337+00', '2026-11-30 03:29:00.585337+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('discontinued-by-event', 'rejected', '[{"sku": "mug", "quantity": 1, "allocations": []}, {"sku": "old-mug", "quantity": 1, "allocations": []}]', '2026-11-30 03:29:00.548515+00', true, NULL, NULL, NULL, NULL, NULL, true, NULL, NULL, 1, '2026-11-30 03:29:00.621482+00', '2026-11-30 03:29:00.621482+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('mirrored', 'confirmed', '[{"sku": "mirrored", "quantity": 6, "allocations": [{"held": 0, "taken": 6, "location": "main"}]}]', '2026-11-30 03:29:00.971411+00', false, '2026-11-30 03:29:00.971411+00', NULL, '2026-11-30 03:29:00.994487+00', NULL, NULL, true, '2026-11-30 03:29:00.971411+00', '2026-11-30 03:44:00.971411+00', 2, '2026-11-30 03:29:00.971411+00', '2026-11-30 03:29:00.994487+00', NULL, NULL, NULL, NULL, '2026-12-07 03:29:00.994487+00');
INSERT INTO public.reservation VALUES ('kept', 'pending', '[{"sku": "kept", "quantity": 2, "allocations": [{"held": 2, "taken": 0, "location": "main"}]}]', '2026-11-30 03:29:01.468612+00', false, '2026-11-30 03:29:01.468612+00', NULL, NULL, NULL, NULL, true, '2026-11-30 03:29:01.468612+00', '2026-12-01 03:22:21.468612+00', 1, '2026-11-30 03:29:01.468612+00', '2026-11-30 03:29:01.468612+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('sent-undone', 'confirmed', '[{"sku": "parcelled", "quantity": 4, "allocations": [{"held": 0, "taken": 4, "location": "main"}]}]', '2026-11-30 03:29:01.826284+00', false, '2026-11-30 03:29:01.826284+00', NULL, '2026-11-30 03:29:01.842572+00', NULL, NULL, true, '2026-11-30 03:29:01.826284+00', '2026-12-01 03:22:21.826284+00', 2, '2026-11-30 03:29:01.826284+00', '2026-11-30 03:29:01.842572+00', NULL, NULL, NULL, NULL, '2026-12-07 03:29:01.842572+00');
INSERT INTO public.reservation VALUES ('sent', 'confirmed', '[{"sku": "parcelled", "quantity": 4, "allocations": [{"held": 0, "taken": 4, "location": "main"}]}]', '2026-11-30 03:29:01.642644+00', false, '2026-11-30 03:29:01.642644+00', NULL, '2026-11-30 03:29:01.662325+00', NULL, NULL, true, '2026-11-30 03:29:01.642644+00', '2026-12-01 03:22:21.642644+00', 3, '2026-11-30 03:29:01.642644+00', '2026-11-30 03:29:01.95988+00', NULL, NULL, NULL, '{"gone": [{"sku": "parcelled", "location": "main", "quantity": 4}], "dispatches": [{"at": "2026-11-30T03:29:01.959880Z", "id": "parcel_", "lines": [{"sku": "parcelled", "quantity": 4}]}]}', NULL);
INSERT INTO public.reservation VALUES ('sent-in-part', 'confirmed', '[{"sku": "parcelled", "quantity": 4, "allocations": [{"held": 0, "taken": 4, "location": "main"}]}]', '2026-11-30 03:29:01.679394+00', false, '2026-11-30 03:29:01.679394+00', NULL, '2026-11-30 03:29:01.700694+00', NULL, NULL, true, '2026-11-30 03:29:01.679394+00', '2026-12-01 03:22:21.679394+00', 3, '2026-11-30 03:29:01.679394+00', '2026-11-30 03:29:02.007351+00', NULL, NULL, NULL, '{"gone": [{"sku": "parcelled", "location": "main", "quantity": 3}], "dispatches": [{"at": "2026-11-30T03:29:02.007351Z", "id": "first", "lines": [{"sku": "parcelled", "location": "main", "quantity": 3}]}]}', '2026-12-07 03:29:01.700694+00');
INSERT INTO public.reservation VALUES ('completed', 'confirmed', '[{"sku": "parcelled", "quantity": 3, "allocations": [{"held": 0, "taken": 3, "location": "main"}]}]', '2026-11-30 03:29:01.899132+00', false, '2026-11-30 03:29:01.899132+00', NULL, '2026-11-30 03:29:02.294085+00', NULL, NULL, true, '2026-11-30 03:29:01.899132+00', '2026-12-01 03:22:21.899132+00', 2, '2026-11-30 03:29:01.899132+00', '2026-11-30 03:29:02.318701+00', NULL, NULL, NULL, '{"gone": [{"sku": "parcelled", "location": "main", "quantity": 3}], "dispatches": [], "completed_at": "2026-11-30T03:29:02.294085Z"}', NULL);
INSERT INTO public.reservation VALUES ('sent-and-cancelled', 'released', '[{"sku": "parcelled", "quantity": 4, "allocations": [{"held": 0, "taken": 3, "location": "main"}]}]', '2026-11-30 03:29:01.71691+00', false, '2026-11-30 03:29:01.71691+00', NULL, '2026-11-30 03:29:01.739766+00', NULL, '2026-11-30 03:29:02.060726+00', true, '2026-11-30 03:29:01.71691+00', '2026-12-01 03:22:21.71691+00', 4, '2026-11-30 03:29:01.71691+00', '2026-11-30 03:29:02.060726+00', NULL, NULL, NULL, '{"gone": [{"sku": "parcelled", "location": "main", "quantity": 3}], "dispatches": [{"at": "2026-11-30T03:29:02.019141Z", "id": "first", "lines": [{"sku": "parcelled", "location": "main", "quantity": 3}]}]}', NULL);
INSERT INTO public.reservation VALUES ('sent-from-both', 'confirmed', '[{"sku": "parcelled", "location": "main", "quantity": 2, "allocations": [{"held": 0, "taken": 2, "location": "main"}]}, {"sku": "parcelled", "location": "north", "quantity": 2, "allocations": [{"held": 0, "taken": 2, "location": "north"}]}]', '2026-11-30 03:29:01.916575+00', false, '2026-11-30 03:29:01.916575+00', NULL, '2026-11-30 03:29:01.928622+00', NULL, NULL, true, '2026-11-30 03:29:01.916575+00', '2026-12-01 03:22:21.916575+00', 3, '2026-11-30 03:29:01.916575+00', '2026-11-30 03:29:02.123702+00', NULL, NULL, NULL, '{"gone": [{"sku": "parcelled", "location": "north", "quantity": 2}], "dispatches": [{"at": "2026-11-30T03:29:02.085323Z", "id": "north", "lines": [{"sku": "parcelled", "location": "north", "quantity": 2}]}]}', '2026-12-07 03:29:01.928622+00');
INSERT INTO public.reservation VALUES ('sent-too-much', 'confirmed', '[{"sku": "parcelled", "quantity": 4, "allocations": [{"held": 0, "taken": 4, "location": "dock_"}]}]', '2026-11-30 03:29:01.756956+00', false, '2026-11-30 03:29:01.756956+00', NULL, '2026-11-30 03:29:01.771957+00', NULL, NULL, true, '2026-11-30 03:29:01.756956+00', '2026-12-01 03:22:21.756956+00', 3, '2026-11-30 03:29:01.756956+00', '2026-11-30 03:29:02.123702+00', NULL, NULL, NULL, '{"gone": [{"sku": "parcelled", "location": "dock_", "quantity": 6}], "dispatches": [{"at": "2026-11-30T03:29:02.078579Z", "id": "dock", "lines": [{"sku": "parcelled", "location": "dock_", "quantity": 6}]}], "unexpected": [{"sku": "parcelled", "location": "dock_", "quantity": 2}]}', NULL);
INSERT INTO public.reservation VALUES ('sent-unpaid', 'pending', '[{"sku": "parcelled", "quantity": 3, "allocations": [{"held": 1, "taken": 2, "location": "main"}]}]', '2026-11-30 03:29:01.86051+00', false, '2026-11-30 03:29:01.86051+00', NULL, NULL, NULL, NULL, true, '2026-11-30 03:29:01.86051+00', '2026-12-01 03:22:21.86051+00', 2, '2026-11-30 03:29:01.86051+00', '2026-11-30 03:29:02.123702+00', NULL, NULL, NULL, '{"gone": [{"sku": "parcelled", "location": "main", "quantity": 2}], "dispatches": [{"at": "2026-11-30T03:29:02.082531Z", "id": "restated", "lines": [{"sku": "parcelled", "quantity": 2}]}]}', NULL);
INSERT INTO public.reservation VALUES ('taken-for-gone', 'confirmed', '[{"sku": "parcelled", "quantity": 4, "allocations": [{"held": 0, "taken": 4, "location": "main"}]}]', '2026-11-30 03:29:01.789455+00', false, '2026-11-30 03:29:01.789455+00', NULL, '2026-11-30 03:29:01.806633+00', NULL, NULL, true, '2026-11-30 03:29:01.789455+00', '2026-12-01 03:22:21.789455+00', 4, '2026-11-30 03:29:01.789455+00', '2026-11-30 03:29:04.936538+00', NULL, NULL, NULL, '{"gone": [{"sku": "parcelled", "location": "main", "quantity": 3}], "dispatches": [{"at": "2026-11-30T03:29:02.035698Z", "id": "first", "lines": [{"sku": "parcelled", "location": "main", "quantity": 3}]}]}', NULL);
INSERT INTO public.reservation VALUES ('sent-unheard', 'awaiting_order', '[]', NULL, false, NULL, NULL, NULL, NULL, NULL, true, NULL, NULL, 1, '2026-11-30 03:29:02.123702+00', '2026-11-30 03:29:02.123702+00', NULL, NULL, NULL, '{"gone": [{"sku": "parcelled", "location": "main", "quantity": 1}], "dispatches": [{"at": "2026-11-30T03:29:02.087880Z", "id": "early", "lines": [{"sku": "parcelled", "quantity": 1}]}], "unexpected": [{"sku": "parcelled", "location": "main", "quantity": 1}]}', NULL);
INSERT INTO public.reservation VALUES ('expired', 'expired', '[{"sku": "wanted", "quantity": 3, "allocations": []}]', '2026-11-30 03:29:05.198393+00', false, '2026-11-30 03:29:05.198393+00', NULL, NULL, NULL, NULL, true, '2026-11-30 03:29:05.198393+00', '2026-11-30 03:29:06.198393+00', 2, '2026-11-30 03:29:05.198393+00', '2026-11-30 03:29:09.915208+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('in-time', 'pending', '[{"sku": "soon", "quantity": 10, "allocations": [{"held": 10, "taken": 0, "location": "main"}]}]', '2026-11-30 03:29:14.341126+00', false, '2026-11-30 03:29:14.341126+00', NULL, NULL, NULL, NULL, true, '2026-11-30 03:29:14.341126+00', '2026-12-01 01:42:34.341126+00', 1, '2026-11-30 03:29:14.341126+00', '2026-11-30 03:29:14.341126+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('too-late', 'expired', '[{"sku": "soon", "quantity": 10, "allocations": []}]', '2026-11-30 03:29:13.323761+00', false, '2026-11-30 03:29:13.323761+00', NULL, NULL, NULL, NULL, true, '2026-11-30 03:29:13.323761+00', '2026-11-30 03:29:14.323761+00', 2, '2026-11-30 03:29:13.323761+00', '2026-11-30 03:29:14.341126+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('last-rejected', 'rejected', '[{"sku": "dear", "quantity": 400, "allocations": []}]', '2026-11-30 03:29:14.362784+00', true, NULL, NULL, '2026-11-30 03:29:14.575149+00', '2026-11-30 03:29:14.575149+00', NULL, true, NULL, NULL, 2, '2026-11-30 03:29:14.382533+00', '2026-11-30 03:29:14.619109+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('last', 'confirmed', '[{"sku": "dear", "quantity": 4, "allocations": [{"held": 0, "taken": 4, "location": "main"}]}]', '2026-11-30 03:29:13.294435+00', false, '2026-11-30 03:29:13.294435+00', NULL, '2026-11-30 03:29:13.302167+00', NULL, NULL, true, '2026-11-30 03:29:13.294435+00', '2026-12-01 01:42:33.294435+00', 3, '2026-11-30 03:29:13.294435+00', '2026-11-30 03:29:14.790728+00', NULL, NULL, NULL, '{"gone": [{"sku": "dear", "location": "main", "quantity": 1}], "dispatches": [{"at": "2026-11-30T03:29:14.790728Z", "id": "last", "lines": [{"sku": "dear", "quantity": 1}]}]}', '2026-12-07 03:29:13.302167+00');
INSERT INTO public.reservation VALUES ('last-one', 'confirmed', '[{"sku": "dear", "quantity": 2, "allocations": [{"held": 0, "taken": 2, "location": "main"}]}, {"sku": "🫖", "quantity": 1, "allocations": [{"held": 0, "taken": 1, "location": "main"}]}]', '2026-11-30 03:29:13.311311+00', false, '2026-11-30 03:29:13.311311+00', '2026-11-30 03:29:13.31761+00', '2026-11-30 03:29:14.804504+00', NULL, NULL, true, '2026-11-30 03:29:13.311311+00', '2026-11-30 03:44:13.311311+00', 3, '2026-11-30 03:29:13.311311+00', '2026-11-30 03:29:14.820661+00', NULL, NULL, NULL, '{"gone": [{"sku": "dear", "location": "main", "quantity": 2}, {"sku": "🫖", "location": "main", "quantity": 1}], "dispatches": [], "completed_at": "2026-11-30T03:29:14.804504Z"}', NULL);
INSERT INTO public.reservation VALUES ('overdue', 'pending', '[{"sku": "hurried", "quantity": 10, "allocations": [{"held": 10, "taken": 0, "location": "main"}]}]', '2026-11-30 03:29:55.097664+00', false, '2026-11-30 03:29:55.097664+00', NULL, NULL, NULL, NULL, true, '2026-11-30 03:29:55.097664+00', '2026-11-30 03:29:56.097664+00', 1, '2026-11-30 03:29:55.097664+00', '2026-11-30 03:29:55.097664+00', NULL, NULL, NULL, NULL, NULL);


--
-- Data for Name: retention; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.retention VALUES ('events', 0, 0, '2026-11-30 03:28:21.042604+00');
INSERT INTO public.retention VALUES ('payloads', 1, 1, '2026-11-30 03:28:21.055525+00');
INSERT INTO public.retention VALUES ('dead_letters', 0, 0, '2026-11-30 03:28:21.06416+00');
INSERT INTO public.retention VALUES ('reservations', 0, 0, '2026-11-30 03:28:21.07416+00');
INSERT INTO public.retention VALUES ('idempotency_keys', 0, 0, '2026-11-30 03:28:21.082784+00');
INSERT INTO public.retention VALUES ('commit_receipts', 0, 0, '2026-11-30 03:28:21.093096+00');
INSERT INTO public.retention VALUES ('moves', 0, 0, '2026-11-30 03:28:21.110506+00');
INSERT INTO public.retention VALUES ('movements', 4, 3, '2026-11-30 03:28:21.117411+00');


--
-- Data for Name: set_aside; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.set_aside VALUES ('payments', 0, 'payments', 3, 6, 4, 3, 3, 'missing_type (3)', '2026-11-30 03:29:51.458177+00', NULL, NULL);
INSERT INTO public.set_aside VALUES ('orders', 1, 'orders', 5, 8, 4, 3, 3, 'missing_type (3)', '2026-11-30 03:29:51.458177+00', '2026-11-30 03:29:54.986642+00', 9000);


--
-- Data for Name: skipped_type; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: sku_policy; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sku_policy VALUES ('gift', false, '2026-11-30 03:29:00.18859+00', NULL, '2026-11-30 03:29:00.18859+00', NULL, '2026-11-30 03:29:00.18859+00', NULL, '2026-11-30 03:29:00.18859+00', 1, '2026-11-30 03:29:00.18859+00', NULL);
INSERT INTO public.sku_policy VALUES ('%2F', true, '2026-11-30 03:29:00.20567+00', NULL, '2026-11-30 03:29:00.20567+00', '2020-01-01 00:00:00+00', '2026-11-30 03:29:00.20567+00', '2020-02-01 00:00:00+00', '2026-11-30 03:29:00.20567+00', 1, '2026-11-30 03:29:00.20567+00', NULL);
INSERT INTO public.sku_policy VALUES ('card', false, '2026-11-30 03:29:00.213792+00', NULL, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-30 03:29:00.266202+00', NULL);
INSERT INTO public.sku_policy VALUES ('old-mug', true, NULL, '2026-11-30 03:29:00.224699+00', '2026-11-30 03:29:00.224699+00', NULL, NULL, NULL, NULL, 1, '2026-11-30 03:29:00.283276+00', NULL);
INSERT INTO public.sku_policy VALUES ('kept', true, '2026-11-30 03:29:01.236736+00', NULL, '2026-11-30 03:29:01.236736+00', NULL, '2026-11-30 03:29:01.236736+00', NULL, '2026-11-30 03:29:01.236736+00', 1, '2026-11-30 03:29:01.236736+00', '[{"location": null, "safety_stock": {"at": "2026-11-30T03:29:01.236736Z", "by": "token:shop", "units": 2}, "low_stock_threshold": {"at": "2026-11-30T03:29:01.236736Z", "by": "token:shop", "units": 9}}, {"location": "main", "safety_stock": {"at": "2026-11-30T03:29:01.236736Z", "by": "token:shop", "units": 3}, "low_stock_threshold": null}]');
INSERT INTO public.sku_policy VALUES ('kept-by-event', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-30 03:29:01.291195+00', '[{"location": null, "safety_stock": {"at": "2026-11-30T03:29:01.253117Z", "by": "event:/shop", "units": 4}, "low_stock_threshold": null}]');


--
-- Data for Name: stock_move; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.stock_move VALUES ('crate', 'main', 'pallet_', 'damaged', 4, 'damaged', '2026-11-30 03:28:59.734126+00');
INSERT INTO public.stock_move VALUES ('crate', 'main', 'van', 'outlet_', 10, 'relocated', '2026-11-30 03:28:59.788269+00');
INSERT INTO public.stock_move VALUES ('crate', 'damaged', 'mended', 'main', 1, 'inspected', '2026-11-30 03:28:59.815903+00');
INSERT INTO public.stock_move VALUES ('crate', 'main', 'bulk', 'closed', 2, 'relocated', '2026-11-30 03:28:59.841228+00');
INSERT INTO public.stock_move VALUES ('a/b', 'main', 'bulk', 'closed', 2, 'relocated', '2026-11-30 03:28:59.841228+00');
INSERT INTO public.stock_move VALUES ('crate', 'main', 'flood', 'damaged', 15, 'damaged', '2026-11-30 03:28:59.954707+00');
INSERT INTO public.stock_move VALUES ('crate', 'main', 'mended, taken back', 'damaged', 1, 'inspected', '2026-11-30 03:29:01.566651+00');


--
-- Data for Name: stock_movement; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (42, 'mug_', 'main', 'adjusted', -24, 0, 0, 77, 0, 0, 'cycle_count', 'doc-30c1131f', NULL, NULL, 'token:shop', '2026-11-30 03:28:24.722753+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (43, 'made-by-hand', 'north', 'adjusted', 9, 0, 0, 9, 0, 0, 'received', 'doc-6c64f0a5', NULL, NULL, 'token:shop', '2026-11-30 03:28:24.742451+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (44, 'mug', 'main', 'adjusted', 2, 0, 0, 157, 0, 0, 'found', 'bulk mug', NULL, NULL, 'token:shop', '2026-11-30 03:28:24.753736+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (45, '_mug', 'main', 'adjusted', 2, 0, 0, 104, 0, 0, 'found', 'bulk  mug', NULL, NULL, 'token:shop', '2026-11-30 03:28:24.753736+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (4, 'veteran', 'main', 'opening_balance', 46, 0, 0, 46, 0, 0, NULL, NULL, NULL, NULL, 'retention', '2026-05-14 03:28:07.863503+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (5, 'mug_', 'main', 'supplied', 101, 0, 0, 101, 0, 0, NULL, 'ProductCreated-c4e1b22f', NULL, NULL, 'event:/shop', '2026-11-30 03:28:23.73966+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (6, 'mug', 'main', 'supplied', 100, 0, 0, 100, 0, 0, NULL, 'ProductCreated-1435c634', NULL, NULL, 'event:/shop', '2026-11-30 03:28:23.753959+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (7, '_mug', 'main', 'supplied', 102, 0, 0, 102, 0, 0, NULL, 'ProductCreated-114289dd', NULL, NULL, 'event:/shop', '2026-11-30 03:28:23.807436+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (8, 'tab_here', 'main', 'supplied', 103, 0, 0, 103, 0, 0, NULL, 'ProductCreated-6cf5b3b3', NULL, NULL, 'event:/shop', '2026-11-30 03:28:23.916768+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (9, 'line_feed', 'main', 'supplied', 104, 0, 0, 104, 0, 0, NULL, 'ProductCreated-7b872b89', NULL, NULL, 'event:/shop', '2026-11-30 03:28:23.986194+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (10, 'a/b', 'main', 'supplied', 105, 0, 0, 105, 0, 0, NULL, 'ProductCreated-8f2c0736', NULL, NULL, 'event:/shop', '2026-11-30 03:28:23.986194+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (11, '%2F', 'main', 'supplied', 107, 0, 0, 107, 0, 0, NULL, 'ProductCreated-b95c9244', NULL, NULL, 'event:/shop', '2026-11-30 03:28:23.986194+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (12, '50%', 'main', 'supplied', 106, 0, 0, 106, 0, 0, NULL, 'ProductCreated-ea3c83d6', NULL, NULL, 'event:/shop', '2026-11-30 03:28:23.986194+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (13, 'adjustments', 'main', 'supplied', 109, 0, 0, 109, 0, 0, NULL, 'ProductCreated-9c043b8d', NULL, NULL, 'event:/shop', '2026-11-30 03:28:24.007969+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (14, '..', 'main', 'supplied', 108, 0, 0, 108, 0, 0, NULL, 'ProductCreated-cb51703a', NULL, NULL, 'event:/shop', '2026-11-30 03:28:24.007969+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (15, 'дом', 'main', 'supplied', 111, 0, 0, 111, 0, 0, NULL, 'ProductCreated-21ce11d8', NULL, NULL, 'event:/shop', '2026-11-30 03:28:24.044199+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (16, 'Größe-42', 'main', 'supplied', 110, 0, 0, 110, 0, 0, NULL, 'ProductCreated-6e5ff8d7', NULL, NULL, 'event:/shop', '2026-11-30 03:28:24.044199+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (17, '🫖', 'main', 'supplied', 112, 0, 0, 112, 0, 0, NULL, 'ProductCreated-704b9170', NULL, NULL, 'event:/shop', '2026-11-30 03:28:24.044199+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (18, 'o''clock "x" \ $1', 'main', 'supplied', 113, 0, 0, 113, 0, 0, NULL, 'ProductCreated-a1c165dd', NULL, NULL, 'event:/shop', '2026-11-30 03:28:24.136057+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (19, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'main', 'supplied', 114, 0, 0, 114, 0, 0, NULL, 'ProductCreated-0c7e631f', NULL, NULL, 'event:/shop', '2026-11-30 03:28:24.137207+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (20, 'short', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-63d14e7c', NULL, NULL, 'event:/shop', '2026-11-30 03:28:24.206406+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (21, 'scarce', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-36d37fb4', NULL, NULL, 'event:/shop', '2026-11-30 03:28:24.200881+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (22, 'shirt-s', 'main', 'supplied', 20, 0, 0, 20, 0, 0, NULL, 'ProductCreated-9cf0c8ab', NULL, NULL, 'event:/shop', '2026-11-30 03:28:24.200881+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (23, 'shirt-m', 'main', 'supplied', 20, 0, 0, 20, 0, 0, NULL, 'ProductCreated-9cf0c8ab', NULL, NULL, 'event:/shop', '2026-11-30 03:28:24.200881+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (24, 'shirt-l', 'main', 'supplied', 20, 0, 0, 20, 0, 0, NULL, 'ProductCreated-9cf0c8ab', NULL, NULL, 'event:/shop', '2026-11-30 03:28:24.200881+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (25, 'split', 'north', 'supplied', 3, 0, 0, 3, 0, 0, NULL, 'ProductUpdated-8a60a230', NULL, NULL, 'event:/shop', '2026-11-30 03:28:24.200881+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (26, 'split', 'south_', 'supplied', 4, 0, 0, 4, 0, 0, NULL, 'ProductUpdated-e0dde98d', NULL, NULL, 'event:/shop', '2026-11-30 03:28:24.200881+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (27, 'dear', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-f1212911', NULL, NULL, 'event:/shop', '2026-11-30 03:28:24.279287+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (28, 'hurried', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-680994a0', NULL, NULL, 'event:/shop', '2026-11-30 03:28:24.291312+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (29, 'soon', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-51099398', NULL, NULL, 'event:/shop', '2026-11-30 03:28:24.353272+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (30, 'later', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-29cdeccf', NULL, NULL, 'event:/shop', '2026-11-30 03:28:24.331953+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (31, 'wanted', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-8e7aae4f', NULL, NULL, 'event:/shop', '2026-11-30 03:28:24.395812+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (32, 'mug', 'main', 'adjusted', 1, 0, 0, 101, 0, 0, 'received', 'received_', NULL, 'seen by Zoë', 'token:shop', '2026-11-30 03:28:24.482038+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (33, 'mug', 'main', 'adjusted', 2, 0, 0, 103, 0, 0, 'returned', 'returned_', NULL, 'seen by Zoë', 'token:shop', '2026-11-30 03:28:24.505146+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (34, 'mug', 'main', 'adjusted', 3, 0, 0, 106, 0, 0, 'damaged', 'damaged_', NULL, 'seen by Zoë', 'token:shop', '2026-11-30 03:28:24.522979+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (35, 'mug', 'main', 'adjusted', 4, 0, 0, 110, 0, 0, 'lost', 'lost_', NULL, 'seen by Zoë', 'token:shop', '2026-11-30 03:28:24.545563+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (36, 'mug', 'main', 'adjusted', 5, 0, 0, 115, 0, 0, 'found', 'found_', NULL, 'seen by Zoë', 'token:shop', '2026-11-30 03:28:24.575049+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (37, 'mug', 'main', 'adjusted', 6, 0, 0, 121, 0, 0, 'cycle_count', 'cycle_count_', NULL, 'seen by Zoë', 'token:shop', '2026-11-30 03:28:24.61093+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (38, 'mug', 'main', 'adjusted', 7, 0, 0, 128, 0, 0, 'correction', 'correction_', NULL, 'seen by Zoë', 'token:shop', '2026-11-30 03:28:24.627401+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (39, 'mug', 'main', 'adjusted', 8, 0, 0, 136, 0, 0, 'shrinkage', 'shrinkage_', NULL, 'seen by Zoë', 'token:shop', '2026-11-30 03:28:24.649136+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (40, 'mug', 'main', 'adjusted', 9, 0, 0, 145, 0, 0, 'promotion', 'promotion_', NULL, 'seen by Zoë', 'token:shop', '2026-11-30 03:28:24.670794+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (41, 'mug', 'main', 'adjusted', 10, 0, 0, 155, 0, 0, 'other', 'other_', NULL, 'seen by Zoë', 'token:shop', '2026-11-30 03:28:24.688072+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (46, 'a/b', 'main', 'adjusted', 2, 0, 0, 107, 0, 0, 'found', 'bulk a/b', NULL, NULL, 'token:shop', '2026-11-30 03:28:24.753736+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (47, 'imported', 'main', 'adjusted', 5, 0, 0, 5, 0, 0, 'cycle_count', 'IMPORT-1', NULL, NULL, 'cli:root', '2026-11-30 03:28:27.175732+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (48, 'imported', 'north', 'adjusted', 6, 0, 0, 6, 0, 0, 'cycle_count', 'IMPORT-1', NULL, NULL, 'cli:root', '2026-11-30 03:28:27.175732+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (49, 'mug_', 'main', 'reserved', 0, 1, 0, 77, 1, 0, NULL, '709a9bcd94ec40aa8ccc535438410897', 'trailing_', NULL, 'token:shop', '2026-11-30 03:28:27.387287+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (50, 'mug_', 'main', 'reserved', 0, 1, 0, 77, 2, 0, NULL, '2d667af8cf3d4a07abe2bfad8a4854c9', '_leading', NULL, 'token:shop', '2026-11-30 03:28:27.434169+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (124, 'parcelled', 'main', 'adjusted', 90, 0, 0, 90, 0, 0, 'received', 'delivery of parcels', NULL, NULL, 'token:shop', '2026-11-30 03:29:01.60429+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (51, 'mug_', 'main', 'reserved', 0, 1, 0, 77, 3, 0, NULL, '37f748700f5a48a4ab0d205bd97ecd53', 'with/slash', NULL, 'token:shop', '2026-11-30 03:28:27.446897+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (52, 'mug_', 'main', 'reserved', 0, 1, 0, 77, 4, 0, NULL, 'b6df7291ca0941119a979012dc718829', '50%', NULL, 'token:shop', '2026-11-30 03:28:27.46216+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (53, 'mug_', 'main', 'reserved', 0, 1, 0, 77, 5, 0, NULL, '804d9a4f8f394f7b8873f0585eb433a6', 'Größe', NULL, 'token:shop', '2026-11-30 03:28:27.471745+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (54, 'mug_', 'main', 'reserved', 0, 1, 0, 77, 6, 0, NULL, '6d09de893e344b0da5c03fe561961227', 'new_line', NULL, 'token:shop', '2026-11-30 03:28:27.491056+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (55, 'mug_', 'main', 'reserved', 0, 1, 0, 77, 7, 0, NULL, '67fb59eb14f6422895d1001862a41b95', 'o''"\', NULL, 'token:shop', '2026-11-30 03:28:27.508885+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (56, 'mug_', 'main', 'confirmed', -1, -1, 0, 76, 6, 0, NULL, 'fd14c7d5b05440f48545202b889a5bba', 'with/slash', NULL, 'token:shop', '2026-11-30 03:28:27.537832+00', NULL, 1, 1);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (57, 'mug', 'main', 'reserved', 0, 2, 0, 157, 2, 0, NULL, '1eb26d48e0c24af7a2b7b72e0781a0de', 'held', NULL, 'token:shop', '2026-11-30 03:28:27.546254+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (58, 'shirt-m', 'main', 'reserved', 0, 1, 0, 20, 1, 0, NULL, '1eb26d48e0c24af7a2b7b72e0781a0de', 'held', NULL, 'token:shop', '2026-11-30 03:28:27.546254+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (59, 'a/b', 'main', 'reserved', 0, 1, 0, 107, 1, 0, NULL, 'aed9b29cdc7b491487279105440fe278', 'amended', NULL, 'token:shop', '2026-11-30 03:28:27.562368+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (60, 'a/b', 'main', 'reserved', 0, 3, 0, 107, 4, 0, NULL, 'd5e7d33bbfef4982a04f7622780e2c07', 'amended', NULL, 'token:shop', '2026-11-30 03:28:27.570006+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (61, 'split', 'south_', 'reserved', 0, 1, 0, 4, 1, 0, NULL, 'd4326e8d01d44790a14d94d08c088075', 'one-place', NULL, 'token:shop', '2026-11-30 03:28:27.577866+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (62, 'split', 'south_', 'confirmed', -1, -1, 0, 3, 0, 0, NULL, '9c6f34c5b037417fb31d508e2f5f6301', 'one-place', NULL, 'token:shop', '2026-11-30 03:28:27.584151+00', NULL, 1, 1);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (63, 'split', 'north', 'reserved', 0, 3, 0, 3, 3, 0, NULL, '4bb3305e9762430586f6d7c69eda616c', 'both-places', NULL, 'token:shop', '2026-11-30 03:28:27.590168+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (64, 'split', 'south_', 'reserved', 0, 3, 0, 3, 3, 0, NULL, '4bb3305e9762430586f6d7c69eda616c', 'both-places', NULL, 'token:shop', '2026-11-30 03:28:27.590168+00', NULL, NULL, 1);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (65, 'mug', 'main', 'reserved', 0, 3, 0, 157, 5, 0, NULL, '9c6297bbfced446fb1420547d35d14bb', 'paid', NULL, 'token:shop', '2026-11-30 03:28:27.596139+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (66, 'mug', 'main', 'confirmed', -3, -3, 0, 154, 2, 0, NULL, 'cc4d0d32daa04fbca698a2389e8c4825', 'paid', NULL, 'token:shop', '2026-11-30 03:28:27.607095+00', NULL, 3, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (67, 'mug', 'main', 'reserved', 0, 1, 0, 154, 3, 0, NULL, '31bf1090d4104ec49641452cd77a522c', 'given-back', NULL, 'token:shop', '2026-11-30 03:28:27.613061+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (68, 'mug', 'main', 'released', 0, -1, 0, 154, 2, 0, 'changed my mind_', 'c9a4c2e764ed45b49158ac95e0869338', 'given-back', NULL, 'token:shop', '2026-11-30 03:28:27.618941+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (69, 'mug', 'main', 'reserved', 0, 2, 0, 154, 4, 0, NULL, '3566dfcbc0ff497b9dc026e78d4b1947', 'returned', NULL, 'token:shop', '2026-11-30 03:28:27.62467+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (70, 'mug', 'main', 'confirmed', -2, -2, 0, 152, 2, 0, NULL, 'e1bdbf07f3e74661bb1b49e212f9affa', 'returned', NULL, 'token:shop', '2026-11-30 03:28:27.633753+00', NULL, 2, 5);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (71, 'mug', 'main', 'released', 2, 0, 0, 154, 2, 0, 'returned', '7dc9bce4a5794d16b795cebdba532a6c', 'returned', NULL, 'token:shop', '2026-11-30 03:28:27.640215+00', NULL, -2, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (72, 'mug', 'main', 'reserved', 0, 2, 0, 154, 4, 0, NULL, '2dc15772f5b740c7929f9172bb7c40a6', 'broken', NULL, 'token:shop', '2026-11-30 03:28:27.648765+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (73, 'mug', 'main', 'confirmed', -2, -2, 0, 152, 2, 0, NULL, 'f18732b40dc94ecbab4de90f2d13646e', 'broken', NULL, 'token:shop', '2026-11-30 03:28:27.657038+00', NULL, 2, 5);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (74, 'mug', 'main', 'released', 0, 0, 0, 152, 2, 0, 'order_cancelled', '7c88325ab22e47c99f2bbea306dbb8cf', 'broken', NULL, 'token:shop', '2026-11-30 03:28:27.668387+00', NULL, -2, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (75, 'scarce', 'main', 'reserved', 0, 10, 0, 10, 10, 0, NULL, '2b00350ac9c545dba614939739fe1eae', 'scarce-held', NULL, 'token:shop', '2026-11-30 03:28:27.67729+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (76, 'short', 'main', 'reserved', 0, 8, 0, 10, 8, 0, NULL, 'da6734214d3a44d4b43b13a919f461ba', 'short-held', NULL, 'token:shop', '2026-11-30 03:28:27.688702+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (77, 'short', 'main', 'adjusted', -2, 0, 3, 8, 8, 3, 'lost', 'doc-e2e0275b', NULL, NULL, 'token:shop', '2026-11-30 03:28:27.698508+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (78, 'mug', 'main', 'reserved', 0, 5, 0, 152, 7, 0, NULL, 'OrderCreated-44c1d625', 'by-event', NULL, 'event:/shop', '2026-11-30 03:28:27.735564+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (79, 'mug', 'main', 'reserved', 0, 1, 0, 152, 8, 0, NULL, 'OrderCreated-451efde5', 'failed-payment', NULL, 'event:/shop', '2026-11-30 03:28:27.793631+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (80, '50%', 'main', 'reserved', 0, 1, 0, 106, 1, 0, NULL, 'OrderCreated-a455d3ba', 'paid-by-event', NULL, 'event:/shop', '2026-11-30 03:28:27.793631+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (81, 'дом', 'main', 'reserved', 0, 2, 0, 111, 2, 0, NULL, 'OrderCreated-a455d3ba', 'paid-by-event', NULL, 'event:/shop', '2026-11-30 03:28:27.793631+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (82, 'mug', 'main', 'reserved', 0, 1, 0, 152, 9, 0, NULL, 'OrderCreated-d11bc136', 'cancelled', NULL, 'event:/shop', '2026-11-30 03:28:27.793631+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (83, '50%', 'main', 'confirmed', -1, -1, 0, 105, 0, 0, NULL, 'PaymentSucceeded-2bf5e0b7', 'paid-by-event', NULL, 'event:/shop', '2026-11-30 03:28:59.406242+00', NULL, 1, 1);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (84, 'дом', 'main', 'confirmed', -2, -2, 0, 109, 0, 0, NULL, 'PaymentSucceeded-2bf5e0b7', 'paid-by-event', NULL, 'event:/shop', '2026-11-30 03:28:59.406242+00', NULL, 2, 2);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (85, 'mug', 'main', 'released', 0, -1, 0, 152, 8, 0, 'fraud', 'OrderCancelled-1519c972', 'cancelled', NULL, 'event:/shop', '2026-11-30 03:28:59.438438+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (86, 'mug', 'main', 'released', 0, -1, 0, 152, 7, 0, 'card declined', 'PaymentFailed-97b8c492', 'failed-payment', NULL, 'event:/shop', '2026-11-30 03:28:59.438438+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (87, 'a/b', 'main', 'adjusted', 40, 0, 0, 147, 4, 0, 'received', 'delivery of a/b', NULL, NULL, 'token:shop', '2026-11-30 03:28:59.6873+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (88, 'crate', 'main', 'adjusted', 40, 0, 0, 40, 0, 0, 'received', 'delivery of crate', NULL, NULL, 'token:shop', '2026-11-30 03:28:59.704621+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (89, 'crate', 'main', 'moved', -4, 0, 0, 36, 0, 0, 'damaged', 'pallet_', NULL, 'a lorry, says Zoë', 'token:shop', '2026-11-30 03:28:59.734126+00', 'damaged', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (90, 'crate', 'damaged', 'moved', 4, 0, 0, 4, 0, 0, 'damaged', 'pallet_', NULL, 'a lorry, says Zoë', 'token:shop', '2026-11-30 03:28:59.734126+00', 'main', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (91, 'crate', 'main', 'moved', -10, 0, 0, 26, 0, 0, 'relocated', 'van', NULL, NULL, 'token:shop', '2026-11-30 03:28:59.788269+00', 'outlet_', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (92, 'crate', 'outlet_', 'moved', 10, 0, 0, 10, 0, 0, 'relocated', 'van', NULL, NULL, 'token:shop', '2026-11-30 03:28:59.788269+00', 'main', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (93, 'crate', 'damaged', 'moved', -1, 0, 0, 3, 0, 0, 'inspected', 'mended', NULL, NULL, 'token:shop', '2026-11-30 03:28:59.815903+00', 'main', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (94, 'crate', 'main', 'moved', 1, 0, 0, 27, 0, 0, 'inspected', 'mended', NULL, NULL, 'token:shop', '2026-11-30 03:28:59.815903+00', 'damaged', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (95, 'crate', 'main', 'moved', -2, 0, 0, 25, 0, 0, 'relocated', 'bulk', NULL, NULL, 'token:shop', '2026-11-30 03:28:59.841228+00', 'closed', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (96, 'crate', 'closed', 'moved', 2, 0, 0, 2, 0, 0, 'relocated', 'bulk', NULL, NULL, 'token:shop', '2026-11-30 03:28:59.841228+00', 'main', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (97, 'a/b', 'main', 'moved', -2, 0, 0, 145, 4, 0, 'relocated', 'bulk', NULL, NULL, 'token:shop', '2026-11-30 03:28:59.841228+00', 'closed', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (98, 'a/b', 'closed', 'moved', 2, 0, 0, 2, 0, 0, 'relocated', 'bulk', NULL, NULL, 'token:shop', '2026-11-30 03:28:59.841228+00', 'main', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (99, 'crate', 'main', 'reserved', 0, 20, 0, 25, 20, 0, NULL, '39455f8baed446dcb4dde5bb16f9db67', 'crates', NULL, 'token:shop', '2026-11-30 03:28:59.938724+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (100, 'crate', 'main', 'moved', -5, 0, 10, 20, 20, 10, 'damaged', 'flood', NULL, NULL, 'token:shop', '2026-11-30 03:28:59.954707+00', 'damaged', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (101, 'crate', 'damaged', 'moved', 15, 0, 0, 18, 0, 0, 'damaged', 'flood', NULL, NULL, 'token:shop', '2026-11-30 03:28:59.954707+00', 'main', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (102, 'old-mug', 'main', 'supplied', 7, 0, 0, 7, 0, 0, NULL, 'ProductCreated-f7489782', NULL, NULL, 'event:/shop', '2026-11-30 03:29:00.283276+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (103, 'mug', 'main', 'reserved', 0, 1, 0, 152, 8, 0, NULL, '0fb029c605544a4f83122287bfb6eec6', 'gift-held', NULL, 'token:shop', '2026-11-30 03:29:00.431755+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (104, 'mug', 'main', 'reserved', 0, 1, 0, 152, 9, 0, NULL, '79ad708e647f47aaa19b1765b49b9031', 'gift-paid', NULL, 'token:shop', '2026-11-30 03:29:00.444046+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (105, 'mug', 'main', 'reserved', 0, 1, 0, 152, 10, 0, NULL, '109cc881102743d891a477b29dbec372', 'gift-released', NULL, 'token:shop', '2026-11-30 03:29:00.451344+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (106, 'mug', 'main', 'reserved', 0, 1, 0, 152, 11, 0, NULL, 'f5473fdb6b384c17b7aead810ac3ee11', 'gift-returned', NULL, 'token:shop', '2026-11-30 03:29:00.462062+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (107, 'mug', 'main', 'confirmed', -1, -1, 0, 151, 10, 0, NULL, '8a2497f7a94b4f4c9f0c5506a99123b4', 'gift-paid', NULL, 'token:shop', '2026-11-30 03:29:00.47619+00', NULL, 1, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (108, 'mug', 'main', 'confirmed', -1, -1, 0, 150, 9, 0, NULL, '9a74b52f0807421c82ccadf35c4f2098', 'gift-returned', NULL, 'token:shop', '2026-11-30 03:29:00.494139+00', NULL, 1, 5);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (109, 'mug', 'main', 'released', 0, -1, 0, 150, 8, 0, 'released', 'ddd2a30adde64e179f74b3719091e394', 'gift-released', NULL, 'token:shop', '2026-11-30 03:29:00.504645+00', NULL, NULL, 5);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (110, 'mug', 'main', 'released', 1, 0, 0, 151, 8, 0, 'order_cancelled', 'af1d85519ff943e8b69d162986715e9e', 'gift-returned', NULL, 'token:shop', '2026-11-30 03:29:00.514383+00', NULL, -1, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (111, 'mug', 'main', 'reserved', 0, 1, 0, 151, 9, 0, NULL, 'OrderCreated-c598c718', 'card-by-event', NULL, 'event:/shop', '2026-11-30 03:29:00.585337+00', NULL, NULL, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (112, 'first', 'main', 'supplied', 30, 0, 0, 30, 0, 0, NULL, 'ProductCreated-72eedbb1', NULL, NULL, 'event:/first', '2026-11-30 03:29:00.783733+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (113, 'mirrored', 'main', 'supplied', 100, 0, 0, 100, 0, 0, NULL, 'ProductCreated-3147cd50', NULL, NULL, 'event:/shop', '2026-11-30 03:29:00.829164+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (114, 'mirrored', 'main', 'reserved', 0, 6, 0, 100, 6, 0, NULL, 'b6f67475a9ca43d183c0fcdb96e533e4', 'mirrored', NULL, 'token:shop', '2026-11-30 03:29:00.971411+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (115, 'mirrored', 'main', 'confirmed', -6, -6, 0, 94, 0, 0, NULL, '0376140a648d47f1bd446a490d241866', 'mirrored', NULL, 'token:shop', '2026-11-30 03:29:00.994487+00', NULL, 6, 6);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (116, 'mirrored', 'main', 'supplied', -6, 0, 0, 88, 0, 0, NULL, 'ProductUpdated-0a4a36ed', NULL, NULL, 'event:/shop', '2026-11-30 03:29:01.032118+00', NULL, NULL, 6);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (117, 'kept', 'main', 'adjusted', 5, 0, 0, 5, 0, 0, 'received', 'delivery of kept', NULL, NULL, 'token:shop', '2026-11-30 03:29:01.21851+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (118, 'kept-by-event', 'main', 'supplied', 6, 0, 0, 6, 0, 0, NULL, 'ProductCreated-fc34860a', NULL, NULL, 'event:/shop', '2026-11-30 03:29:01.291195+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (119, 'kept', 'main', 'reserved', 0, 2, 0, 5, 2, 0, NULL, '88bb234a7e09497c905c0a6a675f1177', 'kept', NULL, 'token:shop', '2026-11-30 03:29:01.468612+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (120, 'kept', 'main', 'adjusted', 7, 0, 0, 12, 2, 0, 'received', 'typed twice', NULL, NULL, 'token:shop', '2026-11-30 03:29:01.491896+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (121, 'kept', 'main', 'adjusted', -7, 0, 0, 5, 2, 0, 'received', 'typed twice, taken back', NULL, NULL, 'token:shop', '2026-11-30 03:29:01.516356+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (122, 'crate', 'main', 'moved', 0, 0, 1, 20, 20, 11, 'inspected', 'mended, taken back', NULL, NULL, 'token:shop', '2026-11-30 03:29:01.566651+00', 'damaged', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (123, 'crate', 'damaged', 'moved', 1, 0, 0, 19, 0, 0, 'inspected', 'mended, taken back', NULL, NULL, 'token:shop', '2026-11-30 03:29:01.566651+00', 'main', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (125, 'parcelled', 'north', 'adjusted', 30, 0, 0, 30, 0, 0, 'received', 'delivery of parcels', NULL, NULL, 'token:shop', '2026-11-30 03:29:01.62069+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (126, 'parcelled', 'main', 'reserved', 0, 4, 0, 90, 4, 0, NULL, '3915f0ab329d48e884f7f8f1a8d1a528', 'sent', NULL, 'token:shop', '2026-11-30 03:29:01.642644+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (127, 'parcelled', 'main', 'confirmed', -4, -4, 0, 86, 0, 0, NULL, '01cd51d09e9847b2b7a6a4f26bcef27b', 'sent', NULL, 'token:shop', '2026-11-30 03:29:01.662325+00', NULL, 4, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (128, 'parcelled', 'main', 'reserved', 0, 4, 0, 86, 4, 0, NULL, '183fe3ac34cf4ea8a75604ce7caf7983', 'sent-in-part', NULL, 'token:shop', '2026-11-30 03:29:01.679394+00', NULL, NULL, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (129, 'parcelled', 'main', 'confirmed', -4, -4, 0, 82, 0, 0, NULL, 'c205f76c90cb4ea797dcb6baa9b28727', 'sent-in-part', NULL, 'token:shop', '2026-11-30 03:29:01.700694+00', NULL, 4, 8);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (130, 'parcelled', 'main', 'reserved', 0, 4, 0, 82, 4, 0, NULL, 'c93aed6ea74347b2868fa0b32682d8ae', 'sent-and-cancelled', NULL, 'token:shop', '2026-11-30 03:29:01.71691+00', NULL, NULL, 8);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (131, 'parcelled', 'main', 'confirmed', -4, -4, 0, 78, 0, 0, NULL, '2f23a39a7bee47f0a4c3a7faeb5b057c', 'sent-and-cancelled', NULL, 'token:shop', '2026-11-30 03:29:01.739766+00', NULL, 4, 12);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (132, 'parcelled', 'main', 'reserved', 0, 4, 0, 78, 4, 0, NULL, '4554048c74da4c07a3a0c747e500e4e8', 'sent-too-much', NULL, 'token:shop', '2026-11-30 03:29:01.756956+00', NULL, NULL, 12);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (133, 'parcelled', 'main', 'confirmed', -4, -4, 0, 74, 0, 0, NULL, '6ef372fa99c94bc09636813b0edcc38b', 'sent-too-much', NULL, 'token:shop', '2026-11-30 03:29:01.771957+00', NULL, 4, 16);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (134, 'parcelled', 'main', 'reserved', 0, 4, 0, 74, 4, 0, NULL, 'ebda57c11a8841d48029ffbec48de26c', 'taken-for-gone', NULL, 'token:shop', '2026-11-30 03:29:01.789455+00', NULL, NULL, 16);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (135, 'parcelled', 'main', 'confirmed', -4, -4, 0, 70, 0, 0, NULL, 'c170557ef24a42569be67c46ec04150a', 'taken-for-gone', NULL, 'token:shop', '2026-11-30 03:29:01.806633+00', NULL, 4, 20);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (136, 'parcelled', 'main', 'reserved', 0, 4, 0, 70, 4, 0, NULL, '37c759551440446888d8343e0ab29dee', 'sent-undone', NULL, 'token:shop', '2026-11-30 03:29:01.826284+00', NULL, NULL, 20);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (137, 'parcelled', 'main', 'confirmed', -4, -4, 0, 66, 0, 0, NULL, 'f550aabc4a804481a875930f2f9b06b5', 'sent-undone', NULL, 'token:shop', '2026-11-30 03:29:01.842572+00', NULL, 4, 24);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (138, 'parcelled', 'main', 'reserved', 0, 3, 0, 66, 3, 0, NULL, '581a3e02a2984c03831e577a8229e977', 'sent-unpaid', NULL, 'token:shop', '2026-11-30 03:29:01.86051+00', NULL, NULL, 24);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (139, 'parcelled', 'main', 'reserved', 0, 3, 0, 66, 6, 0, NULL, '67b6c26dfe43442fbce49d395de592c1', 'completed', NULL, 'token:shop', '2026-11-30 03:29:01.899132+00', NULL, NULL, 24);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (140, 'parcelled', 'main', 'reserved', 0, 2, 0, 66, 8, 0, NULL, '6a0360efd3dc41c790aa409b371a5d23', 'sent-from-both', NULL, 'token:shop', '2026-11-30 03:29:01.916575+00', NULL, NULL, 24);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (141, 'parcelled', 'north', 'reserved', 0, 2, 0, 30, 2, 0, NULL, '6a0360efd3dc41c790aa409b371a5d23', 'sent-from-both', NULL, 'token:shop', '2026-11-30 03:29:01.916575+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (142, 'parcelled', 'main', 'confirmed', -2, -2, 0, 64, 6, 0, NULL, '562f3cc0140647a8a88231734c55da42', 'sent-from-both', NULL, 'token:shop', '2026-11-30 03:29:01.928622+00', NULL, 2, 26);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (143, 'parcelled', 'north', 'confirmed', -2, -2, 0, 28, 0, 0, NULL, '562f3cc0140647a8a88231734c55da42', 'sent-from-both', NULL, 'token:shop', '2026-11-30 03:29:01.928622+00', NULL, 2, 2);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (144, 'parcelled', 'main', 'dispatched', 0, 0, 0, 64, 6, 0, NULL, 'parcel_', 'sent', NULL, 'token:shop', '2026-11-30 03:29:01.95988+00', NULL, -4, 22);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (145, 'parcelled', 'main', 'dispatched', 0, 0, 0, 64, 6, 0, NULL, 'first', 'sent-in-part', NULL, 'token:shop', '2026-11-30 03:29:02.007351+00', NULL, -3, 19);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (146, 'parcelled', 'main', 'dispatched', 0, 0, 0, 64, 6, 0, NULL, 'first', 'sent-and-cancelled', NULL, 'token:shop', '2026-11-30 03:29:02.019141+00', NULL, -3, 16);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (147, 'parcelled', 'main', 'dispatched', 0, 0, 0, 64, 6, 0, NULL, 'first', 'taken-for-gone', NULL, 'token:shop', '2026-11-30 03:29:02.035698+00', NULL, -3, 13);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (148, 'parcelled', 'main', 'released', 1, 0, 0, 65, 6, 0, 'lost on the way', '6f54b5e0e40e4208be53f442e2801599', 'sent-and-cancelled', NULL, 'token:shop', '2026-11-30 03:29:02.060726+00', NULL, -1, 12);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (156, 'parcelled', 'main', 'adjusted', 0, 0, 0, 63, 1, 0, 'cycle_count', 'count-0', NULL, NULL, 'token:shop', '2026-11-30 03:29:05.149305+00', NULL, NULL, 7);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (157, 'parcelled', 'main', 'adjusted', -1, 0, 0, 62, 1, 0, 'cycle_count', 'count-1', NULL, NULL, 'token:shop', '2026-11-30 03:29:05.171779+00', NULL, NULL, 7);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (158, 'wanted', 'main', 'reserved', 0, 3, 0, 10, 3, 0, NULL, '845369c4dd514384b60bbe2b17f8ed2a', 'expired', NULL, 'token:shop', '2026-11-30 03:29:05.198393+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (161, 'dear', 'main', 'reserved', 0, 4, 0, 10, 4, 0, NULL, '63cbe04210e74848a1781fe74438ac83', 'last', NULL, 'token:shop', '2026-11-30 03:29:13.294435+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (162, 'dear', 'main', 'confirmed', -4, -4, 0, 6, 0, 0, NULL, '222e6212ca58415bafe86894be79fae0', 'last', NULL, 'token:shop', '2026-11-30 03:29:13.302167+00', NULL, 4, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (163, 'dear', 'main', 'reserved', 0, 2, 0, 6, 2, 0, NULL, 'caf82b28abb84d07a857e125221fd924', 'last-one', NULL, 'token:shop', '2026-11-30 03:29:13.311311+00', NULL, NULL, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (164, '🫖', 'main', 'reserved', 0, 1, 0, 112, 1, 0, NULL, 'caf82b28abb84d07a857e125221fd924', 'last-one', NULL, 'token:shop', '2026-11-30 03:29:13.311311+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (165, 'dear', 'main', 'released', 0, -2, 0, 6, 0, 0, 'too dear', '556e868752fa4e33818f08ed28918eb6', 'last-one', NULL, 'token:shop', '2026-11-30 03:29:13.31761+00', NULL, NULL, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (166, '🫖', 'main', 'released', 0, -1, 0, 112, 0, 0, 'too dear', '556e868752fa4e33818f08ed28918eb6', 'last-one', NULL, 'token:shop', '2026-11-30 03:29:13.31761+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (167, 'soon', 'main', 'reserved', 0, 10, 0, 10, 10, 0, NULL, 'a1aeb3e2e34249c39acbcf88ada34936', 'too-late', NULL, 'token:shop', '2026-11-30 03:29:13.323761+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (149, 'parcelled', 'north', 'dispatched', 0, 0, 0, 28, 0, 0, NULL, 'north', 'sent-from-both', NULL, 'event:/shop', '2026-11-30 03:29:02.123702+00', NULL, -2, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (150, 'parcelled', 'main', 'dispatched', -2, -2, 0, 63, 4, 0, NULL, 'restated', 'sent-unpaid', NULL, 'event:/shop', '2026-11-30 03:29:02.123702+00', NULL, NULL, 12);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (151, 'parcelled', 'main', 'dispatched', -1, 0, 0, 62, 4, 0, NULL, 'early', 'sent-unheard', NULL, 'event:/shop', '2026-11-30 03:29:02.123702+00', NULL, NULL, 12);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (152, 'parcelled', 'dock_', 'dispatched', 0, 0, 6, 0, 0, 6, NULL, 'dock', 'sent-too-much', NULL, 'event:/shop', '2026-11-30 03:29:02.123702+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (153, 'parcelled', 'main', 'dispatched', 4, 0, 0, 66, 4, 0, NULL, 'dock', 'sent-too-much', NULL, 'event:/shop', '2026-11-30 03:29:02.123702+00', NULL, -4, 8);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (154, 'parcelled', 'main', 'dispatched', -3, -3, 0, 63, 1, 0, NULL, 'OrderCompleted-89530c6f', 'completed', NULL, 'event:/shop', '2026-11-30 03:29:02.318701+00', NULL, NULL, 8);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (155, 'parcelled', 'main', 'dispatched', 0, 0, 0, 63, 1, 0, NULL, NULL, 'taken-for-gone', NULL, 'assume_dispatched', '2026-11-30 03:29:04.936538+00', NULL, -1, 7);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (159, 'wanted', 'main', 'expired', 0, -3, 0, 10, 0, 0, 'hold_expired', NULL, 'expired', NULL, 'expire_holds', '2026-11-30 03:29:09.915208+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (160, 'twice', 'main', 'supplied', 1, 0, 0, 1, 0, 0, NULL, 'used-twice', NULL, NULL, 'event:/shop', '2026-11-30 03:29:10.404284+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (168, 'soon', 'main', 'expired', 0, -10, 0, 10, 0, 0, 'hold_expired', 'needed_by_another_order', 'too-late', NULL, 'inventory', '2026-11-30 03:29:14.341126+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (169, 'soon', 'main', 'reserved', 0, 10, 0, 10, 10, 0, NULL, '6c28ed59ff2143c7be3ff525a9a01827', 'in-time', NULL, 'token:shop', '2026-11-30 03:29:14.341126+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (170, 'dear', 'main', 'dispatched', 0, 0, 0, 6, 0, 0, NULL, 'last', 'last', NULL, 'token:shop', '2026-11-30 03:29:14.790728+00', NULL, -1, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (171, 'dear', 'main', 'dispatched', -2, 0, 0, 4, 0, 0, NULL, 'OrderCompleted-c1c67fd4', 'last-one', NULL, 'event:/shop', '2026-11-30 03:29:14.820661+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (172, '🫖', 'main', 'dispatched', -1, 0, 0, 111, 0, 0, NULL, 'OrderCompleted-c1c67fd4', 'last-one', NULL, 'event:/shop', '2026-11-30 03:29:14.820661+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (173, 'hurried', 'main', 'reserved', 0, 10, 0, 10, 10, 0, NULL, 'efb40dc471f4468987568a39d82c625c', 'overdue', NULL, 'token:shop', '2026-11-30 03:29:55.097664+00', NULL, NULL, NULL);


--
-- Data for Name: stock_reversal; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.stock_reversal VALUES (120, 121);
INSERT INTO public.stock_reversal VALUES (93, 123);
INSERT INTO public.stock_reversal VALUES (94, 122);


--
-- Name: api_token_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.api_token_id_seq', 3, true);


--
-- Name: audit_run_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.audit_run_id_seq', 3, true);


--
-- Name: inbox_event_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.inbox_event_id_seq', 114, true);


--
-- Name: outbox_event_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.outbox_event_id_seq', 251, true);


--
-- Name: stock_movement_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.stock_movement_id_seq', 173, true);


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
-- Name: stock_reversal pk_stock_reversal; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stock_reversal
    ADD CONSTRAINT pk_stock_reversal PRIMARY KEY (reverses);


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
-- Name: stock_reversal uq_stock_reversal_reversed_by; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stock_reversal
    ADD CONSTRAINT uq_stock_reversal_reversed_by UNIQUE (reversed_by);


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
-- Name: ix_product_inventory_product; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_product_inventory_product ON public.product_inventory USING btree (product_id, sku);


--
-- Name: ix_product_inventory_short; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_product_inventory_short ON public.product_inventory USING btree (sku) WHERE (quantity_shortfall > 0);


--
-- Name: ix_reservation_counted; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_reservation_counted ON public.reservation USING btree (counted_for) INCLUDE (counted_units, expires_at) WHERE ((counted_for IS NOT NULL) AND (status = 'pending'::text));


--
-- Name: ix_reservation_dispatch_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_reservation_dispatch_due ON public.reservation USING btree (dispatch_due_at) WHERE (dispatch_due_at IS NOT NULL);


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
