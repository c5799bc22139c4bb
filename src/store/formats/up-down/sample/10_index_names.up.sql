-- no-transaction
create index concurrently ships_name on ships (name);
