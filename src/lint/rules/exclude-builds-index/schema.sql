create table bookings (id bigint primary key, during tsrange);
insert into bookings select n, tsrange(to_timestamp(n)::timestamp, to_timestamp(n + 1)::timestamp)
from generate_series(1, 100) as n;
