-- case: a column in use
alter table orders /*!*/ drop column code;

-- case: several
alter table orders
  /*!*/ drop column if exists code,
  /*!*/ drop column amount;
