-- case: an index
/*!*/ reindex index orders_code_idx;

-- case: a table, in capitals and with an option
/*!*/ REINDEX (VERBOSE) TABLE orders;

-- case: in a transaction of the file's own
begin;
/*!*/ reindex index orders_code_idx;
commit;
