-- case: a table in use, and the one that it refers to
/*!*/ drop table orders;

-- case: two at once
/*!*/ drop table if exists orders, customers;

-- case: a partition
/*!*/ drop table events_2024;

-- case: inside a DO block
do $$
begin
  /*!*/ drop table orders;
end
$$;
