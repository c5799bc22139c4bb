drop table harbour.ships;
