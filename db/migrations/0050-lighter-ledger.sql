-- A movement belongs to a place where the product is kept, and that to a product and a warehouse: one look-up a line
-- proves what two did.
alter table stock.movement
  add constraint movement_place foreign key (product_id, warehouse_id) references stock.level (product_id, warehouse_id),
  drop constraint movement_product,
  drop constraint movement_warehouse;

-- What nobody searches by needs no statistics.
alter table platform.fact alter column data set statistics 0;
alter table platform.audit_entry alter column before set statistics 0, alter column after set statistics 0;
alter table sales."order" alter column customer set statistics 0, alter column receipt_token set statistics 0;
alter table money.issued_document alter column customer set statistics 0, alter column taxes set statistics 0;
