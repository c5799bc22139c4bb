-- case: a new table
create table notes (customer_id bigint not null /*!*/ references customers on delete set null);

-- case: a table in use
alter table orders add /*!*/ foreign key (customer_id) references customers on delete set null not valid;
