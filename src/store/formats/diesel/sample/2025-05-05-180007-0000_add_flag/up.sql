alter table harbour.ships add column flag text;
