-- case: everybody waits
begin;
/*!*/ lock table orders;
commit;

-- case: writers wait
begin;
/*!*/ lock table orders, customers in share row exclusive mode;
commit;

-- case: inside a DO block
do $$
begin
  /*!*/ lock table orders in exclusive mode;
end
$$;
