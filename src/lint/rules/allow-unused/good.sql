-- case: it lets something pass
-- lockkeeper: allow drop-column: unused since release 3.1
alter table orders drop column code;

-- case: for the whole file
-- lockkeeper: allow drop-column: unused since release 3.1

select 1;
alter table orders drop column code;
