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
    payload jsonb NOT NULL,
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

INSERT INTO public.alembic_version VALUES ('0003');


--
-- Data for Name: api_token; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.api_token OVERRIDING SYSTEM VALUE VALUES (2, 'ended', '\xbdd9af9b666d7f1527fa347c7a6ee21077203748698283681696a59136f9c0e8', '{stock:adjust,stock:read,stock:reserve}', '2026-11-28 12:01:42.612386+00', '2026-11-28 12:02:42.612386+00', NULL, NULL);
INSERT INTO public.api_token OVERRIDING SYSTEM VALUE VALUES (1, 'leaver', '\x3a0eeed652a1d98111c1825ac6c3bd399490ce44ed8bfda3a6515ca203dc918f', '{stock:adjust,stock:read,stock:reserve}', '2026-11-28 12:00:51.384248+00', NULL, '2026-11-28 12:04:40.903127+00', NULL);
INSERT INTO public.api_token OVERRIDING SYSTEM VALUE VALUES (3, 'shop', '\x5829fe856ae2a6f79852277b6ad1ae711fe974fb8819898acfe81711f98af53e', '{stock:adjust,stock:read,stock:reserve}', '2026-11-28 12:03:07.355033+00', NULL, NULL, '2026-11-28 12:10:20.60833+00');


