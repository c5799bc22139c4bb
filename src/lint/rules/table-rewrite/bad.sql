-- case: sorted anew
/*!*/ cluster orders using orders_pkey;

-- case: space given back
/*!*/ vacuum full orders, scratch;

-- case: every table
/*!*/ vacuum (full);

-- case: no longer in the log
alter table orders /*!*/ set unlogged;

-- case: in the log again
alter table scratch /*!*/ set logged;
