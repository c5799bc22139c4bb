create or replace function f(a int) returns int
language sql
begin atomic
  select case when a > 0 then case a when 1 then 2 else 3 end else 4 end;
  select 5;
end;
create procedure p() begin atomic insert into t values (1); end;
create rule r as on insert to t do also (insert into u values (1); insert into v values (2));
select 1 as "begin";
