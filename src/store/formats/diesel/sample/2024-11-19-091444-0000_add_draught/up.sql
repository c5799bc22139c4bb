alter table harbour.ships add column draught_cm integer;
