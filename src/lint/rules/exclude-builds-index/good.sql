-- case: on a table that the same migration makes
create table visits (during tsrange, exclude using gist (during with &&));
alter table visits add exclude using gist (during with -|-);
