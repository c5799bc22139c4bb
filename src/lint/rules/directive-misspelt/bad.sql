-- case: the word itself
/*!*/ -- lokkeeper: allow drop-column: unused
select 1;

-- case: the name of the rule
/*!*/ -- lockkeeper: allow drop-colum: unused since release 3.1
alter table orders drop column code;
