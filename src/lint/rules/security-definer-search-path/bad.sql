-- case: no search_path
/*!*/ create function count_orders() returns bigint language sql security definer as 'select count(*) from orders';

-- case: another setting
/*!*/ create or replace procedure clear_orders() language plpgsql security definer set work_mem = '1MB' as $$
begin
  delete from public.orders;
end
$$;
