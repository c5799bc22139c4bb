-- +goose Up
-- +goose StatementBegin
create function touch() returns trigger language plpgsql as $$
begin
  return new;
end;
$$
-- +goose StatementEnd
-- +goose StatementBegin
comment on function touch() is 'does nothing'
-- +goose StatementEnd

-- +goose Down
drop function touch();
