-- case: a new trigger
/*!*/ create trigger orders_touch before insert on orders for each row execute function touch();

-- case: a trigger that goes
/*!*/ drop trigger orders_change on orders;

-- case: a trigger that is switched off
alter table orders /*!*/ disable trigger orders_change;
