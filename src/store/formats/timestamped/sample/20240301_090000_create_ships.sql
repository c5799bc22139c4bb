-- Intent: the harbour keeps a list of the ships that call.
-- Application: none

create table ships (id bigint generated always as identity primary key, name text not null);
