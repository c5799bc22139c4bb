-- case: with a search_path
create function count_orders() returns bigint language sql security definer set search_path = ''
as 'select count(*) from public.orders';

-- case: with the caller's rights
create function count_orders() returns bigint language sql as 'select count(*) from orders';

-- case: looked up when it is made
create function count_orders() returns bigint language sql security definer
begin atomic
  select count(*) from orders;
end;

-- case: set afterwards
create function count_orders() returns bigint language sql security definer as 'select count(*) from public.orders';
alter function count_orders set search_path = '';
