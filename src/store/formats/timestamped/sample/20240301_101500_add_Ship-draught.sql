-- Intent: pilots need to know how deep a ship lies.
-- Application: none
alter table ships add column draught_cm integer;
