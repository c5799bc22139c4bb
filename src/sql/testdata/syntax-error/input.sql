create table a (b int);

create tabel c (d int); -- é
select 1;
