-- case: an index on a table that is in use
/*!*/ create index orders_customer_idx on orders (customer_id);

-- case: a unique index, in capitals
CREATE TABLE notes (id int);
/*!*/ CREATE UNIQUE INDEX orders_code_key ON orders USING btree (code);
CREATE INDEX notes_idx ON notes (id);

-- case: inside a DO block
do $$
begin
  if not exists (select from pg_class where relname = 'orders_code_idx') then
    /*!*/ create index orders_code_idx on orders (code);
  end if;
end
$$;

-- case: inside a function that the migration calls
create function add_index() returns void language plpgsql as $$
begin
  create index orders_amount_idx on orders (amount);
end
$$;
/*!*/ select add_index();
