-- case: rows that nothing is known about
alter table visits
  /*!*/ attach partition visits_2026 for values from ('2026-01-01') to ('2027-01-01');

-- case: the default partition is read too
alter table events /*!*/ attach partition events_2026 for values from ('2026-01-01') to ('2027-01-01');

-- case: a new partition beside a default one
/*!*/ create table events_2027 partition of events for values from ('2027-01-01') to ('2028-01-01');

-- case: a check that has not been validated
alter table visits_2026 add constraint of_2026 check (day >= '2026-01-01' and day < '2027-01-01') not valid;
alter table visits /*!*/ attach partition visits_2026 for values from ('2026-01-01') to ('2027-01-01');
