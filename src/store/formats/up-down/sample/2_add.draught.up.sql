alter table ships add column draught_cm integer;
