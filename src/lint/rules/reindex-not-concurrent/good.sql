-- case: built concurrently
reindex table concurrently orders;

-- case: of a table that the same migration makes
create table notes (id int primary key);
reindex index notes_pkey;
