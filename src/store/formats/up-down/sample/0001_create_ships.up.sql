create table ships (id bigint primary key, name text not null);
