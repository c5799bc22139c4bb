-- case: nothing is dropped
/*!*/ -- lockkeeper: allow drop-column: unused since release 3.1
alter table orders add column note text;
