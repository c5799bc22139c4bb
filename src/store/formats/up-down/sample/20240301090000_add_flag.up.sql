alter table ships add column flag text;
