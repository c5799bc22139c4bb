select 1;
select 'abc;
-- and on to the end
