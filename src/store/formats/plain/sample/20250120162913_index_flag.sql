-- no-transaction
create index concurrently ships_flag on ships (flag);
