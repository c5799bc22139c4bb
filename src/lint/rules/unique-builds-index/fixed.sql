-- case: a constraint with a name
create unique index concurrently orders_code_unique on orders (code);
alter table orders add constraint orders_code_unique unique using index orders_code_unique;

-- case: a constraint without a name, between other statements
create table notes (id int);
create unique index concurrently orders_region_code_key on public.orders (region, code);
alter table public.orders add constraint orders_region_code_key unique using index orders_region_code_key;
insert into notes values (1);
