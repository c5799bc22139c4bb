-- case: a view with a unique index
/*!*/ refresh materialized view order_totals;

-- case: in capitals
/*!*/ REFRESH MATERIALIZED VIEW public.order_totals WITH DATA;

-- case: a view without one
/*!*/ refresh materialized view order_counts;
