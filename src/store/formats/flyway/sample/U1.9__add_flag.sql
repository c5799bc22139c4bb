alter table ships drop flag;
