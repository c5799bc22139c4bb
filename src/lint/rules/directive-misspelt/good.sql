-- case: as it should be
-- lockkeeper: allow drop-column: unused since release 3.1
alter table orders drop column code;
