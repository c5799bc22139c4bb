-- case: known since 15 [server 15]
alter table orders add constraint orders_code_key unique nulls not distinct (code);
create unlogged sequence numbers;
merge into orders using customers on false when matched then do nothing;

-- case: known since 18
alter table orders add constraint orders_code_set not null code not valid;
alter table orders add constraint orders_amount_check check (amount > 0) not enforced;

-- case: only a text that says so [server 15]
-- is json, without overlaps
comment on table orders is 'without overlaps, is json';
insert into customers values (1000, 'is json'), (1001, $$without overlaps$$);
select id as "is json" from orders;

-- case: after a look at the version [server 15]
do $$
begin
  if current_setting('server_version_num')::int >= 180000 then
    execute 'alter table orders add constraint orders_code_set not null code not valid';
  end if;
end
$$;
