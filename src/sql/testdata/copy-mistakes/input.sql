copy a from stdin; select 1;
1
\.
copy b from program 'cat x';
copy c from stdin;
1
2
