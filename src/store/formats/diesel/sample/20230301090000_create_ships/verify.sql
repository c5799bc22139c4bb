select id, name from harbour.ships where false;
