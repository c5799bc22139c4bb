-- case: no key
/*!*/ create table notes (id int, body text);

-- case: unique is not enough
/*!*/ create table notes (id int unique);
