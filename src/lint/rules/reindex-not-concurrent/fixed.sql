-- case: an index
reindex index concurrently orders_code_idx;

-- case: a table, in capitals and with an option
REINDEX (VERBOSE) TABLE CONCURRENTLY orders;
