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
        SELECT id, received_at < before AS is_old FROM inbox_event WHERE id > after_id ORDER BY id LIMIT most
    ), cleared AS (
        UPDATE inbox_event e SET payload = NULL FROM looked_at l
        WHERE e.id = l.id AND l.is_old AND e.payload IS NOT NULL
          AND NOT EXISTS (SELECT FROM inbox_pending p WHERE p.id = l.id)
          AND NOT EXISTS (SELECT FROM dead_letter d WHERE d.id = l.id)
        RETURNING 1
    )
    SELECT CASE WHEN bool_and(l.is_old) THEN max(l.id) END, (SELECT count(*) FROM cleared) INTO last_id, removed
    FROM looked_at l;
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
        SELECT n.* FROM newest n WHERE NOT EXISTS (
            SELECT FROM stock_movement m
            WHERE m.sku = n.sku AND m.location = n.location AND m.id < n.id AND m.occurred_at >= before
        )
    ), gone AS (
        DELETE FROM stock_movement m USING opening o
        WHERE m.sku = o.sku AND m.location = o.location AND m.id < o.id
        RETURNING 1
    ), opened AS (
        UPDATE stock_movement m
        SET kind = 'opening_balance', on_hand_delta = on_hand_after, reserved_delta = reserved_after,
            shortfall_delta = shortfall_after, reason = NULL, reference = NULL, order_id = NULL, note = NULL,
            actor = 'retention'
        FROM opening o WHERE m.id = o.id AND m.kind <> 'opening_balance'
    )
    SELECT count(*) INTO removed FROM gone;
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
-- Name: dead_letter; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.dead_letter (
    id bigint NOT NULL,
    reason text NOT NULL,
    detail text NOT NULL,
    raw bytea,
    died_at timestamp with time zone NOT NULL
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
);


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
    last_error text
);


--
-- Name: inbox_pending_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.inbox_pending_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: inbox_pending_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.inbox_pending_id_seq OWNED BY public.inbox_pending.id;


--
-- Name: location; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.location (
    name text NOT NULL COLLATE pg_catalog."C",
    priority integer DEFAULT 100 NOT NULL
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
);


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
    updated_at timestamp with time zone DEFAULT now() NOT NULL
)
WITH (fillfactor='70');


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
    occurred_at timestamp with time zone NOT NULL
);


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
-- Name: inbox_pending id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox_pending ALTER COLUMN id SET DEFAULT nextval('public.inbox_pending_id_seq'::regclass);


--
-- Data for Name: alembic_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.alembic_version VALUES ('0008');


--
-- Data for Name: api_token; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.api_token OVERRIDING SYSTEM VALUE VALUES (2, 'ended', '\xf267fa1aaacf08c77050cdc4502dafc11b33933ff79ef72415b6c23a2d8b0761', '{stock:adjust,stock:read,stock:reserve}', '2026-11-28 12:01:00.205224+00', '2026-11-28 12:02:00.205224+00', NULL, NULL);
INSERT INTO public.api_token OVERRIDING SYSTEM VALUE VALUES (1, 'leaver', '\x4470d417c9ee7ee9edf0bd3040ca99c4b606f9329ca2ecb48a7a5a1a9de2746a', '{stock:adjust,stock:read,stock:reserve}', '2026-11-28 12:00:13.29722+00', NULL, '2026-11-28 12:01:28.690926+00', NULL);
INSERT INTO public.api_token OVERRIDING SYSTEM VALUE VALUES (3, 'shop', '\x9d2e5c293f00f4a7dfc9150074cdda09e0da6125a7029bfd29491c2d209cb582', '{stock:adjust,stock:read,stock:reserve}', '2026-11-28 12:01:18.783662+00', NULL, NULL, '2026-11-28 12:07:45.993681+00');


--
-- Data for Name: audit_run; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_run OVERRIDING SYSTEM VALUE VALUES (1, '2026-11-28 12:02:50.903373+00', 781, 4, 0, 0);
INSERT INTO public.audit_run OVERRIDING SYSTEM VALUE VALUES (2, '2026-11-28 12:02:51.218569+00', 782, 4, 4, 0);


