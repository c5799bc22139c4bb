-- case: two tables
begin;
alter table orders add column note text;
alter table customers /*!*/ add column note text;
commit;

-- case: in a DO block
begin;
do $$
begin
  alter table orders add column note text;
  alter table customers /*!*/ add column note text;
end
$$;
commit;
