drop index ships_name;
