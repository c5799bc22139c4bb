-- Why a flag.
-- migrate:up
alter table ships add flag text;

-- migrate:down
alter table ships drop flag;
