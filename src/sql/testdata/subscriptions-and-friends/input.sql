vacuum analyze a;
analyze a;
cluster;
cluster a using i;
reindex table a;
reindex (concurrently, verbose) table a;
reindex system;
alter system set work_mem = '4MB';
do $$ begin commit; end $$;
do $$ begin perform 'commit'; end $$; -- a word in quotes
do language plpgsql 'begin if true then rollback; end if; end';
do $$ this is no plpgsql, but commit is in it $$;
set local lock_timeout = '1s';
set lock_timeout = '1s';
set transaction isolation level serializable;
set session characteristics as transaction read only;
reset all;
select set_config('a.b', 'c', true);
select 1, set_config('a.b', 'c', 'off'::boolean);
