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
    dispatch_due_at timestamp with time zone,
    cancelled_lines jsonb,
    returned jsonb,
    first_paid_at timestamp with time zone
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

INSERT INTO public.alembic_version VALUES ('0044');


--
-- Data for Name: api_token; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.api_token OVERRIDING SYSTEM VALUE VALUES (2, 'ended', '\x55d352f272481952f3369c076614dae7de203a06fa9d129d5cfbc9cb46f12321', '{stock:adjust,stock:configure,stock:read,stock:reserve}', '2026-11-30 11:19:30.910593+00', '2026-11-30 11:20:30.910593+00', NULL, NULL, NULL);
INSERT INTO public.api_token OVERRIDING SYSTEM VALUE VALUES (1, 'leaver', '\x112e77d76048df98f3f1a165eb0ad1db847c231beb8a49627ab7aee235c3377f', '{stock:adjust,stock:configure,stock:read,stock:reserve}', '2026-11-30 11:19:27.9892+00', NULL, '2026-11-30 11:19:36.848392+00', NULL, NULL);
INSERT INTO public.api_token OVERRIDING SYSTEM VALUE VALUES (3, 'shop', '\x94530d4bac10eb9760ed2dce10423cff658d2490efacd2344e612c92801976c6', '{stock:adjust,stock:configure,stock:read,stock:reserve}', '2026-11-30 11:19:33.889681+00', NULL, NULL, '2026-11-30 11:20:58.306675+00', NULL);


--
-- Data for Name: audit_run; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_run OVERRIDING SYSTEM VALUE VALUES (1, '2026-11-30 11:20:01.275481+00', 777, 4, 0, 0);
INSERT INTO public.audit_run OVERRIDING SYSTEM VALUE VALUES (2, '2026-11-30 11:20:03.259268+00', 788, 4, 4, 0);


--
-- Data for Name: catalogue_mirror; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.catalogue_mirror VALUES ('/shop', 1, 0, 'mirrored', 'main', 94, '2026-11-30 11:20:45.492025+00', '2026-11-30 11:20:45.492025+00', NULL);


--
-- Data for Name: commit_receipt; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.commit_receipt VALUES ('d3f7f6ef-2d05-4d41-9c6d-3c7aab03f73c', true, '2026-11-30 11:19:27.9892+00');
INSERT INTO public.commit_receipt VALUES ('804344ea-c62f-47c4-8848-fc34cd85280a', true, '2026-11-30 11:19:30.910593+00');
INSERT INTO public.commit_receipt VALUES ('cad23458-6404-414e-8892-5e6e9973e79b', true, '2026-11-30 11:19:33.889681+00');
INSERT INTO public.commit_receipt VALUES ('893b4a56-ce9f-4197-837b-aa26d70e7492', true, '2026-11-30 11:19:36.848392+00');
INSERT INTO public.commit_receipt VALUES ('05dffbd0-8e8a-4265-95a6-8f61cec8d008', true, '2026-11-30 11:20:09.389814+00');
INSERT INTO public.commit_receipt VALUES ('2eac4c57-eb37-479d-be6d-53bc4919c66d', true, '2026-11-30 11:20:41.774521+00');
INSERT INTO public.commit_receipt VALUES ('708ed91a-689c-475a-a3a6-6505e497fbf8', true, '2026-11-30 11:20:41.826508+00');
INSERT INTO public.commit_receipt VALUES ('987f424a-3b9c-410f-bef6-3fbcc9ac0860', true, '2026-11-30 11:20:41.848858+00');
INSERT INTO public.commit_receipt VALUES ('73dd25ee-eab5-4c2a-bcb0-1667e48b7c93', true, '2026-11-30 11:20:41.866267+00');
INSERT INTO public.commit_receipt VALUES ('37345173-8bbb-4869-93b6-cb948b422458', true, '2026-11-30 11:20:42.034867+00');
INSERT INTO public.commit_receipt VALUES ('bc6d7592-0c3d-4ef1-a966-72715b4a823a', true, '2026-11-30 11:20:49.491686+00');
INSERT INTO public.commit_receipt VALUES ('356f1dcf-14ba-4c0d-83a9-3db1b1b21342', true, '2026-11-30 11:20:49.514968+00');
INSERT INTO public.commit_receipt VALUES ('b88a74c7-a12a-4fa7-8d69-cbe91b35c38e', true, '2026-11-30 11:20:49.539942+00');
INSERT INTO public.commit_receipt VALUES ('f903569e-3d78-4cad-8ca2-29520543d2c4', true, '2026-11-30 11:20:49.573996+00');
INSERT INTO public.commit_receipt VALUES ('96c38799-9428-4a05-9dbd-95918d8bf684', true, '2026-11-30 11:20:49.596331+00');
INSERT INTO public.commit_receipt VALUES ('b6611827-0c7f-4939-8b70-45e1dce0c0fa', true, '2026-11-30 11:20:49.608889+00');
INSERT INTO public.commit_receipt VALUES ('34c1c66f-53c6-43f0-825c-8a0e72822aa3', true, '2026-11-30 11:20:49.620118+00');
INSERT INTO public.commit_receipt VALUES ('fb409cac-acda-4754-9b68-1d67ce5f570f', true, '2026-11-30 11:20:49.642273+00');
INSERT INTO public.commit_receipt VALUES ('69068deb-ca73-4876-a822-635566f7f86e', true, '2026-11-30 11:20:49.664994+00');
INSERT INTO public.commit_receipt VALUES ('fc8a9807-75b8-463a-899c-ae4db38626d7', true, '2026-11-30 11:20:49.692708+00');
INSERT INTO public.commit_receipt VALUES ('710ee4cd-c2d9-4e23-9c76-0774bb15ca20', true, '2026-11-30 11:20:49.706917+00');
INSERT INTO public.commit_receipt VALUES ('952f6427-1eab-4e4f-bcad-c3f2992a6818', true, '2026-11-30 11:20:49.737504+00');
INSERT INTO public.commit_receipt VALUES ('a90cc20c-7958-4a7b-815f-43f15d67dae0', true, '2026-11-30 11:20:49.758774+00');
INSERT INTO public.commit_receipt VALUES ('bb2ebfa4-ca85-4854-82ea-d26f907f747d', true, '2026-11-30 11:20:49.775635+00');
INSERT INTO public.commit_receipt VALUES ('ac8fd809-a65d-45ba-a1fb-9fde14e9ed39', true, '2026-11-30 11:20:49.790439+00');
INSERT INTO public.commit_receipt VALUES ('7ae0aa1c-20a8-4ce2-95e3-356ffc2534e1', true, '2026-11-30 11:20:49.803528+00');
INSERT INTO public.commit_receipt VALUES ('69ac98b7-1d81-4116-8840-3d7b54aec677', true, '2026-11-30 11:20:49.812263+00');
INSERT INTO public.commit_receipt VALUES ('3d7e0e64-dd4f-40e5-8380-4f56d4d21d04', true, '2026-11-30 11:20:49.819463+00');
INSERT INTO public.commit_receipt VALUES ('06582ed2-dc0f-4db2-95a2-228ea7794cb1', true, '2026-11-30 11:20:49.826887+00');
INSERT INTO public.commit_receipt VALUES ('76fe5195-6ca5-4146-a707-4ee8a47c2eb0', true, '2026-11-30 11:20:49.83413+00');
INSERT INTO public.commit_receipt VALUES ('1e12337e-a687-4739-911d-ea970cbdf5d3', true, '2026-11-30 11:20:49.842813+00');
INSERT INTO public.commit_receipt VALUES ('debcf50b-2fba-4e66-bbe2-576ffebedd39', true, '2026-11-30 11:20:49.851548+00');
INSERT INTO public.commit_receipt VALUES ('b3dfd02d-6959-4bc9-8663-26685e37b37c', true, '2026-11-30 11:20:49.865177+00');
INSERT INTO public.commit_receipt VALUES ('feeda2ae-28fb-4901-a6f9-47e6f092f761', true, '2026-11-30 11:20:49.87519+00');
INSERT INTO public.commit_receipt VALUES ('c8604144-72da-4343-b906-8f638237c386', true, '2026-11-30 11:20:49.90213+00');
INSERT INTO public.commit_receipt VALUES ('be210124-81bd-4382-be8c-13af3a0e9e54', true, '2026-11-30 11:20:49.933122+00');
INSERT INTO public.commit_receipt VALUES ('38d997a0-f782-4ae0-8be9-4cb98f3cd975', true, '2026-11-30 11:20:49.943123+00');
INSERT INTO public.commit_receipt VALUES ('3877a8bb-ccfc-4b11-b63b-393b1931abdd', true, '2026-11-30 11:20:49.952081+00');
INSERT INTO public.commit_receipt VALUES ('9156f85e-70c8-4f21-a4a8-39ce96a9a930', true, '2026-11-30 11:20:49.969272+00');
INSERT INTO public.commit_receipt VALUES ('e272598c-22ab-4e76-a2ca-cc2a62d24839', true, '2026-11-30 11:20:49.986784+00');
INSERT INTO public.commit_receipt VALUES ('e334bc07-135f-4870-86a4-a509ff094680', true, '2026-11-30 11:20:50.426899+00');
INSERT INTO public.commit_receipt VALUES ('856aecab-7c50-4320-9043-fab2fbdf0232', true, '2026-11-30 11:20:50.436886+00');
INSERT INTO public.commit_receipt VALUES ('e07a6139-688d-4b0e-94e7-340db9bfd605', true, '2026-11-30 11:20:50.466842+00');
INSERT INTO public.commit_receipt VALUES ('1d9e0b68-5353-424e-9466-78493f040ce7', true, '2026-11-30 11:20:50.48438+00');
INSERT INTO public.commit_receipt VALUES ('27a84044-894d-4eee-9016-527ebc9913d1', true, '2026-11-30 11:20:50.514272+00');
INSERT INTO public.commit_receipt VALUES ('a7822de9-661e-433e-baed-6b579167ec5b', true, '2026-11-30 11:20:50.522083+00');
INSERT INTO public.commit_receipt VALUES ('42a30f7d-d35d-4c1f-b473-fab00e2f373a', true, '2026-11-30 11:20:50.528556+00');
INSERT INTO public.commit_receipt VALUES ('33c13bd4-eb1e-42d6-ab8f-dbffb21f4e1e', true, '2026-11-30 11:20:50.534907+00');
INSERT INTO public.commit_receipt VALUES ('d9fee0a9-a5de-4559-9a7b-19e20c3a025a', true, '2026-11-30 11:20:50.545607+00');
INSERT INTO public.commit_receipt VALUES ('d4177c24-8120-4e90-8da0-37784c9d7d21', true, '2026-11-30 11:20:50.565333+00');
INSERT INTO public.commit_receipt VALUES ('743b6016-0714-4bc9-96a7-358ee4e6e813', true, '2026-11-30 11:20:50.575534+00');
INSERT INTO public.commit_receipt VALUES ('8254ab37-9901-491e-80c0-886fcac78edb', true, '2026-11-30 11:20:50.580254+00');
INSERT INTO public.commit_receipt VALUES ('a539fa9f-9989-4bdd-ac5b-e2233c95466b', true, '2026-11-30 11:20:50.591828+00');
INSERT INTO public.commit_receipt VALUES ('4afe6971-8998-4074-b7da-67ba6219c5ff', true, '2026-11-30 11:20:50.623928+00');
INSERT INTO public.commit_receipt VALUES ('1c7e2bfa-f6a4-45a8-ab7f-723f6faa3fe1', true, '2026-11-30 11:20:51.119877+00');
INSERT INTO public.commit_receipt VALUES ('420ba5ea-2ead-4d3a-90d1-986bf6399c7a', true, '2026-11-30 11:20:51.136075+00');
INSERT INTO public.commit_receipt VALUES ('c2aaef08-e52d-4305-95b1-6e28d90b99be', true, '2026-11-30 11:20:51.185093+00');
INSERT INTO public.commit_receipt VALUES ('30062398-3541-48e3-8297-a9a15672f3d1', true, '2026-11-30 11:20:51.20563+00');
INSERT INTO public.commit_receipt VALUES ('d576f914-d3ef-40b9-a740-937756a3a7b1', true, '2026-11-30 11:20:51.232558+00');
INSERT INTO public.commit_receipt VALUES ('c54a0418-8755-4062-b250-a5e575d48bfe', true, '2026-11-30 11:20:51.254869+00');
INSERT INTO public.commit_receipt VALUES ('362173ec-6d82-4114-a9c0-dc6fccff95ac', true, '2026-11-30 11:20:51.262772+00');
INSERT INTO public.commit_receipt VALUES ('04f68bd8-a8f6-40c4-94ad-6227ed15d1ac', true, '2026-11-30 11:20:51.277298+00');
INSERT INTO public.commit_receipt VALUES ('f54819db-2bf2-4f2f-ab6b-471483025d86', true, '2026-11-30 11:20:51.959893+00');
INSERT INTO public.commit_receipt VALUES ('b7c19edc-336a-4ede-9567-73ab7217fe7f', true, '2026-11-30 11:20:58.324254+00');
INSERT INTO public.commit_receipt VALUES ('42c35a5f-db08-40e4-9ed9-9ceb1a907147', true, '2026-11-30 11:20:58.345093+00');
INSERT INTO public.commit_receipt VALUES ('1353f258-93dd-456d-abf6-1df4aa47809d', true, '2026-11-30 11:20:58.360018+00');
INSERT INTO public.commit_receipt VALUES ('831d9582-99a7-424e-801f-7b9bb8f5aa06', true, '2026-11-30 11:20:58.377122+00');
INSERT INTO public.commit_receipt VALUES ('a1227ff3-d612-4feb-9e90-4f4af9ec24e9', true, '2026-11-30 11:20:58.391043+00');
INSERT INTO public.commit_receipt VALUES ('63fd5ccc-19f1-48f4-8fb7-b4b971ab3821', true, '2026-11-30 11:20:59.414264+00');
INSERT INTO public.commit_receipt VALUES ('a76f31ee-feed-4637-af54-437426372ebf', true, '2026-11-30 11:20:59.877893+00');
INSERT INTO public.commit_receipt VALUES ('ebc422d8-64d7-43c5-aa40-a94c2b63f095', true, '2026-11-30 11:21:00.155463+00');
INSERT INTO public.commit_receipt VALUES ('70250599-3df0-4716-bb94-622f6075a6bd', true, '2026-11-30 11:21:20.522693+00');
INSERT INTO public.commit_receipt VALUES ('057f2d54-ad34-4171-8c2a-2bb6137a6fe9', true, '2026-11-30 11:21:28.064301+00');
INSERT INTO public.commit_receipt VALUES ('35841f2d-ca97-4716-ae1a-6050e6e9cd29', true, '2026-11-30 11:21:28.179262+00');


