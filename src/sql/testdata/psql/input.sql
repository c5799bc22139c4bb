\set ON_ERROR_STOP on
\i other.sql
select 1 \gexec
\copy t from 'x.csv'
select 2;
\connect other
\frobnicate
\.
