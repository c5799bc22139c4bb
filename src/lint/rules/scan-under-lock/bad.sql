-- case: a constraint is validated while another table is locked
alter table orders add constraint orders_amount_check check (amount > 0) not valid;
begin;
alter table customers add column note text;
alter table orders /*!*/ validate constraint orders_amount_check;
commit;

-- case: an index while another table is locked
begin;
alter table customers add column note text;
/*!*/ create index orders_code_idx on orders (code);
commit;

-- case: an index on a new column
begin;
alter table orders add column note text;
/*!*/ create index orders_note_idx on orders (note);
commit;

-- case: two tables are written anew
begin;
alter table orders alter column amount type bigint;
alter table customers /*!*/ alter column id type int;
commit;

-- case: in a DO block
begin;
do $$
begin
  alter table customers add column note text;
  alter table orders /*!*/ alter column amount type bigint;
end
$$;
commit;
