-- case: a constraint with a name
alter table bookings /*!*/ add constraint bookings_once exclude using gist (during with &&);

-- case: a constraint without a name
alter table bookings /*!*/ add exclude using gist (during with &&);
