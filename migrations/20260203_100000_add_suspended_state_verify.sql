-- Intent: the states are these four, in this order.
-- Application: none

-- Asked of the catalog, because a new value must not be used in the transaction that adds it.
select array_agg(enumlabel::text order by enumsortorder)
  = array['invited', 'active', 'suspended', 'closed'] as states_are_right
from pg_catalog.pg_enum
where enumtypid = to_regtype('public.account_state');
