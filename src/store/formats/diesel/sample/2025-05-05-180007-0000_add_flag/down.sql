alter table harbour.ships drop column flag;
