\restrict 5uPercalifragilistic

-- Dumped from database version 18.1

SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);

CREATE TABLE public.people (
    id bigint NOT NULL,
    name text DEFAULT 'n''n; -- no comment'::text
);

COPY public.people (id, name) FROM stdin;
1	Zoë; it's $$ -- all data
2	\\N /* and \N so on
\.


COPY public.people (id, name) FROM stdin WITH (FORMAT csv); -- nothing in it
\.

ALTER TABLE ONLY public.people ADD CONSTRAINT people_pkey PRIMARY KEY (id);

\unrestrict 5uPercalifragilistic
