alter table ships add flag text;
