alter table ships drop column flag;
