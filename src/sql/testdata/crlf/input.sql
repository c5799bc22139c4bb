create table a (b int);

-- note
copy a from stdin;
1
2
\.
select 'line
end';
