-- case: all that loses something
alter table orders /*!*/ drop column code;
/*!*/ delete from orders where amount = 5;
/*!*/ truncate orders;
/*!*/ drop table customers;

-- case: in a DO block
do $$
begin
  /*!*/ delete from orders;
end
$$;
