drop index concurrently harbour.ships_name;
