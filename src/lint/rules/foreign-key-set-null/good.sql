-- case: a column that can hold NULL
alter table orders add foreign key (owner_id) references customers on delete set null not valid;

-- case: a column that can from now on
alter table orders alter column customer_id drop not null;
alter table orders add foreign key (customer_id) references customers on delete set null not valid;

-- case: another action
create table notes (customer_id bigint not null references customers on delete cascade);
