-- case: another size
alter table orders /*!*/ alter column quantity type bigint;

-- case: a shorter text
alter table orders /*!*/ alter column code type varchar(10);

-- case: another scale
alter table orders /*!*/ alter column amount set data type numeric(12, 4);

-- case: a value that is worked out
alter table orders /*!*/ alter column code type text using upper(code);

-- case: a check is checked again
alter table orders add constraint code_check check (code <> '') not valid;
alter table orders validate constraint code_check;
alter table orders /*!*/ alter column code type text;

-- case: an index sorts differently
create index orders_code_idx on orders (code);
alter table orders /*!*/ alter column code type varchar(20) collate "C";

-- case: an index on an expression is built anew for every change of type
create index orders_code_idx on orders (lower(code));
alter table orders /*!*/ alter column code type varchar(40);

-- case: so is one that reads the column in its WHERE
create index orders_amount_idx on orders (amount) where code <> '';
alter table orders /*!*/ alter column code type varchar(40);

-- case: times of another zone
set timezone = 'Europe/Riga';
alter table orders /*!*/ alter column placed type timestamptz;
