-- +goose Up
create table ships (id bigint primary key);

-- +goose Down
drop table ships;
