-- migrate:up
create table ships (id bigint primary key);

-- migrate:down
drop table ships;
