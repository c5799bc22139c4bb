-- case: another expression [server 15, fails]
alter table orders /*!*/ alter column amount set expression as (1);

-- case: NOT NULL that is not valid [server 15, fails]
alter table orders add /*!*/ constraint orders_code_set not null code not valid;

-- case: a constraint that is not enforced [server 15, fails]
alter table orders add /*!*/ constraint orders_amount_check check (amount > 0) not enforced;

-- case: a virtual column [server 15, fails]
alter table orders add column /*!*/ twice int generated always as (amount * 2) virtual;

-- case: a setting [server 15, fails]
/*!*/ set local transaction_timeout = '5s';

-- case: a key over time [server 15, fails]
create table stays (room int, during daterange, primary key (room, during /*!*/ without overlaps));

-- case: a test for JSON [server 15, fails]
delete from orders where code /*!*/ is json;

-- case: in the down [server 15]
select 1;
-- down:
alter table orders add /*!*/ constraint orders_code_set not null code not valid;