--
-- Data for Name: dead_letter; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.dead_letter VALUES (40, 'empty', 'the record has no value', NULL, '2026-11-28 12:03:47.924038+00');
INSERT INTO public.dead_letter VALUES (41, 'malformed_json', 'str is not valid UTF-8: surrogates not allowed: line 1 column 1 (char 0)', '\x7bff', '2026-11-28 12:03:47.942737+00');
INSERT INTO public.dead_letter VALUES (42, 'too_deep', 'nested more than 64 levels deep', '\x5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b', '2026-11-28 12:03:47.942737+00');
INSERT INTO public.dead_letter VALUES (43, 'not_an_event', 'an event is a JSON object, not an array', '\x5b5d', '2026-11-28 12:03:47.942737+00');
INSERT INTO public.dead_letter VALUES (44, 'missing_type', 'type must be a non-empty string', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d74797065222c22736f75726365223a222f73686f70222c2274696d65223a22323032362d31312d32385431323a30333a34372e3931323136342b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d74797065222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-28 12:03:47.942737+00');
INSERT INTO public.dead_letter VALUES (45, 'missing_id', 'the event has no id', '\x7b227370656376657273696f6e223a22312e30222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32385431323a30333a34372e3931323136342b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-28 12:03:47.942737+00');
INSERT INTO public.dead_letter VALUES (46, 'invalid_id', 'id must be a string, not int', '\x7b227370656376657273696f6e223a22312e30222c226964223a372c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32385431323a30333a34372e3931323136342b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-28 12:03:47.967026+00');
INSERT INTO public.dead_letter VALUES (47, 'missing_source', 'the event has no source', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d736f75726365222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32385431323a30333a34372e3931323136342b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d736f75726365222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-28 12:03:47.967026+00');
INSERT INTO public.dead_letter VALUES (48, 'invalid_source', 'source must be at most 200 bytes of UTF-8, not 201', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d6c6f6e672d736f75726365222c22736f75726365223a22737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32385431323a30333a34372e3931323136342b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d6c6f6e672d736f75726365222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-28 12:03:47.99102+00');
INSERT INTO public.dead_letter VALUES (49, 'unsupported_content_type', 'content-type must be application/json, not ''application/xml''', '\x3c612f3e', '2026-11-28 12:03:48.011693+00');
INSERT INTO public.dead_letter VALUES (50, 'unsupported_specversion', 'specversion must be ''1.0'', not ''0.3''', '\x7b227370656376657273696f6e223a22302e33222c226964223a22642d76657273696f6e222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32385431323a30333a34372e3931323136342b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d76657273696f6e222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-28 12:03:48.032275+00');
INSERT INTO public.dead_letter VALUES (51, 'schema_registry_not_configured', 'it was written by schema 7 of a schema registry: set INVENTORY_SCHEMA_REGISTRY_URL', '\x00000000077b227370656376657273696f6e223a22312e30222c226964223a22642d6672616d6564222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32385431323a30333a34372e3931323136342b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d6672616d6564222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-28 12:03:48.065513+00');
INSERT INTO public.dead_letter VALUES (52, 'invalid_time', 'time must be an RFC 3339 timestamp with an offset, not ''yesterday''', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d74696d65222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22796573746572646179222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d74696d65222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-28 12:03:48.121099+00');
INSERT INTO public.dead_letter VALUES (53, 'time_in_future', 'time 9999-01-01T00:00:00+00:00 is more than 1 day ahead', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d667574757265222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22393939392d30312d30315430303a30303a30305a222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d667574757265222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-28 12:03:48.157814+00');
INSERT INTO public.dead_letter VALUES (54, 'too_old', 'time 2001-01-01T00:00:00+00:00 is more than 30 days ago', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d6f6c64222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323030312d30312d30315430303a30303a30305a222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d6f6c64222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-28 12:03:48.191867+00');
INSERT INTO public.dead_letter VALUES (55, 'missing_data', 'the event has no data', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d6e6f2d64617461222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32385431323a30333a34372e3931323136342b30303a3030227d', '2026-11-28 12:03:48.226681+00');
INSERT INTO public.dead_letter VALUES (56, 'binary_data', 'data_base64 is not taken: send the data as JSON in data', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d626173653634222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32385431323a30333a34372e3931323136342b30303a3030222c22646174615f626173653634223a226533303d227d', '2026-11-28 12:03:48.252965+00');
INSERT INTO public.dead_letter VALUES (57, 'invalid_data', 'items: List should have at least 1 item after validation, not 0', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d696e76616c6964222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32385431323a30333a34372e3931323136342b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d696e76616c6964222c226974656d73223a5b5d7d7d', '2026-11-28 12:03:48.272463+00');
INSERT INTO public.dead_letter VALUES (58, 'not_an_event', 'an event is a JSON object, not a string', '\x227878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787822', '2026-11-28 12:03:48.323742+00');
INSERT INTO public.dead_letter VALUES (61, 'conflicting_payload', 'An event with id ''used-twice'' was heard before with another payload; this one is not applied.', NULL, '2026-11-28 12:03:48.434435+00');
INSERT INTO public.dead_letter VALUES (62, 'missing_time', 'copied', '\x00ff', '2026-11-28 12:03:48.434435+00');
INSERT INTO public.dead_letter VALUES (63, 'too_large', 'copied', '\x00ff', '2026-11-28 12:03:48.434435+00');
INSERT INTO public.dead_letter VALUES (64, 'unreadable_headers', 'copied', '\x00ff', '2026-11-28 12:03:48.434435+00');
INSERT INTO public.dead_letter VALUES (65, 'unstorable', 'copied', '\x00ff', '2026-11-28 12:03:48.434435+00');
INSERT INTO public.dead_letter VALUES (66, 'unsupported_schema_type', 'copied', '\x00ff', '2026-11-28 12:03:48.434435+00');
INSERT INTO public.dead_letter VALUES (69, 'attempts_exhausted', 'a known fault', NULL, '2026-11-28 12:04:44.206282+00');
INSERT INTO public.dead_letter VALUES (72, 'abandoned', 'cli:root: told by phone', NULL, '2026-11-28 12:05:52.320419+00');
INSERT INTO public.dead_letter VALUES (87, 'missing_type', 'type must be a non-empty string', '\x7b7d', '2026-11-28 12:06:43.616247+00');
INSERT INTO public.dead_letter VALUES (88, 'missing_type', 'type must be a non-empty string', '\x7b7d', '2026-11-28 12:06:43.616247+00');
INSERT INTO public.dead_letter VALUES (89, 'missing_type', 'type must be a non-empty string', '\x7b7d', '2026-11-28 12:06:43.616247+00');
INSERT INTO public.dead_letter VALUES (90, 'missing_type', 'type must be a non-empty string', '\x7b7d', '2026-11-28 12:06:43.616247+00');


--
-- Data for Name: idempotency_key; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.idempotency_key VALUES ('token:shop', 'count_of_mug', '\x85c6bb84b5a4de79c7dd8926368372a39751046b7db02149efc02474be20eec6', '2026-11-28 12:02:58.533781+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', '"quoted"~key/1', '\xd4eb2c83a3ab497d85281235eeacf790dc22b60854aae0979df4cb6059a2cace', '2026-11-28 12:02:58.618811+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'bulk', '\xdd61d2cda83d3bf1c106a8b531d98313a30abc4321fa005ab4ff8623d858d277', '2026-11-28 12:02:58.71823+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'confirm-with/slash', '\x8060d84985ba3034e5a65e33155312f69943952ae2b45503201d70f60c5ecd8d', '2026-11-28 12:03:43.369205+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'extend-held', '\xa92e5168ea4bb2313a4b10c112f8b7e371c89018a6f2e2b6dc4124a263c342b9', '2026-11-28 12:03:43.38657+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'amend', '\x9ed4ce9b1912d53779165cf2b38d9af73a1d505fba3b780506c926a816863141', '2026-11-28 12:03:43.429308+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'release-given-back', '\x2a2b875aa3310bd4dcbf558d30ecd0bcfdd3b297178bfac99f1a092c7428b179', '2026-11-28 12:03:43.564397+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'cancel-returned', '\xa5c67da28417fdffab68c40ad44c4298a8e91d5a8ed94fe639e3e8fb31071ad2', '2026-11-28 12:03:43.62922+00');


--
-- Data for Name: inbox_event; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (1, '/shop', 'ProductCreated-dc63b5ee', 'ProductCreated', 'veteran', '\x38b1c6af2d14fac1fd7c05816d41570452edfc06f386fec6ae21b66b636fcc9f', NULL, '2026-11-28 12:02:10.360873+00', '2026-11-19 12:02:10.571347+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (2, '/shop', 'ProductCreated-df9e8486', 'ProductCreated', 'mug', '\x7aeb87f94c49a362e836aeb0a3b67edd9764ba0fcb94b56499fd49d33adfdf3e', '{"location": "main", "product_id": "mug", "quantity_on_hand": 100}', '2026-11-28 12:02:57.013419+00', '2026-11-28 12:02:57.02372+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (3, '/shop', 'ProductCreated-9a7a8469', 'ProductCreated', 'mug ', '\xb6acfdb41512e6713a26d71362a62a8a8f55527d3cd5fba25dbb7e2629f61e5f', '{"location": "main", "product_id": "mug ", "quantity_on_hand": 101}', '2026-11-28 12:02:57.027873+00', '2026-11-28 12:02:57.048101+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (4, '/shop', 'ProductCreated-fde61d7b', 'ProductCreated', ' mug', '\xcae18fc3463ff5595bf7c4840ec5cb4a5df13928f422ff6ed4e7fb535372f056', '{"location": "main", "product_id": " mug", "quantity_on_hand": 102}', '2026-11-28 12:02:57.036066+00', '2026-11-28 12:02:57.048101+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (5, '/shop', 'ProductCreated-34d7d4f3', 'ProductCreated', 'tab	here', '\x8debe5ca4f54345e84a5a36213c2668c66577c2dcaf525925d3c9c2bca0f5639', '{"location": "main", "product_id": "tab\there", "quantity_on_hand": 103}', '2026-11-28 12:02:57.044733+00', '2026-11-28 12:02:57.065267+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (6, '/shop', 'ProductCreated-4092ebe3', 'ProductCreated', 'line
feed', '\x404089765b38b58163bc9784f543ee78a0bf0e60487a20166dbfb6f262ca06ca', '{"location": "main", "product_id": "line\nfeed", "quantity_on_hand": 104}', '2026-11-28 12:02:57.099465+00', '2026-11-28 12:02:57.10682+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (7, '/shop', 'ProductCreated-034844f1', 'ProductCreated', 'dear', '\x434430bd4eb74a86d6846d70841f91d5b9cff8f47959b8cc41cefad2146133b2', '{"location": "main", "product_id": "dear", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-28 12:02:57.131644+00', '2026-11-28 12:02:57.142304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (8, '/shop', 'ProductCreated-0a7eb1dd', 'ProductCreated', 'wanted', '\xca9fddca519cd68af01769e492886feefbe99c5a6341faf8efebe4217a4c3614', '{"location": "main", "product_id": "wanted", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-28 12:02:57.136435+00', '2026-11-28 12:02:57.142304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 0, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (9, '/shop', 'ProductCreated-1455bbe3', 'ProductCreated', '..', '\x480e7174a6a9a6a8ba18975efde675005739d5d46b3fa3513b1f178abb671bd2', '{"location": "main", "product_id": "..", "quantity_on_hand": 108}', '2026-11-28 12:02:57.116623+00', '2026-11-28 12:02:57.142304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (10, '/shop', 'ProductCreated-29e03ffc', 'ProductCreated', 'scarce', '\x4aba481cbf23c4c09228334dc587b169d5d1978a7166c25ec9947bf1834d9c3a', '{"location": "main", "product_id": "scarce", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-28 12:02:57.130596+00', '2026-11-28 12:02:57.142304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 2, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (11, '/shop', 'ProductCreated-38ecaa1b', 'ProductCreated', 'shirt', '\xed0003926e8d4cf372aa376acd504659f7cdc5c2046e3acb50e60b70a59c95bd', '{"location": "main", "variants": [{"sku": "shirt-s", "location": "main", "quantity_on_hand": 20, "low_stock_threshold": 5}, {"sku": "shirt-m", "location": "main", "quantity_on_hand": 20, "low_stock_threshold": 5}, {"sku": "shirt-l", "location": "main", "quantity_on_hand": 20, "low_stock_threshold": 5}], "product_id": "shirt"}', '2026-11-28 12:02:57.127637+00', '2026-11-28 12:02:57.142304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (12, '/shop', 'ProductCreated-7f66621a', 'ProductCreated', 'a/b', '\x0625284931af06b0cfd40a0c72ab5c89681175179806cfb1570d65d2b6745c89', '{"location": "main", "product_id": "a/b", "quantity_on_hand": 105}', '2026-11-28 12:02:57.107187+00', '2026-11-28 12:02:57.142304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (13, '/shop', 'ProductCreated-83a09702', 'ProductCreated', '50%', '\x1ff4a74d4f00f71d031ee1f8f805fe4698627730f3aa74da9d9a592dfcc8dda6', '{"location": "main", "product_id": "50%", "quantity_on_hand": 106}', '2026-11-28 12:02:57.110833+00', '2026-11-28 12:02:57.142304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (14, '/shop', 'ProductCreated-aa24c547', 'ProductCreated', 'Größe-42', '\xd65b189921203dc2315e254a7467593e2e8b8680ea82c3b9c34c87a473e9e158', '{"location": "main", "product_id": "Größe-42", "quantity_on_hand": 110}', '2026-11-28 12:02:57.120626+00', '2026-11-28 12:02:57.142304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (15, '/shop', 'ProductCreated-bc640a12', 'ProductCreated', 'soon', '\x9861e9fbf1827f17b5fd9107784b55a4c126635bbb0d03d2c6dd0f2aa6444f09', '{"location": "main", "product_id": "soon", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-28 12:02:57.135864+00', '2026-11-28 12:02:57.142304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 2, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (16, '/shop', 'ProductCreated-bf529b81', 'ProductCreated', 'o''clock "x" \ $1', '\x4b77f8158b177ffe6553a38947530de8b2dcd8cadc66da19f22a3e6ec87335f9', '{"location": "main", "product_id": "o''clock \"x\" \\ $1", "quantity_on_hand": 113}', '2026-11-28 12:02:57.124802+00', '2026-11-28 12:02:57.142304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (17, '/shop', 'ProductCreated-c9014c2b', 'ProductCreated', 'later', '\x3b79f23381b3fee074d7d334f2f81a0e56d6fbba9c431aa6c5bfaf657c45311d', '{"location": "main", "product_id": "later", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-28 12:02:57.133531+00', '2026-11-28 12:02:57.142304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (18, '/shop', 'ProductCreated-d0f3a37e', 'ProductCreated', 'short', '\x7fb2d798c015e953424206e27cb03bbc13d0f8512e9857a6b224fb7fcd91f3ad', '{"location": "main", "product_id": "short", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-28 12:02:57.13117+00', '2026-11-28 12:02:57.142304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 0, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (19, '/shop', 'ProductCreated-dd4f5b2f', 'ProductCreated', 'hurried', '\xe418d810d096ac74d25d7553d7fcaa4a567ff1e045a66f5f2696fec4cbc85303', '{"location": "main", "product_id": "hurried", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-28 12:02:57.13297+00', '2026-11-28 12:02:57.142304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 6);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (20, '/shop', 'ProductCreated-e360ad4b', 'ProductCreated', '%2F', '\xaf59088f0bd1115138d43e20c71663ec0846dec75bae32e7a0ee11ff7e43ef94', '{"location": "main", "product_id": "%2F", "quantity_on_hand": 107}', '2026-11-28 12:02:57.112619+00', '2026-11-28 12:02:57.142304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (21, '/shop', 'ProductCreated-e4414356', 'ProductCreated', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', '\xe0240d86973a517c52d081edf742b08c43ad49803b29982f042051fee16b5051', '{"location": "main", "product_id": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "quantity_on_hand": 114}', '2026-11-28 12:02:57.12573+00', '2026-11-28 12:02:57.142304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 2, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (22, '/shop', 'ProductCreated-e66bd8b6', 'ProductCreated', 'adjustments', '\x7ee51482fec3008bc66612c8a813fe9e3e701e791a3bdb2ce744087af3436fe0', '{"location": "main", "product_id": "adjustments", "quantity_on_hand": 109}', '2026-11-28 12:02:57.11889+00', '2026-11-28 12:02:57.142304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (23, '/shop', 'ProductCreated-f5a4326d', 'ProductCreated', '🫖', '\xe9df977d220a14c890fb40f22df007b93413fe1ec08c7903bd37b0938034d557', '{"location": "main", "product_id": "🫖", "quantity_on_hand": 112}', '2026-11-28 12:02:57.12289+00', '2026-11-28 12:02:57.142304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (24, '/shop', 'ProductCreated-fff30f8c', 'ProductCreated', 'дом', '\x5d11012ed2f8a269ef13d7df7d53a95e9f4eafb9aa9a6773d5098b74f4f86ee9', '{"location": "main", "product_id": "дом", "quantity_on_hand": 111}', '2026-11-28 12:02:57.121608+00', '2026-11-28 12:02:57.142304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (25, '/shop', 'ProductUpdated-8da4ea4c', 'ProductUpdated', 'split', '\x1861589009d78dc072d66e4393447909cf73f6d88db4b7026225cf3f720d6f96', '{"location": "south ", "product_id": "split", "quantity_on_hand": 4}', '2026-11-28 12:02:57.129588+00', '2026-11-28 12:02:57.142304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (26, '/shop', 'ProductUpdated-ea19cdfe', 'ProductUpdated', 'split', '\xc8a32c28e609130f9ca8e64c66d976418827daecfcafcc55203e2ec23e1b85f0', '{"location": "north", "product_id": "split", "quantity_on_hand": 3}', '2026-11-28 12:02:57.128572+00', '2026-11-28 12:02:57.142304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (27, '/shop', 'ProductUpdated-eabdc1b4', 'ProductUpdated', 'described-only', '\x8caf13a44ecdf0a0d0b41e04d840b12c0ab7873f2f8fd8d8486722bf6ea13328', '{"location": "main", "product_id": "described-only"}', '2026-11-28 12:02:57.130147+00', '2026-11-28 12:02:57.142304+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 0, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (28, '/shop', 'OrderCreated-eb6cbc79', 'OrderCreated', 'by-event', '\x0b977d5f9dc96eba2045417022598398128499c16333b499d3692afac63ff62c', '{"items": [{"sku": "mug", "quantity": 5}], "order_id": "by-event", "ttl_seconds": 80000}', '2026-11-28 12:03:43.733892+00', '2026-11-28 12:03:43.788814+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 1, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (29, '/shop', 'OrderCreated-1d58e62a', 'OrderCreated', 'rejected', '\x49bc8acaa44c744ebaea908051e10701740d013d3c91d0ffeba27b7ebe1295bf', '{"items": [{"sku": "scarce", "quantity": 1}], "order_id": "rejected"}', '2026-11-28 12:03:43.771712+00', '2026-11-28 12:03:43.795998+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 5, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (30, '/shop', 'OrderCreated-a4fc94f8', 'OrderCreated', 'unknown-sku', '\xae44cd2972440a4d62b1a5e3e18ed5e1bea5005bda5c106566df2d7fb1cab1cf', '{"items": [{"sku": "never-seen", "quantity": 1}], "order_id": "unknown-sku"}', '2026-11-28 12:03:43.801295+00', '2026-11-28 12:03:43.815327+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 2, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (31, '/shop', 'OrderCreated-3bc2bc5c', 'OrderCreated', 'paid-by-event', '\x613d16172c9fd8ca105a999bed763a9a2170c585149d8b6f5c8ba946d898c1ff', '{"items": [{"sku": "дом", "quantity": 2}, {"sku": "50%", "quantity": 1}], "order_id": "paid-by-event"}', '2026-11-28 12:03:43.833775+00', '2026-11-28 12:03:43.839028+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (32, '/shop', 'OrderCreated-f1f4f4b9', 'OrderCreated', 'failed-payment', '\x2bfa60473c94900bdcabaed752f2aa06515402afa0d1b0c2c02a842a50a554c8', '{"items": [{"sku": "mug", "quantity": 1}], "order_id": "failed-payment"}', '2026-11-28 12:03:43.840474+00', '2026-11-28 12:03:43.858316+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 3, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (33, '/shop', 'OrderCreated-a2a84218', 'OrderCreated', 'cancelled', '\x77e1796ad39907b9ec4f6fae25bfb6371212432aac8c52d45e7b680ff2c6c561', '{"items": [{"sku": "mug", "quantity": 1}], "order_id": "cancelled"}', '2026-11-28 12:03:43.865862+00', '2026-11-28 12:03:43.899948+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 5, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (34, '/shop', 'PaymentSucceeded-b5bcda2d', 'PaymentSucceeded', 'paid-by-event', '\x6721da0f03b8806c72e0416c125b9c05b98fc02299c61cd36fc7033c40f121f8', '{"order_id": "paid-by-event", "payment_id": "pay-1"}', '2026-11-28 12:03:44.181761+00', '2026-11-28 12:03:44.189532+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 4, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (35, '/shop', 'PaymentFailed-a174420a', 'PaymentFailed', 'failed-payment', '\xc2669abe5b89094cf2e4d8d76d7429b5f4b8c67326949717cb74b97b06afa214', '{"reason": "card declined", "order_id": "failed-payment"}', '2026-11-28 12:03:44.187373+00', '2026-11-28 12:03:44.209128+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 3, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (36, '/shop', 'PaymentSucceeded-b3927f52', 'PaymentSucceeded', 'awaiting', '\x4301cc6a4ecf86b74ebe999b3ef4787c5847f10699d1b91b6c5a88a1907857dd', '{"order_id": "awaiting", "payment_id": "pay-2"}', '2026-11-28 12:03:44.198234+00', '2026-11-28 12:03:44.236675+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 2, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (37, '/shop', 'PaymentSucceeded-d91ecfb2', 'PaymentSucceeded', 'rejected', '\x5f8d2a5f24a58a5ab1e5c443f959bd3d98e523271750059d71e91cf7e4a0496f', '{"order_id": "rejected", "payment_id": "pay-3"}', '2026-11-28 12:03:44.220816+00', '2026-11-28 12:03:44.236675+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 5, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (38, '/shop', 'OrderCancelled-8e2a7b66', 'OrderCancelled', 'cancelled', '\xb9fea78ae7255d62c5876e08fa926fc6f9e20c0155a0a4cfa7ced918b9baae5c', '{"reason": "fraud", "restock": true, "order_id": "cancelled"}', '2026-11-28 12:03:44.239157+00', '2026-11-28 12:03:44.25183+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 5, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (39, '/shop', 'OrderFailed-f61059ce', 'OrderFailed', 'never-ordered', '\xb13bcc526c3233d47ad2309ffd4040d91892fe04b824d185f800cc8e1da512ea', '{"restock": true, "order_id": "never-ordered"}', '2026-11-28 12:03:44.246897+00', '2026-11-28 12:03:44.275089+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 1, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (40, 'orders', '2/1', NULL, NULL, '\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', NULL, '2026-11-28 12:03:47.922182+00', '2026-11-28 12:03:47.924038+00', NULL, 'orders', 2, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (41, 'orders', '2/2', NULL, NULL, '\xe2da7787d8252df7b19ca247c901d29c6c1de28b2694f23202a198b2515d7382', NULL, '2026-11-28 12:03:47.941602+00', '2026-11-28 12:03:47.942737+00', NULL, 'orders', 2, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (42, 'orders', '2/3', NULL, NULL, '\x88f17b70f462c68a6fb8eac93c254c100360fa24f9e06a5d203a3fa83bef46ea', NULL, '2026-11-28 12:03:47.94171+00', '2026-11-28 12:03:47.942737+00', NULL, 'orders', 2, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (43, 'orders', '2/4', NULL, NULL, '\x4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945', NULL, '2026-11-28 12:03:47.941844+00', '2026-11-28 12:03:47.942737+00', NULL, 'orders', 2, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (44, 'orders', '2/5', NULL, NULL, '\x1803e047e8f8c5e6df706c30390a8acda87093c10c5be2c3749ede0759d25742', NULL, '2026-11-28 12:03:47.941855+00', '2026-11-28 12:03:47.942737+00', NULL, 'orders', 2, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (45, 'orders', '2/6', 'OrderCreated', NULL, '\x21032f721911217270bed1b77178b75fa51ee116f945aa6fc40f4c9ccacf964b', NULL, '2026-11-28 12:03:47.941882+00', '2026-11-28 12:03:47.942737+00', NULL, 'orders', 2, 6);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (46, 'orders', '2/7', 'OrderCreated', NULL, '\x5fca340330e189ec99674915572585cf689779be962d500fde64c770aff7a6de', NULL, '2026-11-28 12:03:47.964218+00', '2026-11-28 12:03:47.967026+00', NULL, 'orders', 2, 7);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (47, 'orders', '2/8', 'OrderCreated', NULL, '\xaec4ea44995fd20df58205d16b185a66c93eb6db923b8f25860f937997e4ff01', NULL, '2026-11-28 12:03:47.964347+00', '2026-11-28 12:03:47.967026+00', NULL, 'orders', 2, 8);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (48, 'orders', '2/9', 'OrderCreated', NULL, '\xd4542847c1f09371902f8ceddcbb08082fc031d9641fe16db0a60faa90943796', NULL, '2026-11-28 12:03:47.989624+00', '2026-11-28 12:03:47.99102+00', NULL, 'orders', 2, 9);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (49, '/shop', 'd-xml', 'OrderCreated', NULL, '\xf32c2305a487c97963a469550e73dcc27ac8ac8d5d873ab45eb365b2c99e2631', NULL, '2026-11-28 12:03:48.010733+00', '2026-11-28 12:03:48.011693+00', NULL, 'orders', 2, 10);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (50, '/shop', 'd-version', 'OrderCreated', NULL, '\x0d2451062f18ccf6e4ed0d4d30a39f0ddc214c2336992b2cf2c31950efc900a3', NULL, '2026-11-28 12:03:48.031014+00', '2026-11-28 12:03:48.032275+00', NULL, 'orders', 2, 11);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (51, 'orders', '2/12', NULL, NULL, '\xf124b70fecaa1eed4d4cd55d3fafe8e23a9867ec7de084824240c6ff7f7f27f8', NULL, '2026-11-28 12:03:48.056001+00', '2026-11-28 12:03:48.065513+00', NULL, 'orders', 2, 12);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (52, '/shop', 'd-time', 'OrderCreated', 'unusable-d-time', '\x487051505cd23960dde9bdae7f4106e9a243bcb0cfea16d2b733e6b0ff204ff6', NULL, '2026-11-28 12:03:48.118684+00', '2026-11-28 12:03:48.121099+00', NULL, 'orders', 2, 13);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (53, '/shop', 'd-future', 'OrderCreated', 'unusable-d-future', '\x332b2c71e69caa3cee44112cc2960b79ca76d5b73071f1b71e325bc8e51906e1', NULL, '2026-11-28 12:03:48.153457+00', '2026-11-28 12:03:48.157814+00', NULL, 'orders', 2, 14);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (54, '/shop', 'd-old', 'OrderCreated', 'unusable-d-old', '\x654e62f373a6c4aef7d17f04eed32fc88e339e26ac1672af26953dd7ec3738b6', '{"items": [{"sku": "mug", "quantity": 1}], "order_id": "unusable-d-old"}', '2026-11-28 12:03:48.181855+00', '2026-11-28 12:03:48.191867+00', NULL, 'orders', 2, 15);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (55, '/shop', 'd-no-data', 'OrderCreated', NULL, '\xbbb299f26dac9f358f181156f1fb833e5c6809476aa5ab101a2f2bfa8ff064fc', NULL, '2026-11-28 12:03:48.225018+00', '2026-11-28 12:03:48.226681+00', NULL, 'orders', 2, 16);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (56, '/shop', 'd-base64', 'OrderCreated', NULL, '\xc9d0d0adbce0c1377065909377d9508ce3ef3179f66f1f3dc634b0e6f33e1394', NULL, '2026-11-28 12:03:48.248652+00', '2026-11-28 12:03:48.252965+00', NULL, 'orders', 2, 17);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (57, '/shop', 'd-invalid', 'OrderCreated', 'unusable-d-invalid', '\xd332e805fb3195640b1707bf5a71b44092c3094a6e6d459d0a4d23c69b71450e', NULL, '2026-11-28 12:03:48.270232+00', '2026-11-28 12:03:48.272463+00', NULL, 'orders', 2, 18);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (58, 'orders', '2/19', NULL, NULL, '\xfa0831df6ae1d266cfba38a70a6774843977f9f70bd53b12ac2d5d70eb1c5404', NULL, '2026-11-28 12:03:48.32225+00', '2026-11-28 12:03:48.323742+00', NULL, 'orders', 2, 19);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (59, '/shop', 'used-twice', 'ProductUpdated', 'twice', '\x778505d615cb03676c326aacf814428b3fb2f263e67dfef3cca90c632d959e07', '{"location": "main", "product_id": "twice", "quantity_on_hand": 1}', '2026-11-28 12:03:48.351344+00', '2026-11-28 12:03:48.387092+00', NULL, 'catalog.products', 2, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (61, '/shop', 'used-twice#b039b48abdcb', 'ProductUpdated', 'twice', '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', '{"location": "main", "product_id": "twice", "quantity_on_hand": 2}', '2026-11-28 12:03:48.351344+00', '2026-11-28 12:03:48.434435+00', NULL, 'catalog.products', 2, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (62, 'catalog.products', '0/9000', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-28 12:03:48.351344+00', '2026-11-28 12:03:48.434435+00', NULL, 'catalog.products', 0, 9000);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (63, 'catalog.products', '0/9001', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-28 12:03:48.351344+00', '2026-11-28 12:03:48.434435+00', NULL, 'catalog.products', 0, 9001);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (64, 'catalog.products', '0/9002', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-28 12:03:48.351344+00', '2026-11-28 12:03:48.434435+00', NULL, 'catalog.products', 0, 9002);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (65, 'catalog.products', '0/9003', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-28 12:03:48.351344+00', '2026-11-28 12:03:48.434435+00', NULL, 'catalog.products', 0, 9003);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (66, 'catalog.products', '0/9004', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-28 12:03:48.351344+00', '2026-11-28 12:03:48.434435+00', NULL, 'catalog.products', 0, 9004);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (67, '/shop', 'OrderCreated-2a6178e5', 'OrderCreated', 'last-rejected', '\xbff9145df091e5c7d7706557a7efc58490f77103c22f4b582cd72de77ca274b2', '{"items": [{"sku": "dear", "quantity": 400}], "order_id": "last-rejected"}', '2026-11-28 12:03:57.785441+00', '2026-11-28 12:03:57.813181+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 0, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (68, '/shop', 'PaymentSucceeded-a7e9edf5', 'PaymentSucceeded', 'last-rejected', '\xfff2866d2ad3794c6afda0e2715664453763e49ce18dbbf8823340c639265df7', '{"order_id": "last-rejected"}', '2026-11-28 12:03:58.047101+00', '2026-11-28 12:03:58.057472+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 0, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (69, '/shop', 'OrderCreated-b42944ab', 'OrderCreated', 'tired', '\x3d61b31c6a7985e5be80fc6078d545d94b424aab4c03402038fbed35f005af40', '{"items": [{"sku": "mug", "quantity": 1}], "order_id": "tired"}', '2026-11-28 12:04:03.522299+00', '2026-11-28 12:04:03.533211+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (70, '/shop', 'ProductUpdated-ac44f0c4', 'ProductUpdated', 'later', '\x479fe87e372b5b234dc634303396a3523aea280ccad23a69cef9273c55b5663e', '{"location": "main", "product_id": "later", "quantity_on_hand": 25}', '2026-11-28 12:04:59.215701+00', '2026-11-28 12:04:59.219673+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (71, '/shop', 'OrderCreated-2f607da7', 'OrderCreated', 'later-order', '\xbfe16d22ec6e46388df44c4892ef02a104058dd10655ccf7560d45d2f9db7a8e', '{"items": [{"sku": "later", "quantity": 12}], "order_id": "later-order", "ttl_seconds": 80000}', '2026-11-28 12:04:59.24085+00', '2026-11-28 12:04:59.244591+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (72, '/shop', 'OrderCancelled-0931a440', 'OrderCancelled', 'given-up', '\x8161cf8b3807fa67902b070ca81e46e5b9b6320fc02879f66a62bc055dc144eb', '{"restock": true, "order_id": "given-up"}', '2026-11-28 12:04:59.2559+00', '2026-11-28 12:04:59.264828+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (73, '/shop', 'PaymentFailed-5c7ec276', 'PaymentFailed', 'held', '\xd2db1e2bd5468fb28794f5a048a5e949bc346b59d3829c7821a541401c79fd50', '{"order_id": "held"}', '2026-11-28 12:04:59.254655+00', '2026-11-28 12:04:59.264828+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 3, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (74, '/shop', 'PaymentSucceeded-32f5750d', 'PaymentSucceeded', 'by-event', '\x9f5021e726dbc5391629eeb30543a76872b9204e27a2058a1594490b73d47415', '{"order_id": "by-event", "payment_id": "pay-9"}', '2026-11-28 12:04:59.252167+00', '2026-11-28 12:04:59.264828+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 1, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (87, 'orders', '1/2', NULL, NULL, '\x44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', NULL, '2026-11-28 12:06:43.467276+00', '2026-11-28 12:06:43.616247+00', NULL, 'orders', 1, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (88, 'orders', '1/3', NULL, NULL, '\x44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', NULL, '2026-11-28 12:06:43.467439+00', '2026-11-28 12:06:43.616247+00', NULL, 'orders', 1, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (89, 'payments', '0/1', NULL, NULL, '\x44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', NULL, '2026-11-28 12:06:43.467481+00', '2026-11-28 12:06:43.616247+00', NULL, 'payments', 0, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (90, 'payments', '0/2', NULL, NULL, '\x44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', NULL, '2026-11-28 12:06:43.467489+00', '2026-11-28 12:06:43.616247+00', NULL, 'payments', 0, 2);


--
-- Data for Name: inbox_pending; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.inbox_pending VALUES (70, 'initialize_stock', 1, '2026-11-28 12:05:09.219673+00', NULL);
INSERT INTO public.inbox_pending VALUES (71, 'reserve_stock', 1, '2026-11-28 12:05:09.244591+00', NULL);
INSERT INTO public.inbox_pending VALUES (73, 'release_stock', 1, '2026-11-28 12:05:09.264828+00', NULL);
INSERT INTO public.inbox_pending VALUES (74, 'confirm_stock', 1, '2026-11-28 12:05:09.264828+00', NULL);


--
-- Data for Name: location; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.location VALUES ('main', 100);
INSERT INTO public.location VALUES ('north', 100);
INSERT INTO public.location VALUES ('south ', 100);


--
-- Data for Name: outbox_event; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (127, '6e4490ab-34f2-4731-a945-622c4bc140e7', 'StockReserved', 'last', 1, '{"order_id":"last","status":"pending","lines":[{"sku":"dear","quantity":4,"allocations":[{"location":"main","held":4,"taken":0}]}],"expires_at":"2026-11-29T10:17:16.558027Z"}', '2026-11-28 12:03:56.558027+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (128, '3ff3d208-afe7-4ae8-8619-c8ea2bef049a', 'StockLevelChanged', 'dear', 2, '{"sku":"dear","product_id":"dear","quantity_on_hand":10,"quantity_reserved":4,"quantity_available":6,"quantity_shortfall":0,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":10,"quantity_reserved":4,"quantity_available":6,"quantity_shortfall":0}]}', '2026-11-28 12:03:56.558027+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (129, '5a4d9fa0-3746-4858-a9d2-983a30d52081', 'StockConfirmed', 'last', 2, '{"order_id":"last","status":"confirmed","lines":[{"sku":"dear","quantity":4,"allocations":[{"location":"main","held":0,"taken":4}]}]}', '2026-11-28 12:03:56.583082+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (130, '559811cf-cf90-4076-bdc0-59eea82a9d43', 'StockLevelChanged', 'dear', 3, '{"sku":"dear","product_id":"dear","quantity_on_hand":6,"quantity_reserved":0,"quantity_available":6,"quantity_shortfall":0,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":6,"quantity_reserved":0,"quantity_available":6,"quantity_shortfall":0}]}', '2026-11-28 12:03:56.583082+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (131, '5d88f80f-0ae2-4a84-aa04-a6879918eb3e', 'StockReserved', 'last-one', 1, '{"order_id":"last-one","status":"pending","lines":[{"sku":"dear","quantity":2,"allocations":[{"location":"main","held":2,"taken":0}]},{"sku":"🫖","quantity":1,"allocations":[{"location":"main","held":1,"taken":0}]}],"expires_at":"2026-11-28T12:18:56.646172Z"}', '2026-11-28 12:03:56.646172+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (132, 'b839c04a-9690-4404-b73d-79e7e4be141f', 'StockLevelChanged', 'dear', 4, '{"sku":"dear","product_id":"dear","quantity_on_hand":6,"quantity_reserved":2,"quantity_available":4,"quantity_shortfall":0,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":6,"quantity_reserved":2,"quantity_available":4,"quantity_shortfall":0}]}', '2026-11-28 12:03:56.646172+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (133, 'e353add2-1248-4140-90d6-96222818567e', 'StockLevelChanged', '🫖', 2, '{"sku":"🫖","product_id":"🫖","quantity_on_hand":112,"quantity_reserved":1,"quantity_available":111,"quantity_shortfall":0,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":112,"quantity_reserved":1,"quantity_available":111,"quantity_shortfall":0}]}', '2026-11-28 12:03:56.646172+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (134, '90662bc3-4b60-460b-9074-7d594dbc19f4', 'StockReleased', 'last-one', 2, '{"order_id":"last-one","status":"released","lines":[{"sku":"dear","quantity":2,"allocations":[]},{"sku":"🫖","quantity":1,"allocations":[]}],"reason":"too dear","restocked":[{"sku":"dear","location":"main","quantity":2},{"sku":"🫖","location":"main","quantity":1}]}', '2026-11-28 12:03:56.675124+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (135, 'e726624b-d584-4a04-9ada-b06d6e659a70', 'StockLevelChanged', 'dear', 5, '{"sku":"dear","product_id":"dear","quantity_on_hand":6,"quantity_reserved":0,"quantity_available":6,"quantity_shortfall":0,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":6,"quantity_reserved":0,"quantity_available":6,"quantity_shortfall":0}]}', '2026-11-28 12:03:56.675124+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (136, 'ae7b44b1-abee-4f3c-95e8-d34127f97266', 'StockLevelChanged', '🫖', 3, '{"sku":"🫖","product_id":"🫖","quantity_on_hand":112,"quantity_reserved":0,"quantity_available":112,"quantity_shortfall":0,"level":"in_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":112,"quantity_reserved":0,"quantity_available":112,"quantity_shortfall":0}]}', '2026-11-28 12:03:56.675124+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (137, '955ea45a-cb50-4f0e-aa1c-67ed837f46b7', 'StockReserved', 'too-late', 1, '{"order_id":"too-late","status":"pending","lines":[{"sku":"soon","quantity":10,"allocations":[{"location":"main","held":10,"taken":0}]}],"expires_at":"2026-11-28T12:03:57.729220Z"}', '2026-11-28 12:03:56.72922+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (138, 'e1a74759-bde4-4f76-8111-71c42d1582e4', 'StockLevelChanged', 'soon', 2, '{"sku":"soon","product_id":"soon","quantity_on_hand":10,"quantity_reserved":10,"quantity_available":0,"quantity_shortfall":0,"level":"out_of_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":10,"quantity_reserved":10,"quantity_available":0,"quantity_shortfall":0}]}', '2026-11-28 12:03:56.72922+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (139, 'e0613a2d-a56e-49de-b938-d701f25cdc3e', 'StockReservationExpired', 'too-late', 2, '{"order_id":"too-late","status":"expired","lines":[{"sku":"soon","quantity":10,"allocations":[]}],"reason":"hold_expired","restocked":[{"sku":"soon","location":"main","quantity":10}]}', '2026-11-28 12:03:57.773428+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (140, '5093f1e6-5067-4b6f-83f0-a5a3a6339404', 'StockReserved', 'in-time', 1, '{"order_id":"in-time","status":"pending","lines":[{"sku":"soon","quantity":10,"allocations":[{"location":"main","held":10,"taken":0}]}],"expires_at":"2026-11-29T10:17:17.773428Z"}', '2026-11-28 12:03:57.773428+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (141, '98d8408e-b628-45ac-952a-90c9998dd78b', 'StockReservationRejected', 'last-rejected', 1, '{"order_id":"last-rejected","status":"rejected","lines":[{"sku":"dear","quantity":400,"allocations":[]}],"reason":"insufficient_stock","shortfalls":[{"sku":"dear","requested":400,"available":6,"shortfall":394}]}', '2026-11-28 12:03:57.833498+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (142, 'c61f166f-5be8-47ce-84d7-1a177ffdca23', 'StockConfirmationRejected', 'last-rejected', 2, '{"order_id":"last-rejected","status":"rejected","lines":[{"sku":"dear","quantity":400,"allocations":[]}],"reason":"insufficient_stock","shortfalls":[{"sku":"dear","requested":400,"available":6,"shortfall":394}]}', '2026-11-28 12:03:58.083748+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (143, '54c8fcd4-f2b8-4416-b27e-b4f495f9bf17', 'StockReserved', 'overdue', 1, '{"order_id":"overdue","status":"pending","lines":[{"sku":"hurried","quantity":10,"allocations":[{"location":"main","held":10,"taken":0}]}],"expires_at":"2026-11-28T12:07:47.004718Z"}', '2026-11-28 12:07:46.004718+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (144, '4cf1bf1c-5a6f-4d4f-a83f-eba7d1be3013', 'StockLevelChanged', 'hurried', 2, '{"sku":"hurried","product_id":"hurried","quantity_on_hand":10,"quantity_reserved":10,"quantity_available":0,"quantity_shortfall":0,"level":"out_of_stock","previous_level":"in_stock","locations":[{"location":"main","quantity_on_hand":10,"quantity_reserved":10,"quantity_available":0,"quantity_shortfall":0}]}', '2026-11-28 12:07:46.004718+00', NULL);


--
-- Data for Name: paused_partition; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.paused_partition VALUES ('payments', 0, 3, 3, 3, 'missing_type (3)', '2026-11-28 12:06:43.616247+00', NULL);
INSERT INTO public.paused_partition VALUES ('orders', 1, 4, 3, 3, 'missing_type (3)', '2026-11-28 12:06:43.616247+00', 9000);


--
-- Data for Name: product_inventory; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.product_inventory VALUES ('%2F', 'main', '%2F', 107, 0, DEFAULT, 0, NULL, 107, '2026-11-28 12:02:57.112619+00', '2026-11-28 12:02:57.112619+00', NULL, 1, '2026-11-28 12:02:57.585289+00');
INSERT INTO public.product_inventory VALUES ('..', 'main', '..', 108, 0, DEFAULT, 0, NULL, 108, '2026-11-28 12:02:57.116623+00', '2026-11-28 12:02:57.116623+00', NULL, 1, '2026-11-28 12:02:57.585289+00');
INSERT INTO public.product_inventory VALUES ('Größe-42', 'main', 'Größe-42', 110, 0, DEFAULT, 0, NULL, 110, '2026-11-28 12:02:57.120626+00', '2026-11-28 12:02:57.120626+00', NULL, 1, '2026-11-28 12:02:57.585289+00');
INSERT INTO public.product_inventory VALUES ('veteran', 'main', 'veteran', 46, 0, DEFAULT, 0, NULL, 40, '2026-11-28 12:02:10.360873+00', '2026-11-28 12:02:10.360873+00', NULL, 4, '2026-11-28 12:02:17.563064+00');
INSERT INTO public.product_inventory VALUES ('adjustments', 'main', 'adjustments', 109, 0, DEFAULT, 0, NULL, 109, '2026-11-28 12:02:57.11889+00', '2026-11-28 12:02:57.11889+00', NULL, 1, '2026-11-28 12:02:57.585289+00');
INSERT INTO public.product_inventory VALUES ('twice', 'main', 'twice', 1, 0, DEFAULT, 0, NULL, 1, '2026-11-28 12:03:48.351344+00', '2026-11-28 12:03:48.351344+00', NULL, 1, '2026-11-28 12:03:48.405972+00');
INSERT INTO public.product_inventory VALUES ('tab	here', 'main', 'tab	here', 103, 0, DEFAULT, 0, NULL, 103, '2026-11-28 12:02:57.044733+00', '2026-11-28 12:02:57.044733+00', NULL, 1, '2026-11-28 12:02:57.224549+00');
INSERT INTO public.product_inventory VALUES ('described-only', 'main', 'described-only', 0, 0, DEFAULT, 0, NULL, 0, NULL, '2026-11-28 12:02:57.130147+00', NULL, 1, '2026-11-28 12:02:57.585289+00');
INSERT INTO public.product_inventory VALUES ('line
feed', 'main', 'line
feed', 104, 0, DEFAULT, 0, NULL, 104, '2026-11-28 12:02:57.099465+00', '2026-11-28 12:02:57.099465+00', NULL, 1, '2026-11-28 12:02:57.441913+00');
INSERT INTO public.product_inventory VALUES ('dear', 'main', 'dear', 6, 0, DEFAULT, 0, 2, 10, '2026-11-28 12:02:57.131644+00', '2026-11-28 12:02:57.131644+00', '2026-11-28 12:02:57.131644+00', 5, '2026-11-28 12:03:56.675124+00');
INSERT INTO public.product_inventory VALUES ('hurried', 'main', 'hurried', 10, 10, DEFAULT, 0, 2, 10, '2026-11-28 12:02:57.13297+00', '2026-11-28 12:02:57.13297+00', '2026-11-28 12:02:57.13297+00', 2, '2026-11-28 12:07:46.004718+00');
INSERT INTO public.product_inventory VALUES ('scarce', 'main', 'scarce', 10, 10, DEFAULT, 0, 2, 10, '2026-11-28 12:02:57.130596+00', '2026-11-28 12:02:57.130596+00', '2026-11-28 12:02:57.130596+00', 2, '2026-11-28 12:03:43.714415+00');
INSERT INTO public.product_inventory VALUES ('50%', 'main', '50%', 105, 0, DEFAULT, 0, NULL, 106, '2026-11-28 12:02:57.110833+00', '2026-11-28 12:02:57.110833+00', NULL, 3, '2026-11-28 12:03:44.204905+00');
INSERT INTO public.product_inventory VALUES (' mug', 'main', ' mug', 104, 0, DEFAULT, 0, NULL, 102, '2026-11-28 12:02:57.036066+00', '2026-11-28 12:02:57.036066+00', NULL, 2, '2026-11-28 12:02:58.71823+00');
INSERT INTO public.product_inventory VALUES ('mug', 'main', 'mug', 152, 7, DEFAULT, 0, NULL, 100, '2026-11-28 12:02:57.013419+00', '2026-11-28 12:02:57.013419+00', NULL, 27, '2026-11-28 12:03:44.315097+00');
INSERT INTO public.product_inventory VALUES ('mug ', 'main', 'mug ', 76, 6, DEFAULT, 0, NULL, 101, '2026-11-28 12:02:57.027873+00', '2026-11-28 12:02:57.027873+00', NULL, 10, '2026-11-28 12:03:43.369205+00');
INSERT INTO public.product_inventory VALUES ('later', 'main', 'later', 10, 0, DEFAULT, 0, 2, 10, '2026-11-28 12:02:57.133531+00', '2026-11-28 12:02:57.133531+00', '2026-11-28 12:02:57.133531+00', 1, '2026-11-28 12:02:57.585289+00');
INSERT INTO public.product_inventory VALUES ('o''clock "x" \ $1', 'main', 'o''clock "x" \ $1', 113, 0, DEFAULT, 0, NULL, 113, '2026-11-28 12:02:57.124802+00', '2026-11-28 12:02:57.124802+00', NULL, 1, '2026-11-28 12:02:57.585289+00');
INSERT INTO public.product_inventory VALUES ('a/b', 'main', 'a/b', 107, 4, DEFAULT, 0, NULL, 105, '2026-11-28 12:02:57.107187+00', '2026-11-28 12:02:57.107187+00', NULL, 4, '2026-11-28 12:03:43.429308+00');
INSERT INTO public.product_inventory VALUES ('shirt-l', 'main', 'shirt', 20, 0, DEFAULT, 0, 5, 20, '2026-11-28 12:02:57.127637+00', '2026-11-28 12:02:57.127637+00', '2026-11-28 12:02:57.127637+00', 1, '2026-11-28 12:02:57.585289+00');
INSERT INTO public.product_inventory VALUES ('shirt-s', 'main', 'shirt', 20, 0, DEFAULT, 0, 5, 20, '2026-11-28 12:02:57.127637+00', '2026-11-28 12:02:57.127637+00', '2026-11-28 12:02:57.127637+00', 1, '2026-11-28 12:02:57.585289+00');
INSERT INTO public.product_inventory VALUES ('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'main', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 114, 0, DEFAULT, 0, NULL, 114, '2026-11-28 12:02:57.12573+00', '2026-11-28 12:02:57.12573+00', NULL, 1, '2026-11-28 12:02:57.585289+00');
INSERT INTO public.product_inventory VALUES ('wanted', 'main', 'wanted', 10, 0, DEFAULT, 0, 2, 10, '2026-11-28 12:02:57.136435+00', '2026-11-28 12:02:57.136435+00', '2026-11-28 12:02:57.136435+00', 3, '2026-11-28 12:03:46.998276+00');
INSERT INTO public.product_inventory VALUES ('made-by-hand', 'north', 'made-by-hand', 9, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-28 12:02:58.618811+00');
INSERT INTO public.product_inventory VALUES ('🫖', 'main', '🫖', 112, 0, DEFAULT, 0, NULL, 112, '2026-11-28 12:02:57.12289+00', '2026-11-28 12:02:57.12289+00', NULL, 3, '2026-11-28 12:03:56.675124+00');
INSERT INTO public.product_inventory VALUES ('imported', 'main', 'imported', 5, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-28 12:03:36.583766+00');
INSERT INTO public.product_inventory VALUES ('imported', 'north', 'imported', 6, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-28 12:03:36.583766+00');
INSERT INTO public.product_inventory VALUES ('shirt-m', 'main', 'shirt', 20, 1, DEFAULT, 0, 5, 20, '2026-11-28 12:02:57.127637+00', '2026-11-28 12:02:57.127637+00', '2026-11-28 12:02:57.127637+00', 2, '2026-11-28 12:03:43.378317+00');
INSERT INTO public.product_inventory VALUES ('split', 'north', 'split', 3, 3, DEFAULT, 0, NULL, 3, '2026-11-28 12:02:57.128572+00', '2026-11-28 12:02:57.128572+00', NULL, 2, '2026-11-28 12:03:43.486614+00');
INSERT INTO public.product_inventory VALUES ('soon', 'main', 'soon', 10, 10, DEFAULT, 0, 2, 10, '2026-11-28 12:02:57.135864+00', '2026-11-28 12:02:57.135864+00', '2026-11-28 12:02:57.135864+00', 4, '2026-11-28 12:03:57.773428+00');
INSERT INTO public.product_inventory VALUES ('split', 'south ', 'split', 3, 3, DEFAULT, 0, NULL, 4, '2026-11-28 12:02:57.129588+00', '2026-11-28 12:02:57.129588+00', NULL, 4, '2026-11-28 12:03:43.505914+00');
INSERT INTO public.product_inventory VALUES ('short', 'main', 'short', 8, 8, DEFAULT, 3, 2, 10, '2026-11-28 12:02:57.13117+00', '2026-11-28 12:02:57.13117+00', '2026-11-28 12:02:57.13117+00', 3, '2026-11-28 12:03:43.728504+00');
INSERT INTO public.product_inventory VALUES ('дом', 'main', 'дом', 109, 0, DEFAULT, 0, NULL, 111, '2026-11-28 12:02:57.121608+00', '2026-11-28 12:02:57.121608+00', NULL, 3, '2026-11-28 12:03:44.204905+00');


--
-- Data for Name: reservation; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.reservation VALUES ('trailing ', 'pending', '[{"sku": "mug ", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-28 12:03:43.27128+00', false, '2026-11-28 12:03:43.27128+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:03:43.27128+00', '2026-11-29 11:57:03.27128+00', 1, '2026-11-28 12:03:43.27128+00', '2026-11-28 12:03:43.27128+00');
INSERT INTO public.reservation VALUES (' leading', 'pending', '[{"sku": "mug ", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-28 12:03:43.289034+00', false, '2026-11-28 12:03:43.289034+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:03:43.289034+00', '2026-11-29 11:57:03.289034+00', 1, '2026-11-28 12:03:43.289034+00', '2026-11-28 12:03:43.289034+00');
INSERT INTO public.reservation VALUES ('50%', 'pending', '[{"sku": "mug ", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-28 12:03:43.326443+00', false, '2026-11-28 12:03:43.326443+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:03:43.326443+00', '2026-11-29 11:57:03.326443+00', 1, '2026-11-28 12:03:43.326443+00', '2026-11-28 12:03:43.326443+00');
INSERT INTO public.reservation VALUES ('Größe', 'pending', '[{"sku": "mug ", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-28 12:03:43.341726+00', false, '2026-11-28 12:03:43.341726+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:03:43.341726+00', '2026-11-29 11:57:03.341726+00', 1, '2026-11-28 12:03:43.341726+00', '2026-11-28 12:03:43.341726+00');
INSERT INTO public.reservation VALUES ('new
line', 'pending', '[{"sku": "mug ", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-28 12:03:43.352108+00', false, '2026-11-28 12:03:43.352108+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:03:43.352108+00', '2026-11-29 11:57:03.352108+00', 1, '2026-11-28 12:03:43.352108+00', '2026-11-28 12:03:43.352108+00');
INSERT INTO public.reservation VALUES ('o''"\', 'pending', '[{"sku": "mug ", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-28 12:03:43.357781+00', false, '2026-11-28 12:03:43.357781+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:03:43.357781+00', '2026-11-29 11:57:03.357781+00', 1, '2026-11-28 12:03:43.357781+00', '2026-11-28 12:03:43.357781+00');
INSERT INTO public.reservation VALUES ('with/slash', 'confirmed', '[{"sku": "mug ", "quantity": 1, "allocations": [{"held": 0, "taken": 1, "location": "main"}]}]', '2026-11-28 12:03:43.304209+00', false, '2026-11-28 12:03:43.304209+00', NULL, '2026-11-28 12:03:43.369205+00', NULL, NULL, true, '2026-11-28 12:03:43.304209+00', '2026-11-29 11:57:03.304209+00', 2, '2026-11-28 12:03:43.304209+00', '2026-11-28 12:03:43.369205+00');
INSERT INTO public.reservation VALUES ('held', 'pending', '[{"sku": "mug", "quantity": 2, "allocations": [{"held": 2, "taken": 0, "location": "main"}]}, {"sku": "shirt-m", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-28 12:03:43.378317+00', false, '2026-11-28 12:03:43.378317+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:03:43.378317+00', '2026-11-28 14:03:43.38657+00', 2, '2026-11-28 12:03:43.378317+00', '2026-11-28 12:03:43.38657+00');
INSERT INTO public.reservation VALUES ('amended', 'pending', '[{"sku": "a/b", "quantity": 4, "allocations": [{"held": 4, "taken": 0, "location": "main"}]}]', '2026-11-28 12:03:43.429308+00', true, '2026-11-28 12:03:43.420314+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:03:43.420314+00', '2026-11-28 13:03:43.420314+00', 2, '2026-11-28 12:03:43.420314+00', '2026-11-28 12:03:43.429308+00');
INSERT INTO public.reservation VALUES ('both-places', 'pending', '[{"sku": "split", "quantity": 6, "allocations": [{"held": 3, "taken": 0, "location": "north"}, {"held": 3, "taken": 0, "location": "south "}]}]', '2026-11-28 12:03:43.486614+00', false, '2026-11-28 12:03:43.486614+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:03:43.486614+00', '2026-11-29 11:57:03.486614+00', 1, '2026-11-28 12:03:43.486614+00', '2026-11-28 12:03:43.486614+00');
INSERT INTO public.reservation VALUES ('one-place', 'confirmed', '[{"sku": "split", "location": "south ", "quantity": 1, "allocations": [{"held": 0, "taken": 1, "location": "south "}]}]', '2026-11-28 12:03:43.497428+00', false, '2026-11-28 12:03:43.497428+00', NULL, '2026-11-28 12:03:43.505914+00', NULL, NULL, true, '2026-11-28 12:03:43.497428+00', '2026-11-28 12:18:43.497428+00', 2, '2026-11-28 12:03:43.497428+00', '2026-11-28 12:03:43.505914+00');
INSERT INTO public.reservation VALUES ('paid', 'confirmed', '[{"sku": "mug", "quantity": 3, "allocations": [{"held": 0, "taken": 3, "location": "main"}]}]', '2026-11-28 12:03:43.529708+00', false, '2026-11-28 12:03:43.529708+00', NULL, '2026-11-28 12:03:43.541+00', NULL, NULL, true, '2026-11-28 12:03:43.529708+00', '2026-11-28 12:18:43.529708+00', 2, '2026-11-28 12:03:43.529708+00', '2026-11-28 12:03:43.541+00');
INSERT INTO public.reservation VALUES ('given-back', 'released', '[{"sku": "mug", "quantity": 1, "allocations": []}]', '2026-11-28 12:03:43.547004+00', false, '2026-11-28 12:03:43.547004+00', '2026-11-28 12:03:43.564397+00', NULL, NULL, NULL, true, '2026-11-28 12:03:43.547004+00', '2026-11-28 12:18:43.547004+00', 2, '2026-11-28 12:03:43.547004+00', '2026-11-28 12:03:43.564397+00');
INSERT INTO public.reservation VALUES ('returned', 'released', '[{"sku": "mug", "quantity": 2, "allocations": []}]', '2026-11-28 12:03:43.572925+00', false, '2026-11-28 12:03:43.572925+00', NULL, '2026-11-28 12:03:43.589914+00', NULL, '2026-11-28 12:03:43.62922+00', true, '2026-11-28 12:03:43.572925+00', '2026-11-28 12:18:43.572925+00', 3, '2026-11-28 12:03:43.572925+00', '2026-11-28 12:03:43.62922+00');
INSERT INTO public.reservation VALUES ('broken', 'released', '[{"sku": "mug", "quantity": 2, "allocations": [{"held": 0, "taken": 2, "location": "main"}]}]', '2026-11-28 12:03:43.67904+00', false, '2026-11-28 12:03:43.67904+00', NULL, '2026-11-28 12:03:43.688376+00', NULL, '2026-11-28 12:03:43.703999+00', false, '2026-11-28 12:03:43.67904+00', '2026-11-28 12:18:43.67904+00', 3, '2026-11-28 12:03:43.67904+00', '2026-11-28 12:03:43.703999+00');
INSERT INTO public.reservation VALUES ('scarce-held', 'pending', '[{"sku": "scarce", "quantity": 10, "allocations": [{"held": 10, "taken": 0, "location": "main"}]}]', '2026-11-28 12:03:43.714415+00', false, '2026-11-28 12:03:43.714415+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:03:43.714415+00', '2026-11-29 11:57:03.714415+00', 1, '2026-11-28 12:03:43.714415+00', '2026-11-28 12:03:43.714415+00');
INSERT INTO public.reservation VALUES ('short-held', 'pending', '[{"sku": "short", "quantity": 8, "allocations": [{"held": 8, "taken": 0, "location": "main"}]}]', '2026-11-28 12:03:43.719427+00', false, '2026-11-28 12:03:43.719427+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:03:43.719427+00', '2026-11-29 11:57:03.719427+00', 1, '2026-11-28 12:03:43.719427+00', '2026-11-28 12:03:43.719427+00');
INSERT INTO public.reservation VALUES ('by-event', 'pending', '[{"sku": "mug", "quantity": 5, "allocations": [{"held": 5, "taken": 0, "location": "main"}]}]', '2026-11-28 12:03:43.733892+00', true, NULL, NULL, NULL, NULL, NULL, true, '2026-11-28 12:03:43.817091+00', '2026-11-29 10:17:03.817091+00', 1, '2026-11-28 12:03:43.817091+00', '2026-11-28 12:03:43.817091+00');
INSERT INTO public.reservation VALUES ('unknown-sku', 'rejected', '[{"sku": "never-seen", "quantity": 1, "allocations": []}]', '2026-11-28 12:03:43.801295+00', true, NULL, NULL, NULL, NULL, NULL, true, NULL, NULL, 1, '2026-11-28 12:03:43.87455+00', '2026-11-28 12:03:43.87455+00');
INSERT INTO public.reservation VALUES ('paid-by-event', 'confirmed', '[{"sku": "50%", "quantity": 1, "allocations": [{"held": 0, "taken": 1, "location": "main"}]}, {"sku": "дом", "quantity": 2, "allocations": [{"held": 0, "taken": 2, "location": "main"}]}]', '2026-11-28 12:03:43.833775+00', true, NULL, NULL, '2026-11-28 12:03:44.181761+00', NULL, NULL, true, '2026-11-28 12:03:43.916757+00', '2026-11-28 12:18:43.916757+00', 2, '2026-11-28 12:03:43.916757+00', '2026-11-28 12:03:44.204905+00');
INSERT INTO public.reservation VALUES ('failed-payment', 'released', '[{"sku": "mug", "quantity": 1, "allocations": []}]', '2026-11-28 12:03:43.840474+00', true, NULL, '2026-11-28 12:03:44.187373+00', NULL, NULL, NULL, true, '2026-11-28 12:03:43.957978+00', '2026-11-28 12:18:43.957978+00', 2, '2026-11-28 12:03:43.957978+00', '2026-11-28 12:03:44.246551+00');
INSERT INTO public.reservation VALUES ('cancelled', 'released', '[{"sku": "mug", "quantity": 1, "allocations": []}]', '2026-11-28 12:03:43.865862+00', true, NULL, NULL, NULL, NULL, '2026-11-28 12:03:44.239157+00', true, '2026-11-28 12:03:44.001474+00', '2026-11-28 12:18:44.001474+00', 2, '2026-11-28 12:03:44.001474+00', '2026-11-28 12:03:44.315097+00');
INSERT INTO public.reservation VALUES ('awaiting', 'awaiting_order', '[]', NULL, false, NULL, NULL, '2026-11-28 12:03:44.198234+00', NULL, NULL, true, NULL, NULL, 1, '2026-11-28 12:03:44.300082+00', '2026-11-28 12:03:44.300082+00');
INSERT INTO public.reservation VALUES ('rejected', 'rejected', '[{"sku": "scarce", "quantity": 1, "allocations": []}]', '2026-11-28 12:03:43.771712+00', true, NULL, NULL, '2026-11-28 12:03:44.220816+00', '2026-11-28 12:03:44.220816+00', NULL, true, NULL, NULL, 2, '2026-11-28 12:03:43.814072+00', '2026-11-28 12:03:44.300082+00');
INSERT INTO public.reservation VALUES ('never-ordered', 'released', '[]', NULL, false, NULL, NULL, NULL, NULL, '2026-11-28 12:03:44.246897+00', true, NULL, NULL, 1, '2026-11-28 12:03:44.37931+00', '2026-11-28 12:03:44.37931+00');
INSERT INTO public.reservation VALUES ('expired', 'expired', '[{"sku": "wanted", "quantity": 3, "allocations": []}]', '2026-11-28 12:03:44.500523+00', false, '2026-11-28 12:03:44.500523+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:03:44.500523+00', '2026-11-28 12:03:45.500523+00', 2, '2026-11-28 12:03:44.500523+00', '2026-11-28 12:03:46.998276+00');
INSERT INTO public.reservation VALUES ('last-rejected', 'rejected', '[{"sku": "dear", "quantity": 400, "allocations": []}]', '2026-11-28 12:03:57.785441+00', true, NULL, NULL, '2026-11-28 12:03:58.047101+00', '2026-11-28 12:03:58.047101+00', NULL, true, NULL, NULL, 2, '2026-11-28 12:03:57.833498+00', '2026-11-28 12:03:58.083748+00');
INSERT INTO public.reservation VALUES ('last', 'confirmed', '[{"sku": "dear", "quantity": 4, "allocations": [{"held": 0, "taken": 4, "location": "main"}]}]', '2026-11-28 12:03:56.558027+00', false, '2026-11-28 12:03:56.558027+00', NULL, '2026-11-28 12:03:56.583082+00', NULL, NULL, true, '2026-11-28 12:03:56.558027+00', '2026-11-29 10:17:16.558027+00', 2, '2026-11-28 12:03:56.558027+00', '2026-11-28 12:03:56.583082+00');
INSERT INTO public.reservation VALUES ('last-one', 'released', '[{"sku": "dear", "quantity": 2, "allocations": []}, {"sku": "🫖", "quantity": 1, "allocations": []}]', '2026-11-28 12:03:56.646172+00', false, '2026-11-28 12:03:56.646172+00', '2026-11-28 12:03:56.675124+00', NULL, NULL, NULL, true, '2026-11-28 12:03:56.646172+00', '2026-11-28 12:18:56.646172+00', 2, '2026-11-28 12:03:56.646172+00', '2026-11-28 12:03:56.675124+00');
INSERT INTO public.reservation VALUES ('in-time', 'pending', '[{"sku": "soon", "quantity": 10, "allocations": [{"held": 10, "taken": 0, "location": "main"}]}]', '2026-11-28 12:03:57.773428+00', false, '2026-11-28 12:03:57.773428+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:03:57.773428+00', '2026-11-29 10:17:17.773428+00', 1, '2026-11-28 12:03:57.773428+00', '2026-11-28 12:03:57.773428+00');
INSERT INTO public.reservation VALUES ('too-late', 'expired', '[{"sku": "soon", "quantity": 10, "allocations": []}]', '2026-11-28 12:03:56.72922+00', false, '2026-11-28 12:03:56.72922+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:03:56.72922+00', '2026-11-28 12:03:57.72922+00', 2, '2026-11-28 12:03:56.72922+00', '2026-11-28 12:03:57.773428+00');
INSERT INTO public.reservation VALUES ('overdue', 'pending', '[{"sku": "hurried", "quantity": 10, "allocations": [{"held": 10, "taken": 0, "location": "main"}]}]', '2026-11-28 12:07:46.004718+00', false, '2026-11-28 12:07:46.004718+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:07:46.004718+00', '2026-11-28 12:07:47.004718+00', 1, '2026-11-28 12:07:46.004718+00', '2026-11-28 12:07:46.004718+00');


--
-- Data for Name: retention; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.retention VALUES ('events', 0, 0, '2026-11-28 12:02:51.374432+00');
INSERT INTO public.retention VALUES ('dead_letters', 0, 0, '2026-11-28 12:02:51.47376+00');
INSERT INTO public.retention VALUES ('reservations', 0, 0, '2026-11-28 12:02:51.502163+00');
INSERT INTO public.retention VALUES ('idempotency_keys', 0, 0, '2026-11-28 12:02:51.546901+00');
INSERT INTO public.retention VALUES ('payloads', 1, 1, '2026-11-28 12:02:51.659206+00');
INSERT INTO public.retention VALUES ('movements', 4, 3, '2026-11-28 12:02:51.682989+00');


--
-- Data for Name: stock_movement; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (41, 'mug', 'main', 'adjusted', 10, 0, 0, 155, 0, 0, 'other', 'other ', NULL, 'seen by Zoë', 'token:shop', '2026-11-28 12:02:58.413124+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (42, 'mug ', 'main', 'adjusted', -24, 0, 0, 77, 0, 0, 'cycle_count', 'doc-9f18c205', NULL, NULL, 'token:shop', '2026-11-28 12:02:58.533781+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (43, 'made-by-hand', 'north', 'adjusted', 9, 0, 0, 9, 0, 0, 'received', 'doc-97021d4f', NULL, NULL, 'token:shop', '2026-11-28 12:02:58.618811+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (44, 'mug', 'main', 'adjusted', 2, 0, 0, 157, 0, 0, 'found', 'bulk mug', NULL, NULL, 'token:shop', '2026-11-28 12:02:58.71823+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (4, 'veteran', 'main', 'opening_balance', 46, 0, 0, 46, 0, 0, NULL, NULL, NULL, NULL, 'retention', '2026-05-12 12:02:17.563064+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (5, 'mug ', 'main', 'supplied', 101, 0, 0, 101, 0, 0, NULL, 'ProductCreated-9a7a8469', NULL, NULL, '/shop', '2026-11-28 12:02:57.068113+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (6, ' mug', 'main', 'supplied', 102, 0, 0, 102, 0, 0, NULL, 'ProductCreated-fde61d7b', NULL, NULL, '/shop', '2026-11-28 12:02:57.068113+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (7, 'tab	here', 'main', 'supplied', 103, 0, 0, 103, 0, 0, NULL, 'ProductCreated-34d7d4f3', NULL, NULL, '/shop', '2026-11-28 12:02:57.224549+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (8, 'mug', 'main', 'supplied', 100, 0, 0, 100, 0, 0, NULL, 'ProductCreated-df9e8486', NULL, NULL, '/shop', '2026-11-28 12:02:57.193287+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (9, 'line
feed', 'main', 'supplied', 104, 0, 0, 104, 0, 0, NULL, 'ProductCreated-4092ebe3', NULL, NULL, '/shop', '2026-11-28 12:02:57.441913+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (10, 'dear', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-034844f1', NULL, NULL, '/shop', '2026-11-28 12:02:57.585289+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (11, 'wanted', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-0a7eb1dd', NULL, NULL, '/shop', '2026-11-28 12:02:57.585289+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (12, '..', 'main', 'supplied', 108, 0, 0, 108, 0, 0, NULL, 'ProductCreated-1455bbe3', NULL, NULL, '/shop', '2026-11-28 12:02:57.585289+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (13, 'scarce', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-29e03ffc', NULL, NULL, '/shop', '2026-11-28 12:02:57.585289+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (14, 'shirt-s', 'main', 'supplied', 20, 0, 0, 20, 0, 0, NULL, 'ProductCreated-38ecaa1b', NULL, NULL, '/shop', '2026-11-28 12:02:57.585289+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (15, 'shirt-m', 'main', 'supplied', 20, 0, 0, 20, 0, 0, NULL, 'ProductCreated-38ecaa1b', NULL, NULL, '/shop', '2026-11-28 12:02:57.585289+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (16, 'shirt-l', 'main', 'supplied', 20, 0, 0, 20, 0, 0, NULL, 'ProductCreated-38ecaa1b', NULL, NULL, '/shop', '2026-11-28 12:02:57.585289+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (17, 'a/b', 'main', 'supplied', 105, 0, 0, 105, 0, 0, NULL, 'ProductCreated-7f66621a', NULL, NULL, '/shop', '2026-11-28 12:02:57.585289+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (18, '50%', 'main', 'supplied', 106, 0, 0, 106, 0, 0, NULL, 'ProductCreated-83a09702', NULL, NULL, '/shop', '2026-11-28 12:02:57.585289+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (19, 'Größe-42', 'main', 'supplied', 110, 0, 0, 110, 0, 0, NULL, 'ProductCreated-aa24c547', NULL, NULL, '/shop', '2026-11-28 12:02:57.585289+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (20, 'soon', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-bc640a12', NULL, NULL, '/shop', '2026-11-28 12:02:57.585289+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (21, 'o''clock "x" \ $1', 'main', 'supplied', 113, 0, 0, 113, 0, 0, NULL, 'ProductCreated-bf529b81', NULL, NULL, '/shop', '2026-11-28 12:02:57.585289+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (22, 'later', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-c9014c2b', NULL, NULL, '/shop', '2026-11-28 12:02:57.585289+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (23, 'short', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-d0f3a37e', NULL, NULL, '/shop', '2026-11-28 12:02:57.585289+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (24, 'hurried', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-dd4f5b2f', NULL, NULL, '/shop', '2026-11-28 12:02:57.585289+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (25, '%2F', 'main', 'supplied', 107, 0, 0, 107, 0, 0, NULL, 'ProductCreated-e360ad4b', NULL, NULL, '/shop', '2026-11-28 12:02:57.585289+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (26, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'main', 'supplied', 114, 0, 0, 114, 0, 0, NULL, 'ProductCreated-e4414356', NULL, NULL, '/shop', '2026-11-28 12:02:57.585289+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (27, 'adjustments', 'main', 'supplied', 109, 0, 0, 109, 0, 0, NULL, 'ProductCreated-e66bd8b6', NULL, NULL, '/shop', '2026-11-28 12:02:57.585289+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (28, '🫖', 'main', 'supplied', 112, 0, 0, 112, 0, 0, NULL, 'ProductCreated-f5a4326d', NULL, NULL, '/shop', '2026-11-28 12:02:57.585289+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (29, 'дом', 'main', 'supplied', 111, 0, 0, 111, 0, 0, NULL, 'ProductCreated-fff30f8c', NULL, NULL, '/shop', '2026-11-28 12:02:57.585289+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (30, 'split', 'south ', 'supplied', 4, 0, 0, 4, 0, 0, NULL, 'ProductUpdated-8da4ea4c', NULL, NULL, '/shop', '2026-11-28 12:02:57.585289+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (31, 'split', 'north', 'supplied', 3, 0, 0, 3, 0, 0, NULL, 'ProductUpdated-ea19cdfe', NULL, NULL, '/shop', '2026-11-28 12:02:57.585289+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (32, 'mug', 'main', 'adjusted', 1, 0, 0, 101, 0, 0, 'received', 'received ', NULL, 'seen by Zoë', 'token:shop', '2026-11-28 12:02:57.892497+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (33, 'mug', 'main', 'adjusted', 2, 0, 0, 103, 0, 0, 'returned', 'returned ', NULL, 'seen by Zoë', 'token:shop', '2026-11-28 12:02:57.965509+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (34, 'mug', 'main', 'adjusted', 3, 0, 0, 106, 0, 0, 'damaged', 'damaged ', NULL, 'seen by Zoë', 'token:shop', '2026-11-28 12:02:58.023273+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (35, 'mug', 'main', 'adjusted', 4, 0, 0, 110, 0, 0, 'lost', 'lost ', NULL, 'seen by Zoë', 'token:shop', '2026-11-28 12:02:58.069539+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (36, 'mug', 'main', 'adjusted', 5, 0, 0, 115, 0, 0, 'found', 'found ', NULL, 'seen by Zoë', 'token:shop', '2026-11-28 12:02:58.173438+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (37, 'mug', 'main', 'adjusted', 6, 0, 0, 121, 0, 0, 'cycle_count', 'cycle_count ', NULL, 'seen by Zoë', 'token:shop', '2026-11-28 12:02:58.229798+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (38, 'mug', 'main', 'adjusted', 7, 0, 0, 128, 0, 0, 'correction', 'correction ', NULL, 'seen by Zoë', 'token:shop', '2026-11-28 12:02:58.316207+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (39, 'mug', 'main', 'adjusted', 8, 0, 0, 136, 0, 0, 'shrinkage', 'shrinkage ', NULL, 'seen by Zoë', 'token:shop', '2026-11-28 12:02:58.333007+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (40, 'mug', 'main', 'adjusted', 9, 0, 0, 145, 0, 0, 'promotion', 'promotion ', NULL, 'seen by Zoë', 'token:shop', '2026-11-28 12:02:58.376027+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (45, ' mug', 'main', 'adjusted', 2, 0, 0, 104, 0, 0, 'found', 'bulk  mug', NULL, NULL, 'token:shop', '2026-11-28 12:02:58.71823+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (46, 'a/b', 'main', 'adjusted', 2, 0, 0, 107, 0, 0, 'found', 'bulk a/b', NULL, NULL, 'token:shop', '2026-11-28 12:02:58.71823+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (47, 'imported', 'main', 'adjusted', 5, 0, 0, 5, 0, 0, 'cycle_count', 'IMPORT-1', NULL, NULL, 'cli:root', '2026-11-28 12:03:36.583766+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (48, 'imported', 'north', 'adjusted', 6, 0, 0, 6, 0, 0, 'cycle_count', 'IMPORT-1', NULL, NULL, 'cli:root', '2026-11-28 12:03:36.583766+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (49, 'mug ', 'main', 'reserved', 0, 1, 0, 77, 1, 0, NULL, '7a576f1200314343ae1ff18bd30fb8dd', 'trailing ', NULL, 'token:shop', '2026-11-28 12:03:43.27128+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (50, 'mug ', 'main', 'reserved', 0, 1, 0, 77, 2, 0, NULL, 'fcb90a177f614ae797792b5b58785d6d', ' leading', NULL, 'token:shop', '2026-11-28 12:03:43.289034+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (51, 'mug ', 'main', 'reserved', 0, 1, 0, 77, 3, 0, NULL, '46ae9f2a46c6453e86d521f382f0041c', 'with/slash', NULL, 'token:shop', '2026-11-28 12:03:43.304209+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (52, 'mug ', 'main', 'reserved', 0, 1, 0, 77, 4, 0, NULL, '6e9e707e84e54023a2f0a7bdf58d718a', '50%', NULL, 'token:shop', '2026-11-28 12:03:43.326443+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (53, 'mug ', 'main', 'reserved', 0, 1, 0, 77, 5, 0, NULL, 'ab9ba23fd9d3486392d56d5fe1a5394f', 'Größe', NULL, 'token:shop', '2026-11-28 12:03:43.341726+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (54, 'mug ', 'main', 'reserved', 0, 1, 0, 77, 6, 0, NULL, '3827e9d5baba44e683d5750e619dd321', 'new
line', NULL, 'token:shop', '2026-11-28 12:03:43.352108+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (55, 'mug ', 'main', 'reserved', 0, 1, 0, 77, 7, 0, NULL, '0dbf2bb0a4f14310a92ccde8b32a9372', 'o''"\', NULL, 'token:shop', '2026-11-28 12:03:43.357781+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (56, 'mug ', 'main', 'confirmed', -1, -1, 0, 76, 6, 0, NULL, '0290104129e14219acdcaa9726be3371', 'with/slash', NULL, 'token:shop', '2026-11-28 12:03:43.369205+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (57, 'mug', 'main', 'reserved', 0, 2, 0, 157, 2, 0, NULL, 'b3d3070c3248480287f68d5a75b4e09f', 'held', NULL, 'token:shop', '2026-11-28 12:03:43.378317+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (58, 'shirt-m', 'main', 'reserved', 0, 1, 0, 20, 1, 0, NULL, 'b3d3070c3248480287f68d5a75b4e09f', 'held', NULL, 'token:shop', '2026-11-28 12:03:43.378317+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (59, 'a/b', 'main', 'reserved', 0, 1, 0, 107, 1, 0, NULL, '92a49e90f81c4dc88e947637ed61c772', 'amended', NULL, 'token:shop', '2026-11-28 12:03:43.420314+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (60, 'a/b', 'main', 'reserved', 0, 3, 0, 107, 4, 0, NULL, 'ee265a384444482cb4c308c6f841bb75', 'amended', NULL, 'token:shop', '2026-11-28 12:03:43.429308+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (61, 'split', 'north', 'reserved', 0, 3, 0, 3, 3, 0, NULL, '16d698afe53547a8a913e5d75fe986b0', 'both-places', NULL, 'token:shop', '2026-11-28 12:03:43.486614+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (62, 'split', 'south ', 'reserved', 0, 3, 0, 4, 3, 0, NULL, '16d698afe53547a8a913e5d75fe986b0', 'both-places', NULL, 'token:shop', '2026-11-28 12:03:43.486614+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (63, 'split', 'south ', 'reserved', 0, 1, 0, 4, 4, 0, NULL, 'c843ff96018645a3a48fd94fede57944', 'one-place', NULL, 'token:shop', '2026-11-28 12:03:43.497428+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (64, 'split', 'south ', 'confirmed', -1, -1, 0, 3, 3, 0, NULL, 'ccf16a940b2c4e16a4052461973d3d20', 'one-place', NULL, 'token:shop', '2026-11-28 12:03:43.505914+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (65, 'mug', 'main', 'reserved', 0, 3, 0, 157, 5, 0, NULL, '470f080979144342994627e030305af0', 'paid', NULL, 'token:shop', '2026-11-28 12:03:43.529708+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (66, 'mug', 'main', 'confirmed', -3, -3, 0, 154, 2, 0, NULL, '3f2a27e0141b427e8c59db8b9011887e', 'paid', NULL, 'token:shop', '2026-11-28 12:03:43.541+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (67, 'mug', 'main', 'reserved', 0, 1, 0, 154, 3, 0, NULL, 'c7e91c1b90e5417899abd1f016a3f75e', 'given-back', NULL, 'token:shop', '2026-11-28 12:03:43.547004+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (68, 'mug', 'main', 'released', 0, -1, 0, 154, 2, 0, 'changed my mind ', '3f7cff78c34246bd920b36400d8ebb9b', 'given-back', NULL, 'token:shop', '2026-11-28 12:03:43.564397+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (69, 'mug', 'main', 'reserved', 0, 2, 0, 154, 4, 0, NULL, 'e078807d5bdb42c88c5bfd444c8b8fe0', 'returned', NULL, 'token:shop', '2026-11-28 12:03:43.572925+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (70, 'mug', 'main', 'confirmed', -2, -2, 0, 152, 2, 0, NULL, '3ec70dbe32b94536a52cae92f422ec7a', 'returned', NULL, 'token:shop', '2026-11-28 12:03:43.589914+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (71, 'mug', 'main', 'released', 2, 0, 0, 154, 2, 0, 'returned', '5c4915224e0546e68eb86364e07f88e8', 'returned', NULL, 'token:shop', '2026-11-28 12:03:43.62922+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (72, 'mug', 'main', 'reserved', 0, 2, 0, 154, 4, 0, NULL, '17f4519596b949519b114f25fe1c5b8d', 'broken', NULL, 'token:shop', '2026-11-28 12:03:43.67904+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (73, 'mug', 'main', 'confirmed', -2, -2, 0, 152, 2, 0, NULL, 'ca2df54a1ab74679972a0db31fc484c2', 'broken', NULL, 'token:shop', '2026-11-28 12:03:43.688376+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (74, 'scarce', 'main', 'reserved', 0, 10, 0, 10, 10, 0, NULL, '62ee9b3614a54888a42c82d0e296e826', 'scarce-held', NULL, 'token:shop', '2026-11-28 12:03:43.714415+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (75, 'short', 'main', 'reserved', 0, 8, 0, 10, 8, 0, NULL, 'c70bc85459384b82ba636bddbe6308f9', 'short-held', NULL, 'token:shop', '2026-11-28 12:03:43.719427+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (76, 'short', 'main', 'adjusted', -2, 0, 3, 8, 8, 3, 'lost', 'doc-302ce601', NULL, NULL, 'token:shop', '2026-11-28 12:03:43.728504+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (86, 'wanted', 'main', 'reserved', 0, 3, 0, 10, 3, 0, NULL, '8739fc2f366e45258846a000977d4ac4', 'expired', NULL, 'token:shop', '2026-11-28 12:03:44.500523+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (77, 'mug', 'main', 'reserved', 0, 5, 0, 152, 7, 0, NULL, 'OrderCreated-eb6cbc79', 'by-event', NULL, '/shop', '2026-11-28 12:03:43.817091+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (78, '50%', 'main', 'reserved', 0, 1, 0, 106, 1, 0, NULL, 'OrderCreated-3bc2bc5c', 'paid-by-event', NULL, '/shop', '2026-11-28 12:03:43.916757+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (79, 'дом', 'main', 'reserved', 0, 2, 0, 111, 2, 0, NULL, 'OrderCreated-3bc2bc5c', 'paid-by-event', NULL, '/shop', '2026-11-28 12:03:43.916757+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (81, 'mug', 'main', 'reserved', 0, 1, 0, 152, 9, 0, NULL, 'OrderCreated-a2a84218', 'cancelled', NULL, '/shop', '2026-11-28 12:03:44.001474+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (82, '50%', 'main', 'confirmed', -1, -1, 0, 105, 0, 0, NULL, 'PaymentSucceeded-b5bcda2d', 'paid-by-event', NULL, '/shop', '2026-11-28 12:03:44.204905+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (83, 'дом', 'main', 'confirmed', -2, -2, 0, 109, 0, 0, NULL, 'PaymentSucceeded-b5bcda2d', 'paid-by-event', NULL, '/shop', '2026-11-28 12:03:44.204905+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (80, 'mug', 'main', 'reserved', 0, 1, 0, 152, 8, 0, NULL, 'OrderCreated-f1f4f4b9', 'failed-payment', NULL, '/shop', '2026-11-28 12:03:43.957978+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (84, 'mug', 'main', 'released', 0, -1, 0, 152, 8, 0, 'card declined', 'PaymentFailed-a174420a', 'failed-payment', NULL, '/shop', '2026-11-28 12:03:44.246551+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (85, 'mug', 'main', 'released', 0, -1, 0, 152, 7, 0, 'fraud', 'OrderCancelled-8e2a7b66', 'cancelled', NULL, '/shop', '2026-11-28 12:03:44.315097+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (87, 'wanted', 'main', 'expired', 0, -3, 0, 10, 0, 0, 'hold_expired', NULL, 'expired', NULL, 'expire_holds', '2026-11-28 12:03:46.998276+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (88, 'twice', 'main', 'supplied', 1, 0, 0, 1, 0, 0, NULL, 'used-twice', NULL, NULL, '/shop', '2026-11-28 12:03:48.405972+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (89, 'dear', 'main', 'reserved', 0, 4, 0, 10, 4, 0, NULL, '2defc4862a5d4c4688823054807a71f2', 'last', NULL, 'token:shop', '2026-11-28 12:03:56.558027+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (90, 'dear', 'main', 'confirmed', -4, -4, 0, 6, 0, 0, NULL, 'e0c6e8ab86984e0ebbb0584b96426a02', 'last', NULL, 'token:shop', '2026-11-28 12:03:56.583082+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (91, 'dear', 'main', 'reserved', 0, 2, 0, 6, 2, 0, NULL, '575dca58f5a942d29db33f4e91252c68', 'last-one', NULL, 'token:shop', '2026-11-28 12:03:56.646172+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (92, '🫖', 'main', 'reserved', 0, 1, 0, 112, 1, 0, NULL, '575dca58f5a942d29db33f4e91252c68', 'last-one', NULL, 'token:shop', '2026-11-28 12:03:56.646172+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (93, 'dear', 'main', 'released', 0, -2, 0, 6, 0, 0, 'too dear', '9d94fb5b662840539f80a3a67660d9f4', 'last-one', NULL, 'token:shop', '2026-11-28 12:03:56.675124+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (94, '🫖', 'main', 'released', 0, -1, 0, 112, 0, 0, 'too dear', '9d94fb5b662840539f80a3a67660d9f4', 'last-one', NULL, 'token:shop', '2026-11-28 12:03:56.675124+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (95, 'soon', 'main', 'reserved', 0, 10, 0, 10, 10, 0, NULL, '245e150c11f04eb3a4ac028b339d27af', 'too-late', NULL, 'token:shop', '2026-11-28 12:03:56.72922+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (96, 'soon', 'main', 'expired', 0, -10, 0, 10, 0, 0, 'hold_expired', 'needed_by_another_order', 'too-late', NULL, 'inventory', '2026-11-28 12:03:57.773428+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (97, 'soon', 'main', 'reserved', 0, 10, 0, 10, 10, 0, NULL, 'f47c6b87db5e4ecdaa1b7bf34f301c20', 'in-time', NULL, 'token:shop', '2026-11-28 12:03:57.773428+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (98, 'hurried', 'main', 'reserved', 0, 10, 0, 10, 10, 0, NULL, '0377c5152c814db4996005000c0889b2', 'overdue', NULL, 'token:shop', '2026-11-28 12:07:46.004718+00');


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

SELECT pg_catalog.setval('public.inbox_event_id_seq', 90, true);


--
-- Name: inbox_pending_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.inbox_pending_id_seq', 1, false);


--
-- Name: outbox_event_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.outbox_event_id_seq', 144, true);


--
-- Name: stock_movement_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.stock_movement_id_seq', 98, true);


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
-- Name: dead_letter pk_dead_letter; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dead_letter
    ADD CONSTRAINT pk_dead_letter PRIMARY KEY (id);


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
-- Name: ix_inbox_pending_not_before; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_inbox_pending_not_before ON public.inbox_pending USING btree (not_before);


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
-- PostgreSQL database dump complete
--
