-- case: a partition in use
alter table visits /*!*/ detach partition visits_2024;

-- case: beside a default partition
alter table events /*!*/ detach partition events_2024;
