-- migrate:up transaction:false
create index concurrently ships_flag on ships (flag);

-- migrate:down transaction:false
drop index concurrently ships_flag;
