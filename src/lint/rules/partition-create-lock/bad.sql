-- case: a new partition
/*!*/ create table visits_2027 partition of visits for values from ('2027-01-01') to ('2028-01-01');
