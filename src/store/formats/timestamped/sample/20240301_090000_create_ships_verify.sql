select id, name from ships where false;
