-- +goose NO TRANSACTION
-- +goose Up
create index concurrently ships_flag on ships (flag);

-- +goose Down
drop index concurrently ships_flag;
