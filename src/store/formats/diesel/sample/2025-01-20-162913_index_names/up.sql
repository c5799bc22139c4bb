create index concurrently ships_name on harbour.ships (name);
