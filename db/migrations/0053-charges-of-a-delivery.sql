-- Freight and other charges of a delivery are part of what its goods cost on the shelf.
alter table purchasing.receipt
  add column charges_minor bigint not null default 0 constraint receipt_charges check (charges_minor >= 0);
alter table purchasing.receipt_line
  add column charges_minor bigint not null default 0 constraint receipt_line_charges check (charges_minor >= 0);
