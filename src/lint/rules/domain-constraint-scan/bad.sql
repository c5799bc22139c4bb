-- case: a check
/*!*/ alter domain amount add constraint positive check (value > 0);

-- case: a check without a name
/*!*/ alter domain amount add check (value > 0);

-- case: not null
/*!*/ alter domain amount set not null;

-- case: validated later
/*!*/ alter domain price validate constraint positive;

-- case: validated later, before PostgreSQL 18 [server 15]
/*!*/ alter domain price validate constraint positive;
