-- case: readers go on
refresh materialized view concurrently order_totals;

-- case: a view of the same migration
create materialized view sums as select sum(amount) from orders with no data;
refresh materialized view sums;
