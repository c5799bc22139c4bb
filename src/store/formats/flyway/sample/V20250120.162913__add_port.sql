alter table ships add port text;