--
-- Data for Name: dead_letter; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.dead_letter VALUES (56, 'wrong_topic', 'OrderDispatched is heard on the topic ''orders'' alone, and this is ''payments'': publish it there. If ''payments'' is meant to carry it, set INVENTORY_TOPIC_ORDERS to that', '\x7b227370656376657273696f6e223a22312e30222c226964223a224f72646572446973706174636865642d3531653261303764222c22736f75726365223a222f73686f70222c2274797065223a224f7264657244697370617463686564222c2274696d65223a22323032362d31312d33305431313a32303a34362e3533313734312b30303a3030222c2264617461223a7b226f726465725f6964223a2273656e74222c2264697370617463685f6964223a226f6e2d612d77726f6e672d746f706963222c226974656d73223a5b7b22736b75223a2270617263656c6c6564222c227175616e74697479223a317d5d7d2c227472616365706172656e74223a2230302d34626639326633353737623334646136613363653932396430653065343733362d303066303637616130626139303262372d3031227d', '2026-11-30 11:20:46.563938+00', NULL, '\x73656e74', '[{"name":"content-type","value":"application/cloudevents+json"}]', '2026-11-30 11:20:46.531+00');
INSERT INTO public.dead_letter VALUES (71, 'empty', 'the record has no value', NULL, '2026-11-30 11:20:54.513171+00', NULL, '\x756e757361626c65', '[{"name":"ce_specversion","value":"1.0"},{"name":"ce_source","value":"/shop"},{"name":"ce_type","value":"OrderCreated"},{"name":"ce_id","value":"d-empty"}]', '2026-11-30 11:20:54.505+00');
INSERT INTO public.dead_letter VALUES (86, 'malformed_json', 'key must be a string at line 1 column 2', '\x7bff', '2026-11-30 11:20:54.568375+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 11:20:54.507+00');
INSERT INTO public.dead_letter VALUES (87, 'too_deep', 'nested more than 64 levels deep', '\x5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b', '2026-11-30 11:20:54.568375+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 11:20:54.509+00');
INSERT INTO public.dead_letter VALUES (88, 'not_an_event', 'an event is a JSON object, not an array', '\x5b5d', '2026-11-30 11:20:54.568375+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 11:20:54.51+00');
INSERT INTO public.dead_letter VALUES (89, 'missing_type', 'type must be a non-empty string; it was read as a structured CloudEvent, has the members ''specversion'', ''id'', ''source'', ''time'', ''data''. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d74797065222c22736f75726365223a222f73686f70222c2274696d65223a22323032362d31312d33305431313a32303a35342e3530353336392b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d74797065222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-30 11:20:54.568375+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 11:20:54.513+00');
INSERT INTO public.dead_letter VALUES (80, 'missing_id', 'the event has no id; it was read as a structured CloudEvent, has the members ''specversion'', ''source'', ''type'', ''time'', ''data''. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b227370656376657273696f6e223a22312e30222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d33305431313a32303a35342e3530353336392b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-30 11:20:54.568375+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 11:20:54.515+00');
INSERT INTO public.dead_letter VALUES (81, 'invalid_id', 'id must be a string, not a number: 7', '\x7b227370656376657273696f6e223a22312e30222c226964223a372c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d33305431313a32303a35342e3530353336392b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-30 11:20:54.568375+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 11:20:54.518+00');
INSERT INTO public.dead_letter VALUES (82, 'missing_source', 'the event has no source; it was read as a structured CloudEvent, has the members ''specversion'', ''id'', ''type'', ''time'', ''data''. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d736f75726365222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d33305431313a32303a35342e3530353336392b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d736f75726365222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-30 11:20:54.568375+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 11:20:54.52+00');
INSERT INTO public.dead_letter VALUES (83, 'invalid_source', 'source must be at most 200 bytes of UTF-8, not 201', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d6c6f6e672d736f75726365222c22736f75726365223a22737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d33305431313a32303a35342e3530353336392b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d6c6f6e672d736f75726365222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-30 11:20:54.568375+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 11:20:54.522+00');
INSERT INTO public.dead_letter VALUES (79, 'unsupported_content_type', 'content-type must be application/json, not ''application/xml''', '\x3c612f3e', '2026-11-30 11:20:54.568375+00', NULL, '\x756e757361626c65', '[{"name":"ce_specversion","value":"1.0"},{"name":"ce_source","value":"/shop"},{"name":"ce_type","value":"OrderCreated"},{"name":"ce_id","value":"d-xml"},{"name":"content-type","value":"application/xml"}]', '2026-11-30 11:20:54.532+00');
INSERT INTO public.dead_letter VALUES (78, 'unsupported_specversion', 'specversion must be ''1.0'', not ''0.3''', '\x7b227370656376657273696f6e223a22302e33222c226964223a22642d76657273696f6e222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d33305431313a32303a35342e3530353336392b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d76657273696f6e222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-30 11:20:54.568375+00', NULL, '\x756e757361626c65', '[{"name":"content-type","value":"application/cloudevents+json"}]', '2026-11-30 11:20:54.535+00');
INSERT INTO public.dead_letter VALUES (84, 'schema_registry_not_configured', 'it was written by schema 7 of a schema registry: set INVENTORY_SCHEMA_REGISTRY_URL', '\x00000000077b227370656376657273696f6e223a22312e30222c226964223a22642d6672616d6564222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d33305431313a32303a35342e3530353336392b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d6672616d6564222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-30 11:20:54.568375+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 11:20:54.535+00');
INSERT INTO public.dead_letter VALUES (77, 'invalid_time', 'time must be an RFC 3339 timestamp with an offset, not ''yesterday''', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d74696d65222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22796573746572646179222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d74696d65222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-30 11:20:54.568375+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 11:20:54.536+00');
INSERT INTO public.dead_letter VALUES (73, 'time_in_future', 'time 9999-01-01T00:00:00+00:00 is more than 1 day ahead', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d667574757265222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22393939392d30312d30315430303a30303a30305a222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d667574757265222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-30 11:20:54.568375+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 11:20:54.539+00');
INSERT INTO public.dead_letter VALUES (76, 'too_old', 'time 2001-01-01T00:00:00+00:00 is more than 30 days ago', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d6f6c64222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323030312d30312d30315430303a30303a30305a222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d6f6c64222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-30 11:20:54.568375+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 11:20:54.54+00');
INSERT INTO public.dead_letter VALUES (75, 'missing_data', 'the event has no data; it was read as a structured CloudEvent, has the members ''specversion'', ''id'', ''source'', ''type'', ''time''. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d6e6f2d64617461222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d33305431313a32303a35342e3530353336392b30303a3030227d', '2026-11-30 11:20:54.568375+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 11:20:54.541+00');
INSERT INTO public.dead_letter VALUES (72, 'binary_data', 'data_base64 is not base64 (Only base64 data is allowed): send the data as JSON in data', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d626173653634222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d33305431313a32303a35342e3530353336392b30303a3030222c22646174615f626173653634223a222a227d', '2026-11-30 11:20:54.568375+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 11:20:54.541+00');
INSERT INTO public.dead_letter VALUES (74, 'invalid_data', 'items: List should have at least 1 item after validation, not 0', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d696e76616c6964222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d33305431313a32303a35342e3530353336392b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d696e76616c6964222c226974656d73223a5b5d7d7d', '2026-11-30 11:20:54.568375+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 11:20:54.542+00');
INSERT INTO public.dead_letter VALUES (85, 'not_an_event', 'an event is a JSON object, not a string', '\x227878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787822', '2026-11-30 11:20:54.568375+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 11:20:54.543+00');
INSERT INTO public.dead_letter VALUES (92, 'conflicting_payload', 'An event with id ''used-twice'' was heard before with another payload; this one is not applied.', NULL, '2026-11-30 11:20:54.794155+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (93, 'foreign_source', 'copied', '\x00ff', '2026-11-30 11:20:54.794155+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (94, 'missing_time', 'copied', '\x00ff', '2026-11-30 11:20:54.794155+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (95, 'near_miss', 'copied', '\x00ff', '2026-11-30 11:20:54.794155+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (96, 'too_large', 'copied', '\x00ff', '2026-11-30 11:20:54.794155+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (97, 'undecodable', 'copied', '\x00ff', '2026-11-30 11:20:54.794155+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (98, 'unreadable_headers', 'copied', '\x00ff', '2026-11-30 11:20:54.794155+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (99, 'unstorable', 'copied', '\x00ff', '2026-11-30 11:20:54.794155+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (100, 'unsupported_schema_type', 'copied', '\x00ff', '2026-11-30 11:20:54.794155+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (105, 'attempts_exhausted', 'a known fault', NULL, '2026-11-30 11:21:12.746927+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (107, 'abandoned', 'cli:root: told by phone', NULL, '2026-11-30 11:21:20.522693+00', NULL, NULL, NULL, NULL);
INSERT INTO public.dead_letter VALUES (128, 'missing_type', 'type must be a non-empty string; it was read as a bare JSON object. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b7d', '2026-11-30 11:21:25.843459+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 11:21:22.635+00');
INSERT INTO public.dead_letter VALUES (129, 'missing_type', 'type must be a non-empty string; it was read as a bare JSON object. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b7d', '2026-11-30 11:21:25.843459+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 11:21:22.636+00');
INSERT INTO public.dead_letter VALUES (130, 'missing_type', 'type must be a non-empty string; it was read as a bare JSON object. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b7d', '2026-11-30 11:21:25.843459+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 11:21:22.629+00');
INSERT INTO public.dead_letter VALUES (131, 'missing_type', 'type must be a non-empty string; it was read as a bare JSON object. What would do: a JSON object with type, id and data, or a CloudEvent, with its attributes in ce_* headers or as application/cloudevents+json (docs/events/README.md)', '\x7b7d', '2026-11-30 11:21:25.843459+00', NULL, '\x756e757361626c65', '[]', '2026-11-30 11:21:22.631+00');


--
-- Data for Name: event_gap; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: idempotency_key; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.idempotency_key VALUES ('token:shop', 'count_of_mug', '\x21f2ae50f2c03dcdbd4da018b9219ae2db28a65d268cf81ca5f80d694ee90943', '2026-11-30 11:20:06.185415+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', '"quoted"~key/1', '\x64dde5b51ca0c7ebabaa05998edfee3431a1ca59240e6fa7fb4d3690b9f1dec4', '2026-11-30 11:20:06.203482+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'bulk', '\x65c2568e0c1029291f65ab859f88726aae77156eed3a83017cc5c0931728d848', '2026-11-30 11:20:06.220138+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'confirm-with/slash', '\x8060d84985ba3034e5a65e33155312f69943952ae2b45503201d70f60c5ecd8d', '2026-11-30 11:20:09.597675+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'extend-held', '\xa92e5168ea4bb2313a4b10c112f8b7e371c89018a6f2e2b6dc4124a263c342b9', '2026-11-30 11:20:09.619282+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'amend', '\x9ed4ce9b1912d53779165cf2b38d9af73a1d505fba3b780506c926a816863141', '2026-11-30 11:20:09.636327+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'release-given-back', '\x9438196d6ea5b66bc200e77508f1837bf40a9a6c465563e2ee3796c0f7fca354', '2026-11-30 11:20:09.682076+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'cancel-returned', '\xa5c67da28417fdffab68c40ad44c4298a8e91d5a8ed94fe639e3e8fb31071ad2', '2026-11-30 11:20:09.717402+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'pallet', '\x96b7d7e79d0f79bfe979d55c97e12d1ef6770de66b836805c7a5e26e3c7be423', '2026-11-30 11:20:41.960892+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'bulk-moves', '\x29dcf0f457e849dd0fd9dc751f7707cc53a707b934ec7dc226bb6784aaaa96ee', '2026-11-30 11:20:42.024575+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'back-of-typed', '\xb49b500cb3ba0a8975111f7e1d00b9c420e8e90c0c24da08e64bb2a021c3e23b', '2026-11-30 11:20:46.052893+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'back-of-mended', '\xb90d2eda523ca3bb45740c354b14f66f465920eeae74fa8645f331b953a6dcd2', '2026-11-30 11:20:46.115782+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'parcel-of-sent', '\x613a5ac74d5b1ae234f405e8238a202daa034b4b9b68c99c50a91aba400e7e66', '2026-11-30 11:20:46.39871+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'cancel-sent', '\xf7c12af5a4d953e83b636e5a22460467952c678e4bb5cfc799981dba405db6b8', '2026-11-30 11:20:46.488607+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'count-0', '\xf8a6871592102d36fa4e74b945cd4e19b02cf82c977b37302f994f0670792e2e', '2026-11-30 11:20:49.444038+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'count-1', '\x6ea92ee47156eb1c5ce4459953fd89e9e29660ebf13a0fae6e6001fef2508765', '2026-11-30 11:20:49.491686+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'rma', '\x8892b10a3bef2e56b7925e72ae90790e2b7e6a69da7c486e2d9bfabca8025a7e', '2026-11-30 11:20:49.87519+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'cancel-back', '\x0141aec77c5f6c89a564169dba63df91d5929dcc7c24b175e17cbe3aa5189900', '2026-11-30 11:20:49.952081+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'refund-back', '\xe9de03eecd29a65b556fb0e9f3303efd3dec8521ec8eff467714980a83158839', '2026-11-30 11:20:49.986784+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'less-held', '\xb53756ea0ba4b8fb965620e83e8ba8565ae23efcad1ebe41d44c4bcaa11eaa19', '2026-11-30 11:20:50.565333+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'from-north', '\x9d61ff2f67a35f8759598ea99e6c7152268c163b49be1e0d8c4aa524fa51e1ec', '2026-11-30 11:20:50.623928+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'amend-wished', '\x680d8dfd592a24a20d80ff070e5ee1f3d1fe02f07166892f01a220d8141bd8b9', '2026-11-30 11:20:51.254869+00');


--
-- Data for Name: inbox_event; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (1, '/shop', 'ProductCreated-597329d7', 'ProductCreated', 'veteran', '\x38b1c6af2d14fac1fd7c05816d41570452edfc06f386fec6ae21b66b636fcc9f', NULL, '2026-11-30 11:19:47.878046+00', '2026-11-21 11:19:47.911829+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (2, '/shop', 'ProductCreated-96887f2b', 'ProductCreated', 'mug', '\x7aeb87f94c49a362e836aeb0a3b67edd9764ba0fcb94b56499fd49d33adfdf3e', '{"location": "main", "product_id": "mug", "quantity_on_hand": 100}', '2026-11-30 11:20:05.471895+00', '2026-11-30 11:20:05.482053+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (3, '/shop', 'ProductCreated-2932a42e', 'ProductCreated', 'mug_', '\x0b802597227ac0ad8603f749c928c43eb7be5ad6793b225199885a4c15fad804', '{"location": "main", "product_id": "mug_", "quantity_on_hand": 101}', '2026-11-30 11:20:05.475729+00', '2026-11-30 11:20:05.52311+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (4, '/shop', 'ProductCreated-4785ded2', 'ProductCreated', '..', '\x480e7174a6a9a6a8ba18975efde675005739d5d46b3fa3513b1f178abb671bd2', '{"location": "main", "product_id": "..", "quantity_on_hand": 108}', '2026-11-30 11:20:05.515693+00', '2026-11-30 11:20:05.523113+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (5, '/shop', 'ProductCreated-48686318', 'ProductCreated', '%2F', '\xaf59088f0bd1115138d43e20c71663ec0846dec75bae32e7a0ee11ff7e43ef94', '{"location": "main", "product_id": "%2F", "quantity_on_hand": 107}', '2026-11-30 11:20:05.509324+00', '2026-11-30 11:20:05.523111+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (6, '/shop', 'ProductCreated-b56b890d', 'ProductCreated', '50%', '\x1ff4a74d4f00f71d031ee1f8f805fe4698627730f3aa74da9d9a592dfcc8dda6', '{"location": "main", "product_id": "50%", "quantity_on_hand": 106}', '2026-11-30 11:20:05.50256+00', '2026-11-30 11:20:05.52311+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (7, '/shop', 'ProductCreated-beb06cf8', 'ProductCreated', 'line_feed', '\x3d33fd34469238b27989fa16999b89c88e928647087a8ce73e6da23bce9c66a6', '{"location": "main", "product_id": "line_feed", "quantity_on_hand": 104}', '2026-11-30 11:20:05.490867+00', '2026-11-30 11:20:05.523111+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (8, '/shop', 'ProductCreated-d36f93c9', 'ProductCreated', 'tab_here', '\xde75a4eec000a932377cff9c53d25740fe8893b8963880d2c6664b57418231cc', '{"location": "main", "product_id": "tab_here", "quantity_on_hand": 103}', '2026-11-30 11:20:05.487146+00', '2026-11-30 11:20:05.523111+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (9, '/shop', 'ProductCreated-d7da6395', 'ProductCreated', '_mug', '\x298369454127661138ddce1bc6211517129c24a6017779b706cfda70393a25b9', '{"location": "main", "product_id": "_mug", "quantity_on_hand": 102}', '2026-11-30 11:20:05.484614+00', '2026-11-30 11:20:05.52311+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (10, '/shop', 'ProductCreated-fd0df4ec', 'ProductCreated', 'a/b', '\x0625284931af06b0cfd40a0c72ab5c89681175179806cfb1570d65d2b6745c89', '{"location": "main", "product_id": "a/b", "quantity_on_hand": 105}', '2026-11-30 11:20:05.497662+00', '2026-11-30 11:20:05.523112+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (11, '/shop', 'ProductCreated-10804a21', 'ProductCreated', 'shirt', '\xed0003926e8d4cf372aa376acd504659f7cdc5c2046e3acb50e60b70a59c95bd', '{"location": "main", "variants": [{"sku": "shirt-s", "location": "main", "quantity_on_hand": 20, "low_stock_threshold": 5}, {"sku": "shirt-m", "location": "main", "quantity_on_hand": 20, "low_stock_threshold": 5}, {"sku": "shirt-l", "location": "main", "quantity_on_hand": 20, "low_stock_threshold": 5}], "product_id": "shirt"}', '2026-11-30 11:20:05.540509+00', '2026-11-30 11:20:05.549609+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 6);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (12, '/shop', 'ProductCreated-443b42d6', 'ProductCreated', 'дом', '\x5d11012ed2f8a269ef13d7df7d53a95e9f4eafb9aa9a6773d5098b74f4f86ee9', '{"location": "main", "product_id": "дом", "quantity_on_hand": 111}', '2026-11-30 11:20:05.527183+00', '2026-11-30 11:20:05.549607+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (13, '/shop', 'ProductCreated-4c36fc3b', 'ProductCreated', '🫖', '\xe9df977d220a14c890fb40f22df007b93413fe1ec08c7903bd37b0938034d557', '{"location": "main", "product_id": "🫖", "quantity_on_hand": 112}', '2026-11-30 11:20:05.530063+00', '2026-11-30 11:20:05.549607+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (14, '/shop', 'ProductCreated-8d8aa11a', 'ProductCreated', 'Größe-42', '\xd65b189921203dc2315e254a7467593e2e8b8680ea82c3b9c34c87a473e9e158', '{"location": "main", "product_id": "Größe-42", "quantity_on_hand": 110}', '2026-11-30 11:20:05.524158+00', '2026-11-30 11:20:05.549608+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (15, '/shop', 'ProductCreated-9a3e7c45', 'ProductCreated', 'adjustments', '\x7ee51482fec3008bc66612c8a813fe9e3e701e791a3bdb2ce744087af3436fe0', '{"location": "main", "product_id": "adjustments", "quantity_on_hand": 109}', '2026-11-30 11:20:05.520972+00', '2026-11-30 11:20:05.549607+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (16, '/shop', 'ProductCreated-cfa519ab', 'ProductCreated', 'o''clock "x" \ $1', '\x4b77f8158b177ffe6553a38947530de8b2dcd8cadc66da19f22a3e6ec87335f9', '{"location": "main", "product_id": "o''clock \"x\" \\ $1", "quantity_on_hand": 113}', '2026-11-30 11:20:05.532867+00', '2026-11-30 11:20:05.549608+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (17, '/shop', 'ProductCreated-dda7d38e', 'ProductCreated', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', '\xe0240d86973a517c52d081edf742b08c43ad49803b29982f042051fee16b5051', '{"location": "main", "product_id": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "quantity_on_hand": 114}', '2026-11-30 11:20:05.536102+00', '2026-11-30 11:20:05.549607+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 2, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (18, '/shop', 'ProductUpdated-520410d1', 'ProductUpdated', 'split', '\xc8a32c28e609130f9ca8e64c66d976418827daecfcafcc55203e2ec23e1b85f0', '{"location": "north", "product_id": "split", "quantity_on_hand": 3}', '2026-11-30 11:20:05.543232+00', '2026-11-30 11:20:05.549607+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (19, '/shop', 'ProductCreated-ad1da69d', 'ProductCreated', 'scarce', '\x4aba481cbf23c4c09228334dc587b169d5d1978a7166c25ec9947bf1834d9c3a', '{"location": "main", "product_id": "scarce", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-30 11:20:05.560326+00', '2026-11-30 11:20:05.568174+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 2, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (20, '/shop', 'ProductUpdated-c9ac6a62', 'ProductUpdated', 'split', '\x3a47a725753f19b34fad2df15e4428c649d5ed8497f696d9a64d03d5b9af5e93', '{"location": "south_", "product_id": "split", "quantity_on_hand": 4}', '2026-11-30 11:20:05.548735+00', '2026-11-30 11:20:05.568174+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (21, '/shop', 'ProductUpdated-e7e3f0d8', 'ProductUpdated', 'described-only', '\x8caf13a44ecdf0a0d0b41e04d840b12c0ab7873f2f8fd8d8486722bf6ea13328', '{"location": "main", "product_id": "described-only"}', '2026-11-30 11:20:05.552132+00', '2026-11-30 11:20:05.568174+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 0, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (22, '/shop', 'ProductCreated-3f0b0562', 'ProductCreated', 'soon', '\x9861e9fbf1827f17b5fd9107784b55a4c126635bbb0d03d2c6dd0f2aa6444f09', '{"location": "main", "product_id": "soon", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-30 11:20:05.581619+00', '2026-11-30 11:20:05.588056+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 2, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (23, '/shop', 'ProductCreated-73d68279', 'ProductCreated', 'short', '\x7fb2d798c015e953424206e27cb03bbc13d0f8512e9857a6b224fb7fcd91f3ad', '{"location": "main", "product_id": "short", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-30 11:20:05.565669+00', '2026-11-30 11:20:05.588056+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 0, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (24, '/shop', 'ProductCreated-86a3690e', 'ProductCreated', 'dear', '\x434430bd4eb74a86d6846d70841f91d5b9cff8f47959b8cc41cefad2146133b2', '{"location": "main", "product_id": "dear", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-30 11:20:05.569867+00', '2026-11-30 11:20:05.588056+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (25, '/shop', 'ProductCreated-901ad311', 'ProductCreated', 'hurried', '\xe418d810d096ac74d25d7553d7fcaa4a567ff1e045a66f5f2696fec4cbc85303', '{"location": "main", "product_id": "hurried", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-30 11:20:05.572049+00', '2026-11-30 11:20:05.588056+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 7);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (26, '/shop', 'ProductCreated-decc9c9c', 'ProductCreated', 'later', '\x3b79f23381b3fee074d7d334f2f81a0e56d6fbba9c431aa6c5bfaf657c45311d', '{"location": "main", "product_id": "later", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-30 11:20:05.578487+00', '2026-11-30 11:20:05.588056+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (27, '/shop', 'ProductCreated-ab57fa43', 'ProductCreated', 'wanted', '\xca9fddca519cd68af01769e492886feefbe99c5a6341faf8efebe4217a4c3614', '{"location": "main", "product_id": "wanted", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-30 11:20:05.583839+00', '2026-11-30 11:20:05.607528+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 0, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (28, '/shop', 'OrderCreated-b8489426', 'OrderCreated', 'by-event', '\x0b977d5f9dc96eba2045417022598398128499c16333b499d3692afac63ff62c', '{"items": [{"sku": "mug", "quantity": 5}], "order_id": "by-event", "ttl_seconds": 80000}', '2026-11-30 11:20:09.783052+00', '2026-11-30 11:20:09.809984+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 1, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (29, '/shop', 'OrderCreated-60231cc7', 'OrderCreated', 'unknown-sku', '\xae44cd2972440a4d62b1a5e3e18ed5e1bea5005bda5c106566df2d7fb1cab1cf', '{"items": [{"sku": "never-seen", "quantity": 1}], "order_id": "unknown-sku"}', '2026-11-30 11:20:09.805882+00', '2026-11-30 11:20:09.843243+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 2, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (30, '/shop', 'OrderCreated-6a36ddf9', 'OrderCreated', 'rejected', '\x49bc8acaa44c744ebaea908051e10701740d013d3c91d0ffeba27b7ebe1295bf', '{"items": [{"sku": "scarce", "quantity": 1}], "order_id": "rejected"}', '2026-11-30 11:20:09.803717+00', '2026-11-30 11:20:09.843243+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 5, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (31, '/shop', 'OrderCreated-c412eacc', 'OrderCreated', 'paid-by-event', '\x613d16172c9fd8ca105a999bed763a9a2170c585149d8b6f5c8ba946d898c1ff', '{"items": [{"sku": "дом", "quantity": 2}, {"sku": "50%", "quantity": 1}], "order_id": "paid-by-event"}', '2026-11-30 11:20:09.807098+00', '2026-11-30 11:20:09.843243+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (32, '/shop', 'OrderCreated-c87614cc', 'OrderCreated', 'failed-payment', '\x2bfa60473c94900bdcabaed752f2aa06515402afa0d1b0c2c02a842a50a554c8', '{"items": [{"sku": "mug", "quantity": 1}], "order_id": "failed-payment"}', '2026-11-30 11:20:09.80828+00', '2026-11-30 11:20:09.843243+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 3, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (33, '/shop', 'OrderCreated-fb296b5a', 'OrderCreated', 'cancelled', '\x77e1796ad39907b9ec4f6fae25bfb6371212432aac8c52d45e7b680ff2c6c561', '{"items": [{"sku": "mug", "quantity": 1}], "order_id": "cancelled"}', '2026-11-30 11:20:09.810271+00', '2026-11-30 11:20:09.843244+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 5, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (34, '/shop', 'PaymentSucceeded-64ac457f', 'PaymentSucceeded', 'paid-by-event', '\x6721da0f03b8806c72e0416c125b9c05b98fc02299c61cd36fc7033c40f121f8', '{"order_id": "paid-by-event", "payment_id": "pay-1"}', '2026-11-30 11:20:41.519805+00', '2026-11-30 11:20:41.52958+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 4, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (35, '/shop', 'PaymentFailed-b18930e1', 'PaymentFailed', 'failed-payment', '\xc2669abe5b89094cf2e4d8d76d7429b5f4b8c67326949717cb74b97b06afa214', '{"reason": "card declined", "order_id": "failed-payment"}', '2026-11-30 11:20:41.534714+00', '2026-11-30 11:20:41.551306+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 3, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (36, '/shop', 'PaymentSucceeded-36aa109c', 'PaymentSucceeded', 'awaiting', '\x4301cc6a4ecf86b74ebe999b3ef4787c5847f10699d1b91b6c5a88a1907857dd', '{"order_id": "awaiting", "payment_id": "pay-2"}', '2026-11-30 11:20:41.542276+00', '2026-11-30 11:20:41.551306+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 2, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (37, '/shop', 'OrderCancelled-ee781f7b', 'OrderCancelled', 'cancelled', '\xb9fea78ae7255d62c5876e08fa926fc6f9e20c0155a0a4cfa7ced918b9baae5c', '{"reason": "fraud", "restock": true, "order_id": "cancelled"}', '2026-11-30 11:20:41.551102+00', '2026-11-30 11:20:41.573156+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 5, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (38, '/shop', 'OrderFailed-fe285272', 'OrderFailed', 'never-ordered', '\xb13bcc526c3233d47ad2309ffd4040d91892fe04b824d185f800cc8e1da512ea', '{"restock": true, "order_id": "never-ordered"}', '2026-11-30 11:20:41.554045+00', '2026-11-30 11:20:41.573156+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 1, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (39, '/shop', 'PaymentSucceeded-e888077e', 'PaymentSucceeded', 'rejected', '\x5f8d2a5f24a58a5ab1e5c443f959bd3d98e523271750059d71e91cf7e4a0496f', '{"order_id": "rejected", "payment_id": "pay-3"}', '2026-11-30 11:20:41.546808+00', '2026-11-30 11:20:41.573156+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 5, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (40, '/shop', 'ProductCreated-6f120138', 'ProductCreated', 'card', '\x5054add6c913d50d4759738d5878985ceac5dcf2656b9aace44f26bab73ff8cc', '{"tracked": false, "location": "main", "product_id": "card"}', '2026-11-30 11:20:44.550443+00', '2026-11-30 11:20:44.564438+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (41, '/shop', 'ProductCreated-0d59453e', 'ProductCreated', 'old-mug', '\x88f096b8219d7dd25a76c8c54ce2184aed27fc0830458ef84bc15e6b5fef2161', '{"location": "main", "product_id": "old-mug", "quantity_on_hand": 7}', '2026-11-30 11:20:44.555195+00', '2026-11-30 11:20:44.58293+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 8);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (42, '/shop', 'ProductDeleted-23c6c8b8', 'ProductDeleted', 'old-mug', '\x2efe3d80e38c142cd39d9f258759d22aadbf49d0b4d44747aa31420965dfb5cf', '{"product_id": "old-mug"}', '2026-11-30 11:20:44.560578+00', '2026-11-30 11:20:44.582931+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 9);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (43, '/shop', 'OrderCreated-5eb36665', 'OrderCreated', 'card-by-event', '\xb53d6fb5d0e6582229db595e76be5f6ab52a04f917c3a15bcd4a04437d65448b', '{"items": [{"sku": "card", "quantity": 1}, {"sku": "mug", "quantity": 1}], "order_id": "card-by-event", "ttl_seconds": 80000}', '2026-11-30 11:20:44.969611+00', '2026-11-30 11:20:44.98234+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 3, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (44, '/shop', 'OrderCreated-d517187a', 'OrderCreated', 'discontinued-by-event', '\x0b3161b6f6a3eb57a77c0354ab469cedc7c9911368fa107df162bdc4502f76a7', '{"items": [{"sku": "old-mug", "quantity": 1}, {"sku": "mug", "quantity": 1}], "order_id": "discontinued-by-event", "ttl_seconds": 80000}', '2026-11-30 11:20:44.974611+00', '2026-11-30 11:20:45.020924+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 2, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (45, '/first', 'ProductCreated-25f76eb1', 'ProductCreated', 'first', '\x32134542698532bff12ba995e657bc3fbf3298222c38f55f6a5d7ec44920d784', '{"location": "main", "product_id": "first", "quantity_on_hand": 30}', '2026-11-30 11:20:45.17877+00', '2026-11-30 11:20:45.193579+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (46, '/first', 'ProductUpdated-27e9ca34', 'ProductUpdated', 'first', '\xc76f6ec602294f36aedf7fb9930d76a6fa066a636802feb6f70e4ec7fef7312b', '{"location": "main", "product_id": "first", "quantity_on_hand": 40}', '2026-11-30 11:20:45.183346+00', '2026-11-30 11:20:45.210529+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 6);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (47, '/shop', 'ProductCreated-096e3008', 'ProductCreated', 'mirrored', '\x2c322426c9dd5ce32098435ca1e88898284630a75d277a9fbfa29523bdf7e0d2', '{"location": "main", "product_id": "mirrored", "quantity_on_hand": 100, "quantity_supplied": 100}', '2026-11-30 11:20:45.186224+00', '2026-11-30 11:20:45.210529+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 2, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (48, '/shown/here', 'ProductUpdated-4f2b4e7a', 'ProductUpdated', 'crate', '\x827b4c981ed58240814206459d4d101da4146fd83387c1010b09f86a8b8da6b3', '{"location": "main", "product_id": "crate", "quantity_on_hand": 9}', '2026-11-30 11:20:45.184905+00', '2026-11-30 11:20:45.210529+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (49, '/shop', 'ProductUpdated-6cd2e0d0', 'ProductUpdated', 'mirrored', '\xf0070dbcca932463b2673a6882788a586ab83e628cf69ce8b389708b244e1774', '{"location": "main", "product_id": "mirrored", "quantity_on_hand": 94}', '2026-11-30 11:20:45.433242+00', '2026-11-30 11:20:45.440685+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 2, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (50, '/shop', 'ProductCreated-07379c2b', 'ProductCreated', 'kept-by-event', '\xf1e2768deae337ca655e31062a9d902854abfc6267ffaa1803d1cb1321f4ce36', '{"location": "main", "product_id": "kept-by-event", "safety_stock": 4, "quantity_on_hand": 6}', '2026-11-30 11:20:45.685129+00', '2026-11-30 11:20:45.692299+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 10);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (51, '/shop', 'OrderDispatched-e83f8dc2', 'OrderDispatched', 'sent-too-much', '\xf65c79b9fa6a1ecb705e4c8dcee2236bbf25bb0f11e4569aae2ec3d731d59a3c', '{"items": [{"sku": "parcelled", "location": "dock_", "quantity": 6}], "order_id": "sent-too-much", "dispatch_id": "dock"}', '2026-11-30 11:20:46.50283+00', '2026-11-30 11:20:46.508463+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 3, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (52, '/shop', 'OrderDispatched-16c79753', 'OrderDispatched', 'sent-from-both', '\x8f319d11b8851a9d6c58130369b57215e74e303cf1013ccdc47c882eee932944', '{"items": [{"sku": "parcelled", "location": "north", "quantity": 2}], "order_id": "sent-from-both", "dispatch_id": "north"}', '2026-11-30 11:20:46.520048+00', '2026-11-30 11:20:46.563938+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 2, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (53, '/shop', 'OrderDispatched-3afcbb41', 'OrderDispatched', 'sent-unheard', '\x9baf91d86d28f1f56d2f8395c83803c53ae7129184caae8b649f4e3334d96b4e', '{"items": [{"sku": "parcelled", "quantity": 1}], "order_id": "sent-unheard", "dispatch_id": "early"}', '2026-11-30 11:20:46.529017+00', '2026-11-30 11:20:46.563938+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 1, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (54, '/shop', 'OrderDispatched-848783cf', 'OrderDispatched', 'sent-unpaid', '\x8e53334ac0db452f02f83613d13be4388212e3714a852077f112c6929533ffe8', '{"items": [{"sku": "parcelled", "quantity": 3}], "order_id": "sent-unpaid", "dispatch_id": "restated"}', '2026-11-30 11:20:46.508756+00', '2026-11-30 11:20:46.563938+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (55, '/shop', 'OrderDispatched-e3bd56e4', 'OrderDispatched', 'sent-unpaid', '\x50f19fa2dac33812211a98bdc52d9a60b5239180428749c514c9374ef38ccdc9', '{"items": [{"sku": "parcelled", "quantity": 2}], "order_id": "sent-unpaid", "dispatch_id": "restated"}', '2026-11-30 11:20:46.513107+00', '2026-11-30 11:20:46.563939+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (56, 'payments', '5/1', 'OrderDispatched', 'sent', '\xdfd8ec5f272391fa189f2d3921f7d98a0b37d87209da87e5ce1e1ad452619abb', NULL, '2026-11-30 11:20:46.562152+00', '2026-11-30 11:20:46.563938+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 5, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (57, '/shop', 'OrderCompleted-989a51be', 'OrderCompleted', 'completed', '\x3ee5f4e8185570975117290ad1fdbd43be340e99760f62e4d1f0021bc1d90a2d', '{"order_id": "completed"}', '2026-11-30 11:20:46.742201+00', '2026-11-30 11:20:46.750138+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (58, '/shop', 'ItemsReturned-6f753945', 'ItemsReturned', 'back-restated', '\x045a0a3edf2772eddb3f2cdbaee9d8c2958d1ec216698f68920deaae5b3dca8d', '{"items": [{"sku": "taken-back", "quantity": 4, "disposition": "sellable"}], "order_id": "back-restated", "return_id": "box"}', '2026-11-30 11:20:49.997418+00', '2026-11-30 11:20:50.002014+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 0, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (59, '/shop', 'ItemsReturned-db5ee0f8', 'ItemsReturned', 'back-restated', '\x1cfe982d760d796d74f8667ab13c0cf029da2ed03d5ab558edc03620fd81dbff', '{"items": [{"sku": "taken-back", "quantity": 1, "disposition": "damaged"}], "order_id": "back-restated", "return_id": "box"}', '2026-11-30 11:20:50.210325+00', '2026-11-30 11:20:50.217557+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 0, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (60, '/shop', 'ItemsReturned-06895de6', 'ItemsReturned', 'back-damaged', '\x52d192f6e79d7241f5e2095b10e4df522f7680fb12e58d4051404d161351e7ec', '{"items": [{"sku": "taken-back", "location": "north", "quantity": 5, "disposition": "sellable"}], "order_id": "back-damaged", "return_id": "beyond"}', '2026-11-30 11:20:50.212534+00', '2026-11-30 11:20:50.250233+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 0, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (61, '/shop', 'ItemsReturned-12768227', 'ItemsReturned', 'back-unreported', '\xf21c5f5aad377ad47f372605700c689bfa2da7d2aa73a214f6cc8c54adc66c16', '{"items": [{"sku": "taken-back", "quantity": 1, "disposition": "inspect"}], "order_id": "back-unreported", "return_id": "box"}', '2026-11-30 11:20:50.21514+00', '2026-11-30 11:20:50.250233+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (62, '/shop', 'ItemsReturned-a5c87049', 'ItemsReturned', 'back-unheard', '\x896858208784c30c1ccd1ac04d49cd80f457db969746967e4b2c583519c90302', '{"items": [{"sku": "taken-back", "quantity": 2, "disposition": "sellable"}], "order_id": "back-unheard", "return_id": "early"}', '2026-11-30 11:20:50.21932+00', '2026-11-30 11:20:50.250234+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 0, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (99, 'catalog.products', '0/9006', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-30 11:20:54.749722+00', '2026-11-30 11:20:54.794155+00', NULL, 'catalog.products', 0, 9006);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (100, 'catalog.products', '0/9007', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-30 11:20:54.749722+00', '2026-11-30 11:20:54.794155+00', NULL, 'catalog.products', 0, 9007);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (63, '/shop', 'OrderLinesCancelled-960ea388', 'OrderLinesCancelled', 'less-ended', '\x998c18897688323cea42c67bc37b112154d21f2076d68566d7052729cea6f17e', '{"items": [{"sku": "taken-back", "quantity": 4}], "order_id": "less-ended", "cancel_id": "refund"}', '2026-11-30 11:20:50.596336+00', '2026-11-30 11:20:50.617097+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 2, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (64, '/shop', 'OrderLinesCancelled-6af24738', 'OrderLinesCancelled', 'less-unheard', '\xe4bd1e4f6dbf1c19f202f5702eaaa048d10d35e4fa8c30ae9e8c3b27c8a62ab0', '{"items": [{"sku": "taken-back", "quantity": 1}], "order_id": "less-unheard", "cancel_id": "early"}', '2026-11-30 11:20:50.613041+00', '2026-11-30 11:20:50.637721+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 5, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (65, '/shop', 'OrderLinesCancelled-b0450485', 'OrderLinesCancelled', 'less-restated', '\xaa32c48b4f347c349911ca3a970bd15ee274e43060977b4dbdf8fb2eeb9b49af', '{"items": [{"sku": "taken-back", "quantity": 1}], "order_id": "less-restated", "cancel_id": "refund"}', '2026-11-30 11:20:50.846682+00', '2026-11-30 11:20:50.852136+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 2, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (66, '/shop', 'OrderCreated-e7d24ae4', 'OrderCreated', 'wished-paid', '\x3546137522637233f8c2c1c4d3a2a949590b2aa0fc3c7ecf9e91decdba4e612e', '{"items": [{"sku": "wished", "quantity": 2}], "split": "never", "order_id": "wished-paid", "locations": ["north"], "ttl_seconds": 80000}', '2026-11-30 11:20:51.28647+00', '2026-11-30 11:20:51.291917+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 5, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (67, '/shop', 'OrderCreated-e6806b6f', 'OrderCreated', 'wished-anew', '\xeff1f25d4c1d07ebdabe54e027a7883f6e4063cde6517ca0ba4fca9a122b20e4', '{"items": [{"sku": "wished", "quantity": 2}], "split": "never", "order_id": "wished-anew", "locations": ["north"], "ttl_seconds": 80000}', '2026-11-30 11:20:51.288577+00', '2026-11-30 11:20:51.315017+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (68, '/shop', 'PaymentSucceeded-5d52e39a', 'PaymentSucceeded', 'wished-paid', '\x7cef747ab3d7d17759048e6208b48d9c6f481488d9bf0966a931baff39f3fe8f', '{"order_id": "wished-paid"}', '2026-11-30 11:20:51.51736+00', '2026-11-30 11:20:51.52186+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 5, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (69, '/shop', 'OrderCreated-072c0dd0', 'OrderCreated', 'wished-paid', '\x39a5179056ee0507b021d2a8e868b9f885aa566b1b108adec86be20328f6a71e', '{"items": [{"sku": "wished", "quantity": 3}], "order_id": "wished-paid", "ttl_seconds": 80000, "locations_first": ["main"]}', '2026-11-30 11:20:51.731987+00', '2026-11-30 11:20:51.737611+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 5, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (70, '/shop', 'OrderCreated-f7a45444', 'OrderCreated', 'wished-anew', '\xbc7249de6b436140588af75feeb7f11028cdb5a1bd883384065b2c748ff18e73', '{"items": [{"sku": "wished", "quantity": 2}], "order_id": "wished-anew", "locations": ["main"], "ttl_seconds": 80000}', '2026-11-30 11:20:51.734927+00', '2026-11-30 11:20:51.768914+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 6);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (71, '/shop', 'd-empty', 'OrderCreated', NULL, '\x3d1adc6f0a07e8184cf8beebe7c9bfbbf1706a3253e4e5120e854b6a0bb5f359', NULL, '2026-11-30 11:20:54.511015+00', '2026-11-30 11:20:54.513171+00', NULL, 'orders', 2, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (72, '/shop', 'd-base64', 'OrderCreated', NULL, '\x1cbe80ebfd40dbafa5ef984c49b0c87c19548c11b2732b4e2be97b4601324c7b', NULL, '2026-11-30 11:20:54.567692+00', '2026-11-30 11:20:54.56839+00', NULL, 'orders', 2, 21);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (73, '/shop', 'd-future', 'OrderCreated', 'unusable-d-future', '\x332b2c71e69caa3cee44112cc2960b79ca76d5b73071f1b71e325bc8e51906e1', NULL, '2026-11-30 11:20:54.56743+00', '2026-11-30 11:20:54.568387+00', NULL, 'orders', 2, 18);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (74, '/shop', 'd-invalid', 'OrderCreated', 'unusable-d-invalid', '\xb12fa540225d936f28ffb8d7f4f34afdb43c2b790b979781b52e47bf3954ae6e', NULL, '2026-11-30 11:20:54.567751+00', '2026-11-30 11:20:54.568391+00', NULL, 'orders', 2, 22);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (75, '/shop', 'd-no-data', 'OrderCreated', NULL, '\xb634b631c4399d1365c2f7ed2ef6b903b4ceb94f7b1763f2a7fb2a0bb9c3ccca', NULL, '2026-11-30 11:20:54.567636+00', '2026-11-30 11:20:54.568389+00', NULL, 'orders', 2, 20);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (76, '/shop', 'd-old', 'OrderCreated', 'unusable-d-old', '\x654e62f373a6c4aef7d17f04eed32fc88e339e26ac1672af26953dd7ec3738b6', '{"items": [{"sku": "mug", "quantity": 1}], "order_id": "unusable-d-old"}', '2001-01-01 00:00:00+00', '2026-11-30 11:20:54.568388+00', NULL, 'orders', 2, 19);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (77, '/shop', 'd-time', 'OrderCreated', 'unusable-d-time', '\x487051505cd23960dde9bdae7f4106e9a243bcb0cfea16d2b733e6b0ff204ff6', NULL, '2026-11-30 11:20:54.567294+00', '2026-11-30 11:20:54.568386+00', NULL, 'orders', 2, 17);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (78, '/shop', 'd-version', 'OrderCreated', NULL, '\xa0b354ad4bc61d77d1d225e213b40289fd74bdedbd2f979547595bfc6665f9eb', NULL, '2026-11-30 11:20:54.567223+00', '2026-11-30 11:20:54.568384+00', NULL, 'orders', 2, 15);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (79, '/shop', 'd-xml', 'OrderCreated', NULL, '\xf32c2305a487c97963a469550e73dcc27ac8ac8d5d873ab45eb365b2c99e2631', NULL, '2026-11-30 11:20:54.567165+00', '2026-11-30 11:20:54.568383+00', NULL, 'orders', 2, 14);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (80, 'orders', '2/10', 'OrderCreated', NULL, '\x67746bd6bc8b02da609b7891669123603680e776489bf3394bb8cc9a5ae6275f', NULL, '2026-11-30 11:20:54.566947+00', '2026-11-30 11:20:54.568379+00', NULL, 'orders', 2, 10);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (81, 'orders', '2/11', 'OrderCreated', NULL, '\x127837e8ebb9e71838f26994e3a86fecf2c8573aa7b50b942c44f2ce7880ba44', NULL, '2026-11-30 11:20:54.567025+00', '2026-11-30 11:20:54.56838+00', NULL, 'orders', 2, 11);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (82, 'orders', '2/12', 'OrderCreated', NULL, '\x2e80d769a140415023b3647d5216be64ceb8b2541cc87237f6fa9c2f138a1b8a', NULL, '2026-11-30 11:20:54.567066+00', '2026-11-30 11:20:54.568381+00', NULL, 'orders', 2, 12);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (83, 'orders', '2/13', 'OrderCreated', NULL, '\x239162c45ecd40ce8feda314840de80ca64fef7d44df2b4f8d02a1671c41e594', NULL, '2026-11-30 11:20:54.567123+00', '2026-11-30 11:20:54.568382+00', NULL, 'orders', 2, 13);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (84, 'orders', '2/16', NULL, NULL, '\x3779991a52ded95bfdf99bbea7e1dcefcc9214db461c08a91d1a5e4da463817c', NULL, '2026-11-30 11:20:54.567262+00', '2026-11-30 11:20:54.568385+00', NULL, 'orders', 2, 16);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (85, 'orders', '2/23', NULL, NULL, '\xfa0831df6ae1d266cfba38a70a6774843977f9f70bd53b12ac2d5d70eb1c5404', NULL, '2026-11-30 11:20:54.567842+00', '2026-11-30 11:20:54.568392+00', NULL, 'orders', 2, 23);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (86, 'orders', '2/6', NULL, NULL, '\xe2da7787d8252df7b19ca247c901d29c6c1de28b2694f23202a198b2515d7382', NULL, '2026-11-30 11:20:54.566265+00', '2026-11-30 11:20:54.568375+00', NULL, 'orders', 2, 6);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (87, 'orders', '2/7', NULL, NULL, '\x88f17b70f462c68a6fb8eac93c254c100360fa24f9e06a5d203a3fa83bef46ea', NULL, '2026-11-30 11:20:54.566455+00', '2026-11-30 11:20:54.568376+00', NULL, 'orders', 2, 7);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (88, 'orders', '2/8', NULL, NULL, '\x4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945', NULL, '2026-11-30 11:20:54.566821+00', '2026-11-30 11:20:54.568377+00', NULL, 'orders', 2, 8);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (89, 'orders', '2/9', NULL, NULL, '\x524cf5ca3b135d8fd515807e145de131f2cea6607ad9df88b725b22471cb1c69', NULL, '2026-11-30 11:20:54.566849+00', '2026-11-30 11:20:54.568378+00', NULL, 'orders', 2, 9);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (90, '/shop', 'used-twice', 'ProductUpdated', 'twice', '\x778505d615cb03676c326aacf814428b3fb2f263e67dfef3cca90c632d959e07', '{"location": "main", "product_id": "twice", "quantity_on_hand": 1}', '2026-11-30 11:20:54.749722+00', '2026-11-30 11:20:54.756033+00', NULL, 'catalog.products', 2, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (92, '/shop', 'used-twice#b039b48abdcb', 'ProductUpdated', 'twice', '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', '{"location": "main", "product_id": "twice", "quantity_on_hand": 2}', '2026-11-30 11:20:54.749722+00', '2026-11-30 11:20:54.794155+00', NULL, 'catalog.products', 2, 6);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (93, 'catalog.products', '0/9000', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-30 11:20:54.749722+00', '2026-11-30 11:20:54.794155+00', NULL, 'catalog.products', 0, 9000);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (94, 'catalog.products', '0/9001', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-30 11:20:54.749722+00', '2026-11-30 11:20:54.794155+00', NULL, 'catalog.products', 0, 9001);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (95, 'catalog.products', '0/9002', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-30 11:20:54.749722+00', '2026-11-30 11:20:54.794155+00', NULL, 'catalog.products', 0, 9002);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (96, 'catalog.products', '0/9003', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-30 11:20:54.749722+00', '2026-11-30 11:20:54.794155+00', NULL, 'catalog.products', 0, 9003);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (97, 'catalog.products', '0/9004', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-30 11:20:54.749722+00', '2026-11-30 11:20:54.794155+00', NULL, 'catalog.products', 0, 9004);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (98, 'catalog.products', '0/9005', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-30 11:20:54.749722+00', '2026-11-30 11:20:54.794155+00', NULL, 'catalog.products', 0, 9005);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (101, '/shop', 'OrderCreated-a2c3acb2', 'OrderCreated', 'last-rejected', '\xbff9145df091e5c7d7706557a7efc58490f77103c22f4b582cd72de77ca274b2', '{"items": [{"sku": "dear", "quantity": 400}], "order_id": "last-rejected"}', '2026-11-30 11:20:59.449395+00', '2026-11-30 11:20:59.453878+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 0, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (102, '/shop', 'PaymentSucceeded-276e8365', 'PaymentSucceeded', 'last-rejected', '\xfff2866d2ad3794c6afda0e2715664453763e49ce18dbbf8823340c639265df7', '{"order_id": "last-rejected"}', '2026-11-30 11:20:59.658322+00', '2026-11-30 11:20:59.665532+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 0, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (103, '/shop', 'OrderCompleted-59812848', 'OrderCompleted', 'last-one', '\x19484f479055930bb97ca5c125b201a2b21979a7c6a11a49c20de6342e1a9595', '{"order_id": "last-one"}', '2026-11-30 11:20:59.941049+00', '2026-11-30 11:20:59.946811+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 7);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (104, '/shop', 'OrderLinesCancelled-dc4f240c', 'OrderLinesCancelled', 'less-held', '\xfd4cd488b6ea6a4bb66cc094e9665282f934bcbf5871fee3101a3734db8ccf4a', '{"items": [{"sku": "taken-back", "quantity": 1}], "order_id": "less-held", "cancel_id": "late"}', '2026-11-30 11:21:00.186358+00', '2026-11-30 11:21:00.190766+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 8);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (105, '/shop', 'OrderCreated-911c8066', 'OrderCreated', 'tired', '\x3d61b31c6a7985e5be80fc6078d545d94b424aab4c03402038fbed35f005af40', '{"items": [{"sku": "mug", "quantity": 1}], "order_id": "tired"}', '2026-11-30 11:21:02.891816+00', '2026-11-30 11:21:02.895599+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 9);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (106, '/shop', 'ProductUpdated-5fc2e0c4', 'ProductUpdated', 'later', '\x479fe87e372b5b234dc634303396a3523aea280ccad23a69cef9273c55b5663e', '{"location": "main", "product_id": "later", "quantity_on_hand": 25}', '2026-11-30 11:21:17.517216+00', '2026-11-30 11:21:17.521972+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (107, '/shop', 'OrderCancelled-7488459d', 'OrderCancelled', 'given-up', '\x8161cf8b3807fa67902b070ca81e46e5b9b6320fc02879f66a62bc055dc144eb', '{"restock": true, "order_id": "given-up"}', '2026-11-30 11:21:17.538583+00', '2026-11-30 11:21:17.555514+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 11);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (108, '/shop', 'OrderCreated-d69799c3', 'OrderCreated', 'later-order', '\xbfe16d22ec6e46388df44c4892ef02a104058dd10655ccf7560d45d2f9db7a8e', '{"items": [{"sku": "later", "quantity": 12}], "order_id": "later-order", "ttl_seconds": 80000}', '2026-11-30 11:21:17.525342+00', '2026-11-30 11:21:17.555513+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 10);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (109, '/shop', 'PaymentFailed-321fdc62', 'PaymentFailed', 'held', '\xd2db1e2bd5468fb28794f5a048a5e949bc346b59d3829c7821a541401c79fd50', '{"order_id": "held"}', '2026-11-30 11:21:17.53693+00', '2026-11-30 11:21:17.555513+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 3, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (110, '/shop', 'PaymentSucceeded-589caede', 'PaymentSucceeded', 'by-event', '\x9f5021e726dbc5391629eeb30543a76872b9204e27a2058a1594490b73d47415', '{"order_id": "by-event", "payment_id": "pay-9"}', '2026-11-30 11:21:17.534756+00', '2026-11-30 11:21:17.555513+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 1, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (111, '/shop', 'OrderDispatched-d1333933', 'OrderDispatched', 'sent-in-part', '\xa6fe2762af0e5d32e5dda26daafa910686325f1fa53939eff6844774e1ee62b0', '{"items": [{"sku": "parcelled", "quantity": 1}], "order_id": "sent-in-part", "dispatch_id": "second"}', '2026-11-30 11:21:20.61534+00', '2026-11-30 11:21:20.620218+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 5, 6);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (112, '/shop', 'OrderDispatched-7b374262', 'OrderDispatched', 'sent-undone', '\x6554dde7d075d28eae4bbd0b769c216851ae0827563f2bf7236663502a15014d', '{"items": [{"sku": "parcelled", "quantity": 5}], "order_id": "sent-undone", "dispatch_id": "beyond"}', '2026-11-30 11:21:20.617614+00', '2026-11-30 11:21:20.659939+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 3, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (113, '/shop', 'ItemsReturned-223e3c35', 'ItemsReturned', 'back-undone', '\x880df0c589ec87af017194e0fe2ab8cee8b92b1ec778615672629ba1ae97a0fe', '{"items": [{"sku": "taken-back", "quantity": 2, "disposition": "sellable"}], "order_id": "back-undone", "return_id": "box"}', '2026-11-30 11:21:20.825912+00', '2026-11-30 11:21:20.831621+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 0, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (114, '/shop', 'OrderLinesCancelled-90da8e44', 'OrderLinesCancelled', 'less-undone', '\x30d628c2d601d54d62f2c5392e20c3356cd4567fe989c66b822fec6f1d6ac720', '{"items": [{"sku": "taken-back", "quantity": 1}], "order_id": "less-undone", "cancel_id": "refund"}', '2026-11-30 11:21:20.828174+00', '2026-11-30 11:21:20.933838+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 3, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (115, '/shop', 'OrderCreated-7afb74ee', 'OrderCreated', 'wished-undone', '\xa38afe704b5598c63d0529d8d34371f9a721763cb56f63580913e4bbc6e9292c', '{"items": [{"sku": "wished", "quantity": 2}], "order_id": "wished-undone", "ttl_seconds": 80000, "locations_first": ["north"]}', '2026-11-30 11:21:21.105196+00', '2026-11-30 11:21:21.109812+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 12);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (128, 'orders', '1/3', NULL, NULL, '\x44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', NULL, '2026-11-30 11:21:25.83159+00', '2026-11-30 11:21:25.843459+00', NULL, 'orders', 1, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (129, 'orders', '1/4', NULL, NULL, '\x44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', NULL, '2026-11-30 11:21:25.831856+00', '2026-11-30 11:21:25.84346+00', NULL, 'orders', 1, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (130, 'payments', '0/1', NULL, NULL, '\x44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', NULL, '2026-11-30 11:21:25.831995+00', '2026-11-30 11:21:25.843459+00', NULL, 'payments', 0, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (131, 'payments', '0/2', NULL, NULL, '\x44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', NULL, '2026-11-30 11:21:25.832017+00', '2026-11-30 11:21:25.84346+00', NULL, 'payments', 0, 2);


--
-- Data for Name: inbox_pending; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.inbox_pending VALUES (106, 'initialize_stock', 1, '2026-11-30 11:21:27.521972+00', NULL, NULL);
INSERT INTO public.inbox_pending VALUES (108, 'reserve_stock', 1, '2026-11-30 11:21:27.555513+00', NULL, NULL);
INSERT INTO public.inbox_pending VALUES (109, 'release_stock', 1, '2026-11-30 11:21:27.555513+00', NULL, NULL);
INSERT INTO public.inbox_pending VALUES (110, 'confirm_stock', 1, '2026-11-30 11:21:27.555513+00', NULL, NULL);
INSERT INTO public.inbox_pending VALUES (111, 'confirm_stock', 1, '2026-11-30 11:21:30.620218+00', NULL, NULL);
INSERT INTO public.inbox_pending VALUES (112, 'confirm_stock', 1, '2026-11-30 11:21:30.659939+00', NULL, NULL);
INSERT INTO public.inbox_pending VALUES (113, 'release_stock', 1, '2026-11-30 11:21:30.831621+00', NULL, NULL);
INSERT INTO public.inbox_pending VALUES (114, 'release_stock', 1, '2026-11-30 11:21:30.933838+00', NULL, NULL);
INSERT INTO public.inbox_pending VALUES (115, 'reserve_stock', 1, '2026-11-30 11:21:31.109812+00', NULL, NULL);


--
-- Data for Name: kept_offset; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.kept_offset VALUES ('orders', 1, 'JgPa4yz9RWO93PzSgAoZtw', 9, 0, NULL, '2026-11-30 11:21:25.843464+00');
INSERT INTO public.kept_offset VALUES ('payments', 0, 'fTrKdkLJTpGUlZMtZDBzhg', 7, 0, NULL, '2026-11-30 11:21:25.843464+00');
INSERT INTO public.kept_offset VALUES ('catalog.products', 0, 'Ixb74qtyRratqMKbHDuXdA', 3, 1, '2026-11-30 11:21:13.51561+00', '2026-11-30 11:20:05.607528+00');
INSERT INTO public.kept_offset VALUES ('catalog.products', 1, 'Ixb74qtyRratqMKbHDuXdA', 5, 1, '2026-11-30 11:21:13.51561+00', '2026-11-30 11:21:17.521972+00');
INSERT INTO public.kept_offset VALUES ('catalog.products', 2, 'Ixb74qtyRratqMKbHDuXdA', 7, 1, '2026-11-30 11:21:13.51561+00', '2026-11-30 11:20:54.794155+00');
INSERT INTO public.kept_offset VALUES ('catalog.products', 3, 'Ixb74qtyRratqMKbHDuXdA', 6, 1, '2026-11-30 11:21:13.51561+00', '2026-11-30 11:20:44.564438+00');
INSERT INTO public.kept_offset VALUES ('catalog.products', 4, 'Ixb74qtyRratqMKbHDuXdA', 11, 1, '2026-11-30 11:21:13.51561+00', '2026-11-30 11:20:45.692299+00');
INSERT INTO public.kept_offset VALUES ('catalog.products', 5, 'Ixb74qtyRratqMKbHDuXdA', 7, 1, '2026-11-30 11:21:13.51561+00', '2026-11-30 11:20:45.210529+00');
INSERT INTO public.kept_offset VALUES ('orders', 0, 'JgPa4yz9RWO93PzSgAoZtw', 6, 1, NULL, '2026-11-30 11:21:20.831621+00');
INSERT INTO public.kept_offset VALUES ('orders', 2, 'JgPa4yz9RWO93PzSgAoZtw', 24, 1, NULL, '2026-11-30 11:20:54.568392+00');
INSERT INTO public.kept_offset VALUES ('orders', 3, 'JgPa4yz9RWO93PzSgAoZtw', 5, 1, NULL, '2026-11-30 11:21:20.933838+00');
INSERT INTO public.kept_offset VALUES ('orders', 4, 'JgPa4yz9RWO93PzSgAoZtw', 13, 1, NULL, '2026-11-30 11:21:21.109812+00');
INSERT INTO public.kept_offset VALUES ('orders', 5, 'JgPa4yz9RWO93PzSgAoZtw', 7, 1, NULL, '2026-11-30 11:21:20.620218+00');
INSERT INTO public.kept_offset VALUES ('payments', 1, 'fTrKdkLJTpGUlZMtZDBzhg', 1, 1, NULL, '2026-11-30 11:21:17.555513+00');
INSERT INTO public.kept_offset VALUES ('payments', 2, 'fTrKdkLJTpGUlZMtZDBzhg', 1, 1, NULL, '2026-11-30 11:20:41.551306+00');
INSERT INTO public.kept_offset VALUES ('payments', 3, 'fTrKdkLJTpGUlZMtZDBzhg', 2, 1, NULL, '2026-11-30 11:21:17.555513+00');
INSERT INTO public.kept_offset VALUES ('payments', 4, 'fTrKdkLJTpGUlZMtZDBzhg', 1, 1, NULL, '2026-11-30 11:20:41.52958+00');
INSERT INTO public.kept_offset VALUES ('payments', 5, 'fTrKdkLJTpGUlZMtZDBzhg', 3, 1, NULL, '2026-11-30 11:20:51.52186+00');


--
-- Data for Name: lineage; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.lineage VALUES (true, 0, '7713922557096530717/00000001/5/16635', 342, NULL);


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
INSERT INTO public.location VALUES ('returns-to-inspect', 100, false, 'quarantine', NULL, NULL, true, 1, 1);


--
-- Data for Name: outbox_event; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (357, 'fba45b2b-eca2-4a2e-961b-4621a09894f8', 'StockReservationRejected', 'last-rejected', 1, '{"order_id":"last-rejected","status":"rejected","lines":[{"sku":"dear","quantity":400,"allocations":[]}],"reason":"insufficient_stock","shortfalls":[{"sku":"dear","requested":400,"available":6,"shortfall":394}]}', '2026-11-30 11:20:59.469278+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (358, '7eb04e98-bcea-4512-97ea-331bc7795770', 'StockConfirmationRejected', 'last-rejected', 2, '{"order_id":"last-rejected","status":"rejected","lines":[{"sku":"dear","quantity":400,"allocations":[]}],"reason":"insufficient_stock","shortfalls":[{"sku":"dear","requested":400,"available":6,"shortfall":394}]}', '2026-11-30 11:20:59.715438+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (361, 'f0a9ea50-bd4a-4ce4-ae16-1cb6fcd327f5', 'StockDispatched', 'last-one', 3, '{"order_id":"last-one","status":"confirmed","lines":[{"sku":"dear","quantity":2,"allocations":[{"location":"main","held":0,"taken":2}]},{"sku":"🫖","quantity":1,"allocations":[{"location":"main","held":0,"taken":1}]}],"dispatched":[{"sku":"dear","location":"main","quantity":2},{"sku":"🫖","location":"main","quantity":1}],"remaining":[]}', '2026-11-30 11:20:59.975362+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (362, '1e59419c-59a9-4a78-a885-d4a86bb88c85', 'StockLevelChanged', 'dear', 7, '{"sku":"dear","product_id":"dear","quantity_on_hand":4,"quantity_reserved":0,"quantity_available":4,"quantity_shortfall":0,"quantity_to_ship":3,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":4,"quantity_reserved":0,"quantity_available":4,"quantity_shortfall":0,"quantity_to_ship":3}]}', '2026-11-30 11:20:59.975362+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (363, '89dedf91-246f-4770-8992-26806d2a122c', 'StockLevelChanged', '🫖', 4, '{"sku":"🫖","product_id":"🫖","quantity_on_hand":111,"quantity_reserved":0,"quantity_available":111,"quantity_shortfall":0,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":111,"quantity_reserved":0,"quantity_available":111,"quantity_shortfall":0}]}', '2026-11-30 11:20:59.975362+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (365, 'a56418c0-7b4e-4f2c-aa1f-e4006d302920', 'StockReduced', 'less-held', 3, '{"order_id":"less-held","status":"pending","lines":[{"sku":"taken-back","quantity":2,"allocations":[{"location":"main","held":2,"taken":0}]}],"expires_at":"2026-12-01T11:14:10.426899Z","restocked":[{"sku":"taken-back","location":"main","quantity":1}],"cancel_id":"late","cancelled":[{"sku":"taken-back","quantity":1}]}', '2026-11-30 11:21:00.222833+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (366, 'd2c75858-41dc-4182-b077-278ceb7b4b06', 'StockLevelChanged', 'taken-back', 53, '{"sku":"taken-back","product_id":"taken-back","quantity_on_hand":94,"quantity_reserved":9,"quantity_available":85,"quantity_shortfall":0,"quantity_to_ship":8,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":66,"quantity_reserved":9,"quantity_available":57,"quantity_shortfall":0,"quantity_to_ship":4},{"location":"north","quantity_on_hand":28,"quantity_reserved":0,"quantity_available":28,"quantity_shortfall":0,"quantity_to_ship":4}]}', '2026-11-30 11:21:00.222833+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (343, '1d7e7d5a-5375-49e1-ac7a-e564777b53bf', 'StockReserved', 'last', 1, '{"order_id":"last","status":"pending","lines":[{"sku":"dear","quantity":4,"allocations":[{"location":"main","held":4,"taken":0}]}],"expires_at":"2026-12-01T09:34:18.324254Z"}', '2026-11-30 11:20:58.324254+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (344, '1aa1205a-0868-4745-a16d-a1f57c69430e', 'StockLevelChanged', 'dear', 2, '{"sku":"dear","product_id":"dear","quantity_on_hand":10,"quantity_reserved":4,"quantity_available":6,"quantity_shortfall":0,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":10,"quantity_reserved":4,"quantity_available":6,"quantity_shortfall":0}]}', '2026-11-30 11:20:58.324254+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (345, '350f5798-c36a-428b-ab5e-c28f6a491a35', 'StockConfirmed', 'last', 2, '{"order_id":"last","status":"confirmed","lines":[{"sku":"dear","quantity":4,"allocations":[{"location":"main","held":0,"taken":4}]}]}', '2026-11-30 11:20:58.345093+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (346, '2c47bc95-cb65-4473-87f2-99f9fec16f00', 'StockLevelChanged', 'dear', 3, '{"sku":"dear","product_id":"dear","quantity_on_hand":6,"quantity_reserved":0,"quantity_available":6,"quantity_shortfall":0,"quantity_to_ship":4,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":6,"quantity_reserved":0,"quantity_available":6,"quantity_shortfall":0,"quantity_to_ship":4}]}', '2026-11-30 11:20:58.345093+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (347, 'a3d0b0d9-1734-4af7-8718-f2b12b9a9993', 'StockReserved', 'last-one', 1, '{"order_id":"last-one","status":"pending","lines":[{"sku":"dear","quantity":2,"allocations":[{"location":"main","held":2,"taken":0}]},{"sku":"🫖","quantity":1,"allocations":[{"location":"main","held":1,"taken":0}]}],"expires_at":"2026-11-30T11:35:58.360018Z"}', '2026-11-30 11:20:58.360018+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (348, '13c1cc47-acf1-45ae-b322-5c1f14532d25', 'StockLevelChanged', 'dear', 4, '{"sku":"dear","product_id":"dear","quantity_on_hand":6,"quantity_reserved":2,"quantity_available":4,"quantity_shortfall":0,"quantity_to_ship":4,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":6,"quantity_reserved":2,"quantity_available":4,"quantity_shortfall":0,"quantity_to_ship":4}]}', '2026-11-30 11:20:58.360018+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (349, '70c45ee3-86fd-4f07-b3fd-569e38828164', 'StockLevelChanged', '🫖', 2, '{"sku":"🫖","product_id":"🫖","quantity_on_hand":112,"quantity_reserved":1,"quantity_available":111,"quantity_shortfall":0,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":112,"quantity_reserved":1,"quantity_available":111,"quantity_shortfall":0}]}', '2026-11-30 11:20:58.360018+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (350, '311a7781-1964-4f13-884a-b59d0702d86c', 'StockReleased', 'last-one', 2, '{"order_id":"last-one","status":"released","lines":[{"sku":"dear","quantity":2,"allocations":[]},{"sku":"🫖","quantity":1,"allocations":[]}],"reason":"too dear","restocked":[{"sku":"dear","location":"main","quantity":2},{"sku":"🫖","location":"main","quantity":1}]}', '2026-11-30 11:20:58.377122+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (351, '5b2e8f11-2182-4456-99bf-98945abdddd0', 'StockLevelChanged', 'dear', 5, '{"sku":"dear","product_id":"dear","quantity_on_hand":6,"quantity_reserved":0,"quantity_available":6,"quantity_shortfall":0,"quantity_to_ship":4,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":6,"quantity_reserved":0,"quantity_available":6,"quantity_shortfall":0,"quantity_to_ship":4}]}', '2026-11-30 11:20:58.377122+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (352, '1f2a2ef5-c9dc-4629-aba8-75f4f558a7c0', 'StockLevelChanged', '🫖', 3, '{"sku":"🫖","product_id":"🫖","quantity_on_hand":112,"quantity_reserved":0,"quantity_available":112,"quantity_shortfall":0,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":112,"quantity_reserved":0,"quantity_available":112,"quantity_shortfall":0}]}', '2026-11-30 11:20:58.377122+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (353, 'f5890b34-c8b3-4809-baca-673aaad83251', 'StockReserved', 'too-late', 1, '{"order_id":"too-late","status":"pending","lines":[{"sku":"soon","quantity":10,"allocations":[{"location":"main","held":10,"taken":0}]}],"expires_at":"2026-11-30T11:20:59.391043Z"}', '2026-11-30 11:20:58.391043+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (354, 'f1c44bb6-bde5-4925-bc92-c2581f596728', 'StockLevelChanged', 'soon', 2, '{"sku":"soon","product_id":"soon","quantity_on_hand":10,"quantity_reserved":10,"quantity_available":0,"quantity_shortfall":0,"level":"out_of_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":10,"quantity_reserved":10,"quantity_available":0,"quantity_shortfall":0}]}', '2026-11-30 11:20:58.391043+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (355, '8b67c441-b50f-4f89-a38b-ca9fb60bc92a', 'StockReservationExpired', 'too-late', 2, '{"order_id":"too-late","status":"expired","lines":[{"sku":"soon","quantity":10,"allocations":[]}],"reason":"hold_expired","restocked":[{"sku":"soon","location":"main","quantity":10}]}', '2026-11-30 11:20:59.414264+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (356, '2a80fc06-603a-42b6-9746-42323f08aba7', 'StockReserved', 'in-time', 1, '{"order_id":"in-time","status":"pending","lines":[{"sku":"soon","quantity":10,"allocations":[{"location":"main","held":10,"taken":0}]}],"expires_at":"2026-12-01T09:34:19.414264Z"}', '2026-11-30 11:20:59.414264+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (359, '1c28c057-e0cb-4084-90cb-4f5a80095314', 'StockDispatched', 'last', 3, '{"order_id":"last","status":"confirmed","lines":[{"sku":"dear","quantity":4,"allocations":[{"location":"main","held":0,"taken":4}]}],"dispatch_id":"last","dispatched":[{"sku":"dear","location":"main","quantity":1}],"remaining":[{"sku":"dear","quantity":3}]}', '2026-11-30 11:20:59.877893+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (360, '803d245a-832e-429f-a07d-205dc4d0a5d4', 'StockLevelChanged', 'dear', 6, '{"sku":"dear","product_id":"dear","quantity_on_hand":6,"quantity_reserved":0,"quantity_available":6,"quantity_shortfall":0,"quantity_to_ship":3,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":6,"quantity_reserved":0,"quantity_available":6,"quantity_shortfall":0,"quantity_to_ship":3}]}', '2026-11-30 11:20:59.877893+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (364, 'c2f8bd50-e54c-4214-9aa6-277e89e1c50e', 'StockReturned', 'back-refunded', 6, '{"order_id":"back-refunded","status":"confirmed","lines":[{"sku":"taken-back","quantity":3,"allocations":[{"location":"main","held":0,"taken":3}]}],"return_id":"late","returned":[{"sku":"taken-back","location":"returns-to-inspect","quantity":1,"disposition":"inspect"}]}', '2026-11-30 11:21:00.155463+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (367, 'e2eb7b8a-afd0-47ab-8e35-886cb352e26c', 'StockReserved', 'overdue', 1, '{"order_id":"overdue","status":"pending","lines":[{"sku":"hurried","quantity":10,"allocations":[{"location":"main","held":10,"taken":0}]}],"expires_at":"2026-11-30T11:21:29.179262Z"}', '2026-11-30 11:21:28.179262+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (368, '388cf772-b6c7-4187-b2e1-a987a672ac10', 'StockLevelChanged', 'hurried', 2, '{"sku":"hurried","product_id":"hurried","quantity_on_hand":10,"quantity_reserved":10,"quantity_available":0,"quantity_shortfall":0,"level":"out_of_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":10,"quantity_reserved":10,"quantity_available":0,"quantity_shortfall":0}]}', '2026-11-30 11:21:28.179262+00', NULL);


--
-- Data for Name: paused_partition; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: product_inventory; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.product_inventory VALUES ('veteran', 'main', 'veteran', 46, 0, DEFAULT, 0, NULL, 40, '2026-11-30 11:19:47.878046+00', '2026-11-30 11:19:47.878046+00', NULL, 4, '2026-11-30 11:19:49.613943+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('mug_', 'main', 'mug_', 76, 6, DEFAULT, 0, NULL, 101, '2026-11-30 11:20:05.475729+00', '2026-11-30 11:20:05.475729+00', NULL, 10, '2026-11-30 11:20:09.597675+00', true, NULL, NULL, NULL, NULL, 1);
INSERT INTO public.product_inventory VALUES ('shirt-m', 'main', 'shirt', 20, 1, DEFAULT, 0, 5, 20, '2026-11-30 11:20:05.540509+00', '2026-11-30 11:20:05.540509+00', '2026-11-30 11:20:05.540509+00', 2, '2026-11-30 11:20:09.610996+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('taken-back', 'north', 'taken-back', 28, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 3, '2026-11-30 11:20:50.623928+00', true, NULL, NULL, NULL, NULL, 4);
INSERT INTO public.product_inventory VALUES ('mug', 'main', 'mug', 151, 9, DEFAULT, 0, NULL, 100, '2026-11-30 11:20:05.471895+00', '2026-11-30 11:20:05.471895+00', NULL, 37, '2026-11-30 11:20:45.015532+00', true, NULL, NULL, NULL, NULL, 4);
INSERT INTO public.product_inventory VALUES ('split', 'north', 'split', 3, 3, DEFAULT, 0, NULL, 3, '2026-11-30 11:20:05.543232+00', '2026-11-30 11:20:05.543232+00', NULL, 2, '2026-11-30 11:20:09.65481+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('🫖', 'main', '🫖', 111, 0, DEFAULT, 0, NULL, 112, '2026-11-30 11:20:05.530063+00', '2026-11-30 11:20:05.530063+00', NULL, 4, '2026-11-30 11:20:59.975362+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('Größe-42', 'main', 'Größe-42', 110, 0, DEFAULT, 0, NULL, 110, '2026-11-30 11:20:05.524158+00', '2026-11-30 11:20:05.524158+00', NULL, 1, '2026-11-30 11:20:05.669173+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('%2F', 'main', '%2F', 107, 0, DEFAULT, 0, NULL, 107, '2026-11-30 11:20:05.509324+00', '2026-11-30 11:20:05.509324+00', NULL, 1, '2026-11-30 11:20:05.591422+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('..', 'main', '..', 108, 0, DEFAULT, 0, NULL, 108, '2026-11-30 11:20:05.515693+00', '2026-11-30 11:20:05.515693+00', NULL, 1, '2026-11-30 11:20:05.591422+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('kept', 'main', 'kept', 5, 2, DEFAULT, 0, 9, NULL, NULL, NULL, '2026-11-30 11:20:45.661002+00', 5, '2026-11-30 11:20:46.052893+00', true, NULL, NULL, NULL, 3, 0);
INSERT INTO public.product_inventory VALUES ('50%', 'main', '50%', 105, 0, DEFAULT, 0, NULL, 106, '2026-11-30 11:20:05.50256+00', '2026-11-30 11:20:05.50256+00', NULL, 3, '2026-11-30 11:20:41.563333+00', true, NULL, NULL, NULL, NULL, 1);
INSERT INTO public.product_inventory VALUES ('line_feed', 'main', 'line_feed', 104, 0, DEFAULT, 0, NULL, 104, '2026-11-30 11:20:05.490867+00', '2026-11-30 11:20:05.490867+00', NULL, 1, '2026-11-30 11:20:05.591422+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('дом', 'main', 'дом', 109, 0, DEFAULT, 0, NULL, 111, '2026-11-30 11:20:05.527183+00', '2026-11-30 11:20:05.527183+00', NULL, 3, '2026-11-30 11:20:41.563333+00', true, NULL, NULL, NULL, NULL, 2);
INSERT INTO public.product_inventory VALUES ('tab_here', 'main', 'tab_here', 103, 0, DEFAULT, 0, NULL, 103, '2026-11-30 11:20:05.487146+00', '2026-11-30 11:20:05.487146+00', NULL, 1, '2026-11-30 11:20:05.591422+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('adjustments', 'main', 'adjustments', 109, 0, DEFAULT, 0, NULL, 109, '2026-11-30 11:20:05.520972+00', '2026-11-30 11:20:05.520972+00', NULL, 1, '2026-11-30 11:20:05.669173+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('o''clock "x" \ $1', 'main', 'o''clock "x" \ $1', 113, 0, DEFAULT, 0, NULL, 113, '2026-11-30 11:20:05.532867+00', '2026-11-30 11:20:05.532867+00', NULL, 1, '2026-11-30 11:20:05.669173+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('shirt-l', 'main', 'shirt', 20, 0, DEFAULT, 0, 5, 20, '2026-11-30 11:20:05.540509+00', '2026-11-30 11:20:05.540509+00', '2026-11-30 11:20:05.540509+00', 1, '2026-11-30 11:20:05.669173+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('parcelled', 'north', 'parcelled', 28, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 4, '2026-11-30 11:20:46.622595+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('shirt-s', 'main', 'shirt', 20, 0, DEFAULT, 0, 5, 20, '2026-11-30 11:20:05.540509+00', '2026-11-30 11:20:05.540509+00', '2026-11-30 11:20:05.540509+00', 1, '2026-11-30 11:20:05.669173+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'main', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 114, 0, DEFAULT, 0, NULL, 114, '2026-11-30 11:20:05.536102+00', '2026-11-30 11:20:05.536102+00', NULL, 1, '2026-11-30 11:20:05.669173+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('_mug', 'main', '_mug', 104, 0, DEFAULT, 0, NULL, 102, '2026-11-30 11:20:05.484614+00', '2026-11-30 11:20:05.484614+00', NULL, 2, '2026-11-30 11:20:06.220138+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('a/b', 'main', 'a/b', 145, 4, DEFAULT, 0, NULL, 105, '2026-11-30 11:20:05.497662+00', '2026-11-30 11:20:05.497662+00', NULL, 6, '2026-11-30 11:20:42.024575+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('taken-back', 'returns-to-inspect', 'taken-back', 11, 0, DEFAULT, 0, NULL, 0, NULL, NULL, NULL, 7, '2026-11-30 11:21:00.155463+00', false, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('taken-back', 'main', 'taken-back', 66, 9, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 43, '2026-11-30 11:21:00.222833+00', true, NULL, NULL, NULL, NULL, 4);
INSERT INTO public.product_inventory VALUES ('parcelled', 'main', 'parcelled', 62, 1, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 30, '2026-11-30 11:20:49.491686+00', true, NULL, NULL, NULL, NULL, 7);
INSERT INTO public.product_inventory VALUES ('wished', 'main', 'wished', 40, 4, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 3, '2026-11-30 11:20:51.814788+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('wished', 'north', 'wished', 36, 3, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 9, '2026-11-30 11:20:51.814788+00', true, NULL, NULL, NULL, NULL, 4);
INSERT INTO public.product_inventory VALUES ('kept-by-event', 'main', 'kept-by-event', 6, 0, DEFAULT, 0, NULL, 6, '2026-11-30 11:20:45.685129+00', '2026-11-30 11:20:45.685129+00', NULL, 2, '2026-11-30 11:20:45.726287+00', true, NULL, NULL, NULL, 4, 0);
INSERT INTO public.product_inventory VALUES ('parcelled', 'dock_', 'parcelled', 0, 0, DEFAULT, 6, NULL, 0, NULL, NULL, NULL, 1, '2026-11-30 11:20:46.56006+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('later', 'main', 'later', 10, 0, DEFAULT, 0, 2, 10, '2026-11-30 11:20:05.578487+00', '2026-11-30 11:20:05.578487+00', '2026-11-30 11:20:05.578487+00', 1, '2026-11-30 11:20:05.7744+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('wanted', 'main', 'wanted', 10, 0, DEFAULT, 0, 2, 10, '2026-11-30 11:20:05.583839+00', '2026-11-30 11:20:05.583839+00', '2026-11-30 11:20:05.583839+00', 3, '2026-11-30 11:20:54.277449+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('short', 'main', 'short', 8, 8, DEFAULT, 3, 2, 10, '2026-11-30 11:20:05.565669+00', '2026-11-30 11:20:05.565669+00', '2026-11-30 11:20:05.565669+00', 3, '2026-11-30 11:20:09.774563+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('twice', 'main', 'twice', 1, 0, DEFAULT, 0, NULL, 1, '2026-11-30 11:20:54.749722+00', '2026-11-30 11:20:54.749722+00', NULL, 1, '2026-11-30 11:20:54.794407+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('soon', 'main', 'soon', 10, 10, DEFAULT, 0, 2, 10, '2026-11-30 11:20:05.581619+00', '2026-11-30 11:20:05.581619+00', '2026-11-30 11:20:05.581619+00', 4, '2026-11-30 11:20:59.414264+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('dear', 'main', 'dear', 4, 0, DEFAULT, 0, 2, 10, '2026-11-30 11:20:05.569867+00', '2026-11-30 11:20:05.569867+00', '2026-11-30 11:20:05.569867+00', 7, '2026-11-30 11:20:59.975362+00', true, NULL, NULL, NULL, NULL, 3);
INSERT INTO public.product_inventory VALUES ('hurried', 'main', 'hurried', 10, 10, DEFAULT, 0, 2, 10, '2026-11-30 11:20:05.572049+00', '2026-11-30 11:20:05.572049+00', '2026-11-30 11:20:05.572049+00', 2, '2026-11-30 11:21:28.179262+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('a/b', 'closed', 'a/b', 2, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 2, '2026-11-30 11:20:44.281352+00', false, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('described-only', 'main', 'described-only', 0, 0, DEFAULT, 0, NULL, 0, NULL, '2026-11-30 11:20:05.552132+00', NULL, 1, '2026-11-30 11:20:05.770706+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('crate', 'closed', 'crate', 2, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 2, '2026-11-30 11:20:44.281352+00', false, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('made-by-hand', 'north', 'made-by-hand', 9, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-30 11:20:06.203482+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('gift', 'main', 'gift', 0, 0, DEFAULT, 0, NULL, 0, NULL, NULL, NULL, 1, '2026-11-30 11:20:44.501566+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('imported', 'main', 'imported', 5, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-30 11:20:09.389814+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('imported', 'north', 'imported', 6, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-30 11:20:09.389814+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('mirrored', 'main', 'mirrored', 88, 0, DEFAULT, 0, NULL, 94, '2026-11-30 11:20:45.433242+00', '2026-11-30 11:20:45.433242+00', NULL, 4, '2026-11-30 11:20:45.492025+00', true, NULL, NULL, NULL, NULL, 6);
INSERT INTO public.product_inventory VALUES ('card', 'main', 'card', 0, 0, DEFAULT, 0, NULL, 0, NULL, '2026-11-30 11:20:44.550443+00', NULL, 1, '2026-11-30 11:20:44.588373+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('split', 'south_', 'split', 3, 3, DEFAULT, 0, NULL, 4, '2026-11-30 11:20:05.548735+00', '2026-11-30 11:20:05.548735+00', NULL, 4, '2026-11-30 11:20:09.65481+00', true, NULL, NULL, NULL, NULL, 1);
INSERT INTO public.product_inventory VALUES ('scarce', 'main', 'scarce', 10, 10, DEFAULT, 0, 2, 10, '2026-11-30 11:20:05.560326+00', '2026-11-30 11:20:05.560326+00', '2026-11-30 11:20:05.560326+00', 2, '2026-11-30 11:20:09.742863+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('crate', 'damaged', 'crate', 19, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 4, '2026-11-30 11:20:46.115782+00', false, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('crate', 'main', 'crate', 20, 20, DEFAULT, 11, NULL, NULL, NULL, '2026-11-30 11:20:45.184905+00', NULL, 9, '2026-11-30 11:20:46.115782+00', true, 9, '2026-11-30 11:20:45.184905+00', 'event:/shown/here', NULL, 0);
INSERT INTO public.product_inventory VALUES ('old-mug', 'main', 'old-mug', 7, 0, DEFAULT, 0, NULL, 7, '2026-11-30 11:20:44.555195+00', '2026-11-30 11:20:44.555195+00', NULL, 1, '2026-11-30 11:20:44.636098+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('crate', 'outlet_', 'crate', 10, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-30 11:20:41.997166+00', true, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.product_inventory VALUES ('first', 'main', 'first', 30, 0, DEFAULT, 0, NULL, 30, '2026-11-30 11:20:45.17877+00', '2026-11-30 11:20:45.183346+00', NULL, 2, '2026-11-30 11:20:45.250386+00', true, 40, '2026-11-30 11:20:45.183346+00', 'event:/first', NULL, 0);


--
-- Data for Name: reservation; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.reservation VALUES ('trailing_', 'pending', '[{"sku": "mug_", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-30 11:20:09.505674+00', false, '2026-11-30 11:20:09.505674+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:09.505674+00', '2026-12-01 11:13:29.505674+00', 1, '2026-11-30 11:20:09.505674+00', '2026-11-30 11:20:09.505674+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('_leading', 'pending', '[{"sku": "mug_", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-30 11:20:09.528193+00', false, '2026-11-30 11:20:09.528193+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:09.528193+00', '2026-12-01 11:13:29.528193+00', 1, '2026-11-30 11:20:09.528193+00', '2026-11-30 11:20:09.528193+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('50%', 'pending', '[{"sku": "mug_", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-30 11:20:09.559061+00', false, '2026-11-30 11:20:09.559061+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:09.559061+00', '2026-12-01 11:13:29.559061+00', 1, '2026-11-30 11:20:09.559061+00', '2026-11-30 11:20:09.559061+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('Größe', 'pending', '[{"sku": "mug_", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-30 11:20:09.571892+00', false, '2026-11-30 11:20:09.571892+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:09.571892+00', '2026-12-01 11:13:29.571892+00', 1, '2026-11-30 11:20:09.571892+00', '2026-11-30 11:20:09.571892+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('new_line', 'pending', '[{"sku": "mug_", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-30 11:20:09.580754+00', false, '2026-11-30 11:20:09.580754+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:09.580754+00', '2026-12-01 11:13:29.580754+00', 1, '2026-11-30 11:20:09.580754+00', '2026-11-30 11:20:09.580754+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('o''"\', 'pending', '[{"sku": "mug_", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-30 11:20:09.587195+00', false, '2026-11-30 11:20:09.587195+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:09.587195+00', '2026-12-01 11:13:29.587195+00', 1, '2026-11-30 11:20:09.587195+00', '2026-11-30 11:20:09.587195+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('with/slash', 'confirmed', '[{"sku": "mug_", "quantity": 1, "allocations": [{"held": 0, "taken": 1, "location": "main"}]}]', '2026-11-30 11:20:09.541357+00', false, '2026-11-30 11:20:09.541357+00', NULL, '2026-11-30 11:20:09.597675+00', NULL, NULL, true, '2026-11-30 11:20:09.541357+00', '2026-12-01 11:13:29.541357+00', 2, '2026-11-30 11:20:09.541357+00', '2026-11-30 11:20:09.597675+00', NULL, NULL, NULL, NULL, '2026-12-07 11:20:09.597675+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('held', 'pending', '[{"sku": "mug", "quantity": 2, "allocations": [{"held": 2, "taken": 0, "location": "main"}]}, {"sku": "shirt-m", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-30 11:20:09.610996+00', false, '2026-11-30 11:20:09.610996+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:09.610996+00', '2026-11-30 13:20:09.619282+00', 2, '2026-11-30 11:20:09.610996+00', '2026-11-30 11:20:09.619282+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('amended', 'pending', '[{"sku": "a/b", "quantity": 4, "allocations": [{"held": 4, "taken": 0, "location": "main"}]}]', '2026-11-30 11:20:09.636327+00', true, '2026-11-30 11:20:09.625335+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:09.625335+00', '2026-11-30 12:20:09.625335+00', 2, '2026-11-30 11:20:09.625335+00', '2026-11-30 11:20:09.636327+00', '[{"at": "2026-11-30T11:20:09.625335+00:00", "lines": [{"sku": "a/b", "quantity": 1}], "by_event": false}]', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('one-place', 'confirmed', '[{"sku": "split", "location": "south_", "quantity": 1, "allocations": [{"held": 0, "taken": 1, "location": "south_"}]}]', '2026-11-30 11:20:09.644212+00', false, '2026-11-30 11:20:09.644212+00', NULL, '2026-11-30 11:20:09.648429+00', NULL, NULL, true, '2026-11-30 11:20:09.644212+00', '2026-11-30 11:35:09.644212+00', 2, '2026-11-30 11:20:09.644212+00', '2026-11-30 11:20:09.648429+00', NULL, NULL, NULL, NULL, '2026-12-07 11:20:09.648429+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('both-places', 'pending', '[{"sku": "split", "quantity": 6, "allocations": [{"held": 3, "taken": 0, "location": "north"}, {"held": 3, "taken": 0, "location": "south_"}]}]', '2026-11-30 11:20:09.65481+00', false, '2026-11-30 11:20:09.65481+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:09.65481+00', '2026-12-01 11:13:29.65481+00', 1, '2026-11-30 11:20:09.65481+00', '2026-11-30 11:20:09.65481+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('paid', 'confirmed', '[{"sku": "mug", "quantity": 3, "allocations": [{"held": 0, "taken": 3, "location": "main"}]}]', '2026-11-30 11:20:09.663342+00', false, '2026-11-30 11:20:09.663342+00', NULL, '2026-11-30 11:20:09.669003+00', NULL, NULL, true, '2026-11-30 11:20:09.663342+00', '2026-11-30 11:35:09.663342+00', 2, '2026-11-30 11:20:09.663342+00', '2026-11-30 11:20:09.669003+00', NULL, NULL, NULL, NULL, '2026-12-07 11:20:09.669003+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('given-back', 'released', '[{"sku": "mug", "quantity": 1, "allocations": []}]', '2026-11-30 11:20:09.676509+00', false, '2026-11-30 11:20:09.676509+00', '2026-11-30 11:20:09.682076+00', NULL, NULL, NULL, true, '2026-11-30 11:20:09.676509+00', '2026-11-30 11:35:09.676509+00', 2, '2026-11-30 11:20:09.676509+00', '2026-11-30 11:20:09.682076+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('returned', 'released', '[{"sku": "mug", "quantity": 2, "allocations": []}]', '2026-11-30 11:20:09.694296+00', false, '2026-11-30 11:20:09.694296+00', NULL, '2026-11-30 11:20:09.711273+00', NULL, '2026-11-30 11:20:09.717402+00', true, '2026-11-30 11:20:09.694296+00', '2026-11-30 11:35:09.694296+00', 3, '2026-11-30 11:20:09.694296+00', '2026-11-30 11:20:09.717402+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('broken', 'released', '[{"sku": "mug", "quantity": 2, "allocations": [{"held": 0, "taken": 2, "location": "main"}]}]', '2026-11-30 11:20:09.72341+00', false, '2026-11-30 11:20:09.72341+00', NULL, '2026-11-30 11:20:09.728178+00', NULL, '2026-11-30 11:20:09.735396+00', false, '2026-11-30 11:20:09.72341+00', '2026-11-30 11:35:09.72341+00', 3, '2026-11-30 11:20:09.72341+00', '2026-11-30 11:20:09.735396+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('scarce-held', 'pending', '[{"sku": "scarce", "quantity": 10, "allocations": [{"held": 10, "taken": 0, "location": "main"}]}]', '2026-11-30 11:20:09.742863+00', false, '2026-11-30 11:20:09.742863+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:09.742863+00', '2026-12-01 11:13:29.742863+00', 1, '2026-11-30 11:20:09.742863+00', '2026-11-30 11:20:09.742863+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('short-held', 'pending', '[{"sku": "short", "quantity": 8, "allocations": [{"held": 8, "taken": 0, "location": "main"}]}]', '2026-11-30 11:20:09.761842+00', false, '2026-11-30 11:20:09.761842+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:09.761842+00', '2026-12-01 11:13:29.761842+00', 1, '2026-11-30 11:20:09.761842+00', '2026-11-30 11:20:09.761842+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('by-event', 'pending', '[{"sku": "mug", "quantity": 5, "allocations": [{"held": 5, "taken": 0, "location": "main"}]}]', '2026-11-30 11:20:09.783052+00', true, NULL, NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:09.839657+00', '2026-12-01 09:33:29.839657+00', 1, '2026-11-30 11:20:09.839657+00', '2026-11-30 11:20:09.839657+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('unknown-sku', 'rejected', '[{"sku": "never-seen", "quantity": 1, "allocations": []}]', '2026-11-30 11:20:09.805882+00', true, NULL, NULL, NULL, NULL, NULL, true, NULL, NULL, 1, '2026-11-30 11:20:41.455878+00', '2026-11-30 11:20:41.455878+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('paid-by-event', 'confirmed', '[{"sku": "50%", "quantity": 1, "allocations": [{"held": 0, "taken": 1, "location": "main"}]}, {"sku": "дом", "quantity": 2, "allocations": [{"held": 0, "taken": 2, "location": "main"}]}]', '2026-11-30 11:20:09.807098+00', true, NULL, NULL, '2026-11-30 11:20:41.519805+00', NULL, NULL, true, '2026-11-30 11:20:09.874899+00', '2026-11-30 11:35:09.874899+00', 2, '2026-11-30 11:20:09.874899+00', '2026-11-30 11:20:41.563333+00', NULL, NULL, NULL, NULL, '2026-12-07 11:20:41.563333+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('failed-payment', 'released', '[{"sku": "mug", "quantity": 1, "allocations": []}]', '2026-11-30 11:20:09.80828+00', true, NULL, '2026-11-30 11:20:41.534714+00', NULL, NULL, NULL, true, '2026-11-30 11:20:09.874899+00', '2026-11-30 11:35:09.874899+00', 2, '2026-11-30 11:20:09.874899+00', '2026-11-30 11:20:41.591813+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('awaiting', 'awaiting_order', '[]', NULL, false, NULL, NULL, '2026-11-30 11:20:41.542276+00', NULL, NULL, true, NULL, NULL, 1, '2026-11-30 11:20:41.62626+00', '2026-11-30 11:20:41.62626+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('rejected', 'rejected', '[{"sku": "scarce", "quantity": 1, "allocations": []}]', '2026-11-30 11:20:09.803717+00', true, NULL, NULL, '2026-11-30 11:20:41.546808+00', '2026-11-30 11:20:41.546808+00', NULL, true, NULL, NULL, 2, '2026-11-30 11:20:09.874899+00', '2026-11-30 11:20:41.638324+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('never-ordered', 'released', '[]', NULL, false, NULL, NULL, NULL, NULL, '2026-11-30 11:20:41.554045+00', true, NULL, NULL, 1, '2026-11-30 11:20:41.657924+00', '2026-11-30 11:20:41.657924+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('cancelled', 'released', '[{"sku": "mug", "quantity": 1, "allocations": []}]', '2026-11-30 11:20:09.810271+00', true, NULL, NULL, NULL, NULL, '2026-11-30 11:20:41.551102+00', true, '2026-11-30 11:20:09.874899+00', '2026-11-30 11:35:09.874899+00', 2, '2026-11-30 11:20:09.874899+00', '2026-11-30 11:20:41.657924+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('crates', 'pending', '[{"sku": "crate", "location": "main", "quantity": 20, "allocations": [{"held": 20, "taken": 0, "location": "main"}]}]', '2026-11-30 11:20:42.051966+00', false, '2026-11-30 11:20:42.051966+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:42.051966+00', '2026-12-01 11:14:02.051966+00', 1, '2026-11-30 11:20:42.051966+00', '2026-11-30 11:20:42.051966+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('gift-held', 'pending', '[{"sku": "gift", "tracked": false, "quantity": 2, "allocations": []}, {"sku": "mug", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-30 11:20:44.774145+00', false, '2026-11-30 11:20:44.774145+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:44.774145+00', '2026-12-01 11:14:04.774145+00', 1, '2026-11-30 11:20:44.774145+00', '2026-11-30 11:20:44.774145+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('gift-paid', 'confirmed', '[{"sku": "gift", "tracked": false, "quantity": 2, "allocations": []}, {"sku": "mug", "quantity": 1, "allocations": [{"held": 0, "taken": 1, "location": "main"}]}]', '2026-11-30 11:20:44.797848+00', false, '2026-11-30 11:20:44.797848+00', NULL, '2026-11-30 11:20:44.854163+00', NULL, NULL, true, '2026-11-30 11:20:44.797848+00', '2026-12-01 11:14:04.797848+00', 2, '2026-11-30 11:20:44.797848+00', '2026-11-30 11:20:44.854163+00', NULL, NULL, NULL, NULL, '2026-12-07 11:20:44.854163+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('gift-released', 'released', '[{"sku": "gift", "quantity": 2, "allocations": []}, {"sku": "mug", "quantity": 1, "allocations": []}]', '2026-11-30 11:20:44.816917+00', false, '2026-11-30 11:20:44.816917+00', '2026-11-30 11:20:44.889381+00', NULL, NULL, NULL, true, '2026-11-30 11:20:44.816917+00', '2026-12-01 11:14:04.816917+00', 2, '2026-11-30 11:20:44.816917+00', '2026-11-30 11:20:44.889381+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('gift-returned', 'released', '[{"sku": "gift", "quantity": 2, "allocations": []}, {"sku": "mug", "quantity": 1, "allocations": []}]', '2026-11-30 11:20:44.8357+00', false, '2026-11-30 11:20:44.8357+00', NULL, '2026-11-30 11:20:44.869667+00', NULL, '2026-11-30 11:20:44.901549+00', true, '2026-11-30 11:20:44.8357+00', '2026-12-01 11:14:04.8357+00', 3, '2026-11-30 11:20:44.8357+00', '2026-11-30 11:20:44.901549+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('gifts-only', 'pending', '[{"sku": "gift", "tracked": false, "quantity": 900, "allocations": []}]', '2026-11-30 11:20:44.929864+00', false, '2026-11-30 11:20:44.929864+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:44.929864+00', '2026-12-01 11:14:04.929864+00', 1, '2026-11-30 11:20:44.929864+00', '2026-11-30 11:20:44.929864+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('card-by-event', 'pending', '[{"sku": "card", "tracked": false, "quantity": 1, "allocations": []}, {"sku": "mug", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-30 11:20:44.969611+00', true, NULL, NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:45.015532+00', '2026-12-01 09:34:05.015532+00', 1, '2026-11-30 11:20:45.015532+00', '2026-11-30 11:20:45.015532+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('discontinued-by-event', 'rejected', '[{"sku": "mug", "quantity": 1, "allocations": []}, {"sku": "old-mug", "quantity": 1, "allocations": []}]', '2026-11-30 11:20:44.974611+00', true, NULL, NULL, NULL, NULL, NULL, true, NULL, NULL, 1, '2026-11-30 11:20:45.062+00', '2026-11-30 11:20:45.062+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('sent-unheard', 'awaiting_order', '[]', NULL, false, NULL, NULL, NULL, NULL, NULL, true, NULL, NULL, 1, '2026-11-30 11:20:46.622595+00', '2026-11-30 11:20:46.622595+00', NULL, NULL, NULL, '{"gone": [{"sku": "parcelled", "location": "main", "quantity": 1}], "dispatches": [{"at": "2026-11-30T11:20:46.529017Z", "id": "early", "lines": [{"sku": "parcelled", "quantity": 1}]}], "unexpected": [{"sku": "parcelled", "location": "main", "quantity": 1}]}', NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('wished-paid', 'confirmed', '[{"sku": "wished", "quantity": 2, "allocations": [{"held": 0, "taken": 2, "location": "north"}]}]', '2026-11-30 11:20:51.28647+00', true, NULL, NULL, '2026-11-30 11:20:51.51736+00', NULL, NULL, true, '2026-11-30 11:20:51.783708+00', '2026-12-01 09:34:11.783708+00', 3, '2026-11-30 11:20:51.321982+00', '2026-11-30 11:20:51.783708+00', '[{"at": "2026-11-30T11:20:51.731987+00:00", "lines": [{"sku": "wished", "quantity": 3}], "by_event": true, "preference": {"only": false, "whole": false, "locations": ["main"]}}, {"at": "2026-11-30T11:20:51.286470+00:00", "lines": [{"sku": "wished", "quantity": 2}], "by_event": true, "preference": {"only": true, "whole": true, "locations": ["north"]}}]', NULL, NULL, NULL, '2026-12-07 11:20:51.54767+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('last-rejected', 'rejected', '[{"sku": "dear", "quantity": 400, "allocations": []}]', '2026-11-30 11:20:59.449395+00', true, NULL, NULL, '2026-11-30 11:20:59.658322+00', '2026-11-30 11:20:59.658322+00', NULL, true, NULL, NULL, 2, '2026-11-30 11:20:59.469278+00', '2026-11-30 11:20:59.715438+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('mirrored', 'confirmed', '[{"sku": "mirrored", "quantity": 6, "allocations": [{"held": 0, "taken": 6, "location": "main"}]}]', '2026-11-30 11:20:45.394512+00', false, '2026-11-30 11:20:45.394512+00', NULL, '2026-11-30 11:20:45.425889+00', NULL, NULL, true, '2026-11-30 11:20:45.394512+00', '2026-11-30 11:35:45.394512+00', 2, '2026-11-30 11:20:45.394512+00', '2026-11-30 11:20:45.425889+00', NULL, NULL, NULL, NULL, '2026-12-07 11:20:45.425889+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('kept', 'pending', '[{"sku": "kept", "quantity": 2, "allocations": [{"held": 2, "taken": 0, "location": "main"}]}]', '2026-11-30 11:20:45.914123+00', false, '2026-11-30 11:20:45.914123+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:45.914123+00', '2026-12-01 11:14:05.914123+00', 1, '2026-11-30 11:20:45.914123+00', '2026-11-30 11:20:45.914123+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('sent-undone', 'confirmed', '[{"sku": "parcelled", "quantity": 4, "allocations": [{"held": 0, "taken": 4, "location": "main"}]}]', '2026-11-30 11:20:46.312556+00', false, '2026-11-30 11:20:46.312556+00', NULL, '2026-11-30 11:20:46.319167+00', NULL, NULL, true, '2026-11-30 11:20:46.312556+00', '2026-12-01 11:14:06.312556+00', 2, '2026-11-30 11:20:46.312556+00', '2026-11-30 11:20:46.319167+00', NULL, NULL, NULL, NULL, '2026-12-07 11:20:46.319167+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('sent', 'confirmed', '[{"sku": "parcelled", "quantity": 4, "allocations": [{"held": 0, "taken": 4, "location": "main"}]}]', '2026-11-30 11:20:46.19771+00', false, '2026-11-30 11:20:46.19771+00', NULL, '2026-11-30 11:20:46.218509+00', NULL, NULL, true, '2026-11-30 11:20:46.19771+00', '2026-12-01 11:14:06.19771+00', 3, '2026-11-30 11:20:46.19771+00', '2026-11-30 11:20:46.39871+00', NULL, NULL, NULL, '{"gone": [{"sku": "parcelled", "location": "main", "quantity": 4}], "dispatches": [{"at": "2026-11-30T11:20:46.398710Z", "id": "parcel_", "lines": [{"sku": "parcelled", "quantity": 4}]}]}', NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('sent-in-part', 'confirmed', '[{"sku": "parcelled", "quantity": 4, "allocations": [{"held": 0, "taken": 4, "location": "main"}]}]', '2026-11-30 11:20:46.226873+00', false, '2026-11-30 11:20:46.226873+00', NULL, '2026-11-30 11:20:46.233484+00', NULL, NULL, true, '2026-11-30 11:20:46.226873+00', '2026-12-01 11:14:06.226873+00', 3, '2026-11-30 11:20:46.226873+00', '2026-11-30 11:20:46.428414+00', NULL, NULL, NULL, '{"gone": [{"sku": "parcelled", "location": "main", "quantity": 3}], "dispatches": [{"at": "2026-11-30T11:20:46.428414Z", "id": "first", "lines": [{"sku": "parcelled", "location": "main", "quantity": 3}]}]}', '2026-12-07 11:20:46.233484+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('completed', 'confirmed', '[{"sku": "parcelled", "quantity": 3, "allocations": [{"held": 0, "taken": 3, "location": "main"}]}]', '2026-11-30 11:20:46.350705+00', false, '2026-11-30 11:20:46.350705+00', NULL, '2026-11-30 11:20:46.742201+00', NULL, NULL, true, '2026-11-30 11:20:46.350705+00', '2026-12-01 11:14:06.350705+00', 2, '2026-11-30 11:20:46.350705+00', '2026-11-30 11:20:46.779856+00', NULL, NULL, NULL, '{"gone": [{"sku": "parcelled", "location": "main", "quantity": 3}], "dispatches": [], "completed_at": "2026-11-30T11:20:46.742201Z"}', NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('sent-and-cancelled', 'released', '[{"sku": "parcelled", "quantity": 4, "allocations": [{"held": 0, "taken": 3, "location": "main"}]}]', '2026-11-30 11:20:46.248924+00', false, '2026-11-30 11:20:46.248924+00', NULL, '2026-11-30 11:20:46.255156+00', NULL, '2026-11-30 11:20:46.488607+00', true, '2026-11-30 11:20:46.248924+00', '2026-12-01 11:14:06.248924+00', 4, '2026-11-30 11:20:46.248924+00', '2026-11-30 11:20:46.488607+00', NULL, NULL, NULL, '{"gone": [{"sku": "parcelled", "location": "main", "quantity": 3}], "dispatches": [{"at": "2026-11-30T11:20:46.441760Z", "id": "first", "lines": [{"sku": "parcelled", "location": "main", "quantity": 3}]}]}', NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('sent-too-much', 'confirmed', '[{"sku": "parcelled", "quantity": 4, "allocations": [{"held": 0, "taken": 4, "location": "dock_"}]}]', '2026-11-30 11:20:46.267106+00', false, '2026-11-30 11:20:46.267106+00', NULL, '2026-11-30 11:20:46.277226+00', NULL, NULL, true, '2026-11-30 11:20:46.267106+00', '2026-12-01 11:14:06.267106+00', 3, '2026-11-30 11:20:46.267106+00', '2026-11-30 11:20:46.56006+00', NULL, NULL, NULL, '{"gone": [{"sku": "parcelled", "location": "dock_", "quantity": 6}], "dispatches": [{"at": "2026-11-30T11:20:46.502830Z", "id": "dock", "lines": [{"sku": "parcelled", "location": "dock_", "quantity": 6}]}], "unexpected": [{"sku": "parcelled", "location": "dock_", "quantity": 2}]}', NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('sent-from-both', 'confirmed', '[{"sku": "parcelled", "location": "main", "quantity": 2, "allocations": [{"held": 0, "taken": 2, "location": "main"}]}, {"sku": "parcelled", "location": "north", "quantity": 2, "allocations": [{"held": 0, "taken": 2, "location": "north"}]}]', '2026-11-30 11:20:46.376886+00', false, '2026-11-30 11:20:46.376886+00', NULL, '2026-11-30 11:20:46.385224+00', NULL, NULL, true, '2026-11-30 11:20:46.376886+00', '2026-12-01 11:14:06.376886+00', 3, '2026-11-30 11:20:46.376886+00', '2026-11-30 11:20:46.622595+00', NULL, NULL, NULL, '{"gone": [{"sku": "parcelled", "location": "north", "quantity": 2}], "dispatches": [{"at": "2026-11-30T11:20:46.520048Z", "id": "north", "lines": [{"sku": "parcelled", "location": "north", "quantity": 2}]}]}', '2026-12-07 11:20:46.385224+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('sent-unpaid', 'pending', '[{"sku": "parcelled", "quantity": 3, "allocations": [{"held": 1, "taken": 2, "location": "main"}]}]', '2026-11-30 11:20:46.331708+00', false, '2026-11-30 11:20:46.331708+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:46.331708+00', '2026-12-01 11:14:06.331708+00', 3, '2026-11-30 11:20:46.331708+00', '2026-11-30 11:20:46.622595+00', NULL, NULL, NULL, '{"gone": [{"sku": "parcelled", "location": "main", "quantity": 2}], "dispatches": [{"at": "2026-11-30T11:20:46.513107Z", "id": "restated", "lines": [{"sku": "parcelled", "quantity": 2}]}]}', NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('taken-for-gone', 'confirmed', '[{"sku": "parcelled", "quantity": 4, "allocations": [{"held": 0, "taken": 4, "location": "main"}]}]', '2026-11-30 11:20:46.287631+00', false, '2026-11-30 11:20:46.287631+00', NULL, '2026-11-30 11:20:46.301233+00', NULL, NULL, true, '2026-11-30 11:20:46.287631+00', '2026-12-01 11:14:06.287631+00', 4, '2026-11-30 11:20:46.287631+00', '2026-11-30 11:20:49.242274+00', NULL, NULL, NULL, '{"gone": [{"sku": "parcelled", "location": "main", "quantity": 3}], "dispatches": [{"at": "2026-11-30T11:20:46.467330Z", "id": "first", "lines": [{"sku": "parcelled", "location": "main", "quantity": 3}]}]}', NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('back-undone', 'confirmed', '[{"sku": "taken-back", "quantity": 4, "allocations": [{"held": 0, "taken": 4, "location": "main"}]}]', '2026-11-30 11:20:49.775635+00', false, '2026-11-30 11:20:49.775635+00', NULL, '2026-11-30 11:20:49.790439+00', NULL, NULL, true, '2026-11-30 11:20:49.775635+00', '2026-12-01 11:14:09.775635+00', 3, '2026-11-30 11:20:49.775635+00', '2026-11-30 11:20:49.865177+00', NULL, NULL, NULL, '{"gone": [{"sku": "taken-back", "location": "main", "quantity": 4}], "dispatches": [{"at": "2026-11-30T11:20:49.865177Z", "id": "all", "lines": [{"sku": "taken-back", "quantity": 4}]}]}', NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('back-in-part', 'confirmed', '[{"sku": "taken-back", "quantity": 4, "allocations": [{"held": 0, "taken": 4, "location": "main"}]}]', '2026-11-30 11:20:49.573996+00', false, '2026-11-30 11:20:49.573996+00', NULL, '2026-11-30 11:20:49.596331+00', NULL, NULL, true, '2026-11-30 11:20:49.573996+00', '2026-12-01 11:14:09.573996+00', 4, '2026-11-30 11:20:49.573996+00', '2026-11-30 11:20:49.87519+00', NULL, NULL, NULL, '{"gone": [{"sku": "taken-back", "location": "main", "quantity": 4}], "dispatches": [{"at": "2026-11-30T11:20:49.819463Z", "id": "all", "lines": [{"sku": "taken-back", "quantity": 4}]}]}', NULL, NULL, '{"landed": [{"id": "rma_", "sku": "taken-back", "location": "returns-to-inspect", "quantity": 1, "disposition": "inspect"}, {"id": "rma_", "sku": "taken-back", "location": "main", "quantity": 1, "disposition": "sellable"}], "returns": [{"at": "2026-11-30T11:20:49.875190Z", "id": "rma_", "lines": [{"sku": "taken-back", "quantity": 1, "disposition": "inspect"}, {"sku": "taken-back", "quantity": 1, "disposition": "sellable"}]}]}', NULL);
INSERT INTO public.reservation VALUES ('back-restated', 'confirmed', '[{"sku": "taken-back", "quantity": 4, "allocations": [{"held": 0, "taken": 4, "location": "main"}]}]', '2026-11-30 11:20:49.642273+00', false, '2026-11-30 11:20:49.642273+00', NULL, '2026-11-30 11:20:49.664994+00', NULL, NULL, true, '2026-11-30 11:20:49.642273+00', '2026-12-01 11:14:09.642273+00', 5, '2026-11-30 11:20:49.642273+00', '2026-11-30 11:20:50.252353+00', NULL, NULL, NULL, '{"gone": [{"sku": "taken-back", "location": "main", "quantity": 4}], "dispatches": [{"at": "2026-11-30T11:20:49.834130Z", "id": "all", "lines": [{"sku": "taken-back", "quantity": 4}]}]}', NULL, NULL, '{"landed": [{"id": "box", "sku": "taken-back", "location": "returns-to-inspect", "quantity": 1, "disposition": "damaged"}], "returns": [{"at": "2026-11-30T11:20:50.210325Z", "id": "box", "lines": [{"sku": "taken-back", "quantity": 1, "disposition": "damaged"}]}]}', NULL);
INSERT INTO public.reservation VALUES ('back-cancelled', 'released', '[{"sku": "taken-back", "quantity": 4, "allocations": [{"held": 0, "taken": 4, "location": "main"}]}]', '2026-11-30 11:20:49.692708+00', false, '2026-11-30 11:20:49.692708+00', NULL, '2026-11-30 11:20:49.706917+00', NULL, '2026-11-30 11:20:49.952081+00', true, '2026-11-30 11:20:49.692708+00', '2026-12-01 11:14:09.692708+00', 5, '2026-11-30 11:20:49.692708+00', '2026-11-30 11:20:49.952081+00', NULL, NULL, NULL, '{"gone": [{"sku": "taken-back", "location": "main", "quantity": 4}], "dispatches": [{"at": "2026-11-30T11:20:49.842813Z", "id": "all", "lines": [{"sku": "taken-back", "quantity": 4}]}]}', NULL, NULL, '{"landed": [{"id": "all", "sku": "taken-back", "location": "main", "quantity": 3, "disposition": "sellable"}], "returns": [{"at": "2026-11-30T11:20:49.943123Z", "id": "all", "lines": [{"sku": "taken-back", "quantity": 3, "disposition": "sellable"}]}]}', NULL);
INSERT INTO public.reservation VALUES ('back-unreported', 'confirmed', '[{"sku": "taken-back", "quantity": 4, "allocations": [{"held": 0, "taken": 4, "location": "main"}]}]', '2026-11-30 11:20:49.803528+00', false, '2026-11-30 11:20:49.803528+00', NULL, '2026-11-30 11:20:49.812263+00', NULL, NULL, true, '2026-11-30 11:20:49.803528+00', '2026-12-01 11:14:09.803528+00', 3, '2026-11-30 11:20:49.803528+00', '2026-11-30 11:20:50.275059+00', NULL, NULL, NULL, '{"gone": [{"sku": "taken-back", "location": "main", "quantity": 1}], "dispatches": []}', '2026-12-07 11:20:49.812263+00', NULL, '{"landed": [{"id": "box", "sku": "taken-back", "location": "returns-to-inspect", "quantity": 1, "disposition": "inspect"}], "returns": [{"at": "2026-11-30T11:20:50.215140Z", "id": "box", "lines": [{"sku": "taken-back", "quantity": 1, "disposition": "inspect"}]}]}', NULL);
INSERT INTO public.reservation VALUES ('back-unheard', 'awaiting_order', '[]', NULL, false, NULL, NULL, NULL, NULL, NULL, true, NULL, NULL, 1, '2026-11-30 11:20:50.275059+00', '2026-11-30 11:20:50.275059+00', NULL, NULL, NULL, '{"dispatches": []}', NULL, NULL, '{"landed": [{"id": "early", "sku": "taken-back", "excess": true, "location": "returns-to-inspect", "quantity": 2, "disposition": "sellable"}], "returns": [{"at": "2026-11-30T11:20:50.219320Z", "id": "early", "lines": [{"sku": "taken-back", "quantity": 2, "disposition": "sellable"}]}]}', NULL);
INSERT INTO public.reservation VALUES ('back-damaged', 'confirmed', '[{"sku": "taken-back", "quantity": 4, "allocations": [{"held": 0, "taken": 4, "location": "main"}]}]', '2026-11-30 11:20:49.608889+00', false, '2026-11-30 11:20:49.608889+00', NULL, '2026-11-30 11:20:49.620118+00', NULL, NULL, true, '2026-11-30 11:20:49.608889+00', '2026-12-01 11:14:09.608889+00', 5, '2026-11-30 11:20:49.608889+00', '2026-11-30 11:20:50.275059+00', NULL, NULL, NULL, '{"gone": [{"sku": "taken-back", "location": "main", "quantity": 4}], "dispatches": [{"at": "2026-11-30T11:20:49.826887Z", "id": "all", "lines": [{"sku": "taken-back", "quantity": 4}]}]}', NULL, NULL, '{"landed": [{"id": "broken", "sku": "taken-back", "location": "returns-to-inspect", "quantity": 2, "disposition": "damaged"}, {"id": "beyond", "sku": "taken-back", "named": "north", "location": "north", "quantity": 2, "disposition": "sellable"}, {"id": "beyond", "sku": "taken-back", "named": "north", "excess": true, "location": "returns-to-inspect", "quantity": 3, "disposition": "sellable"}], "returns": [{"at": "2026-11-30T11:20:50.212534Z", "id": "beyond", "lines": [{"sku": "taken-back", "location": "north", "quantity": 5, "disposition": "sellable"}]}, {"at": "2026-11-30T11:20:49.933122Z", "id": "broken", "lines": [{"sku": "taken-back", "quantity": 2, "disposition": "damaged"}]}]}', NULL);
INSERT INTO public.reservation VALUES ('less-unheard', 'awaiting_order', '[]', NULL, false, NULL, NULL, NULL, NULL, NULL, true, NULL, NULL, 1, '2026-11-30 11:20:50.666083+00', '2026-11-30 11:20:50.666083+00', NULL, NULL, NULL, NULL, NULL, '{"cancels": [{"at": "2026-11-30T11:20:50.613041Z", "id": "early", "lines": [{"sku": "taken-back", "quantity": 1}]}]}', NULL, NULL);
INSERT INTO public.reservation VALUES ('wished-anew', 'pending', '[{"sku": "wished", "quantity": 2, "allocations": [{"held": 2, "taken": 0, "location": "main"}]}]', '2026-11-30 11:20:51.734927+00', true, NULL, NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:51.346234+00', '2026-12-01 09:34:11.346234+00', 2, '2026-11-30 11:20:51.346234+00', '2026-11-30 11:20:51.814788+00', '[{"at": "2026-11-30T11:20:51.288577+00:00", "lines": [{"sku": "wished", "quantity": 2}], "by_event": true, "preference": {"only": true, "whole": true, "locations": ["north"]}}, {"at": "2026-11-30T11:20:51.734927+00:00", "lines": [{"sku": "wished", "quantity": 2}], "by_event": true, "preference": {"only": true, "whole": false, "locations": ["main"]}}]', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('less-undone', 'pending', '[{"sku": "taken-back", "quantity": 4, "allocations": [{"held": 4, "taken": 0, "location": "main"}]}]', '2026-11-30 11:20:50.514272+00', false, '2026-11-30 11:20:50.514272+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:50.514272+00', '2026-12-01 11:14:10.514272+00', 1, '2026-11-30 11:20:50.514272+00', '2026-11-30 11:20:50.514272+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('less-paid', 'confirmed', '[{"sku": "taken-back", "quantity": 1, "allocations": [{"held": 0, "taken": 1, "location": "main"}]}]', '2026-11-30 11:20:50.436886+00', false, '2026-11-30 11:20:50.436886+00', NULL, '2026-11-30 11:20:50.528556+00', NULL, NULL, true, '2026-11-30 11:20:50.436886+00', '2026-12-01 11:14:10.436886+00', 3, '2026-11-30 11:20:50.436886+00', '2026-11-30 11:20:50.580254+00', '[{"at": "2026-11-30T11:20:50.436886+00:00", "lines": [{"sku": "taken-back", "quantity": 4}], "by_event": false}]', NULL, NULL, NULL, '2026-12-07 11:20:50.528556+00', '{"cancels": [{"at": "2026-11-30T11:20:50.580254Z", "id": "refund", "lines": [{"sku": "taken-back", "quantity": 3}]}]}', NULL, NULL);
INSERT INTO public.reservation VALUES ('from-north', 'confirmed', '[{"sku": "taken-back", "quantity": 4, "allocations": [{"held": 0, "taken": 4, "location": "north"}]}]', '2026-11-30 11:20:50.522083+00', false, '2026-11-30 11:20:50.522083+00', NULL, '2026-11-30 11:20:50.545607+00', NULL, NULL, true, '2026-11-30 11:20:50.522083+00', '2026-12-01 11:14:10.522083+00', 3, '2026-11-30 11:20:50.522083+00', '2026-11-30 11:20:50.623928+00', NULL, NULL, NULL, NULL, '2026-12-07 11:20:50.545607+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('less-ended', 'released', '[{"sku": "taken-back", "quantity": 4, "allocations": []}]', '2026-11-30 11:20:50.48438+00', false, '2026-11-30 11:20:50.48438+00', NULL, '2026-11-30 11:20:50.534907+00', NULL, NULL, true, '2026-11-30 11:20:50.48438+00', '2026-12-01 11:14:10.48438+00', 3, '2026-11-30 11:20:50.48438+00', '2026-11-30 11:20:50.656582+00', '[{"at": "2026-11-30T11:20:50.484380+00:00", "lines": [{"sku": "taken-back", "quantity": 4}], "by_event": false}]', NULL, NULL, NULL, NULL, '{"cancels": [{"at": "2026-11-30T11:20:50.596336Z", "id": "refund", "lines": [{"sku": "taken-back", "quantity": 4}]}], "nothing_left": true}', NULL, NULL);
INSERT INTO public.reservation VALUES ('less-restated', 'pending', '[{"sku": "taken-back", "quantity": 3, "allocations": [{"held": 3, "taken": 0, "location": "main"}]}]', '2026-11-30 11:20:50.466842+00', false, '2026-11-30 11:20:50.466842+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:50.466842+00', '2026-12-01 11:14:10.466842+00', 3, '2026-11-30 11:20:50.466842+00', '2026-11-30 11:20:50.903282+00', '[{"at": "2026-11-30T11:20:50.466842+00:00", "lines": [{"sku": "taken-back", "quantity": 4}], "by_event": false}]', NULL, NULL, NULL, NULL, '{"cancels": [{"at": "2026-11-30T11:20:50.846682Z", "id": "refund", "lines": [{"sku": "taken-back", "quantity": 1}]}]}', NULL, NULL);
INSERT INTO public.reservation VALUES ('wished-only', 'confirmed', '[{"sku": "wished", "quantity": 2, "allocations": [{"held": 0, "taken": 2, "location": "north"}]}]', '2026-11-30 11:20:51.185093+00', false, '2026-11-30 11:20:51.185093+00', NULL, '2026-11-30 11:20:51.20563+00', NULL, NULL, true, '2026-11-30 11:20:51.185093+00', '2026-12-01 11:14:11.185093+00', 2, '2026-11-30 11:20:51.185093+00', '2026-11-30 11:20:51.20563+00', '[{"at": "2026-11-30T11:20:51.185093+00:00", "lines": [{"sku": "wished", "quantity": 2}], "by_event": false, "preference": {"only": true, "whole": false, "locations": ["north", "main"]}}]', NULL, NULL, NULL, '2026-12-07 11:20:51.20563+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('less-held', 'pending', '[{"sku": "taken-back", "quantity": 2, "allocations": [{"held": 2, "taken": 0, "location": "main"}]}]', '2026-11-30 11:20:50.426899+00', false, '2026-11-30 11:20:50.426899+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:50.426899+00', '2026-12-01 11:14:10.426899+00', 3, '2026-11-30 11:20:50.426899+00', '2026-11-30 11:21:00.222833+00', '[{"at": "2026-11-30T11:20:50.426899+00:00", "lines": [{"sku": "taken-back", "quantity": 4}], "by_event": false}]', NULL, NULL, NULL, NULL, '{"cancels": [{"at": "2026-11-30T11:21:00.186358Z", "id": "late", "lines": [{"sku": "taken-back", "quantity": 1}]}, {"at": "2026-11-30T11:20:50.565333Z", "id": "refund_", "lines": [{"sku": "taken-back", "quantity": 1}]}]}', NULL, NULL);
INSERT INTO public.reservation VALUES ('wished-first', 'pending', '[{"sku": "wished", "quantity": 3, "allocations": [{"held": 3, "taken": 0, "location": "north"}]}]', '2026-11-30 11:20:51.254869+00', true, '2026-11-30 11:20:51.232558+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:51.232558+00', '2026-12-01 11:14:11.232558+00', 2, '2026-11-30 11:20:51.232558+00', '2026-11-30 11:20:51.254869+00', '[{"at": "2026-11-30T11:20:51.232558+00:00", "lines": [{"sku": "wished", "quantity": 2}], "by_event": false, "preference": {"only": false, "whole": false, "locations": ["north"]}}, {"at": "2026-11-30T11:20:51.254869+00:00", "lines": [{"sku": "wished", "quantity": 3}], "by_event": true, "preference": {"only": false, "whole": false, "locations": ["north"]}}]', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('wished-whole', 'pending', '[{"sku": "wished", "quantity": 2, "allocations": [{"held": 2, "taken": 0, "location": "main"}]}]', '2026-11-30 11:20:51.262772+00', false, '2026-11-30 11:20:51.262772+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:51.262772+00', '2026-12-01 11:14:11.262772+00', 1, '2026-11-30 11:20:51.262772+00', '2026-11-30 11:20:51.262772+00', '[{"at": "2026-11-30T11:20:51.262772+00:00", "lines": [{"sku": "wished", "quantity": 2}], "by_event": false, "preference": {"only": false, "whole": true, "locations": []}}]', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('expired', 'expired', '[{"sku": "wanted", "quantity": 3, "allocations": []}]', '2026-11-30 11:20:51.959893+00', false, '2026-11-30 11:20:51.959893+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:51.959893+00', '2026-11-30 11:20:52.959893+00', 2, '2026-11-30 11:20:51.959893+00', '2026-11-30 11:20:54.277449+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('in-time', 'pending', '[{"sku": "soon", "quantity": 10, "allocations": [{"held": 10, "taken": 0, "location": "main"}]}]', '2026-11-30 11:20:59.414264+00', false, '2026-11-30 11:20:59.414264+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:59.414264+00', '2026-12-01 09:34:19.414264+00', 1, '2026-11-30 11:20:59.414264+00', '2026-11-30 11:20:59.414264+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('too-late', 'expired', '[{"sku": "soon", "quantity": 10, "allocations": []}]', '2026-11-30 11:20:58.391043+00', false, '2026-11-30 11:20:58.391043+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:20:58.391043+00', '2026-11-30 11:20:59.391043+00', 2, '2026-11-30 11:20:58.391043+00', '2026-11-30 11:20:59.414264+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('last', 'confirmed', '[{"sku": "dear", "quantity": 4, "allocations": [{"held": 0, "taken": 4, "location": "main"}]}]', '2026-11-30 11:20:58.324254+00', false, '2026-11-30 11:20:58.324254+00', NULL, '2026-11-30 11:20:58.345093+00', NULL, NULL, true, '2026-11-30 11:20:58.324254+00', '2026-12-01 09:34:18.324254+00', 3, '2026-11-30 11:20:58.324254+00', '2026-11-30 11:20:59.877893+00', NULL, NULL, NULL, '{"gone": [{"sku": "dear", "location": "main", "quantity": 1}], "dispatches": [{"at": "2026-11-30T11:20:59.877893Z", "id": "last", "lines": [{"sku": "dear", "quantity": 1}]}]}', '2026-12-07 11:20:58.345093+00', NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('last-one', 'confirmed', '[{"sku": "dear", "quantity": 2, "allocations": [{"held": 0, "taken": 2, "location": "main"}]}, {"sku": "🫖", "quantity": 1, "allocations": [{"held": 0, "taken": 1, "location": "main"}]}]', '2026-11-30 11:20:58.360018+00', false, '2026-11-30 11:20:58.360018+00', '2026-11-30 11:20:58.377122+00', '2026-11-30 11:20:59.941049+00', NULL, NULL, true, '2026-11-30 11:20:58.360018+00', '2026-11-30 11:35:58.360018+00', 3, '2026-11-30 11:20:58.360018+00', '2026-11-30 11:20:59.975362+00', NULL, NULL, NULL, '{"gone": [{"sku": "dear", "location": "main", "quantity": 2}, {"sku": "🫖", "location": "main", "quantity": 1}], "dispatches": [], "completed_at": "2026-11-30T11:20:59.941049Z"}', NULL, NULL, NULL, NULL);
INSERT INTO public.reservation VALUES ('back-refunded', 'confirmed', '[{"sku": "taken-back", "quantity": 3, "allocations": [{"held": 0, "taken": 3, "location": "main"}]}]', '2026-11-30 11:20:49.737504+00', false, '2026-11-30 11:20:49.737504+00', NULL, '2026-11-30 11:20:49.758774+00', NULL, NULL, true, '2026-11-30 11:20:49.737504+00', '2026-12-01 11:14:09.737504+00', 6, '2026-11-30 11:20:49.737504+00', '2026-11-30 11:21:00.155463+00', '[{"at": "2026-11-30T11:20:49.737504+00:00", "lines": [{"sku": "taken-back", "quantity": 4}], "by_event": false}]', NULL, NULL, '{"gone": [{"sku": "taken-back", "location": "main", "quantity": 4}], "dispatches": [{"at": "2026-11-30T11:20:49.851548Z", "id": "all", "lines": [{"sku": "taken-back", "quantity": 4}]}], "unexpected": [{"sku": "taken-back", "location": "main", "quantity": 1}]}', NULL, '{"cancels": [{"at": "2026-11-30T11:20:49.986784Z", "id": "refund", "lines": [{"sku": "taken-back", "quantity": 1}]}]}', '{"landed": [{"id": "one", "sku": "taken-back", "location": "main", "quantity": 1, "disposition": "sellable"}, {"id": "late", "sku": "taken-back", "location": "returns-to-inspect", "quantity": 1, "disposition": "inspect"}], "returns": [{"at": "2026-11-30T11:21:00.155463Z", "id": "late", "lines": [{"sku": "taken-back", "quantity": 1, "disposition": "inspect"}]}, {"at": "2026-11-30T11:20:49.969272Z", "id": "one", "lines": [{"sku": "taken-back", "quantity": 1, "disposition": "sellable"}]}]}', NULL);
INSERT INTO public.reservation VALUES ('overdue', 'pending', '[{"sku": "hurried", "quantity": 10, "allocations": [{"held": 10, "taken": 0, "location": "main"}]}]', '2026-11-30 11:21:28.179262+00', false, '2026-11-30 11:21:28.179262+00', NULL, NULL, NULL, NULL, true, '2026-11-30 11:21:28.179262+00', '2026-11-30 11:21:29.179262+00', 1, '2026-11-30 11:21:28.179262+00', '2026-11-30 11:21:28.179262+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);


--
-- Data for Name: retention; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.retention VALUES ('events', 0, 0, '2026-11-30 11:20:03.368179+00');
INSERT INTO public.retention VALUES ('payloads', 1, 1, '2026-11-30 11:20:03.38241+00');
INSERT INTO public.retention VALUES ('dead_letters', 0, 0, '2026-11-30 11:20:03.39898+00');
INSERT INTO public.retention VALUES ('reservations', 0, 0, '2026-11-30 11:20:03.41383+00');
INSERT INTO public.retention VALUES ('idempotency_keys', 0, 0, '2026-11-30 11:20:03.433544+00');
INSERT INTO public.retention VALUES ('commit_receipts', 0, 0, '2026-11-30 11:20:03.444586+00');
INSERT INTO public.retention VALUES ('moves', 0, 0, '2026-11-30 11:20:03.477546+00');
INSERT INTO public.retention VALUES ('movements', 4, 3, '2026-11-30 11:20:03.485625+00');


--
-- Data for Name: set_aside; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.set_aside VALUES ('payments', 0, 'payments', 3, 6, 4, 3, 3, 'missing_type (3)', '2026-11-30 11:21:25.843459+00', NULL, NULL);
INSERT INTO public.set_aside VALUES ('orders', 1, 'orders', 5, 8, 4, 3, 3, 'missing_type (3)', '2026-11-30 11:21:25.843459+00', '2026-11-30 11:21:28.064301+00', 9000);


--
-- Data for Name: skipped_type; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: sku_policy; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sku_policy VALUES ('gift', false, '2026-11-30 11:20:44.501566+00', NULL, '2026-11-30 11:20:44.501566+00', NULL, '2026-11-30 11:20:44.501566+00', NULL, '2026-11-30 11:20:44.501566+00', 1, '2026-11-30 11:20:44.501566+00', NULL);
INSERT INTO public.sku_policy VALUES ('%2F', true, '2026-11-30 11:20:44.535364+00', NULL, '2026-11-30 11:20:44.535364+00', '2020-01-01 00:00:00+00', '2026-11-30 11:20:44.535364+00', '2020-02-01 00:00:00+00', '2026-11-30 11:20:44.535364+00', 1, '2026-11-30 11:20:44.535364+00', NULL);
INSERT INTO public.sku_policy VALUES ('card', false, '2026-11-30 11:20:44.550443+00', NULL, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-30 11:20:44.588373+00', NULL);
INSERT INTO public.sku_policy VALUES ('old-mug', true, NULL, '2026-11-30 11:20:44.560578+00', '2026-11-30 11:20:44.560578+00', NULL, NULL, NULL, NULL, 1, '2026-11-30 11:20:44.636098+00', NULL);
INSERT INTO public.sku_policy VALUES ('kept', true, '2026-11-30 11:20:45.661002+00', NULL, '2026-11-30 11:20:45.661002+00', NULL, '2026-11-30 11:20:45.661002+00', NULL, '2026-11-30 11:20:45.661002+00', 1, '2026-11-30 11:20:45.661002+00', '[{"location": null, "safety_stock": {"at": "2026-11-30T11:20:45.661002Z", "by": "token:shop", "units": 2}, "low_stock_threshold": {"at": "2026-11-30T11:20:45.661002Z", "by": "token:shop", "units": 9}}, {"location": "main", "safety_stock": {"at": "2026-11-30T11:20:45.661002Z", "by": "token:shop", "units": 3}, "low_stock_threshold": null}]');
INSERT INTO public.sku_policy VALUES ('kept-by-event', true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-30 11:20:45.726287+00', '[{"location": null, "safety_stock": {"at": "2026-11-30T11:20:45.685129Z", "by": "event:/shop", "units": 4}, "low_stock_threshold": null}]');


--
-- Data for Name: stock_move; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.stock_move VALUES ('crate', 'main', 'pallet_', 'damaged', 4, 'damaged', '2026-11-30 11:20:41.960892+00');
INSERT INTO public.stock_move VALUES ('crate', 'main', 'van', 'outlet_', 10, 'relocated', '2026-11-30 11:20:41.997166+00');
INSERT INTO public.stock_move VALUES ('crate', 'damaged', 'mended', 'main', 1, 'inspected', '2026-11-30 11:20:42.013238+00');
INSERT INTO public.stock_move VALUES ('crate', 'main', 'bulk', 'closed', 2, 'relocated', '2026-11-30 11:20:42.024575+00');
INSERT INTO public.stock_move VALUES ('a/b', 'main', 'bulk', 'closed', 2, 'relocated', '2026-11-30 11:20:42.024575+00');
INSERT INTO public.stock_move VALUES ('crate', 'main', 'flood', 'damaged', 15, 'damaged', '2026-11-30 11:20:42.060876+00');
INSERT INTO public.stock_move VALUES ('crate', 'main', 'mended, taken back', 'damaged', 1, 'inspected', '2026-11-30 11:20:46.115782+00');


--
-- Data for Name: stock_movement; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (42, 'mug_', 'main', 'adjusted', -24, 0, 0, 77, 0, 0, 'cycle_count', 'doc-e77b837c', NULL, NULL, 'token:shop', '2026-11-30 11:20:06.185415+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (43, 'made-by-hand', 'north', 'adjusted', 9, 0, 0, 9, 0, 0, 'received', 'doc-56be21b7', NULL, NULL, 'token:shop', '2026-11-30 11:20:06.203482+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (44, 'mug', 'main', 'adjusted', 2, 0, 0, 157, 0, 0, 'found', 'bulk mug', NULL, NULL, 'token:shop', '2026-11-30 11:20:06.220138+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (45, '_mug', 'main', 'adjusted', 2, 0, 0, 104, 0, 0, 'found', 'bulk  mug', NULL, NULL, 'token:shop', '2026-11-30 11:20:06.220138+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (4, 'veteran', 'main', 'opening_balance', 46, 0, 0, 46, 0, 0, NULL, NULL, NULL, NULL, 'retention', '2026-05-14 11:19:49.613943+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (5, 'mug_', 'main', 'supplied', 101, 0, 0, 101, 0, 0, NULL, 'ProductCreated-2932a42e', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.591422+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (6, '..', 'main', 'supplied', 108, 0, 0, 108, 0, 0, NULL, 'ProductCreated-4785ded2', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.591422+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (7, '%2F', 'main', 'supplied', 107, 0, 0, 107, 0, 0, NULL, 'ProductCreated-48686318', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.591422+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (8, '50%', 'main', 'supplied', 106, 0, 0, 106, 0, 0, NULL, 'ProductCreated-b56b890d', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.591422+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (9, 'line_feed', 'main', 'supplied', 104, 0, 0, 104, 0, 0, NULL, 'ProductCreated-beb06cf8', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.591422+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (10, 'tab_here', 'main', 'supplied', 103, 0, 0, 103, 0, 0, NULL, 'ProductCreated-d36f93c9', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.591422+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (11, '_mug', 'main', 'supplied', 102, 0, 0, 102, 0, 0, NULL, 'ProductCreated-d7da6395', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.591422+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (12, 'a/b', 'main', 'supplied', 105, 0, 0, 105, 0, 0, NULL, 'ProductCreated-fd0df4ec', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.591422+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (13, 'mug', 'main', 'supplied', 100, 0, 0, 100, 0, 0, NULL, 'ProductCreated-96887f2b', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.621381+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (14, 'shirt-s', 'main', 'supplied', 20, 0, 0, 20, 0, 0, NULL, 'ProductCreated-10804a21', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.669173+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (15, 'shirt-m', 'main', 'supplied', 20, 0, 0, 20, 0, 0, NULL, 'ProductCreated-10804a21', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.669173+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (16, 'shirt-l', 'main', 'supplied', 20, 0, 0, 20, 0, 0, NULL, 'ProductCreated-10804a21', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.669173+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (17, 'дом', 'main', 'supplied', 111, 0, 0, 111, 0, 0, NULL, 'ProductCreated-443b42d6', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.669173+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (18, '🫖', 'main', 'supplied', 112, 0, 0, 112, 0, 0, NULL, 'ProductCreated-4c36fc3b', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.669173+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (19, 'Größe-42', 'main', 'supplied', 110, 0, 0, 110, 0, 0, NULL, 'ProductCreated-8d8aa11a', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.669173+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (20, 'adjustments', 'main', 'supplied', 109, 0, 0, 109, 0, 0, NULL, 'ProductCreated-9a3e7c45', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.669173+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (21, 'o''clock "x" \ $1', 'main', 'supplied', 113, 0, 0, 113, 0, 0, NULL, 'ProductCreated-cfa519ab', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.669173+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (22, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'main', 'supplied', 114, 0, 0, 114, 0, 0, NULL, 'ProductCreated-dda7d38e', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.669173+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (23, 'split', 'north', 'supplied', 3, 0, 0, 3, 0, 0, NULL, 'ProductUpdated-520410d1', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.669173+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (24, 'soon', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-3f0b0562', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.7744+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (25, 'short', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-73d68279', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.7744+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (26, 'dear', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-86a3690e', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.7744+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (27, 'hurried', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-901ad311', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.7744+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (28, 'later', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-decc9c9c', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.7744+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (29, 'scarce', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-ad1da69d', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.770706+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (30, 'split', 'south_', 'supplied', 4, 0, 0, 4, 0, 0, NULL, 'ProductUpdated-c9ac6a62', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.770706+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (31, 'wanted', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-ab57fa43', NULL, NULL, 'event:/shop', '2026-11-30 11:20:05.853092+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (32, 'mug', 'main', 'adjusted', 1, 0, 0, 101, 0, 0, 'received', 'received_', NULL, 'seen by Zoë', 'token:shop', '2026-11-30 11:20:06.020016+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (33, 'mug', 'main', 'adjusted', 2, 0, 0, 103, 0, 0, 'returned', 'returned_', NULL, 'seen by Zoë', 'token:shop', '2026-11-30 11:20:06.042885+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (34, 'mug', 'main', 'adjusted', 3, 0, 0, 106, 0, 0, 'damaged', 'damaged_', NULL, 'seen by Zoë', 'token:shop', '2026-11-30 11:20:06.052414+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (35, 'mug', 'main', 'adjusted', 4, 0, 0, 110, 0, 0, 'lost', 'lost_', NULL, 'seen by Zoë', 'token:shop', '2026-11-30 11:20:06.061145+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (36, 'mug', 'main', 'adjusted', 5, 0, 0, 115, 0, 0, 'found', 'found_', NULL, 'seen by Zoë', 'token:shop', '2026-11-30 11:20:06.079413+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (37, 'mug', 'main', 'adjusted', 6, 0, 0, 121, 0, 0, 'cycle_count', 'cycle_count_', NULL, 'seen by Zoë', 'token:shop', '2026-11-30 11:20:06.093052+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (38, 'mug', 'main', 'adjusted', 7, 0, 0, 128, 0, 0, 'correction', 'correction_', NULL, 'seen by Zoë', 'token:shop', '2026-11-30 11:20:06.107+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (39, 'mug', 'main', 'adjusted', 8, 0, 0, 136, 0, 0, 'shrinkage', 'shrinkage_', NULL, 'seen by Zoë', 'token:shop', '2026-11-30 11:20:06.122165+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (40, 'mug', 'main', 'adjusted', 9, 0, 0, 145, 0, 0, 'promotion', 'promotion_', NULL, 'seen by Zoë', 'token:shop', '2026-11-30 11:20:06.142324+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (41, 'mug', 'main', 'adjusted', 10, 0, 0, 155, 0, 0, 'other', 'other_', NULL, 'seen by Zoë', 'token:shop', '2026-11-30 11:20:06.160659+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (46, 'a/b', 'main', 'adjusted', 2, 0, 0, 107, 0, 0, 'found', 'bulk a/b', NULL, NULL, 'token:shop', '2026-11-30 11:20:06.220138+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (47, 'imported', 'main', 'adjusted', 5, 0, 0, 5, 0, 0, 'cycle_count', 'IMPORT-1', NULL, NULL, 'cli:root', '2026-11-30 11:20:09.389814+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (48, 'imported', 'north', 'adjusted', 6, 0, 0, 6, 0, 0, 'cycle_count', 'IMPORT-1', NULL, NULL, 'cli:root', '2026-11-30 11:20:09.389814+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (49, 'mug_', 'main', 'reserved', 0, 1, 0, 77, 1, 0, NULL, 'a6f7f0b9f9ce401bb61a512de2d3d2b5', 'trailing_', NULL, 'token:shop', '2026-11-30 11:20:09.505674+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (50, 'mug_', 'main', 'reserved', 0, 1, 0, 77, 2, 0, NULL, '55aa400e20114fa392a1e4808c1527d1', '_leading', NULL, 'token:shop', '2026-11-30 11:20:09.528193+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (157, 'parcelled', 'main', 'adjusted', 0, 0, 0, 63, 1, 0, 'cycle_count', 'count-0', NULL, NULL, 'token:shop', '2026-11-30 11:20:49.444038+00', NULL, NULL, 7);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (51, 'mug_', 'main', 'reserved', 0, 1, 0, 77, 3, 0, NULL, 'e97fa6c9471c454e834a65c4d5825adb', 'with/slash', NULL, 'token:shop', '2026-11-30 11:20:09.541357+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (52, 'mug_', 'main', 'reserved', 0, 1, 0, 77, 4, 0, NULL, 'ce57e7b873db4121975c4081e7912bd3', '50%', NULL, 'token:shop', '2026-11-30 11:20:09.559061+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (53, 'mug_', 'main', 'reserved', 0, 1, 0, 77, 5, 0, NULL, '185c1bc6e4fa4205ae6d9818d4810598', 'Größe', NULL, 'token:shop', '2026-11-30 11:20:09.571892+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (54, 'mug_', 'main', 'reserved', 0, 1, 0, 77, 6, 0, NULL, 'def041c867bc4fc1bee218ff81f6e816', 'new_line', NULL, 'token:shop', '2026-11-30 11:20:09.580754+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (55, 'mug_', 'main', 'reserved', 0, 1, 0, 77, 7, 0, NULL, '04f23ca028094d3f8f04d28b29c3eead', 'o''"\', NULL, 'token:shop', '2026-11-30 11:20:09.587195+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (56, 'mug_', 'main', 'confirmed', -1, -1, 0, 76, 6, 0, NULL, '7bdc653a45034d2ba0a99f6f905be10b', 'with/slash', NULL, 'token:shop', '2026-11-30 11:20:09.597675+00', NULL, 1, 1);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (57, 'mug', 'main', 'reserved', 0, 2, 0, 157, 2, 0, NULL, '5b7326213bbf4ed8bdca6bdee451024a', 'held', NULL, 'token:shop', '2026-11-30 11:20:09.610996+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (58, 'shirt-m', 'main', 'reserved', 0, 1, 0, 20, 1, 0, NULL, '5b7326213bbf4ed8bdca6bdee451024a', 'held', NULL, 'token:shop', '2026-11-30 11:20:09.610996+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (59, 'a/b', 'main', 'reserved', 0, 1, 0, 107, 1, 0, NULL, 'c6483b831703457c932f0b433556ad63', 'amended', NULL, 'token:shop', '2026-11-30 11:20:09.625335+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (60, 'a/b', 'main', 'reserved', 0, 3, 0, 107, 4, 0, NULL, 'e9ce3e160cc043d48b26a6a6103d9114', 'amended', NULL, 'token:shop', '2026-11-30 11:20:09.636327+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (61, 'split', 'south_', 'reserved', 0, 1, 0, 4, 1, 0, NULL, '670deb2490974229a6e304344c00bc9a', 'one-place', NULL, 'token:shop', '2026-11-30 11:20:09.644212+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (62, 'split', 'south_', 'confirmed', -1, -1, 0, 3, 0, 0, NULL, 'e538e527fae14114bd88bc021d065c6e', 'one-place', NULL, 'token:shop', '2026-11-30 11:20:09.648429+00', NULL, 1, 1);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (63, 'split', 'north', 'reserved', 0, 3, 0, 3, 3, 0, NULL, '34e6de99a6be4503b75bc25d80252da0', 'both-places', NULL, 'token:shop', '2026-11-30 11:20:09.65481+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (64, 'split', 'south_', 'reserved', 0, 3, 0, 3, 3, 0, NULL, '34e6de99a6be4503b75bc25d80252da0', 'both-places', NULL, 'token:shop', '2026-11-30 11:20:09.65481+00', NULL, NULL, 1);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (65, 'mug', 'main', 'reserved', 0, 3, 0, 157, 5, 0, NULL, '98c549f2386a4da5be85f305c17293f3', 'paid', NULL, 'token:shop', '2026-11-30 11:20:09.663342+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (66, 'mug', 'main', 'confirmed', -3, -3, 0, 154, 2, 0, NULL, '6f62f365b276419e982fe3fc4ea09b63', 'paid', NULL, 'token:shop', '2026-11-30 11:20:09.669003+00', NULL, 3, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (67, 'mug', 'main', 'reserved', 0, 1, 0, 154, 3, 0, NULL, '4261cecffa7840daa97aa1e48b71ec1e', 'given-back', NULL, 'token:shop', '2026-11-30 11:20:09.676509+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (68, 'mug', 'main', 'released', 0, -1, 0, 154, 2, 0, 'changed my mind_', 'aab8c6fd546f40f9a5d3bab690c669c0', 'given-back', NULL, 'token:shop', '2026-11-30 11:20:09.682076+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (69, 'mug', 'main', 'reserved', 0, 2, 0, 154, 4, 0, NULL, '9920a7eee64a4b00a35389aae5219d88', 'returned', NULL, 'token:shop', '2026-11-30 11:20:09.694296+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (70, 'mug', 'main', 'confirmed', -2, -2, 0, 152, 2, 0, NULL, 'aee7878891fb42b5a096e688197cc5dd', 'returned', NULL, 'token:shop', '2026-11-30 11:20:09.711273+00', NULL, 2, 5);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (71, 'mug', 'main', 'released', 2, 0, 0, 154, 2, 0, 'returned', 'e0ee38e384d9419db819f106ade32d4d', 'returned', NULL, 'token:shop', '2026-11-30 11:20:09.717402+00', NULL, -2, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (72, 'mug', 'main', 'reserved', 0, 2, 0, 154, 4, 0, NULL, 'd3cf82a145314a9a83b1197f9efc041a', 'broken', NULL, 'token:shop', '2026-11-30 11:20:09.72341+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (73, 'mug', 'main', 'confirmed', -2, -2, 0, 152, 2, 0, NULL, '1c47107e186242aca4710fd7ec8e61ac', 'broken', NULL, 'token:shop', '2026-11-30 11:20:09.728178+00', NULL, 2, 5);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (74, 'mug', 'main', 'released', 0, 0, 0, 152, 2, 0, 'order_cancelled', '8789fcf988df4aa49336a235113e553a', 'broken', NULL, 'token:shop', '2026-11-30 11:20:09.735396+00', NULL, -2, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (75, 'scarce', 'main', 'reserved', 0, 10, 0, 10, 10, 0, NULL, '2be12b1b81ef4302825f99c51ddc1c88', 'scarce-held', NULL, 'token:shop', '2026-11-30 11:20:09.742863+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (76, 'short', 'main', 'reserved', 0, 8, 0, 10, 8, 0, NULL, '1fe1dbb032654fd6becb518593abcb6a', 'short-held', NULL, 'token:shop', '2026-11-30 11:20:09.761842+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (77, 'short', 'main', 'adjusted', -2, 0, 3, 8, 8, 3, 'lost', 'doc-b04712f6', NULL, NULL, 'token:shop', '2026-11-30 11:20:09.774563+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (87, 'a/b', 'main', 'adjusted', 40, 0, 0, 147, 4, 0, 'received', 'delivery of a/b', NULL, NULL, 'token:shop', '2026-11-30 11:20:41.88165+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (88, 'crate', 'main', 'adjusted', 40, 0, 0, 40, 0, 0, 'received', 'delivery of crate', NULL, NULL, 'token:shop', '2026-11-30 11:20:41.909736+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (89, 'crate', 'main', 'moved', -4, 0, 0, 36, 0, 0, 'damaged', 'pallet_', NULL, 'a lorry, says Zoë', 'token:shop', '2026-11-30 11:20:41.960892+00', 'damaged', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (90, 'crate', 'damaged', 'moved', 4, 0, 0, 4, 0, 0, 'damaged', 'pallet_', NULL, 'a lorry, says Zoë', 'token:shop', '2026-11-30 11:20:41.960892+00', 'main', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (91, 'crate', 'main', 'moved', -10, 0, 0, 26, 0, 0, 'relocated', 'van', NULL, NULL, 'token:shop', '2026-11-30 11:20:41.997166+00', 'outlet_', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (92, 'crate', 'outlet_', 'moved', 10, 0, 0, 10, 0, 0, 'relocated', 'van', NULL, NULL, 'token:shop', '2026-11-30 11:20:41.997166+00', 'main', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (93, 'crate', 'damaged', 'moved', -1, 0, 0, 3, 0, 0, 'inspected', 'mended', NULL, NULL, 'token:shop', '2026-11-30 11:20:42.013238+00', 'main', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (94, 'crate', 'main', 'moved', 1, 0, 0, 27, 0, 0, 'inspected', 'mended', NULL, NULL, 'token:shop', '2026-11-30 11:20:42.013238+00', 'damaged', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (95, 'crate', 'main', 'moved', -2, 0, 0, 25, 0, 0, 'relocated', 'bulk', NULL, NULL, 'token:shop', '2026-11-30 11:20:42.024575+00', 'closed', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (96, 'crate', 'closed', 'moved', 2, 0, 0, 2, 0, 0, 'relocated', 'bulk', NULL, NULL, 'token:shop', '2026-11-30 11:20:42.024575+00', 'main', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (97, 'a/b', 'main', 'moved', -2, 0, 0, 145, 4, 0, 'relocated', 'bulk', NULL, NULL, 'token:shop', '2026-11-30 11:20:42.024575+00', 'closed', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (98, 'a/b', 'closed', 'moved', 2, 0, 0, 2, 0, 0, 'relocated', 'bulk', NULL, NULL, 'token:shop', '2026-11-30 11:20:42.024575+00', 'main', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (99, 'crate', 'main', 'reserved', 0, 20, 0, 25, 20, 0, NULL, '43db8cdb46164af192d27294ec47d5b4', 'crates', NULL, 'token:shop', '2026-11-30 11:20:42.051966+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (100, 'crate', 'main', 'moved', -5, 0, 10, 20, 20, 10, 'damaged', 'flood', NULL, NULL, 'token:shop', '2026-11-30 11:20:42.060876+00', 'damaged', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (101, 'crate', 'damaged', 'moved', 15, 0, 0, 18, 0, 0, 'damaged', 'flood', NULL, NULL, 'token:shop', '2026-11-30 11:20:42.060876+00', 'main', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (103, 'mug', 'main', 'reserved', 0, 1, 0, 152, 8, 0, NULL, '81b323d0a8674f15a38afbe95030fbe3', 'gift-held', NULL, 'token:shop', '2026-11-30 11:20:44.774145+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (104, 'mug', 'main', 'reserved', 0, 1, 0, 152, 9, 0, NULL, '0166ddd142584efd9ef476b5c914221e', 'gift-paid', NULL, 'token:shop', '2026-11-30 11:20:44.797848+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (105, 'mug', 'main', 'reserved', 0, 1, 0, 152, 10, 0, NULL, '97031fd9548d490c910d626e6aa679c7', 'gift-released', NULL, 'token:shop', '2026-11-30 11:20:44.816917+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (78, 'mug', 'main', 'reserved', 0, 5, 0, 152, 7, 0, NULL, 'OrderCreated-b8489426', 'by-event', NULL, 'event:/shop', '2026-11-30 11:20:09.839657+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (79, '50%', 'main', 'reserved', 0, 1, 0, 106, 1, 0, NULL, 'OrderCreated-c412eacc', 'paid-by-event', NULL, 'event:/shop', '2026-11-30 11:20:09.874899+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (80, 'дом', 'main', 'reserved', 0, 2, 0, 111, 2, 0, NULL, 'OrderCreated-c412eacc', 'paid-by-event', NULL, 'event:/shop', '2026-11-30 11:20:09.874899+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (81, 'mug', 'main', 'reserved', 0, 1, 0, 152, 8, 0, NULL, 'OrderCreated-c87614cc', 'failed-payment', NULL, 'event:/shop', '2026-11-30 11:20:09.874899+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (82, 'mug', 'main', 'reserved', 0, 1, 0, 152, 9, 0, NULL, 'OrderCreated-fb296b5a', 'cancelled', NULL, 'event:/shop', '2026-11-30 11:20:09.874899+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (83, '50%', 'main', 'confirmed', -1, -1, 0, 105, 0, 0, NULL, 'PaymentSucceeded-64ac457f', 'paid-by-event', NULL, 'event:/shop', '2026-11-30 11:20:41.563333+00', NULL, 1, 1);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (84, 'дом', 'main', 'confirmed', -2, -2, 0, 109, 0, 0, NULL, 'PaymentSucceeded-64ac457f', 'paid-by-event', NULL, 'event:/shop', '2026-11-30 11:20:41.563333+00', NULL, 2, 2);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (86, 'mug', 'main', 'released', 0, -1, 0, 152, 7, 0, 'fraud', 'OrderCancelled-ee781f7b', 'cancelled', NULL, 'event:/shop', '2026-11-30 11:20:41.657924+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (102, 'old-mug', 'main', 'supplied', 7, 0, 0, 7, 0, 0, NULL, 'ProductCreated-0d59453e', NULL, NULL, 'event:/shop', '2026-11-30 11:20:44.636098+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (111, 'mug', 'main', 'reserved', 0, 1, 0, 151, 9, 0, NULL, 'OrderCreated-5eb36665', 'card-by-event', NULL, 'event:/shop', '2026-11-30 11:20:45.015532+00', NULL, NULL, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (112, 'first', 'main', 'supplied', 30, 0, 0, 30, 0, 0, NULL, 'ProductCreated-25f76eb1', NULL, NULL, 'event:/first', '2026-11-30 11:20:45.208321+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (113, 'mirrored', 'main', 'supplied', 100, 0, 0, 100, 0, 0, NULL, 'ProductCreated-096e3008', NULL, NULL, 'event:/shop', '2026-11-30 11:20:45.250386+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (85, 'mug', 'main', 'released', 0, -1, 0, 152, 8, 0, 'card declined', 'PaymentFailed-b18930e1', 'failed-payment', NULL, 'event:/shop', '2026-11-30 11:20:41.591813+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (106, 'mug', 'main', 'reserved', 0, 1, 0, 152, 11, 0, NULL, 'd77b03766b8d42d887c5a9418d90e607', 'gift-returned', NULL, 'token:shop', '2026-11-30 11:20:44.8357+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (107, 'mug', 'main', 'confirmed', -1, -1, 0, 151, 10, 0, NULL, 'fa1f57bc89a241009b1f10aa066add3c', 'gift-paid', NULL, 'token:shop', '2026-11-30 11:20:44.854163+00', NULL, 1, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (108, 'mug', 'main', 'confirmed', -1, -1, 0, 150, 9, 0, NULL, '2851b3c96dc44c0b933c3e3611bf9211', 'gift-returned', NULL, 'token:shop', '2026-11-30 11:20:44.869667+00', NULL, 1, 5);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (109, 'mug', 'main', 'released', 0, -1, 0, 150, 8, 0, 'released', '6ec24f12eaa943f888fa086a6d7132ed', 'gift-released', NULL, 'token:shop', '2026-11-30 11:20:44.889381+00', NULL, NULL, 5);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (110, 'mug', 'main', 'released', 1, 0, 0, 151, 8, 0, 'order_cancelled', 'e1195367598748209107dd9a84c7d02b', 'gift-returned', NULL, 'token:shop', '2026-11-30 11:20:44.901549+00', NULL, -1, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (114, 'mirrored', 'main', 'reserved', 0, 6, 0, 100, 6, 0, NULL, 'abc79bf4945444799e5f137b74ddfefe', 'mirrored', NULL, 'token:shop', '2026-11-30 11:20:45.394512+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (115, 'mirrored', 'main', 'confirmed', -6, -6, 0, 94, 0, 0, NULL, '963dbdac4e8c421ab9e7ce0d834b072d', 'mirrored', NULL, 'token:shop', '2026-11-30 11:20:45.425889+00', NULL, 6, 6);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (116, 'mirrored', 'main', 'supplied', -6, 0, 0, 88, 0, 0, NULL, 'ProductUpdated-6cd2e0d0', NULL, NULL, 'event:/shop', '2026-11-30 11:20:45.492025+00', NULL, NULL, 6);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (117, 'kept', 'main', 'adjusted', 5, 0, 0, 5, 0, 0, 'received', 'delivery of kept', NULL, NULL, 'token:shop', '2026-11-30 11:20:45.645425+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (118, 'kept-by-event', 'main', 'supplied', 6, 0, 0, 6, 0, 0, NULL, 'ProductCreated-07379c2b', NULL, NULL, 'event:/shop', '2026-11-30 11:20:45.726287+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (119, 'kept', 'main', 'reserved', 0, 2, 0, 5, 2, 0, NULL, '494b83c0164d4aa8bdf6ef08fb62a528', 'kept', NULL, 'token:shop', '2026-11-30 11:20:45.914123+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (120, 'kept', 'main', 'adjusted', 7, 0, 0, 12, 2, 0, 'received', 'typed twice', NULL, NULL, 'token:shop', '2026-11-30 11:20:45.991454+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (121, 'kept', 'main', 'adjusted', -7, 0, 0, 5, 2, 0, 'received', 'typed twice, taken back', NULL, NULL, 'token:shop', '2026-11-30 11:20:46.052893+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (122, 'crate', 'main', 'moved', 0, 0, 1, 20, 20, 11, 'inspected', 'mended, taken back', NULL, NULL, 'token:shop', '2026-11-30 11:20:46.115782+00', 'damaged', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (123, 'crate', 'damaged', 'moved', 1, 0, 0, 19, 0, 0, 'inspected', 'mended, taken back', NULL, NULL, 'token:shop', '2026-11-30 11:20:46.115782+00', 'main', NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (124, 'parcelled', 'main', 'adjusted', 90, 0, 0, 90, 0, 0, 'received', 'delivery of parcels', NULL, NULL, 'token:shop', '2026-11-30 11:20:46.156524+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (125, 'parcelled', 'north', 'adjusted', 30, 0, 0, 30, 0, 0, 'received', 'delivery of parcels', NULL, NULL, 'token:shop', '2026-11-30 11:20:46.184906+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (126, 'parcelled', 'main', 'reserved', 0, 4, 0, 90, 4, 0, NULL, '6474f10f03e54770bc44b8bef2c61576', 'sent', NULL, 'token:shop', '2026-11-30 11:20:46.19771+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (127, 'parcelled', 'main', 'confirmed', -4, -4, 0, 86, 0, 0, NULL, '8ec5aee2644a4650a780f157c9713771', 'sent', NULL, 'token:shop', '2026-11-30 11:20:46.218509+00', NULL, 4, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (128, 'parcelled', 'main', 'reserved', 0, 4, 0, 86, 4, 0, NULL, '3a65b44a00dc4c6a9aaead2476524fd2', 'sent-in-part', NULL, 'token:shop', '2026-11-30 11:20:46.226873+00', NULL, NULL, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (129, 'parcelled', 'main', 'confirmed', -4, -4, 0, 82, 0, 0, NULL, '3cdc2953a4474f0c945469cd747300ae', 'sent-in-part', NULL, 'token:shop', '2026-11-30 11:20:46.233484+00', NULL, 4, 8);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (130, 'parcelled', 'main', 'reserved', 0, 4, 0, 82, 4, 0, NULL, '55245c081372459cb6f2dd041b6b9550', 'sent-and-cancelled', NULL, 'token:shop', '2026-11-30 11:20:46.248924+00', NULL, NULL, 8);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (131, 'parcelled', 'main', 'confirmed', -4, -4, 0, 78, 0, 0, NULL, 'c43a8b8d02eb4f908c0c600cb09cc21c', 'sent-and-cancelled', NULL, 'token:shop', '2026-11-30 11:20:46.255156+00', NULL, 4, 12);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (132, 'parcelled', 'main', 'reserved', 0, 4, 0, 78, 4, 0, NULL, '8f4b3b82c5914cbba31f0b71cb7e46db', 'sent-too-much', NULL, 'token:shop', '2026-11-30 11:20:46.267106+00', NULL, NULL, 12);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (133, 'parcelled', 'main', 'confirmed', -4, -4, 0, 74, 0, 0, NULL, 'ffa1d3a772174323939508d04b7cea59', 'sent-too-much', NULL, 'token:shop', '2026-11-30 11:20:46.277226+00', NULL, 4, 16);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (134, 'parcelled', 'main', 'reserved', 0, 4, 0, 74, 4, 0, NULL, 'b386263dfa9243309171089074841cfe', 'taken-for-gone', NULL, 'token:shop', '2026-11-30 11:20:46.287631+00', NULL, NULL, 16);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (135, 'parcelled', 'main', 'confirmed', -4, -4, 0, 70, 0, 0, NULL, '217270c9e73743538176e9d983e92822', 'taken-for-gone', NULL, 'token:shop', '2026-11-30 11:20:46.301233+00', NULL, 4, 20);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (136, 'parcelled', 'main', 'reserved', 0, 4, 0, 70, 4, 0, NULL, '3d59470b97464f11a5ea13e178ca7614', 'sent-undone', NULL, 'token:shop', '2026-11-30 11:20:46.312556+00', NULL, NULL, 20);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (137, 'parcelled', 'main', 'confirmed', -4, -4, 0, 66, 0, 0, NULL, '06b653f8c89743ceaab7ee3c4e783792', 'sent-undone', NULL, 'token:shop', '2026-11-30 11:20:46.319167+00', NULL, 4, 24);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (138, 'parcelled', 'main', 'reserved', 0, 3, 0, 66, 3, 0, NULL, 'ece33b700d944bcea03707f2a5214f57', 'sent-unpaid', NULL, 'token:shop', '2026-11-30 11:20:46.331708+00', NULL, NULL, 24);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (139, 'parcelled', 'main', 'reserved', 0, 3, 0, 66, 6, 0, NULL, '954b1366084f4e65b48028455a2392b2', 'completed', NULL, 'token:shop', '2026-11-30 11:20:46.350705+00', NULL, NULL, 24);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (140, 'parcelled', 'main', 'reserved', 0, 2, 0, 66, 8, 0, NULL, '5d775f4346d04a54b9135efa22529efe', 'sent-from-both', NULL, 'token:shop', '2026-11-30 11:20:46.376886+00', NULL, NULL, 24);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (141, 'parcelled', 'north', 'reserved', 0, 2, 0, 30, 2, 0, NULL, '5d775f4346d04a54b9135efa22529efe', 'sent-from-both', NULL, 'token:shop', '2026-11-30 11:20:46.376886+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (142, 'parcelled', 'main', 'confirmed', -2, -2, 0, 64, 6, 0, NULL, '83da2c81179f4dedb3ab11e1aa4855de', 'sent-from-both', NULL, 'token:shop', '2026-11-30 11:20:46.385224+00', NULL, 2, 26);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (143, 'parcelled', 'north', 'confirmed', -2, -2, 0, 28, 0, 0, NULL, '83da2c81179f4dedb3ab11e1aa4855de', 'sent-from-both', NULL, 'token:shop', '2026-11-30 11:20:46.385224+00', NULL, 2, 2);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (144, 'parcelled', 'main', 'dispatched', 0, 0, 0, 64, 6, 0, NULL, 'parcel_', 'sent', NULL, 'token:shop', '2026-11-30 11:20:46.39871+00', NULL, -4, 22);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (145, 'parcelled', 'main', 'dispatched', 0, 0, 0, 64, 6, 0, NULL, 'first', 'sent-in-part', NULL, 'token:shop', '2026-11-30 11:20:46.428414+00', NULL, -3, 19);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (146, 'parcelled', 'main', 'dispatched', 0, 0, 0, 64, 6, 0, NULL, 'first', 'sent-and-cancelled', NULL, 'token:shop', '2026-11-30 11:20:46.44176+00', NULL, -3, 16);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (147, 'parcelled', 'main', 'dispatched', 0, 0, 0, 64, 6, 0, NULL, 'first', 'taken-for-gone', NULL, 'token:shop', '2026-11-30 11:20:46.46733+00', NULL, -3, 13);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (148, 'parcelled', 'main', 'released', 1, 0, 0, 65, 6, 0, 'lost on the way', '4e22080808ac4abfb86e0a6df6d79afc', 'sent-and-cancelled', NULL, 'token:shop', '2026-11-30 11:20:46.488607+00', NULL, -1, 12);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (149, 'parcelled', 'dock_', 'dispatched', 0, 0, 6, 0, 0, 6, NULL, 'dock', 'sent-too-much', NULL, 'event:/shop', '2026-11-30 11:20:46.56006+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (150, 'parcelled', 'main', 'dispatched', 4, 0, 0, 69, 6, 0, NULL, 'dock', 'sent-too-much', NULL, 'event:/shop', '2026-11-30 11:20:46.56006+00', NULL, -4, 8);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (151, 'parcelled', 'north', 'dispatched', 0, 0, 0, 28, 0, 0, NULL, 'north', 'sent-from-both', NULL, 'event:/shop', '2026-11-30 11:20:46.622595+00', NULL, -2, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (152, 'parcelled', 'main', 'dispatched', -1, 0, 0, 68, 6, 0, NULL, 'early', 'sent-unheard', NULL, 'event:/shop', '2026-11-30 11:20:46.622595+00', NULL, NULL, 8);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (153, 'parcelled', 'main', 'dispatched', -3, -3, 0, 65, 3, 0, NULL, 'restated', 'sent-unpaid', NULL, 'event:/shop', '2026-11-30 11:20:46.622595+00', NULL, NULL, 8);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (154, 'parcelled', 'main', 'dispatched', 1, 1, 0, 66, 4, 0, NULL, 'restated', 'sent-unpaid', NULL, 'event:/shop', '2026-11-30 11:20:46.622595+00', NULL, NULL, 8);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (155, 'parcelled', 'main', 'dispatched', -3, -3, 0, 63, 1, 0, NULL, 'OrderCompleted-989a51be', 'completed', NULL, 'event:/shop', '2026-11-30 11:20:46.779856+00', NULL, NULL, 8);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (156, 'parcelled', 'main', 'dispatched', 0, 0, 0, 63, 1, 0, NULL, NULL, 'taken-for-gone', NULL, 'assume_dispatched', '2026-11-30 11:20:49.242274+00', NULL, -1, 7);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (186, 'taken-back', 'main', 'returned', 4, 0, 0, 71, 0, 0, NULL, 'box', 'back-restated', NULL, 'event:/shop', '2026-11-30 11:20:50.019624+00', NULL, NULL, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (187, 'taken-back', 'main', 'returned', -4, 0, 0, 67, 0, 0, NULL, 'box', 'back-restated', NULL, 'event:/shop', '2026-11-30 11:20:50.252353+00', NULL, NULL, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (188, 'taken-back', 'returns-to-inspect', 'returned', 1, 0, 0, 4, 0, 0, NULL, 'box', 'back-restated', NULL, 'event:/shop', '2026-11-30 11:20:50.252353+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (208, 'taken-back', 'main', 'reduced', 4, 0, 0, 66, 9, 0, 'order_cancelled', 'refund', 'less-ended', NULL, 'event:/shop', '2026-11-30 11:20:50.656582+00', NULL, -4, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (209, 'taken-back', 'main', 'reduced', 0, 1, 0, 66, 10, 0, NULL, 'refund', 'less-restated', NULL, 'event:/shop', '2026-11-30 11:20:50.903282+00', NULL, NULL, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (217, 'wished', 'north', 'reserved', 0, 2, 0, 38, 5, 0, NULL, 'OrderCreated-e7d24ae4', 'wished-paid', NULL, 'event:/shop', '2026-11-30 11:20:51.321982+00', NULL, NULL, 2);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (219, 'wished', 'north', 'confirmed', -2, -2, 0, 36, 5, 0, NULL, 'PaymentSucceeded-5d52e39a', 'wished-paid', NULL, 'event:/shop', '2026-11-30 11:20:51.54767+00', NULL, 2, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (220, 'wished', 'main', 'reserved', 0, 2, 0, 40, 4, 0, NULL, 'OrderCreated-f7a45444', 'wished-anew', NULL, 'event:/shop', '2026-11-30 11:20:51.814788+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (221, 'wished', 'north', 'reserved', 0, -2, 0, 36, 3, 0, NULL, 'OrderCreated-f7a45444', 'wished-anew', NULL, 'event:/shop', '2026-11-30 11:20:51.814788+00', NULL, NULL, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (223, 'wanted', 'main', 'expired', 0, -3, 0, 10, 0, 0, 'hold_expired', NULL, 'expired', NULL, 'expire_holds', '2026-11-30 11:20:54.277449+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (224, 'twice', 'main', 'supplied', 1, 0, 0, 1, 0, 0, NULL, 'used-twice', NULL, NULL, 'event:/shop', '2026-11-30 11:20:54.794407+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (235, 'dear', 'main', 'dispatched', -2, 0, 0, 4, 0, 0, NULL, 'OrderCompleted-59812848', 'last-one', NULL, 'event:/shop', '2026-11-30 11:20:59.975362+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (236, '🫖', 'main', 'dispatched', -1, 0, 0, 111, 0, 0, NULL, 'OrderCompleted-59812848', 'last-one', NULL, 'event:/shop', '2026-11-30 11:20:59.975362+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (238, 'taken-back', 'main', 'reduced', 0, -1, 0, 66, 9, 0, NULL, 'late', 'less-held', NULL, 'event:/shop', '2026-11-30 11:21:00.222833+00', NULL, NULL, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (158, 'parcelled', 'main', 'adjusted', -1, 0, 0, 62, 1, 0, 'cycle_count', 'count-1', NULL, NULL, 'token:shop', '2026-11-30 11:20:49.491686+00', NULL, NULL, 7);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (159, 'taken-back', 'main', 'adjusted', 90, 0, 0, 90, 0, 0, 'received', 'delivery of goods', NULL, NULL, 'token:shop', '2026-11-30 11:20:49.514968+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (160, 'taken-back', 'north', 'adjusted', 30, 0, 0, 30, 0, 0, 'received', 'delivery of goods', NULL, NULL, 'token:shop', '2026-11-30 11:20:49.539942+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (161, 'taken-back', 'main', 'reserved', 0, 4, 0, 90, 4, 0, NULL, '5e36eefeb1ba47ca91e68f1d9e338d19', 'back-in-part', NULL, 'token:shop', '2026-11-30 11:20:49.573996+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (162, 'taken-back', 'main', 'confirmed', -4, -4, 0, 86, 0, 0, NULL, '9dceb3b813b6439b97252fc3bf9b3fff', 'back-in-part', NULL, 'token:shop', '2026-11-30 11:20:49.596331+00', NULL, 4, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (163, 'taken-back', 'main', 'reserved', 0, 4, 0, 86, 4, 0, NULL, '52bb93411dfd4803bdbf1213a67d9000', 'back-damaged', NULL, 'token:shop', '2026-11-30 11:20:49.608889+00', NULL, NULL, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (164, 'taken-back', 'main', 'confirmed', -4, -4, 0, 82, 0, 0, NULL, 'a9c02f4a4df04de8bfa055fd6dad35f4', 'back-damaged', NULL, 'token:shop', '2026-11-30 11:20:49.620118+00', NULL, 4, 8);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (165, 'taken-back', 'main', 'reserved', 0, 4, 0, 82, 4, 0, NULL, 'd9a56d8b07194fc6ae39bea42f4eed1e', 'back-restated', NULL, 'token:shop', '2026-11-30 11:20:49.642273+00', NULL, NULL, 8);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (166, 'taken-back', 'main', 'confirmed', -4, -4, 0, 78, 0, 0, NULL, 'f6eacc8e51bc4a2f9666af978c754b3a', 'back-restated', NULL, 'token:shop', '2026-11-30 11:20:49.664994+00', NULL, 4, 12);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (167, 'taken-back', 'main', 'reserved', 0, 4, 0, 78, 4, 0, NULL, '6749f18d768447e596906b58d36295e7', 'back-cancelled', NULL, 'token:shop', '2026-11-30 11:20:49.692708+00', NULL, NULL, 12);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (168, 'taken-back', 'main', 'confirmed', -4, -4, 0, 74, 0, 0, NULL, '8321fe16565c4b0dbbca8afb3bb48d9d', 'back-cancelled', NULL, 'token:shop', '2026-11-30 11:20:49.706917+00', NULL, 4, 16);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (169, 'taken-back', 'main', 'reserved', 0, 4, 0, 74, 4, 0, NULL, '8731cb135d5046de8b0af320be635a0a', 'back-refunded', NULL, 'token:shop', '2026-11-30 11:20:49.737504+00', NULL, NULL, 16);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (170, 'taken-back', 'main', 'confirmed', -4, -4, 0, 70, 0, 0, NULL, 'fe3a64ccdff84c019691a03fa0822b9f', 'back-refunded', NULL, 'token:shop', '2026-11-30 11:20:49.758774+00', NULL, 4, 20);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (171, 'taken-back', 'main', 'reserved', 0, 4, 0, 70, 4, 0, NULL, '1e1dd74351b64b48bf6d22a3850fb3b7', 'back-undone', NULL, 'token:shop', '2026-11-30 11:20:49.775635+00', NULL, NULL, 20);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (172, 'taken-back', 'main', 'confirmed', -4, -4, 0, 66, 0, 0, NULL, '10904ac55491444ba00395beafcbf82e', 'back-undone', NULL, 'token:shop', '2026-11-30 11:20:49.790439+00', NULL, 4, 24);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (173, 'taken-back', 'main', 'reserved', 0, 4, 0, 66, 4, 0, NULL, '022c24802b4346f697a9a3ba7b881169', 'back-unreported', NULL, 'token:shop', '2026-11-30 11:20:49.803528+00', NULL, NULL, 24);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (174, 'taken-back', 'main', 'confirmed', -4, -4, 0, 62, 0, 0, NULL, '0bf9c0a4574e4a128363bc8dde6aaac5', 'back-unreported', NULL, 'token:shop', '2026-11-30 11:20:49.812263+00', NULL, 4, 28);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (175, 'taken-back', 'main', 'dispatched', 0, 0, 0, 62, 0, 0, NULL, 'all', 'back-in-part', NULL, 'token:shop', '2026-11-30 11:20:49.819463+00', NULL, -4, 24);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (176, 'taken-back', 'main', 'dispatched', 0, 0, 0, 62, 0, 0, NULL, 'all', 'back-damaged', NULL, 'token:shop', '2026-11-30 11:20:49.826887+00', NULL, -4, 20);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (177, 'taken-back', 'main', 'dispatched', 0, 0, 0, 62, 0, 0, NULL, 'all', 'back-restated', NULL, 'token:shop', '2026-11-30 11:20:49.83413+00', NULL, -4, 16);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (178, 'taken-back', 'main', 'dispatched', 0, 0, 0, 62, 0, 0, NULL, 'all', 'back-cancelled', NULL, 'token:shop', '2026-11-30 11:20:49.842813+00', NULL, -4, 12);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (179, 'taken-back', 'main', 'dispatched', 0, 0, 0, 62, 0, 0, NULL, 'all', 'back-refunded', NULL, 'token:shop', '2026-11-30 11:20:49.851548+00', NULL, -4, 8);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (180, 'taken-back', 'main', 'dispatched', 0, 0, 0, 62, 0, 0, NULL, 'all', 'back-undone', NULL, 'token:shop', '2026-11-30 11:20:49.865177+00', NULL, -4, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (181, 'taken-back', 'main', 'returned', 1, 0, 0, 63, 0, 0, NULL, 'rma_', 'back-in-part', NULL, 'token:shop', '2026-11-30 11:20:49.87519+00', NULL, NULL, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (182, 'taken-back', 'returns-to-inspect', 'returned', 1, 0, 0, 1, 0, 0, NULL, 'rma_', 'back-in-part', NULL, 'token:shop', '2026-11-30 11:20:49.87519+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (183, 'taken-back', 'returns-to-inspect', 'returned', 2, 0, 0, 3, 0, 0, NULL, 'broken', 'back-damaged', NULL, 'token:shop', '2026-11-30 11:20:49.933122+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (184, 'taken-back', 'main', 'returned', 3, 0, 0, 66, 0, 0, NULL, 'all', 'back-cancelled', NULL, 'token:shop', '2026-11-30 11:20:49.943123+00', NULL, NULL, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (185, 'taken-back', 'main', 'returned', 1, 0, 0, 67, 0, 0, NULL, 'one', 'back-refunded', NULL, 'token:shop', '2026-11-30 11:20:49.969272+00', NULL, NULL, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (189, 'taken-back', 'north', 'returned', 2, 0, 0, 32, 0, 0, NULL, 'beyond', 'back-damaged', NULL, 'event:/shop', '2026-11-30 11:20:50.275059+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (190, 'taken-back', 'returns-to-inspect', 'returned', 3, 0, 0, 7, 0, 0, NULL, 'beyond', 'back-damaged', NULL, 'event:/shop', '2026-11-30 11:20:50.275059+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (191, 'taken-back', 'main', 'returned', 0, 0, 0, 67, 0, 0, NULL, 'box', 'back-unreported', NULL, 'event:/shop', '2026-11-30 11:20:50.275059+00', NULL, -1, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (192, 'taken-back', 'returns-to-inspect', 'returned', 1, 0, 0, 8, 0, 0, NULL, 'box', 'back-unreported', NULL, 'event:/shop', '2026-11-30 11:20:50.275059+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (193, 'taken-back', 'returns-to-inspect', 'returned', 2, 0, 0, 10, 0, 0, NULL, 'early', 'back-unheard', NULL, 'event:/shop', '2026-11-30 11:20:50.275059+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (194, 'taken-back', 'main', 'reserved', 0, 4, 0, 67, 4, 0, NULL, '648bf8462a47428390a9b160a46dde83', 'less-held', NULL, 'token:shop', '2026-11-30 11:20:50.426899+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (195, 'taken-back', 'main', 'reserved', 0, 4, 0, 67, 8, 0, NULL, '87fe585f5fd4465da1c384ee44f0e42e', 'less-paid', NULL, 'token:shop', '2026-11-30 11:20:50.436886+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (196, 'taken-back', 'main', 'reserved', 0, 4, 0, 67, 12, 0, NULL, '25e6884fcc5c41d1a1f424fa431b51d5', 'less-restated', NULL, 'token:shop', '2026-11-30 11:20:50.466842+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (197, 'taken-back', 'main', 'reserved', 0, 4, 0, 67, 16, 0, NULL, '087b16b806d94b80bb3589e2e09e6020', 'less-ended', NULL, 'token:shop', '2026-11-30 11:20:50.48438+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (198, 'taken-back', 'main', 'reserved', 0, 4, 0, 67, 20, 0, NULL, '259fba61d2104affbe8d3f7978b6efaa', 'less-undone', NULL, 'token:shop', '2026-11-30 11:20:50.514272+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (199, 'taken-back', 'main', 'reserved', 0, 4, 0, 67, 24, 0, NULL, '9b195d6b4d1248f5906d7d94bea7f556', 'from-north', NULL, 'token:shop', '2026-11-30 11:20:50.522083+00', NULL, NULL, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (200, 'taken-back', 'main', 'confirmed', -4, -4, 0, 63, 20, 0, NULL, '3c943ffc3f804c42953a0de46669a0d7', 'less-paid', NULL, 'token:shop', '2026-11-30 11:20:50.528556+00', NULL, 4, 7);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (201, 'taken-back', 'main', 'confirmed', -4, -4, 0, 59, 16, 0, NULL, 'ce92cd2c0f464e37befa4e0e985cfdd2', 'less-ended', NULL, 'token:shop', '2026-11-30 11:20:50.534907+00', NULL, 4, 11);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (202, 'taken-back', 'main', 'confirmed', -4, -4, 0, 55, 12, 0, NULL, '73ed5999ec5348d59a8c20fe699c3e30', 'from-north', NULL, 'token:shop', '2026-11-30 11:20:50.545607+00', NULL, 4, 15);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (203, 'taken-back', 'main', 'reduced', 0, -1, 0, 55, 11, 0, NULL, 'refund_', 'less-held', NULL, 'token:shop', '2026-11-30 11:20:50.565333+00', NULL, NULL, 15);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (204, 'taken-back', 'main', 'reduced', 3, 0, 0, 58, 11, 0, NULL, 'refund', 'less-paid', NULL, 'token:shop', '2026-11-30 11:20:50.580254+00', NULL, -3, 12);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (205, 'taken-back', 'main', 'reduced', 0, -2, 0, 58, 9, 0, NULL, 'refund', 'less-restated', NULL, 'token:shop', '2026-11-30 11:20:50.591828+00', NULL, NULL, 12);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (206, 'taken-back', 'main', 'reassigned', 4, 0, 0, 62, 9, 0, NULL, 'aa520741c99647d6a69f54d8b284035f', 'from-north', NULL, 'token:shop', '2026-11-30 11:20:50.623928+00', 'north', -4, 8);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (207, 'taken-back', 'north', 'reassigned', -4, 0, 0, 28, 0, 0, NULL, 'aa520741c99647d6a69f54d8b284035f', 'from-north', NULL, 'token:shop', '2026-11-30 11:20:50.623928+00', 'main', 4, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (210, 'wished', 'main', 'adjusted', 40, 0, 0, 40, 0, 0, 'received', 'delivery to main', NULL, NULL, 'token:shop', '2026-11-30 11:20:51.119877+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (211, 'wished', 'north', 'adjusted', 40, 0, 0, 40, 0, 0, 'received', 'delivery to north', NULL, NULL, 'token:shop', '2026-11-30 11:20:51.136075+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (212, 'wished', 'north', 'reserved', 0, 2, 0, 40, 2, 0, NULL, 'f46beaf0c1cb4de58a18db54ba2d286a', 'wished-only', NULL, 'token:shop', '2026-11-30 11:20:51.185093+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (213, 'wished', 'north', 'confirmed', -2, -2, 0, 38, 0, 0, NULL, '8c537f2cfaf84e8aa415a7850195123a', 'wished-only', NULL, 'token:shop', '2026-11-30 11:20:51.20563+00', NULL, 2, 2);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (214, 'wished', 'north', 'reserved', 0, 2, 0, 38, 2, 0, NULL, '5b658c1a95164b3d9ed6770172a69443', 'wished-first', NULL, 'token:shop', '2026-11-30 11:20:51.232558+00', NULL, NULL, 2);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (215, 'wished', 'north', 'reserved', 0, 1, 0, 38, 3, 0, NULL, '32b945e8534f4a1d9041fd9bb802f9c8', 'wished-first', NULL, 'token:shop', '2026-11-30 11:20:51.254869+00', NULL, NULL, 2);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (216, 'wished', 'main', 'reserved', 0, 2, 0, 40, 2, 0, NULL, '93b281efb81b4c23b33a6f9e8a818717', 'wished-whole', NULL, 'token:shop', '2026-11-30 11:20:51.262772+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (222, 'wanted', 'main', 'reserved', 0, 3, 0, 10, 3, 0, NULL, '7c717f0ede1d4fe18ed37c6fc9444d45', 'expired', NULL, 'token:shop', '2026-11-30 11:20:51.959893+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (225, 'dear', 'main', 'reserved', 0, 4, 0, 10, 4, 0, NULL, 'a621bd5a01624340a37640db745bd2c7', 'last', NULL, 'token:shop', '2026-11-30 11:20:58.324254+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (226, 'dear', 'main', 'confirmed', -4, -4, 0, 6, 0, 0, NULL, '979103ab6afa4c6f9945069029fddfeb', 'last', NULL, 'token:shop', '2026-11-30 11:20:58.345093+00', NULL, 4, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (227, 'dear', 'main', 'reserved', 0, 2, 0, 6, 2, 0, NULL, '8486db5c989b482ca0a3dacf93bbde4a', 'last-one', NULL, 'token:shop', '2026-11-30 11:20:58.360018+00', NULL, NULL, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (228, '🫖', 'main', 'reserved', 0, 1, 0, 112, 1, 0, NULL, '8486db5c989b482ca0a3dacf93bbde4a', 'last-one', NULL, 'token:shop', '2026-11-30 11:20:58.360018+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (229, 'dear', 'main', 'released', 0, -2, 0, 6, 0, 0, 'too dear', '31b1f4500ac04deaaf48656d84f74ff2', 'last-one', NULL, 'token:shop', '2026-11-30 11:20:58.377122+00', NULL, NULL, 4);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (230, '🫖', 'main', 'released', 0, -1, 0, 112, 0, 0, 'too dear', '31b1f4500ac04deaaf48656d84f74ff2', 'last-one', NULL, 'token:shop', '2026-11-30 11:20:58.377122+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (231, 'soon', 'main', 'reserved', 0, 10, 0, 10, 10, 0, NULL, '5fe7abd2381e409abf266fb9b5e71ea5', 'too-late', NULL, 'token:shop', '2026-11-30 11:20:58.391043+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (232, 'soon', 'main', 'expired', 0, -10, 0, 10, 0, 0, 'hold_expired', 'needed_by_another_order', 'too-late', NULL, 'inventory', '2026-11-30 11:20:59.414264+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (233, 'soon', 'main', 'reserved', 0, 10, 0, 10, 10, 0, NULL, '52c99f39e35e419faa49e9b88ebc7011', 'in-time', NULL, 'token:shop', '2026-11-30 11:20:59.414264+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (234, 'dear', 'main', 'dispatched', 0, 0, 0, 6, 0, 0, NULL, 'last', 'last', NULL, 'token:shop', '2026-11-30 11:20:59.877893+00', NULL, -1, 3);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (237, 'taken-back', 'returns-to-inspect', 'returned', 1, 0, 0, 11, 0, 0, NULL, 'late', 'back-refunded', NULL, 'token:shop', '2026-11-30 11:21:00.155463+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (239, 'hurried', 'main', 'reserved', 0, 10, 0, 10, 10, 0, NULL, '33c43ad21ea94448ae8628f3656867ce', 'overdue', NULL, 'token:shop', '2026-11-30 11:21:28.179262+00', NULL, NULL, NULL);
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (218, 'wished', 'north', 'reserved', 0, 2, 0, 38, 7, 0, NULL, 'OrderCreated-e6806b6f', 'wished-anew', NULL, 'event:/shop', '2026-11-30 11:20:51.346234+00', NULL, NULL, 2);


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

SELECT pg_catalog.setval('public.audit_run_id_seq', 2, true);


--
-- Name: inbox_event_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.inbox_event_id_seq', 131, true);


--
-- Name: outbox_event_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.outbox_event_id_seq', 368, true);


--
-- Name: stock_movement_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.stock_movement_id_seq', 239, true);


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
