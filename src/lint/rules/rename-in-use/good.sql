-- case: a view keeps the old name
alter table orders rename to purchases;
create view orders as select * from purchases;

-- case: a new table takes the place of the old one
create table new_orders (id bigint primary key);
alter table orders rename to old_orders;
alter table new_orders rename to orders;

-- case: the same inside a DO block
do $$
begin
  alter table orders rename to old_orders;
  create table orders (id bigint primary key);
end
$$;

-- case: a new column takes the place of the old one
alter table orders add column new_code varchar;
alter table orders rename column code to old_code;
alter table orders rename column new_code to code;

-- case: an index, a constraint and a sequence
create sequence tickets;
alter table orders_pkey rename to orders_key;
alter table orders rename constraint orders_amount_check to amount_check;
alter table tickets rename to ticket_numbers;

-- case: a table that the same migration makes
create table notes (id int);
alter table notes rename column id to number;
alter table notes rename to remarks;
