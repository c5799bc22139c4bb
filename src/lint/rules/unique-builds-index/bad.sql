-- case: a constraint with a name
alter table orders /*!*/ add constraint orders_code_unique unique (code);

-- case: a constraint without a name, between other statements
create table notes (id int);
alter table public.orders /*!*/ add unique (region, code);
insert into notes values (1);

-- case: a constraint that says more
alter table orders /*!*/ add constraint orders_code_unique unique (code) deferrable;

-- case: in a transaction of the file's own
begin;
alter table orders /*!*/ add constraint orders_code_unique unique (code);
commit;

-- case: a new column
alter table orders add column number int /*!*/ unique;
