-- case: a view with a unique index
refresh materialized view concurrently order_totals;

-- case: in capitals
REFRESH MATERIALIZED VIEW CONCURRENTLY public.order_totals WITH DATA;
