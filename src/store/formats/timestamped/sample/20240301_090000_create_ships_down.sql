-- Intent: undoes 20240301_090000_create_ships
drop table ships;
