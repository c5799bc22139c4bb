-- case: a new column is filled at once
begin;
alter table orders add column total int;
/*!*/ update orders set total = amount;
commit;

-- case: only some rows
begin;
alter table orders add column total int;
/*!*/ update orders set total = amount where amount > 5;
commit;

-- case: rows of another table
begin;
lock table customers in exclusive mode;
/*!*/ delete from orders where customer_id is null;
commit;

-- case: a copy of a table
begin;
alter table orders alter column code drop default;
create table old_orders (id bigint, amount int);
/*!*/ insert into old_orders select id, amount from orders;
/*!*/ create table older_orders as select * from orders;
/*!*/ create materialized view sums as select sum(amount) from orders;
commit;

-- case: in a DO block
begin;
do $$
begin
  alter table orders add column total int;
  /*!*/ update orders set total = amount;
end
$$;
commit;

-- case: in a function that is called
begin;
create function fill_totals() returns void language plpgsql as $$
begin
  update orders set total = amount;
end
$$;
alter table orders add column total int;
/*!*/ select fill_totals();
commit;

-- case: in the down
select 1;
-- down:
alter table orders add column total int;
/*!*/ update orders set total = amount;

-- case: a new view is filled later
begin;
alter table customers add column note text;
create materialized view totals as select customer_id, sum(amount) from orders group by customer_id with no data;
/*!*/ refresh materialized view totals;
commit;