--
-- Data for Name: dead_letter; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.dead_letter VALUES (40, 'empty', 'the record has no value', NULL, '2026-11-28 12:08:21.179229+00');
INSERT INTO public.dead_letter VALUES (41, 'malformed_json', 'str is not valid UTF-8: surrogates not allowed: line 1 column 1 (char 0)', '\x7bff', '2026-11-28 12:08:21.196861+00');
INSERT INTO public.dead_letter VALUES (42, 'too_deep', 'nested more than 64 levels deep', '\x5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b', '2026-11-28 12:08:21.205976+00');
INSERT INTO public.dead_letter VALUES (43, 'not_an_event', 'an event is a JSON object, not an array', '\x5b5d', '2026-11-28 12:08:21.214879+00');
INSERT INTO public.dead_letter VALUES (44, 'missing_type', 'type must be a non-empty string', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d74797065222c22736f75726365223a222f73686f70222c2274696d65223a22323032362d31312d32385431323a30383a32312e3136343536372b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d74797065222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-28 12:08:21.228088+00');
INSERT INTO public.dead_letter VALUES (45, 'missing_id', 'the event has no id', '\x7b227370656376657273696f6e223a22312e30222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32385431323a30383a32312e3136343536372b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-28 12:08:21.228088+00');
INSERT INTO public.dead_letter VALUES (46, 'invalid_id', 'id must be a string, not int', '\x7b227370656376657273696f6e223a22312e30222c226964223a372c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32385431323a30383a32312e3136343536372b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-28 12:08:21.228088+00');
INSERT INTO public.dead_letter VALUES (49, 'missing_source', 'the event has no source', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d736f75726365222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32385431323a30383a32312e3136343536372b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d736f75726365222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-28 12:08:21.272733+00');
INSERT INTO public.dead_letter VALUES (50, 'invalid_source', 'source must be at most 200 bytes of UTF-8, not 201', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d6c6f6e672d736f75726365222c22736f75726365223a22737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373737373222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32385431323a30383a32312e3136343536372b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d6c6f6e672d736f75726365222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-28 12:08:21.272733+00');
INSERT INTO public.dead_letter VALUES (48, 'unsupported_content_type', 'content-type must be application/json, not ''application/xml''', '\x3c612f3e', '2026-11-28 12:08:21.272733+00');
INSERT INTO public.dead_letter VALUES (47, 'unsupported_specversion', 'specversion must be ''1.0'', not ''0.3''', '\x7b227370656376657273696f6e223a22302e33222c226964223a22642d76657273696f6e222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32385431323a30383a32312e3136343536372b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d76657273696f6e222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-28 12:08:21.272733+00');
INSERT INTO public.dead_letter VALUES (57, 'schema_registry_not_configured', 'it was written by schema 7 of a schema registry: set INVENTORY_SCHEMA_REGISTRY_URL', '\x00000000077b227370656376657273696f6e223a22312e30222c226964223a22642d6672616d6564222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32385431323a30383a32312e3136343536372b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d6672616d6564222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-28 12:08:21.285941+00');
INSERT INTO public.dead_letter VALUES (56, 'invalid_time', 'time must be an RFC 3339 timestamp with an offset, not ''yesterday''', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d74696d65222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22796573746572646179222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d74696d65222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-28 12:08:21.285941+00');
INSERT INTO public.dead_letter VALUES (52, 'time_in_future', 'time 9999-01-01T00:00:00+00:00 is more than 1 day ahead', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d667574757265222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22393939392d30312d30315430303a30303a30305a222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d667574757265222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-28 12:08:21.285941+00');
INSERT INTO public.dead_letter VALUES (55, 'too_old', 'time 2001-01-01T00:00:00+00:00 is more than 30 days ago', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d6f6c64222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323030312d30312d30315430303a30303a30305a222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d6f6c64222c226974656d73223a5b7b22736b75223a226d7567222c227175616e74697479223a317d5d7d7d', '2026-11-28 12:08:21.285941+00');
INSERT INTO public.dead_letter VALUES (54, 'missing_data', 'the event has no data', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d6e6f2d64617461222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32385431323a30383a32312e3136343536372b30303a3030227d', '2026-11-28 12:08:21.285941+00');
INSERT INTO public.dead_letter VALUES (51, 'binary_data', 'data_base64 is not taken: send the data as JSON in data', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d626173653634222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32385431323a30383a32312e3136343536372b30303a3030222c22646174615f626173653634223a226533303d227d', '2026-11-28 12:08:21.285941+00');
INSERT INTO public.dead_letter VALUES (53, 'invalid_data', 'items: List should have at least 1 item after validation, not 0', '\x7b227370656376657273696f6e223a22312e30222c226964223a22642d696e76616c6964222c22736f75726365223a222f73686f70222c2274797065223a224f7264657243726561746564222c2274696d65223a22323032362d31312d32385431323a30383a32312e3136343536372b30303a3030222c2264617461223a7b226f726465725f6964223a22756e757361626c652d642d696e76616c6964222c226974656d73223a5b5d7d7d', '2026-11-28 12:08:21.285941+00');
INSERT INTO public.dead_letter VALUES (58, 'not_an_event', 'an event is a JSON object, not a string', '\x227878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787822', '2026-11-28 12:08:21.285941+00');
INSERT INTO public.dead_letter VALUES (61, 'conflicting_payload', 'An event with id ''used-twice'' was heard before with another payload; this one is not applied.', NULL, '2026-11-28 12:08:21.515967+00');
INSERT INTO public.dead_letter VALUES (62, 'missing_time', 'copied', '\x00ff', '2026-11-28 12:08:21.515967+00');
INSERT INTO public.dead_letter VALUES (63, 'too_large', 'copied', '\x00ff', '2026-11-28 12:08:21.515967+00');
INSERT INTO public.dead_letter VALUES (64, 'unreadable_headers', 'copied', '\x00ff', '2026-11-28 12:08:21.515967+00');
INSERT INTO public.dead_letter VALUES (65, 'unstorable', 'copied', '\x00ff', '2026-11-28 12:08:21.515967+00');
INSERT INTO public.dead_letter VALUES (66, 'unsupported_schema_type', 'copied', '\x00ff', '2026-11-28 12:08:21.515967+00');
INSERT INTO public.dead_letter VALUES (69, 'attempts_exhausted', 'a known fault', NULL, '2026-11-28 12:09:11.394514+00');
INSERT INTO public.dead_letter VALUES (72, 'abandoned', 'cli:root: told by phone', NULL, '2026-11-28 12:10:07.651798+00');


--
-- Data for Name: idempotency_key; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.idempotency_key VALUES ('token:shop', 'count_of_mug', '\x8c60f3cdfef2eb91f7b25ac50439973db99298c179196ba69904b243869187fe', '2026-11-28 12:06:18.757692+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', '"quoted"~key/1', '\x258c0a601361681557861a7642a3fbff98a6b07b6ed829bb92d74136617b0140', '2026-11-28 12:06:18.865261+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'bulk', '\xdd61d2cda83d3bf1c106a8b531d98313a30abc4321fa005ab4ff8623d858d277', '2026-11-28 12:06:19.035196+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'confirm-with/slash', '\x8060d84985ba3034e5a65e33155312f69943952ae2b45503201d70f60c5ecd8d', '2026-11-28 12:08:13.567931+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'extend-held', '\xa92e5168ea4bb2313a4b10c112f8b7e371c89018a6f2e2b6dc4124a263c342b9', '2026-11-28 12:08:13.761239+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'amend', '\x9ed4ce9b1912d53779165cf2b38d9af73a1d505fba3b780506c926a816863141', '2026-11-28 12:08:13.969599+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'release-given-back', '\x2a2b875aa3310bd4dcbf558d30ecd0bcfdd3b297178bfac99f1a092c7428b179', '2026-11-28 12:08:14.524528+00');
INSERT INTO public.idempotency_key VALUES ('token:shop', 'cancel-returned', '\xa5c67da28417fdffab68c40ad44c4298a8e91d5a8ed94fe639e3e8fb31071ad2', '2026-11-28 12:08:14.720101+00');


--
-- Data for Name: inbox_event; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (1, '/shop', 'ProductCreated-d68419c7', 'ProductCreated', 'veteran', '\x38b1c6af2d14fac1fd7c05816d41570452edfc06f386fec6ae21b66b636fcc9f', '{"location": "main", "product_id": "veteran", "quantity_on_hand": 40}', '2026-11-28 12:05:37.464922+00', '2026-11-19 12:05:38.554523+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (2, '/shop', 'ProductCreated-ea4de17b', 'ProductCreated', 'mug', '\x7aeb87f94c49a362e836aeb0a3b67edd9764ba0fcb94b56499fd49d33adfdf3e', '{"location": "main", "product_id": "mug", "quantity_on_hand": 100}', '2026-11-28 12:06:15.097903+00', '2026-11-28 12:06:15.103187+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (3, '/shop', 'ProductCreated-284f8a9e', 'ProductCreated', 'mug ', '\xb6acfdb41512e6713a26d71362a62a8a8f55527d3cd5fba25dbb7e2629f61e5f', '{"location": "main", "product_id": "mug ", "quantity_on_hand": 101}', '2026-11-28 12:06:15.135122+00', '2026-11-28 12:06:15.139499+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (4, '/shop', 'ProductCreated-d57050bb', 'ProductCreated', ' mug', '\xcae18fc3463ff5595bf7c4840ec5cb4a5df13928f422ff6ed4e7fb535372f056', '{"location": "main", "product_id": " mug", "quantity_on_hand": 102}', '2026-11-28 12:06:15.170266+00', '2026-11-28 12:06:15.204889+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (5, '/shop', 'ProductCreated-113c8aac', 'ProductCreated', 'a/b', '\x0625284931af06b0cfd40a0c72ab5c89681175179806cfb1570d65d2b6745c89', '{"location": "main", "product_id": "a/b", "quantity_on_hand": 105}', '2026-11-28 12:06:15.244454+00', '2026-11-28 12:06:15.293725+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (6, '/shop', 'ProductCreated-28496865', 'ProductCreated', 'line
feed', '\x404089765b38b58163bc9784f543ee78a0bf0e60487a20166dbfb6f262ca06ca', '{"location": "main", "product_id": "line\nfeed", "quantity_on_hand": 104}', '2026-11-28 12:06:15.225924+00', '2026-11-28 12:06:15.293725+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (7, '/shop', 'ProductCreated-af2b4b25', 'ProductCreated', 'tab	here', '\x8debe5ca4f54345e84a5a36213c2668c66577c2dcaf525925d3c9c2bca0f5639', '{"location": "main", "product_id": "tab\there", "quantity_on_hand": 103}', '2026-11-28 12:06:15.20899+00', '2026-11-28 12:06:15.293725+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (8, '/shop', 'ProductCreated-c3fa9efc', 'ProductCreated', '50%', '\x1ff4a74d4f00f71d031ee1f8f805fe4698627730f3aa74da9d9a592dfcc8dda6', '{"location": "main", "product_id": "50%", "quantity_on_hand": 106}', '2026-11-28 12:06:15.261386+00', '2026-11-28 12:06:15.293725+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (9, '/shop', 'ProductCreated-179860f5', 'ProductCreated', '%2F', '\xaf59088f0bd1115138d43e20c71663ec0846dec75bae32e7a0ee11ff7e43ef94', '{"location": "main", "product_id": "%2F", "quantity_on_hand": 107}', '2026-11-28 12:06:15.282155+00', '2026-11-28 12:06:15.340031+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (10, '/shop', 'ProductCreated-5719c912', 'ProductCreated', '..', '\x480e7174a6a9a6a8ba18975efde675005739d5d46b3fa3513b1f178abb671bd2', '{"location": "main", "product_id": "..", "quantity_on_hand": 108}', '2026-11-28 12:06:15.315+00', '2026-11-28 12:06:15.417754+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (11, '/shop', 'ProductCreated-a24be200', 'ProductCreated', 'adjustments', '\x7ee51482fec3008bc66612c8a813fe9e3e701e791a3bdb2ce744087af3436fe0', '{"location": "main", "product_id": "adjustments", "quantity_on_hand": 109}', '2026-11-28 12:06:15.377331+00', '2026-11-28 12:06:15.470061+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (12, '/shop', 'ProductCreated-47717445', 'ProductCreated', 'Größe-42', '\xd65b189921203dc2315e254a7467593e2e8b8680ea82c3b9c34c87a473e9e158', '{"location": "main", "product_id": "Größe-42", "quantity_on_hand": 110}', '2026-11-28 12:06:15.442876+00', '2026-11-28 12:06:15.536335+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (13, '/shop', 'ProductCreated-72b4ef26', 'ProductCreated', '🫖', '\xe9df977d220a14c890fb40f22df007b93413fe1ec08c7903bd37b0938034d557', '{"location": "main", "product_id": "🫖", "quantity_on_hand": 112}', '2026-11-28 12:06:15.518396+00', '2026-11-28 12:06:15.587295+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (14, '/shop', 'ProductCreated-f21db481', 'ProductCreated', 'дом', '\x5d11012ed2f8a269ef13d7df7d53a95e9f4eafb9aa9a6773d5098b74f4f86ee9', '{"location": "main", "product_id": "дом", "quantity_on_hand": 111}', '2026-11-28 12:06:15.499482+00', '2026-11-28 12:06:15.587295+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (15, '/shop', 'ProductCreated-210cad6d', 'ProductCreated', 'o''clock "x" \ $1', '\x4b77f8158b177ffe6553a38947530de8b2dcd8cadc66da19f22a3e6ec87335f9', '{"location": "main", "product_id": "o''clock \"x\" \\ $1", "quantity_on_hand": 113}', '2026-11-28 12:06:15.598032+00', '2026-11-28 12:06:15.657465+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 3, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (16, '/shop', 'ProductCreated-753853b4', 'ProductCreated', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', '\xe0240d86973a517c52d081edf742b08c43ad49803b29982f042051fee16b5051', '{"location": "main", "product_id": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "quantity_on_hand": 114}', '2026-11-28 12:06:15.615077+00', '2026-11-28 12:06:15.657465+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 2, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (17, '/shop', 'ProductCreated-67361aca', 'ProductCreated', 'shirt', '\xed0003926e8d4cf372aa376acd504659f7cdc5c2046e3acb50e60b70a59c95bd', '{"location": "main", "variants": [{"sku": "shirt-s", "location": "main", "quantity_on_hand": 20, "low_stock_threshold": 5}, {"sku": "shirt-m", "location": "main", "quantity_on_hand": 20, "low_stock_threshold": 5}, {"sku": "shirt-l", "location": "main", "quantity_on_hand": 20, "low_stock_threshold": 5}], "product_id": "shirt"}', '2026-11-28 12:06:15.661626+00', '2026-11-28 12:06:15.695422+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (18, '/shop', 'ProductUpdated-0c89a750', 'ProductUpdated', 'split', '\xc8a32c28e609130f9ca8e64c66d976418827daecfcafcc55203e2ec23e1b85f0', '{"location": "north", "product_id": "split", "quantity_on_hand": 3}', '2026-11-28 12:06:15.673358+00', '2026-11-28 12:06:15.695422+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (19, '/shop', 'ProductUpdated-05af9266', 'ProductUpdated', 'split', '\x1861589009d78dc072d66e4393447909cf73f6d88db4b7026225cf3f720d6f96', '{"location": "south ", "product_id": "split", "quantity_on_hand": 4}', '2026-11-28 12:06:15.743056+00', '2026-11-28 12:06:15.749001+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (20, '/shop', 'ProductUpdated-3dc02079', 'ProductUpdated', 'described-only', '\x8caf13a44ecdf0a0d0b41e04d840b12c0ab7873f2f8fd8d8486722bf6ea13328', '{"location": "main", "product_id": "described-only"}', '2026-11-28 12:06:15.774439+00', '2026-11-28 12:06:15.801766+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 0, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (21, '/shop', 'ProductCreated-3ee7e321', 'ProductCreated', 'short', '\x7fb2d798c015e953424206e27cb03bbc13d0f8512e9857a6b224fb7fcd91f3ad', '{"location": "main", "product_id": "short", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-28 12:06:15.792682+00', '2026-11-28 12:06:15.850675+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 0, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (22, '/shop', 'ProductCreated-f3ae5471', 'ProductCreated', 'scarce', '\x4aba481cbf23c4c09228334dc587b169d5d1978a7166c25ec9947bf1834d9c3a', '{"location": "main", "product_id": "scarce", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-28 12:06:15.788191+00', '2026-11-28 12:06:15.850675+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 2, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (58, 'orders', '2/19', NULL, NULL, '\xfa0831df6ae1d266cfba38a70a6774843977f9f70bd53b12ac2d5d70eb1c5404', NULL, '2026-11-28 12:08:21.283596+00', '2026-11-28 12:08:21.285941+00', NULL, 'orders', 2, 19);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (59, '/shop', 'used-twice', 'ProductUpdated', 'twice', '\x778505d615cb03676c326aacf814428b3fb2f263e67dfef3cca90c632d959e07', '{"location": "main", "product_id": "twice", "quantity_on_hand": 1}', '2026-11-28 12:08:21.470515+00', '2026-11-28 12:08:21.483973+00', NULL, 'catalog.products', 2, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (23, '/shop', 'ProductCreated-eda1c9ef', 'ProductCreated', 'dear', '\x434430bd4eb74a86d6846d70841f91d5b9cff8f47959b8cc41cefad2146133b2', '{"location": "main", "product_id": "dear", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-28 12:06:15.809839+00', '2026-11-28 12:06:15.902419+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 5, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (24, '/shop', 'ProductCreated-f54cf5b5', 'ProductCreated', 'hurried', '\xe418d810d096ac74d25d7553d7fcaa4a567ff1e045a66f5f2696fec4cbc85303', '{"location": "main", "product_id": "hurried", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-28 12:06:15.838886+00', '2026-11-28 12:06:15.902419+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 4, 6);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (25, '/shop', 'ProductCreated-12cde82e', 'ProductCreated', 'later', '\x3b79f23381b3fee074d7d334f2f81a0e56d6fbba9c431aa6c5bfaf657c45311d', '{"location": "main", "product_id": "later", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-28 12:06:15.891016+00', '2026-11-28 12:06:15.962209+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (26, '/shop', 'ProductCreated-3eec225c', 'ProductCreated', 'soon', '\x9861e9fbf1827f17b5fd9107784b55a4c126635bbb0d03d2c6dd0f2aa6444f09', '{"location": "main", "product_id": "soon", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-28 12:06:15.919974+00', '2026-11-28 12:06:15.962209+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 2, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (27, '/shop', 'ProductCreated-79cd35dd', 'ProductCreated', 'wanted', '\xca9fddca519cd68af01769e492886feefbe99c5a6341faf8efebe4217a4c3614', '{"location": "main", "product_id": "wanted", "quantity_on_hand": 10, "low_stock_threshold": 2}', '2026-11-28 12:06:15.977296+00', '2026-11-28 12:06:16.025833+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 0, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (28, '/shop', 'OrderCreated-dcad45ef', 'OrderCreated', 'by-event', '\x0b977d5f9dc96eba2045417022598398128499c16333b499d3692afac63ff62c', '{"items": [{"sku": "mug", "quantity": 5}], "order_id": "by-event", "ttl_seconds": 80000}', '2026-11-28 12:08:14.991275+00', '2026-11-28 12:08:15.002191+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 1, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (29, '/shop', 'OrderCreated-089381f7', 'OrderCreated', 'unknown-sku', '\xae44cd2972440a4d62b1a5e3e18ed5e1bea5005bda5c106566df2d7fb1cab1cf', '{"items": [{"sku": "never-seen", "quantity": 1}], "order_id": "unknown-sku"}', '2026-11-28 12:08:15.007906+00', '2026-11-28 12:08:15.021676+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 2, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (30, '/shop', 'OrderCreated-0bf09464', 'OrderCreated', 'failed-payment', '\x2bfa60473c94900bdcabaed752f2aa06515402afa0d1b0c2c02a842a50a554c8', '{"items": [{"sku": "mug", "quantity": 1}], "order_id": "failed-payment"}', '2026-11-28 12:08:15.010408+00', '2026-11-28 12:08:15.021676+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 3, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (31, '/shop', 'OrderCreated-600fa84b', 'OrderCreated', 'rejected', '\x49bc8acaa44c744ebaea908051e10701740d013d3c91d0ffeba27b7ebe1295bf', '{"items": [{"sku": "scarce", "quantity": 1}], "order_id": "rejected"}', '2026-11-28 12:08:14.998783+00', '2026-11-28 12:08:15.021676+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 5, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (32, '/shop', 'OrderCreated-dfe8da16', 'OrderCreated', 'cancelled', '\x77e1796ad39907b9ec4f6fae25bfb6371212432aac8c52d45e7b680ff2c6c561', '{"items": [{"sku": "mug", "quantity": 1}], "order_id": "cancelled"}', '2026-11-28 12:08:15.010904+00', '2026-11-28 12:08:15.021676+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 5, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (33, '/shop', 'OrderCreated-e44d52ef', 'OrderCreated', 'paid-by-event', '\x613d16172c9fd8ca105a999bed763a9a2170c585149d8b6f5c8ba946d898c1ff', '{"items": [{"sku": "дом", "quantity": 2}, {"sku": "50%", "quantity": 1}], "order_id": "paid-by-event"}', '2026-11-28 12:08:15.009693+00', '2026-11-28 12:08:15.021676+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (34, '/shop', 'PaymentSucceeded-f1dba391', 'PaymentSucceeded', 'paid-by-event', '\x6721da0f03b8806c72e0416c125b9c05b98fc02299c61cd36fc7033c40f121f8', '{"order_id": "paid-by-event", "payment_id": "pay-1"}', '2026-11-28 12:08:15.513546+00', '2026-11-28 12:08:15.534245+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 4, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (35, '/shop', 'PaymentFailed-77d56d87', 'PaymentFailed', 'failed-payment', '\xc2669abe5b89094cf2e4d8d76d7429b5f4b8c67326949717cb74b97b06afa214', '{"reason": "card declined", "order_id": "failed-payment"}', '2026-11-28 12:08:15.523522+00', '2026-11-28 12:08:15.550886+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 3, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (36, '/shop', 'PaymentSucceeded-38821be6', 'PaymentSucceeded', 'awaiting', '\x4301cc6a4ecf86b74ebe999b3ef4787c5847f10699d1b91b6c5a88a1907857dd', '{"order_id": "awaiting", "payment_id": "pay-2"}', '2026-11-28 12:08:15.529007+00', '2026-11-28 12:08:15.550886+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 2, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (37, '/shop', 'PaymentSucceeded-42600bd7', 'PaymentSucceeded', 'rejected', '\x5f8d2a5f24a58a5ab1e5c443f959bd3d98e523271750059d71e91cf7e4a0496f', '{"order_id": "rejected", "payment_id": "pay-3"}', '2026-11-28 12:08:15.542412+00', '2026-11-28 12:08:15.550886+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 5, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (38, '/shop', 'OrderCancelled-30fd9e8f', 'OrderCancelled', 'cancelled', '\xb9fea78ae7255d62c5876e08fa926fc6f9e20c0155a0a4cfa7ced918b9baae5c', '{"reason": "fraud", "restock": true, "order_id": "cancelled"}', '2026-11-28 12:08:15.547174+00', '2026-11-28 12:08:15.569683+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 5, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (39, '/shop', 'OrderFailed-d93a98be', 'OrderFailed', 'never-ordered', '\xb13bcc526c3233d47ad2309ffd4040d91892fe04b824d185f800cc8e1da512ea', '{"restock": true, "order_id": "never-ordered"}', '2026-11-28 12:08:15.551767+00', '2026-11-28 12:08:15.648771+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 1, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (40, 'orders', '2/1', NULL, NULL, '\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', NULL, '2026-11-28 12:08:21.178233+00', '2026-11-28 12:08:21.179229+00', NULL, 'orders', 2, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (41, 'orders', '2/2', NULL, NULL, '\xe2da7787d8252df7b19ca247c901d29c6c1de28b2694f23202a198b2515d7382', NULL, '2026-11-28 12:08:21.1956+00', '2026-11-28 12:08:21.196861+00', NULL, 'orders', 2, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (42, 'orders', '2/3', NULL, NULL, '\x88f17b70f462c68a6fb8eac93c254c100360fa24f9e06a5d203a3fa83bef46ea', NULL, '2026-11-28 12:08:21.204932+00', '2026-11-28 12:08:21.205976+00', NULL, 'orders', 2, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (43, 'orders', '2/4', NULL, NULL, '\x4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945', NULL, '2026-11-28 12:08:21.213689+00', '2026-11-28 12:08:21.214879+00', NULL, 'orders', 2, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (44, 'orders', '2/5', NULL, NULL, '\x9723388caccbd72a2255a2e7a672dcbdf0fea14ed6f6e144d88005c40390bdcd', NULL, '2026-11-28 12:08:21.226425+00', '2026-11-28 12:08:21.228088+00', NULL, 'orders', 2, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (45, 'orders', '2/6', 'OrderCreated', NULL, '\x3b58b14a14c38452887fc4664fd51f0900ab6111a2238cf598d34ba3e6e220aa', NULL, '2026-11-28 12:08:21.226536+00', '2026-11-28 12:08:21.228088+00', NULL, 'orders', 2, 6);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (46, 'orders', '2/7', 'OrderCreated', NULL, '\x62000ac392b049e8736ece63e18e544d198adbdd626dd87c5f96eb00fd5eb55e', NULL, '2026-11-28 12:08:21.226562+00', '2026-11-28 12:08:21.228088+00', NULL, 'orders', 2, 7);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (47, '/shop', 'd-version', 'OrderCreated', NULL, '\x3203cac095edf6374c4bdf1ecd7b8c540df5847336f5acc9786ce39835cd2c89', NULL, '2026-11-28 12:08:21.254126+00', '2026-11-28 12:08:21.272733+00', NULL, 'orders', 2, 11);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (48, '/shop', 'd-xml', 'OrderCreated', NULL, '\xf32c2305a487c97963a469550e73dcc27ac8ac8d5d873ab45eb365b2c99e2631', NULL, '2026-11-28 12:08:21.254084+00', '2026-11-28 12:08:21.272733+00', NULL, 'orders', 2, 10);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (49, 'orders', '2/8', 'OrderCreated', NULL, '\x777199bd7a4744363ed30a1619aba2d39420ae7d0349d55718a51e4219e7731d', NULL, '2026-11-28 12:08:21.253942+00', '2026-11-28 12:08:21.272733+00', NULL, 'orders', 2, 8);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (50, 'orders', '2/9', 'OrderCreated', NULL, '\xdbe0416996961a0868b29429b2a7e4678634a5f15a8cbd894390a9070cec6f86', NULL, '2026-11-28 12:08:21.254066+00', '2026-11-28 12:08:21.272733+00', NULL, 'orders', 2, 9);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (51, '/shop', 'd-base64', 'OrderCreated', NULL, '\xdd698707ebaa834a913be116d72c05b4498f5941ed4a9cc6095d84ccceda01b3', NULL, '2026-11-28 12:08:21.283524+00', '2026-11-28 12:08:21.285941+00', NULL, 'orders', 2, 17);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (52, '/shop', 'd-future', 'OrderCreated', 'unusable-d-future', '\x332b2c71e69caa3cee44112cc2960b79ca76d5b73071f1b71e325bc8e51906e1', NULL, '2026-11-28 12:08:21.283398+00', '2026-11-28 12:08:21.285941+00', NULL, 'orders', 2, 14);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (53, '/shop', 'd-invalid', 'OrderCreated', 'unusable-d-invalid', '\x514b770a1941abea771f2447dceadefbb0750e23a57a829beb65ec7dbf0f8dd9', NULL, '2026-11-28 12:08:21.283536+00', '2026-11-28 12:08:21.285941+00', NULL, 'orders', 2, 18);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (54, '/shop', 'd-no-data', 'OrderCreated', NULL, '\xaa18eddb2c802ce8d38fe6fc9c03422f99d503744928172de84b53085030685a', NULL, '2026-11-28 12:08:21.28351+00', '2026-11-28 12:08:21.285941+00', NULL, 'orders', 2, 16);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (55, '/shop', 'd-old', 'OrderCreated', 'unusable-d-old', '\x654e62f373a6c4aef7d17f04eed32fc88e339e26ac1672af26953dd7ec3738b6', '{"items": [{"sku": "mug", "quantity": 1}], "order_id": "unusable-d-old"}', '2026-11-28 12:08:21.283453+00', '2026-11-28 12:08:21.285941+00', NULL, 'orders', 2, 15);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (56, '/shop', 'd-time', 'OrderCreated', 'unusable-d-time', '\x487051505cd23960dde9bdae7f4106e9a243bcb0cfea16d2b733e6b0ff204ff6', NULL, '2026-11-28 12:08:21.283285+00', '2026-11-28 12:08:21.285941+00', NULL, 'orders', 2, 13);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (57, 'orders', '2/12', NULL, NULL, '\x8e9f49259889e4e2370bb2d1e6a5ce9be4694121009b138fb434a0ffecd7657a', NULL, '2026-11-28 12:08:21.283183+00', '2026-11-28 12:08:21.285941+00', NULL, 'orders', 2, 12);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (61, '/shop', 'used-twice#b039b48abdcb', 'ProductUpdated', 'twice', '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', '{"location": "main", "product_id": "twice", "quantity_on_hand": 2}', '2026-11-28 12:08:21.470515+00', '2026-11-28 12:08:21.515967+00', NULL, 'catalog.products', 2, 4);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (62, 'catalog.products', '0/9000', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-28 12:08:21.470515+00', '2026-11-28 12:08:21.515967+00', NULL, 'catalog.products', 0, 9000);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (63, 'catalog.products', '0/9001', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-28 12:08:21.470515+00', '2026-11-28 12:08:21.515967+00', NULL, 'catalog.products', 0, 9001);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (64, 'catalog.products', '0/9002', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-28 12:08:21.470515+00', '2026-11-28 12:08:21.515967+00', NULL, 'catalog.products', 0, 9002);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (65, 'catalog.products', '0/9003', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-28 12:08:21.470515+00', '2026-11-28 12:08:21.515967+00', NULL, 'catalog.products', 0, 9003);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (66, 'catalog.products', '0/9004', NULL, NULL, '\xb039b48abdcb45b6b31da253ff67c253ad6c8aa5b3bcf3f40e93ceeb8db0cf48', NULL, '2026-11-28 12:08:21.470515+00', '2026-11-28 12:08:21.515967+00', NULL, 'catalog.products', 0, 9004);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (67, '/shop', 'OrderCreated-4c82f350', 'OrderCreated', 'last-rejected', '\xbff9145df091e5c7d7706557a7efc58490f77103c22f4b582cd72de77ca274b2', '{"items": [{"sku": "dear", "quantity": 400}], "order_id": "last-rejected"}', '2026-11-28 12:08:33.199231+00', '2026-11-28 12:08:33.203011+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 0, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (68, '/shop', 'PaymentSucceeded-1d5d76c1', 'PaymentSucceeded', 'last-rejected', '\xfff2866d2ad3794c6afda0e2715664453763e49ce18dbbf8823340c639265df7', '{"order_id": "last-rejected"}', '2026-11-28 12:08:33.442285+00', '2026-11-28 12:08:33.448088+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 0, 0);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (69, '/shop', 'OrderCreated-c7904811', 'OrderCreated', 'tired', '\x3d61b31c6a7985e5be80fc6078d545d94b424aab4c03402038fbed35f005af40', '{"items": [{"sku": "mug", "quantity": 1}], "order_id": "tired"}', '2026-11-28 12:08:37.941001+00', '2026-11-28 12:08:37.94476+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (70, '/shop', 'ProductUpdated-962bacc8', 'ProductUpdated', 'later', '\x479fe87e372b5b234dc634303396a3523aea280ccad23a69cef9273c55b5663e', '{"location": "main", "product_id": "later", "quantity_on_hand": 25}', '2026-11-28 12:09:24.420092+00', '2026-11-28 12:09:24.426495+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'catalog.products', 1, 5);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (71, '/shop', 'OrderCreated-8d28a6cb', 'OrderCreated', 'later-order', '\xbfe16d22ec6e46388df44c4892ef02a104058dd10655ccf7560d45d2f9db7a8e', '{"items": [{"sku": "later", "quantity": 12}], "order_id": "later-order", "ttl_seconds": 80000}', '2026-11-28 12:09:24.430717+00', '2026-11-28 12:09:24.436608+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 2);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (72, '/shop', 'OrderCancelled-1ab2d77c', 'OrderCancelled', 'given-up', '\x8161cf8b3807fa67902b070ca81e46e5b9b6320fc02879f66a62bc055dc144eb', '{"restock": true, "order_id": "given-up"}', '2026-11-28 12:09:24.4517+00', '2026-11-28 12:09:24.460392+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'orders', 4, 3);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (73, '/shop', 'PaymentFailed-4225eec6', 'PaymentFailed', 'held', '\xd2db1e2bd5468fb28794f5a048a5e949bc346b59d3829c7821a541401c79fd50', '{"order_id": "held"}', '2026-11-28 12:09:24.450138+00', '2026-11-28 12:09:24.460392+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 3, 1);
INSERT INTO public.inbox_event OVERRIDING SYSTEM VALUE VALUES (74, '/shop', 'PaymentSucceeded-582c6ec8', 'PaymentSucceeded', 'by-event', '\x9f5021e726dbc5391629eeb30543a76872b9204e27a2058a1594490b73d47415', '{"order_id": "by-event", "payment_id": "pay-9"}', '2026-11-28 12:09:24.4356+00', '2026-11-28 12:09:24.460392+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'payments', 1, 0);


--
-- Data for Name: inbox_pending; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.inbox_pending VALUES (70, 'initialize_stock', 1, '2026-11-28 12:09:34.426495+00', NULL);
INSERT INTO public.inbox_pending VALUES (71, 'reserve_stock', 1, '2026-11-28 12:09:34.436608+00', NULL);
INSERT INTO public.inbox_pending VALUES (74, 'confirm_stock', 1, '2026-11-28 12:09:34.460392+00', NULL);
INSERT INTO public.inbox_pending VALUES (73, 'release_stock', 1, '2026-11-28 12:09:34.460392+00', NULL);


--
-- Data for Name: location; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.location VALUES ('main', 100);
INSERT INTO public.location VALUES ('north', 100);
INSERT INTO public.location VALUES ('south ', 100);


--
-- Data for Name: outbox_event; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (143, 'b6040998-ae18-4de1-b1c0-0aa5e6b37df3', 'StockReserved', 'overdue', 1, '{"lines": [{"sku": "hurried", "quantity": 10, "allocations": [{"held": 10, "taken": 0, "location": "main"}]}], "status": "pending", "order_id": "overdue", "expires_at": "2026-11-28T12:10:21.622870Z"}', '2026-11-28 12:10:20.62287+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (144, '4350e720-a859-4ed9-aee9-fcaecfcf2e71', 'StockLevelChanged', 'hurried', 2, '{"sku": "hurried", "level": "out_of_stock", "locations": [{"location": "main", "quantity_on_hand": 10, "quantity_reserved": 10, "quantity_available": 0, "quantity_shortfall": 0}], "product_id": "hurried", "previous_level": "in_stock", "quantity_on_hand": 10, "quantity_reserved": 10, "quantity_available": 0, "quantity_shortfall": 0}', '2026-11-28 12:10:20.62287+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (127, '2a8158c0-3e6a-4840-8660-6ed66f8fbe1c', 'StockReserved', 'last', 1, '{"lines": [{"sku": "dear", "quantity": 4, "allocations": [{"held": 4, "taken": 0, "location": "main"}]}], "status": "pending", "order_id": "last", "expires_at": "2026-11-29T10:21:51.651728Z"}', '2026-11-28 12:08:31.651728+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (128, '8dc5787b-4353-40d7-8f92-8fb23cdc63b3', 'StockLevelChanged', 'dear', 2, '{"sku": "dear", "level": "in_stock", "locations": [{"location": "main", "quantity_on_hand": 10, "quantity_reserved": 4, "quantity_available": 6, "quantity_shortfall": 0}], "product_id": "dear", "previous_level": "in_stock", "quantity_on_hand": 10, "quantity_reserved": 4, "quantity_available": 6, "quantity_shortfall": 0}', '2026-11-28 12:08:31.651728+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (129, '57995537-a1c3-4bd3-9a33-422e72c61dc9', 'StockConfirmed', 'last', 2, '{"lines": [{"sku": "dear", "quantity": 4, "allocations": [{"held": 0, "taken": 4, "location": "main"}]}], "status": "confirmed", "order_id": "last"}', '2026-11-28 12:08:31.745221+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (130, 'c16955bb-f0f8-439e-b51e-f3c0727e831c', 'StockLevelChanged', 'dear', 3, '{"sku": "dear", "level": "in_stock", "locations": [{"location": "main", "quantity_on_hand": 6, "quantity_reserved": 0, "quantity_available": 6, "quantity_shortfall": 0}], "product_id": "dear", "previous_level": "in_stock", "quantity_on_hand": 6, "quantity_reserved": 0, "quantity_available": 6, "quantity_shortfall": 0}', '2026-11-28 12:08:31.745221+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (131, '6d027312-5cdf-4b74-a420-9419bbbe7577', 'StockReserved', 'last-one', 1, '{"lines": [{"sku": "dear", "quantity": 2, "allocations": [{"held": 2, "taken": 0, "location": "main"}]}, {"sku": "🫖", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}], "status": "pending", "order_id": "last-one", "expires_at": "2026-11-28T12:23:31.829850Z"}', '2026-11-28 12:08:31.82985+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (132, '2de6c9f9-18d2-4e2b-af3a-c22cecbe528a', 'StockLevelChanged', 'dear', 4, '{"sku": "dear", "level": "in_stock", "locations": [{"location": "main", "quantity_on_hand": 6, "quantity_reserved": 2, "quantity_available": 4, "quantity_shortfall": 0}], "product_id": "dear", "previous_level": "in_stock", "quantity_on_hand": 6, "quantity_reserved": 2, "quantity_available": 4, "quantity_shortfall": 0}', '2026-11-28 12:08:31.82985+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (133, '07e56508-8321-46ef-ad45-1c50c456da2e', 'StockLevelChanged', '🫖', 2, '{"sku": "🫖", "level": "in_stock", "locations": [{"location": "main", "quantity_on_hand": 112, "quantity_reserved": 1, "quantity_available": 111, "quantity_shortfall": 0}], "product_id": "🫖", "previous_level": "in_stock", "quantity_on_hand": 112, "quantity_reserved": 1, "quantity_available": 111, "quantity_shortfall": 0}', '2026-11-28 12:08:31.82985+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (134, 'cb959e7a-a6c7-4d72-97ae-efde0c5c071e', 'StockReleased', 'last-one', 2, '{"lines": [{"sku": "dear", "quantity": 2, "allocations": []}, {"sku": "🫖", "quantity": 1, "allocations": []}], "reason": "too dear", "status": "released", "order_id": "last-one", "restocked": [{"sku": "dear", "location": "main", "quantity": 2}, {"sku": "🫖", "location": "main", "quantity": 1}]}', '2026-11-28 12:08:31.883079+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (135, '70ca3165-3bfc-401e-a8a3-a8769dad6a1f', 'StockLevelChanged', 'dear', 5, '{"sku": "dear", "level": "in_stock", "locations": [{"location": "main", "quantity_on_hand": 6, "quantity_reserved": 0, "quantity_available": 6, "quantity_shortfall": 0}], "product_id": "dear", "previous_level": "in_stock", "quantity_on_hand": 6, "quantity_reserved": 0, "quantity_available": 6, "quantity_shortfall": 0}', '2026-11-28 12:08:31.883079+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (136, '4bdd29e2-3bec-42ea-82ac-df54d8e3fbf8', 'StockLevelChanged', '🫖', 3, '{"sku": "🫖", "level": "in_stock", "locations": [{"location": "main", "quantity_on_hand": 112, "quantity_reserved": 0, "quantity_available": 112, "quantity_shortfall": 0}], "product_id": "🫖", "previous_level": "in_stock", "quantity_on_hand": 112, "quantity_reserved": 0, "quantity_available": 112, "quantity_shortfall": 0}', '2026-11-28 12:08:31.883079+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (137, '2cec6b05-9f6b-4a3d-babb-7e8ff152a67a', 'StockReserved', 'too-late', 1, '{"lines": [{"sku": "soon", "quantity": 10, "allocations": [{"held": 10, "taken": 0, "location": "main"}]}], "status": "pending", "order_id": "too-late", "expires_at": "2026-11-28T12:08:32.970469Z"}', '2026-11-28 12:08:31.970469+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (138, 'c7583993-f11f-494d-98f7-7c890dffe2e7', 'StockLevelChanged', 'soon', 2, '{"sku": "soon", "level": "out_of_stock", "locations": [{"location": "main", "quantity_on_hand": 10, "quantity_reserved": 10, "quantity_available": 0, "quantity_shortfall": 0}], "product_id": "soon", "previous_level": "in_stock", "quantity_on_hand": 10, "quantity_reserved": 10, "quantity_available": 0, "quantity_shortfall": 0}', '2026-11-28 12:08:31.970469+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (139, '04b0d919-e8cf-46fe-a56d-ece103094b47', 'StockReservationExpired', 'too-late', 2, '{"lines": [{"sku": "soon", "quantity": 10, "allocations": []}], "reason": "hold_expired", "status": "expired", "order_id": "too-late", "restocked": [{"sku": "soon", "location": "main", "quantity": 10}]}', '2026-11-28 12:08:33.098883+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (140, 'd457c3c7-8b61-48b0-9adb-78b4c4cddb69', 'StockReserved', 'in-time', 1, '{"lines": [{"sku": "soon", "quantity": 10, "allocations": [{"held": 10, "taken": 0, "location": "main"}]}], "status": "pending", "order_id": "in-time", "expires_at": "2026-11-29T10:21:53.098883Z"}', '2026-11-28 12:08:33.098883+00', NULL);
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (141, 'f0a83bc1-79d0-4bb8-9676-a5094a2b0077', 'StockReservationRejected', 'last-rejected', 1, '{"lines": [{"sku": "dear", "quantity": 400, "allocations": []}], "reason": "insufficient_stock", "status": "rejected", "order_id": "last-rejected", "shortfalls": [{"sku": "dear", "available": 6, "requested": 400, "shortfall": 394}]}', '2026-11-28 12:08:33.23237+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
INSERT INTO public.outbox_event OVERRIDING SYSTEM VALUE VALUES (142, 'af568ab4-9170-4c13-a7fb-6407e99b46c3', 'StockConfirmationRejected', 'last-rejected', 2, '{"lines": [{"sku": "dear", "quantity": 400, "allocations": []}], "reason": "insufficient_stock", "status": "rejected", "order_id": "last-rejected", "shortfalls": [{"sku": "dear", "available": 6, "requested": 400, "shortfall": 394}]}', '2026-11-28 12:08:33.495782+00', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');


--
-- Data for Name: product_inventory; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.product_inventory VALUES ('described-only', 'main', 'described-only', 0, 0, DEFAULT, 0, NULL, 0, NULL, '2026-11-28 12:06:15.774439+00', NULL, 1, '2026-11-28 12:06:16.808962+00');
INSERT INTO public.product_inventory VALUES ('veteran', 'main', 'veteran', 46, 0, DEFAULT, 0, NULL, 40, '2026-11-28 12:05:37.464922+00', '2026-11-28 12:05:37.464922+00', NULL, 4, '2026-11-28 12:05:45.933559+00');
INSERT INTO public.product_inventory VALUES ('line
feed', 'main', 'line
feed', 104, 0, DEFAULT, 0, NULL, 104, '2026-11-28 12:06:15.225924+00', '2026-11-28 12:06:15.225924+00', NULL, 1, '2026-11-28 12:06:15.691296+00');
INSERT INTO public.product_inventory VALUES ('tab	here', 'main', 'tab	here', 103, 0, DEFAULT, 0, NULL, 103, '2026-11-28 12:06:15.20899+00', '2026-11-28 12:06:15.20899+00', NULL, 1, '2026-11-28 12:06:15.691296+00');
INSERT INTO public.product_inventory VALUES ('..', 'main', '..', 108, 0, DEFAULT, 0, NULL, 108, '2026-11-28 12:06:15.315+00', '2026-11-28 12:06:15.315+00', NULL, 1, '2026-11-28 12:06:16.002815+00');
INSERT INTO public.product_inventory VALUES ('%2F', 'main', '%2F', 107, 0, DEFAULT, 0, NULL, 107, '2026-11-28 12:06:15.282155+00', '2026-11-28 12:06:15.282155+00', NULL, 1, '2026-11-28 12:06:16.002815+00');
INSERT INTO public.product_inventory VALUES ('adjustments', 'main', 'adjustments', 109, 0, DEFAULT, 0, NULL, 109, '2026-11-28 12:06:15.377331+00', '2026-11-28 12:06:15.377331+00', NULL, 1, '2026-11-28 12:06:16.217098+00');
INSERT INTO public.product_inventory VALUES ('Größe-42', 'main', 'Größe-42', 110, 0, DEFAULT, 0, NULL, 110, '2026-11-28 12:06:15.442876+00', '2026-11-28 12:06:15.442876+00', NULL, 1, '2026-11-28 12:06:16.276253+00');
INSERT INTO public.product_inventory VALUES ('o''clock "x" \ $1', 'main', 'o''clock "x" \ $1', 113, 0, DEFAULT, 0, NULL, 113, '2026-11-28 12:06:15.598032+00', '2026-11-28 12:06:15.598032+00', NULL, 1, '2026-11-28 12:06:16.498792+00');
INSERT INTO public.product_inventory VALUES ('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'main', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 114, 0, DEFAULT, 0, NULL, 114, '2026-11-28 12:06:15.615077+00', '2026-11-28 12:06:15.615077+00', NULL, 1, '2026-11-28 12:06:16.498792+00');
INSERT INTO public.product_inventory VALUES ('shirt-l', 'main', 'shirt', 20, 0, DEFAULT, 0, 5, 20, '2026-11-28 12:06:15.661626+00', '2026-11-28 12:06:15.661626+00', '2026-11-28 12:06:15.661626+00', 1, '2026-11-28 12:06:16.608956+00');
INSERT INTO public.product_inventory VALUES ('shirt-s', 'main', 'shirt', 20, 0, DEFAULT, 0, 5, 20, '2026-11-28 12:06:15.661626+00', '2026-11-28 12:06:15.661626+00', '2026-11-28 12:06:15.661626+00', 1, '2026-11-28 12:06:16.608956+00');
INSERT INTO public.product_inventory VALUES ('later', 'main', 'later', 10, 0, DEFAULT, 0, 2, 10, '2026-11-28 12:06:15.891016+00', '2026-11-28 12:06:15.891016+00', '2026-11-28 12:06:15.891016+00', 1, '2026-11-28 12:06:16.982802+00');
INSERT INTO public.product_inventory VALUES ('50%', 'main', '50%', 105, 0, DEFAULT, 0, NULL, 106, '2026-11-28 12:06:15.261386+00', '2026-11-28 12:06:15.261386+00', NULL, 3, '2026-11-28 12:08:15.554153+00');
INSERT INTO public.product_inventory VALUES ('mug ', 'main', 'mug ', 76, 6, DEFAULT, 0, NULL, 101, '2026-11-28 12:06:15.135122+00', '2026-11-28 12:06:15.135122+00', NULL, 10, '2026-11-28 12:08:13.567931+00');
INSERT INTO public.product_inventory VALUES ('shirt-m', 'main', 'shirt', 20, 1, DEFAULT, 0, 5, 20, '2026-11-28 12:06:15.661626+00', '2026-11-28 12:06:15.661626+00', '2026-11-28 12:06:15.661626+00', 2, '2026-11-28 12:08:13.664951+00');
INSERT INTO public.product_inventory VALUES ('дом', 'main', 'дом', 109, 0, DEFAULT, 0, NULL, 111, '2026-11-28 12:06:15.499482+00', '2026-11-28 12:06:15.499482+00', NULL, 3, '2026-11-28 12:08:15.554153+00');
INSERT INTO public.product_inventory VALUES ('a/b', 'main', 'a/b', 107, 4, DEFAULT, 0, NULL, 105, '2026-11-28 12:06:15.244454+00', '2026-11-28 12:06:15.244454+00', NULL, 4, '2026-11-28 12:08:13.969599+00');
INSERT INTO public.product_inventory VALUES ('split', 'north', 'split', 3, 3, DEFAULT, 0, NULL, 3, '2026-11-28 12:06:15.673358+00', '2026-11-28 12:06:15.673358+00', NULL, 2, '2026-11-28 12:08:14.085295+00');
INSERT INTO public.product_inventory VALUES ('mug', 'main', 'mug', 152, 7, DEFAULT, 0, NULL, 100, '2026-11-28 12:06:15.097903+00', '2026-11-28 12:06:15.097903+00', NULL, 27, '2026-11-28 12:08:15.935595+00');
INSERT INTO public.product_inventory VALUES ('🫖', 'main', '🫖', 112, 0, DEFAULT, 0, NULL, 112, '2026-11-28 12:06:15.518396+00', '2026-11-28 12:06:15.518396+00', NULL, 3, '2026-11-28 12:08:31.883079+00');
INSERT INTO public.product_inventory VALUES (' mug', 'main', ' mug', 104, 0, DEFAULT, 0, NULL, 102, '2026-11-28 12:06:15.170266+00', '2026-11-28 12:06:15.170266+00', NULL, 2, '2026-11-28 12:06:19.035196+00');
INSERT INTO public.product_inventory VALUES ('soon', 'main', 'soon', 10, 10, DEFAULT, 0, 2, 10, '2026-11-28 12:06:15.919974+00', '2026-11-28 12:06:15.919974+00', '2026-11-28 12:06:15.919974+00', 4, '2026-11-28 12:08:33.098883+00');
INSERT INTO public.product_inventory VALUES ('made-by-hand', 'north', 'made-by-hand', 9, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-28 12:06:18.865261+00');
INSERT INTO public.product_inventory VALUES ('imported', 'main', 'imported', 5, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-28 12:07:59.548725+00');
INSERT INTO public.product_inventory VALUES ('imported', 'north', 'imported', 6, 0, DEFAULT, 0, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-28 12:07:59.548725+00');
INSERT INTO public.product_inventory VALUES ('split', 'south ', 'split', 3, 3, DEFAULT, 0, NULL, 4, '2026-11-28 12:06:15.743056+00', '2026-11-28 12:06:15.743056+00', NULL, 4, '2026-11-28 12:08:14.213566+00');
INSERT INTO public.product_inventory VALUES ('scarce', 'main', 'scarce', 10, 10, DEFAULT, 0, 2, 10, '2026-11-28 12:06:15.788191+00', '2026-11-28 12:06:15.788191+00', '2026-11-28 12:06:15.788191+00', 2, '2026-11-28 12:08:14.846789+00');
INSERT INTO public.product_inventory VALUES ('short', 'main', 'short', 8, 8, DEFAULT, 3, 2, 10, '2026-11-28 12:06:15.792682+00', '2026-11-28 12:06:15.792682+00', '2026-11-28 12:06:15.792682+00', 3, '2026-11-28 12:08:14.946838+00');
INSERT INTO public.product_inventory VALUES ('wanted', 'main', 'wanted', 10, 0, DEFAULT, 0, 2, 10, '2026-11-28 12:06:15.977296+00', '2026-11-28 12:06:15.977296+00', '2026-11-28 12:06:15.977296+00', 3, '2026-11-28 12:08:20.482857+00');
INSERT INTO public.product_inventory VALUES ('twice', 'main', 'twice', 1, 0, DEFAULT, 0, NULL, 1, '2026-11-28 12:08:21.470515+00', '2026-11-28 12:08:21.470515+00', NULL, 1, '2026-11-28 12:08:21.531454+00');
INSERT INTO public.product_inventory VALUES ('dear', 'main', 'dear', 6, 0, DEFAULT, 0, 2, 10, '2026-11-28 12:06:15.809839+00', '2026-11-28 12:06:15.809839+00', '2026-11-28 12:06:15.809839+00', 5, '2026-11-28 12:08:31.883079+00');
INSERT INTO public.product_inventory VALUES ('hurried', 'main', 'hurried', 10, 10, DEFAULT, 0, 2, 10, '2026-11-28 12:06:15.838886+00', '2026-11-28 12:06:15.838886+00', '2026-11-28 12:06:15.838886+00', 2, '2026-11-28 12:10:20.62287+00');


--
-- Data for Name: reservation; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.reservation VALUES ('trailing ', 'pending', '[{"sku": "mug ", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-28 12:08:12.784455+00', false, '2026-11-28 12:08:12.784455+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:08:12.784455+00', '2026-11-29 12:01:32.784455+00', 1, '2026-11-28 12:08:12.784455+00', '2026-11-28 12:08:12.784455+00');
INSERT INTO public.reservation VALUES (' leading', 'pending', '[{"sku": "mug ", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-28 12:08:12.921462+00', false, '2026-11-28 12:08:12.921462+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:08:12.921462+00', '2026-11-29 12:01:32.921462+00', 1, '2026-11-28 12:08:12.921462+00', '2026-11-28 12:08:12.921462+00');
INSERT INTO public.reservation VALUES ('50%', 'pending', '[{"sku": "mug ", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-28 12:08:13.127998+00', false, '2026-11-28 12:08:13.127998+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:08:13.127998+00', '2026-11-29 12:01:33.127998+00', 1, '2026-11-28 12:08:13.127998+00', '2026-11-28 12:08:13.127998+00');
INSERT INTO public.reservation VALUES ('Größe', 'pending', '[{"sku": "mug ", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-28 12:08:13.246671+00', false, '2026-11-28 12:08:13.246671+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:08:13.246671+00', '2026-11-29 12:01:33.246671+00', 1, '2026-11-28 12:08:13.246671+00', '2026-11-28 12:08:13.246671+00');
INSERT INTO public.reservation VALUES ('new
line', 'pending', '[{"sku": "mug ", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-28 12:08:13.325684+00', false, '2026-11-28 12:08:13.325684+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:08:13.325684+00', '2026-11-29 12:01:33.325684+00', 1, '2026-11-28 12:08:13.325684+00', '2026-11-28 12:08:13.325684+00');
INSERT INTO public.reservation VALUES ('o''"\', 'pending', '[{"sku": "mug ", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-28 12:08:13.478701+00', false, '2026-11-28 12:08:13.478701+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:08:13.478701+00', '2026-11-29 12:01:33.478701+00', 1, '2026-11-28 12:08:13.478701+00', '2026-11-28 12:08:13.478701+00');
INSERT INTO public.reservation VALUES ('with/slash', 'confirmed', '[{"sku": "mug ", "quantity": 1, "allocations": [{"held": 0, "taken": 1, "location": "main"}]}]', '2026-11-28 12:08:13.011462+00', false, '2026-11-28 12:08:13.011462+00', NULL, '2026-11-28 12:08:13.567931+00', NULL, NULL, true, '2026-11-28 12:08:13.011462+00', '2026-11-29 12:01:33.011462+00', 2, '2026-11-28 12:08:13.011462+00', '2026-11-28 12:08:13.567931+00');
INSERT INTO public.reservation VALUES ('held', 'pending', '[{"sku": "mug", "quantity": 2, "allocations": [{"held": 2, "taken": 0, "location": "main"}]}, {"sku": "shirt-m", "quantity": 1, "allocations": [{"held": 1, "taken": 0, "location": "main"}]}]', '2026-11-28 12:08:13.664951+00', false, '2026-11-28 12:08:13.664951+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:08:13.664951+00', '2026-11-28 14:08:13.761239+00', 2, '2026-11-28 12:08:13.664951+00', '2026-11-28 12:08:13.761239+00');
INSERT INTO public.reservation VALUES ('amended', 'pending', '[{"sku": "a/b", "quantity": 4, "allocations": [{"held": 4, "taken": 0, "location": "main"}]}]', '2026-11-28 12:08:13.969599+00', true, '2026-11-28 12:08:13.837305+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:08:13.837305+00', '2026-11-28 13:08:13.837305+00', 2, '2026-11-28 12:08:13.837305+00', '2026-11-28 12:08:13.969599+00');
INSERT INTO public.reservation VALUES ('both-places', 'pending', '[{"sku": "split", "quantity": 6, "allocations": [{"held": 3, "taken": 0, "location": "north"}, {"held": 3, "taken": 0, "location": "south "}]}]', '2026-11-28 12:08:14.085295+00', false, '2026-11-28 12:08:14.085295+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:08:14.085295+00', '2026-11-29 12:01:34.085295+00', 1, '2026-11-28 12:08:14.085295+00', '2026-11-28 12:08:14.085295+00');
INSERT INTO public.reservation VALUES ('one-place', 'confirmed', '[{"sku": "split", "location": "south ", "quantity": 1, "allocations": [{"held": 0, "taken": 1, "location": "south "}]}]', '2026-11-28 12:08:14.165375+00', false, '2026-11-28 12:08:14.165375+00', NULL, '2026-11-28 12:08:14.213566+00', NULL, NULL, true, '2026-11-28 12:08:14.165375+00', '2026-11-28 12:23:14.165375+00', 2, '2026-11-28 12:08:14.165375+00', '2026-11-28 12:08:14.213566+00');
INSERT INTO public.reservation VALUES ('paid', 'confirmed', '[{"sku": "mug", "quantity": 3, "allocations": [{"held": 0, "taken": 3, "location": "main"}]}]', '2026-11-28 12:08:14.30953+00', false, '2026-11-28 12:08:14.30953+00', NULL, '2026-11-28 12:08:14.391472+00', NULL, NULL, true, '2026-11-28 12:08:14.30953+00', '2026-11-28 12:23:14.30953+00', 2, '2026-11-28 12:08:14.30953+00', '2026-11-28 12:08:14.391472+00');
INSERT INTO public.reservation VALUES ('given-back', 'released', '[{"sku": "mug", "quantity": 1, "allocations": []}]', '2026-11-28 12:08:14.42618+00', false, '2026-11-28 12:08:14.42618+00', '2026-11-28 12:08:14.524528+00', NULL, NULL, NULL, true, '2026-11-28 12:08:14.42618+00', '2026-11-28 12:23:14.42618+00', 2, '2026-11-28 12:08:14.42618+00', '2026-11-28 12:08:14.524528+00');
INSERT INTO public.reservation VALUES ('returned', 'released', '[{"sku": "mug", "quantity": 2, "allocations": []}]', '2026-11-28 12:08:14.624844+00', false, '2026-11-28 12:08:14.624844+00', NULL, '2026-11-28 12:08:14.695431+00', NULL, '2026-11-28 12:08:14.720101+00', true, '2026-11-28 12:08:14.624844+00', '2026-11-28 12:23:14.624844+00', 3, '2026-11-28 12:08:14.624844+00', '2026-11-28 12:08:14.720101+00');
INSERT INTO public.reservation VALUES ('broken', 'released', '[{"sku": "mug", "quantity": 2, "allocations": [{"held": 0, "taken": 2, "location": "main"}]}]', '2026-11-28 12:08:14.75481+00', false, '2026-11-28 12:08:14.75481+00', NULL, '2026-11-28 12:08:14.787391+00', NULL, '2026-11-28 12:08:14.81525+00', false, '2026-11-28 12:08:14.75481+00', '2026-11-28 12:23:14.75481+00', 3, '2026-11-28 12:08:14.75481+00', '2026-11-28 12:08:14.81525+00');
INSERT INTO public.reservation VALUES ('scarce-held', 'pending', '[{"sku": "scarce", "quantity": 10, "allocations": [{"held": 10, "taken": 0, "location": "main"}]}]', '2026-11-28 12:08:14.846789+00', false, '2026-11-28 12:08:14.846789+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:08:14.846789+00', '2026-11-29 12:01:34.846789+00', 1, '2026-11-28 12:08:14.846789+00', '2026-11-28 12:08:14.846789+00');
INSERT INTO public.reservation VALUES ('short-held', 'pending', '[{"sku": "short", "quantity": 8, "allocations": [{"held": 8, "taken": 0, "location": "main"}]}]', '2026-11-28 12:08:14.882362+00', false, '2026-11-28 12:08:14.882362+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:08:14.882362+00', '2026-11-29 12:01:34.882362+00', 1, '2026-11-28 12:08:14.882362+00', '2026-11-28 12:08:14.882362+00');
INSERT INTO public.reservation VALUES ('expired', 'expired', '[{"sku": "wanted", "quantity": 3, "allocations": []}]', '2026-11-28 12:08:16.268245+00', false, '2026-11-28 12:08:16.268245+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:08:16.268245+00', '2026-11-28 12:08:17.268245+00', 2, '2026-11-28 12:08:16.268245+00', '2026-11-28 12:08:20.482857+00');
INSERT INTO public.reservation VALUES ('last', 'confirmed', '[{"sku": "dear", "quantity": 4, "allocations": [{"held": 0, "taken": 4, "location": "main"}]}]', '2026-11-28 12:08:31.651728+00', false, '2026-11-28 12:08:31.651728+00', NULL, '2026-11-28 12:08:31.745221+00', NULL, NULL, true, '2026-11-28 12:08:31.651728+00', '2026-11-29 10:21:51.651728+00', 2, '2026-11-28 12:08:31.651728+00', '2026-11-28 12:08:31.745221+00');
INSERT INTO public.reservation VALUES ('by-event', 'pending', '[{"sku": "mug", "quantity": 5, "allocations": [{"held": 5, "taken": 0, "location": "main"}]}]', '2026-11-28 12:08:14.991275+00', true, NULL, NULL, NULL, NULL, NULL, true, '2026-11-28 12:08:15.025316+00', '2026-11-29 10:21:35.025316+00', 1, '2026-11-28 12:08:15.025316+00', '2026-11-28 12:08:15.025316+00');
INSERT INTO public.reservation VALUES ('unknown-sku', 'rejected', '[{"sku": "never-seen", "quantity": 1, "allocations": []}]', '2026-11-28 12:08:15.007906+00', true, NULL, NULL, NULL, NULL, NULL, true, NULL, NULL, 1, '2026-11-28 12:08:15.054801+00', '2026-11-28 12:08:15.054801+00');
INSERT INTO public.reservation VALUES ('paid-by-event', 'confirmed', '[{"sku": "50%", "quantity": 1, "allocations": [{"held": 0, "taken": 1, "location": "main"}]}, {"sku": "дом", "quantity": 2, "allocations": [{"held": 0, "taken": 2, "location": "main"}]}]', '2026-11-28 12:08:15.009693+00', true, NULL, NULL, '2026-11-28 12:08:15.513546+00', NULL, NULL, true, '2026-11-28 12:08:15.054801+00', '2026-11-28 12:23:15.054801+00', 2, '2026-11-28 12:08:15.054801+00', '2026-11-28 12:08:15.554153+00');
INSERT INTO public.reservation VALUES ('failed-payment', 'released', '[{"sku": "mug", "quantity": 1, "allocations": []}]', '2026-11-28 12:08:15.010408+00', true, NULL, '2026-11-28 12:08:15.523522+00', NULL, NULL, NULL, true, '2026-11-28 12:08:15.054801+00', '2026-11-28 12:23:15.054801+00', 2, '2026-11-28 12:08:15.054801+00', '2026-11-28 12:08:15.574451+00');
INSERT INTO public.reservation VALUES ('rejected', 'rejected', '[{"sku": "scarce", "quantity": 1, "allocations": []}]', '2026-11-28 12:08:14.998783+00', true, NULL, NULL, '2026-11-28 12:08:15.542412+00', '2026-11-28 12:08:15.542412+00', NULL, true, NULL, NULL, 2, '2026-11-28 12:08:15.054801+00', '2026-11-28 12:08:15.843328+00');
INSERT INTO public.reservation VALUES ('awaiting', 'awaiting_order', '[]', NULL, false, NULL, NULL, '2026-11-28 12:08:15.529007+00', NULL, NULL, true, NULL, NULL, 1, '2026-11-28 12:08:15.843328+00', '2026-11-28 12:08:15.843328+00');
INSERT INTO public.reservation VALUES ('cancelled', 'released', '[{"sku": "mug", "quantity": 1, "allocations": []}]', '2026-11-28 12:08:15.010904+00', true, NULL, NULL, NULL, NULL, '2026-11-28 12:08:15.547174+00', true, '2026-11-28 12:08:15.054801+00', '2026-11-28 12:23:15.054801+00', 2, '2026-11-28 12:08:15.054801+00', '2026-11-28 12:08:15.935595+00');
INSERT INTO public.reservation VALUES ('never-ordered', 'released', '[]', NULL, false, NULL, NULL, NULL, NULL, '2026-11-28 12:08:15.551767+00', true, NULL, NULL, 1, '2026-11-28 12:08:16.001942+00', '2026-11-28 12:08:16.001942+00');
INSERT INTO public.reservation VALUES ('last-rejected', 'rejected', '[{"sku": "dear", "quantity": 400, "allocations": []}]', '2026-11-28 12:08:33.199231+00', true, NULL, NULL, '2026-11-28 12:08:33.442285+00', '2026-11-28 12:08:33.442285+00', NULL, true, NULL, NULL, 2, '2026-11-28 12:08:33.23237+00', '2026-11-28 12:08:33.495782+00');
INSERT INTO public.reservation VALUES ('last-one', 'released', '[{"sku": "dear", "quantity": 2, "allocations": []}, {"sku": "🫖", "quantity": 1, "allocations": []}]', '2026-11-28 12:08:31.82985+00', false, '2026-11-28 12:08:31.82985+00', '2026-11-28 12:08:31.883079+00', NULL, NULL, NULL, true, '2026-11-28 12:08:31.82985+00', '2026-11-28 12:23:31.82985+00', 2, '2026-11-28 12:08:31.82985+00', '2026-11-28 12:08:31.883079+00');
INSERT INTO public.reservation VALUES ('too-late', 'expired', '[{"sku": "soon", "quantity": 10, "allocations": []}]', '2026-11-28 12:08:31.970469+00', false, '2026-11-28 12:08:31.970469+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:08:31.970469+00', '2026-11-28 12:08:32.970469+00', 2, '2026-11-28 12:08:31.970469+00', '2026-11-28 12:08:33.098883+00');
INSERT INTO public.reservation VALUES ('in-time', 'pending', '[{"sku": "soon", "quantity": 10, "allocations": [{"held": 10, "taken": 0, "location": "main"}]}]', '2026-11-28 12:08:33.098883+00', false, '2026-11-28 12:08:33.098883+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:08:33.098883+00', '2026-11-29 10:21:53.098883+00', 1, '2026-11-28 12:08:33.098883+00', '2026-11-28 12:08:33.098883+00');
INSERT INTO public.reservation VALUES ('overdue', 'pending', '[{"sku": "hurried", "quantity": 10, "allocations": [{"held": 10, "taken": 0, "location": "main"}]}]', '2026-11-28 12:10:20.62287+00', false, '2026-11-28 12:10:20.62287+00', NULL, NULL, NULL, NULL, true, '2026-11-28 12:10:20.62287+00', '2026-11-28 12:10:21.62287+00', 1, '2026-11-28 12:10:20.62287+00', '2026-11-28 12:10:20.62287+00');


--
-- Data for Name: stock_movement; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (1, 'veteran', 'main', 'supplied', 40, 0, 0, 40, 0, 0, NULL, 'ProductCreated-d68419c7', NULL, NULL, '/shop', '2026-05-12 12:05:44.805193+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (2, 'veteran', 'main', 'adjusted', 1, 0, 0, 41, 0, 0, 'received', 'doc-93068192', NULL, 'delivery 0', 'token:shop', '2026-05-12 12:05:45.565861+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (3, 'veteran', 'main', 'adjusted', 2, 0, 0, 43, 0, 0, 'received', 'doc-c54d48da', NULL, 'delivery 1', 'token:shop', '2026-05-12 12:05:45.841396+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (4, 'veteran', 'main', 'adjusted', 3, 0, 0, 46, 0, 0, 'received', 'doc-2b3239bc', NULL, 'delivery 2', 'token:shop', '2026-05-12 12:05:45.933559+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (5, 'mug', 'main', 'supplied', 100, 0, 0, 100, 0, 0, NULL, 'ProductCreated-ea4de17b', NULL, NULL, '/shop', '2026-11-28 12:06:15.116974+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (6, ' mug', 'main', 'supplied', 102, 0, 0, 102, 0, 0, NULL, 'ProductCreated-d57050bb', NULL, NULL, '/shop', '2026-11-28 12:06:15.415915+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (7, 'a/b', 'main', 'supplied', 105, 0, 0, 105, 0, 0, NULL, 'ProductCreated-113c8aac', NULL, NULL, '/shop', '2026-11-28 12:06:15.691296+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (8, 'line
feed', 'main', 'supplied', 104, 0, 0, 104, 0, 0, NULL, 'ProductCreated-28496865', NULL, NULL, '/shop', '2026-11-28 12:06:15.691296+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (9, 'tab	here', 'main', 'supplied', 103, 0, 0, 103, 0, 0, NULL, 'ProductCreated-af2b4b25', NULL, NULL, '/shop', '2026-11-28 12:06:15.691296+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (10, '50%', 'main', 'supplied', 106, 0, 0, 106, 0, 0, NULL, 'ProductCreated-c3fa9efc', NULL, NULL, '/shop', '2026-11-28 12:06:15.691296+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (11, 'mug ', 'main', 'supplied', 101, 0, 0, 101, 0, 0, NULL, 'ProductCreated-284f8a9e', NULL, NULL, '/shop', '2026-11-28 12:06:15.469974+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (12, '%2F', 'main', 'supplied', 107, 0, 0, 107, 0, 0, NULL, 'ProductCreated-179860f5', NULL, NULL, '/shop', '2026-11-28 12:06:16.002815+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (13, '..', 'main', 'supplied', 108, 0, 0, 108, 0, 0, NULL, 'ProductCreated-5719c912', NULL, NULL, '/shop', '2026-11-28 12:06:16.002815+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (14, 'adjustments', 'main', 'supplied', 109, 0, 0, 109, 0, 0, NULL, 'ProductCreated-a24be200', NULL, NULL, '/shop', '2026-11-28 12:06:16.217098+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (15, 'Größe-42', 'main', 'supplied', 110, 0, 0, 110, 0, 0, NULL, 'ProductCreated-47717445', NULL, NULL, '/shop', '2026-11-28 12:06:16.276253+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (16, '🫖', 'main', 'supplied', 112, 0, 0, 112, 0, 0, NULL, 'ProductCreated-72b4ef26', NULL, NULL, '/shop', '2026-11-28 12:06:16.373198+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (17, 'дом', 'main', 'supplied', 111, 0, 0, 111, 0, 0, NULL, 'ProductCreated-f21db481', NULL, NULL, '/shop', '2026-11-28 12:06:16.373198+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (18, 'o''clock "x" \ $1', 'main', 'supplied', 113, 0, 0, 113, 0, 0, NULL, 'ProductCreated-210cad6d', NULL, NULL, '/shop', '2026-11-28 12:06:16.498792+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (19, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'main', 'supplied', 114, 0, 0, 114, 0, 0, NULL, 'ProductCreated-753853b4', NULL, NULL, '/shop', '2026-11-28 12:06:16.498792+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (20, 'shirt-s', 'main', 'supplied', 20, 0, 0, 20, 0, 0, NULL, 'ProductCreated-67361aca', NULL, NULL, '/shop', '2026-11-28 12:06:16.608956+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (21, 'shirt-m', 'main', 'supplied', 20, 0, 0, 20, 0, 0, NULL, 'ProductCreated-67361aca', NULL, NULL, '/shop', '2026-11-28 12:06:16.608956+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (22, 'shirt-l', 'main', 'supplied', 20, 0, 0, 20, 0, 0, NULL, 'ProductCreated-67361aca', NULL, NULL, '/shop', '2026-11-28 12:06:16.608956+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (23, 'split', 'north', 'supplied', 3, 0, 0, 3, 0, 0, NULL, 'ProductUpdated-0c89a750', NULL, NULL, '/shop', '2026-11-28 12:06:16.608956+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (24, 'split', 'south ', 'supplied', 4, 0, 0, 4, 0, 0, NULL, 'ProductUpdated-05af9266', NULL, NULL, '/shop', '2026-11-28 12:06:16.699074+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (25, 'short', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-3ee7e321', NULL, NULL, '/shop', '2026-11-28 12:06:16.873124+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (26, 'scarce', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-f3ae5471', NULL, NULL, '/shop', '2026-11-28 12:06:16.873124+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (27, 'later', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-12cde82e', NULL, NULL, '/shop', '2026-11-28 12:06:16.982802+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (28, 'soon', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-3eec225c', NULL, NULL, '/shop', '2026-11-28 12:06:16.982802+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (29, 'dear', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-eda1c9ef', NULL, NULL, '/shop', '2026-11-28 12:06:16.98441+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (30, 'hurried', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-f54cf5b5', NULL, NULL, '/shop', '2026-11-28 12:06:16.98441+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (31, 'wanted', 'main', 'supplied', 10, 0, 0, 10, 0, 0, NULL, 'ProductCreated-79cd35dd', NULL, NULL, '/shop', '2026-11-28 12:06:17.174444+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (32, 'mug', 'main', 'adjusted', 1, 0, 0, 101, 0, 0, 'received', 'received ', NULL, 'seen by Zoë', 'token:shop', '2026-11-28 12:06:17.431049+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (33, 'mug', 'main', 'adjusted', 2, 0, 0, 103, 0, 0, 'returned', 'returned ', NULL, 'seen by Zoë', 'token:shop', '2026-11-28 12:06:17.593705+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (34, 'mug', 'main', 'adjusted', 3, 0, 0, 106, 0, 0, 'damaged', 'damaged ', NULL, 'seen by Zoë', 'token:shop', '2026-11-28 12:06:17.741646+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (35, 'mug', 'main', 'adjusted', 4, 0, 0, 110, 0, 0, 'lost', 'lost ', NULL, 'seen by Zoë', 'token:shop', '2026-11-28 12:06:17.879532+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (36, 'mug', 'main', 'adjusted', 5, 0, 0, 115, 0, 0, 'found', 'found ', NULL, 'seen by Zoë', 'token:shop', '2026-11-28 12:06:17.993985+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (37, 'mug', 'main', 'adjusted', 6, 0, 0, 121, 0, 0, 'cycle_count', 'cycle_count ', NULL, 'seen by Zoë', 'token:shop', '2026-11-28 12:06:18.158657+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (38, 'mug', 'main', 'adjusted', 7, 0, 0, 128, 0, 0, 'correction', 'correction ', NULL, 'seen by Zoë', 'token:shop', '2026-11-28 12:06:18.252168+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (39, 'mug', 'main', 'adjusted', 8, 0, 0, 136, 0, 0, 'shrinkage', 'shrinkage ', NULL, 'seen by Zoë', 'token:shop', '2026-11-28 12:06:18.369732+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (40, 'mug', 'main', 'adjusted', 9, 0, 0, 145, 0, 0, 'promotion', 'promotion ', NULL, 'seen by Zoë', 'token:shop', '2026-11-28 12:06:18.49413+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (41, 'mug', 'main', 'adjusted', 10, 0, 0, 155, 0, 0, 'other', 'other ', NULL, 'seen by Zoë', 'token:shop', '2026-11-28 12:06:18.577948+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (42, 'mug ', 'main', 'adjusted', -24, 0, 0, 77, 0, 0, 'cycle_count', 'doc-63b3224a', NULL, NULL, 'token:shop', '2026-11-28 12:06:18.757692+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (43, 'made-by-hand', 'north', 'adjusted', 9, 0, 0, 9, 0, 0, 'received', 'doc-2ebe1e91', NULL, NULL, 'token:shop', '2026-11-28 12:06:18.865261+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (44, 'mug', 'main', 'adjusted', 2, 0, 0, 157, 0, 0, 'found', 'bulk mug', NULL, NULL, 'token:shop', '2026-11-28 12:06:19.035196+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (45, ' mug', 'main', 'adjusted', 2, 0, 0, 104, 0, 0, 'found', 'bulk  mug', NULL, NULL, 'token:shop', '2026-11-28 12:06:19.035196+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (46, 'a/b', 'main', 'adjusted', 2, 0, 0, 107, 0, 0, 'found', 'bulk a/b', NULL, NULL, 'token:shop', '2026-11-28 12:06:19.035196+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (47, 'imported', 'main', 'adjusted', 5, 0, 0, 5, 0, 0, 'cycle_count', 'IMPORT-1', NULL, NULL, 'cli:root', '2026-11-28 12:07:59.548725+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (48, 'imported', 'north', 'adjusted', 6, 0, 0, 6, 0, 0, 'cycle_count', 'IMPORT-1', NULL, NULL, 'cli:root', '2026-11-28 12:07:59.548725+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (49, 'mug ', 'main', 'reserved', 0, 1, 0, 77, 1, 0, NULL, 'ded68b14cd0c4e01bf28b2f4e97af6f4', 'trailing ', NULL, 'token:shop', '2026-11-28 12:08:12.784455+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (50, 'mug ', 'main', 'reserved', 0, 1, 0, 77, 2, 0, NULL, 'fe9bbce9cfdf459382f2d660a831dd7d', ' leading', NULL, 'token:shop', '2026-11-28 12:08:12.921462+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (51, 'mug ', 'main', 'reserved', 0, 1, 0, 77, 3, 0, NULL, '5176dfcff8b7447894910c101e8bd5cb', 'with/slash', NULL, 'token:shop', '2026-11-28 12:08:13.011462+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (52, 'mug ', 'main', 'reserved', 0, 1, 0, 77, 4, 0, NULL, 'fa1610d4ee9e45a5b8ac19b531bcfcf1', '50%', NULL, 'token:shop', '2026-11-28 12:08:13.127998+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (53, 'mug ', 'main', 'reserved', 0, 1, 0, 77, 5, 0, NULL, '6a1e917a0558401a8875ba5b9e06061c', 'Größe', NULL, 'token:shop', '2026-11-28 12:08:13.246671+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (54, 'mug ', 'main', 'reserved', 0, 1, 0, 77, 6, 0, NULL, '96ceb5ff9673402ca7540ce1111b77c9', 'new
line', NULL, 'token:shop', '2026-11-28 12:08:13.325684+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (55, 'mug ', 'main', 'reserved', 0, 1, 0, 77, 7, 0, NULL, 'a3d10c982e274ba3a6352ed8eb2161f7', 'o''"\', NULL, 'token:shop', '2026-11-28 12:08:13.478701+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (56, 'mug ', 'main', 'confirmed', -1, -1, 0, 76, 6, 0, NULL, 'd4090fe679664ae19aedece177d32c7a', 'with/slash', NULL, 'token:shop', '2026-11-28 12:08:13.567931+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (57, 'mug', 'main', 'reserved', 0, 2, 0, 157, 2, 0, NULL, 'b4e6a2af63784350bfb57c0b3b066279', 'held', NULL, 'token:shop', '2026-11-28 12:08:13.664951+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (58, 'shirt-m', 'main', 'reserved', 0, 1, 0, 20, 1, 0, NULL, 'b4e6a2af63784350bfb57c0b3b066279', 'held', NULL, 'token:shop', '2026-11-28 12:08:13.664951+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (59, 'a/b', 'main', 'reserved', 0, 1, 0, 107, 1, 0, NULL, '6aff7ea65b864f73a7de5c93bb47a25a', 'amended', NULL, 'token:shop', '2026-11-28 12:08:13.837305+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (60, 'a/b', 'main', 'reserved', 0, 3, 0, 107, 4, 0, NULL, '902cdf0b78be427fad8acc62a4baf8ae', 'amended', NULL, 'token:shop', '2026-11-28 12:08:13.969599+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (61, 'split', 'north', 'reserved', 0, 3, 0, 3, 3, 0, NULL, '481edb75825847d1a8e90845f6fa4d00', 'both-places', NULL, 'token:shop', '2026-11-28 12:08:14.085295+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (62, 'split', 'south ', 'reserved', 0, 3, 0, 4, 3, 0, NULL, '481edb75825847d1a8e90845f6fa4d00', 'both-places', NULL, 'token:shop', '2026-11-28 12:08:14.085295+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (63, 'split', 'south ', 'reserved', 0, 1, 0, 4, 4, 0, NULL, '6c28553da3ec4fffa1585b1956059bcd', 'one-place', NULL, 'token:shop', '2026-11-28 12:08:14.165375+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (64, 'split', 'south ', 'confirmed', -1, -1, 0, 3, 3, 0, NULL, '4a6c89cc17704dee9c326ecc9a9a14d6', 'one-place', NULL, 'token:shop', '2026-11-28 12:08:14.213566+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (65, 'mug', 'main', 'reserved', 0, 3, 0, 157, 5, 0, NULL, 'ed83623edee0488da5b5a7bbb2af018a', 'paid', NULL, 'token:shop', '2026-11-28 12:08:14.30953+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (66, 'mug', 'main', 'confirmed', -3, -3, 0, 154, 2, 0, NULL, 'd9ac49933c23417eabe5548b749c4c95', 'paid', NULL, 'token:shop', '2026-11-28 12:08:14.391472+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (67, 'mug', 'main', 'reserved', 0, 1, 0, 154, 3, 0, NULL, '7afd7f47c55d458eb9cc19d644ff4511', 'given-back', NULL, 'token:shop', '2026-11-28 12:08:14.42618+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (68, 'mug', 'main', 'released', 0, -1, 0, 154, 2, 0, 'changed my mind ', '044cf9e879fc4e829211a7673a7a820d', 'given-back', NULL, 'token:shop', '2026-11-28 12:08:14.524528+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (69, 'mug', 'main', 'reserved', 0, 2, 0, 154, 4, 0, NULL, 'dec39c33d02a403fa0cf33969cc01a47', 'returned', NULL, 'token:shop', '2026-11-28 12:08:14.624844+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (70, 'mug', 'main', 'confirmed', -2, -2, 0, 152, 2, 0, NULL, '29438cb4a77f4c1c9898c04566def8b7', 'returned', NULL, 'token:shop', '2026-11-28 12:08:14.695431+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (71, 'mug', 'main', 'released', 2, 0, 0, 154, 2, 0, 'returned', 'd8dcc2ab4c234f7d8b173a6fbc2717ee', 'returned', NULL, 'token:shop', '2026-11-28 12:08:14.720101+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (72, 'mug', 'main', 'reserved', 0, 2, 0, 154, 4, 0, NULL, '1380224caf4b464aa0653d269f628c73', 'broken', NULL, 'token:shop', '2026-11-28 12:08:14.75481+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (73, 'mug', 'main', 'confirmed', -2, -2, 0, 152, 2, 0, NULL, '5a5a17c9b2eb48e28aa568a7f40d7811', 'broken', NULL, 'token:shop', '2026-11-28 12:08:14.787391+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (74, 'scarce', 'main', 'reserved', 0, 10, 0, 10, 10, 0, NULL, '01b01ddbb6f84459aaf50bbad241f280', 'scarce-held', NULL, 'token:shop', '2026-11-28 12:08:14.846789+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (75, 'short', 'main', 'reserved', 0, 8, 0, 10, 8, 0, NULL, 'b11d9647fa004babbe6998f0e1c81496', 'short-held', NULL, 'token:shop', '2026-11-28 12:08:14.882362+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (76, 'short', 'main', 'adjusted', -2, 0, 3, 8, 8, 3, 'lost', 'doc-3f4114d7', NULL, NULL, 'token:shop', '2026-11-28 12:08:14.946838+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (77, 'mug', 'main', 'reserved', 0, 5, 0, 152, 7, 0, NULL, 'OrderCreated-dcad45ef', 'by-event', NULL, '/shop', '2026-11-28 12:08:15.025316+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (78, 'mug', 'main', 'reserved', 0, 1, 0, 152, 8, 0, NULL, 'OrderCreated-0bf09464', 'failed-payment', NULL, '/shop', '2026-11-28 12:08:15.054801+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (79, 'mug', 'main', 'reserved', 0, 1, 0, 152, 9, 0, NULL, 'OrderCreated-dfe8da16', 'cancelled', NULL, '/shop', '2026-11-28 12:08:15.054801+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (80, '50%', 'main', 'reserved', 0, 1, 0, 106, 1, 0, NULL, 'OrderCreated-e44d52ef', 'paid-by-event', NULL, '/shop', '2026-11-28 12:08:15.054801+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (81, 'дом', 'main', 'reserved', 0, 2, 0, 111, 2, 0, NULL, 'OrderCreated-e44d52ef', 'paid-by-event', NULL, '/shop', '2026-11-28 12:08:15.054801+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (82, '50%', 'main', 'confirmed', -1, -1, 0, 105, 0, 0, NULL, 'PaymentSucceeded-f1dba391', 'paid-by-event', NULL, '/shop', '2026-11-28 12:08:15.554153+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (83, 'дом', 'main', 'confirmed', -2, -2, 0, 109, 0, 0, NULL, 'PaymentSucceeded-f1dba391', 'paid-by-event', NULL, '/shop', '2026-11-28 12:08:15.554153+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (84, 'mug', 'main', 'released', 0, -1, 0, 152, 8, 0, 'card declined', 'PaymentFailed-77d56d87', 'failed-payment', NULL, '/shop', '2026-11-28 12:08:15.574451+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (85, 'mug', 'main', 'released', 0, -1, 0, 152, 7, 0, 'fraud', 'OrderCancelled-30fd9e8f', 'cancelled', NULL, '/shop', '2026-11-28 12:08:15.935595+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (86, 'wanted', 'main', 'reserved', 0, 3, 0, 10, 3, 0, NULL, '61ee690c5d484820bca5cb06302ad217', 'expired', NULL, 'token:shop', '2026-11-28 12:08:16.268245+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (87, 'wanted', 'main', 'expired', 0, -3, 0, 10, 0, 0, 'hold_expired', NULL, 'expired', NULL, 'expire_holds', '2026-11-28 12:08:20.482857+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (88, 'twice', 'main', 'supplied', 1, 0, 0, 1, 0, 0, NULL, 'used-twice', NULL, NULL, '/shop', '2026-11-28 12:08:21.531454+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (89, 'dear', 'main', 'reserved', 0, 4, 0, 10, 4, 0, NULL, 'c51c279a41884153b6faeb1f8d51f296', 'last', NULL, 'token:shop', '2026-11-28 12:08:31.651728+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (90, 'dear', 'main', 'confirmed', -4, -4, 0, 6, 0, 0, NULL, '69e61f2e04e941b0ad09c786e876b996', 'last', NULL, 'token:shop', '2026-11-28 12:08:31.745221+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (91, 'dear', 'main', 'reserved', 0, 2, 0, 6, 2, 0, NULL, '908dccedad03420289cb3c1971c5ad87', 'last-one', NULL, 'token:shop', '2026-11-28 12:08:31.82985+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (92, '🫖', 'main', 'reserved', 0, 1, 0, 112, 1, 0, NULL, '908dccedad03420289cb3c1971c5ad87', 'last-one', NULL, 'token:shop', '2026-11-28 12:08:31.82985+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (93, 'dear', 'main', 'released', 0, -2, 0, 6, 0, 0, 'too dear', '1d4e35c5b87a49c087c73d85254a2ed1', 'last-one', NULL, 'token:shop', '2026-11-28 12:08:31.883079+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (94, '🫖', 'main', 'released', 0, -1, 0, 112, 0, 0, 'too dear', '1d4e35c5b87a49c087c73d85254a2ed1', 'last-one', NULL, 'token:shop', '2026-11-28 12:08:31.883079+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (95, 'soon', 'main', 'reserved', 0, 10, 0, 10, 10, 0, NULL, 'b93915bd5e0f47698cc7bd5df6ac1463', 'too-late', NULL, 'token:shop', '2026-11-28 12:08:31.970469+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (96, 'soon', 'main', 'expired', 0, -10, 0, 10, 0, 0, 'hold_expired', 'needed_by_another_order', 'too-late', NULL, 'inventory', '2026-11-28 12:08:33.098883+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (97, 'soon', 'main', 'reserved', 0, 10, 0, 10, 10, 0, NULL, 'cb8348f652ec4ed8b488e3b4fbfe862e', 'in-time', NULL, 'token:shop', '2026-11-28 12:08:33.098883+00');
INSERT INTO public.stock_movement OVERRIDING SYSTEM VALUE VALUES (98, 'hurried', 'main', 'reserved', 0, 10, 0, 10, 10, 0, NULL, 'bf8127833d724c28982e30aacd7daea2', 'overdue', NULL, 'token:shop', '2026-11-28 12:10:20.62287+00');


--
-- Name: api_token_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.api_token_id_seq', 3, true);


--
-- Name: inbox_event_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.inbox_event_id_seq', 74, true);


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
-- PostgreSQL database dump complete
--
