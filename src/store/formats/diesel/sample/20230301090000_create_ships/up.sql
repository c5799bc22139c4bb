create table harbour.ships (id bigint primary key, name text not null);
