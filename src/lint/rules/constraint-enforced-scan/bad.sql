-- case: a foreign key that was not enforced
alter table orders /*!*/ alter constraint orders_customer_fk enforced;
