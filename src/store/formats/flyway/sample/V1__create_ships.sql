create table ships (id bigint primary key);
