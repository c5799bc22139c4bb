-- case: an index on a table that is in use
create index concurrently orders_customer_idx on orders (customer_id);

-- case: a unique index, in capitals
CREATE TABLE notes (id int);
CREATE UNIQUE INDEX CONCURRENTLY orders_code_key ON orders USING btree (code);
CREATE INDEX notes_idx ON notes (id);
