-- case: not valid
alter domain amount add constraint positive check (value > 0) not valid;

-- case: no column has it
alter domain unused add constraint positive check (value > 0);

-- case: only a table that the same migration makes has it
create table notes (id unused);
alter domain unused set not null;
