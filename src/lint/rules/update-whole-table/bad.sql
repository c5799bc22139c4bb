-- case: every row gets a value
/*!*/ update orders set amount = amount + 1;

-- case: every row goes
/*!*/ delete from customers;

-- case: in a DO block
do $$
begin
  /*!*/ update orders set code = upper(code);
end
$$;

-- case: in a WITH clause
/*!*/ with gone as (delete from customers returning id) select count(*) from gone;
