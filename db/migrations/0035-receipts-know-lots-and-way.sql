-- Goods that are ordered count as on their way beside those that travel between warehouses; a receipt says its lots.

insert into stock.incoming (cause_kind, cause_id, product_id, warehouse_id, quantity, expected_on)
select 'purchase_order', o.id, l.product_id, o.warehouse_id, l.quantity - l.received_quantity, o.expected_on
from purchasing.purchase_order o
join purchasing.purchase_line l on l.purchase_order_id = o.id
where o.status in ('sent', 'partially_received') and l.closed_at is null and l.received_quantity < l.quantity
on conflict do nothing;

drop view purchasing.incoming;

-- In which lots the units of a line came. Units of no lot wait in the warehouse until somebody says which it is.
create table purchasing.receipt_lot (
  receipt_line_id uuid not null constraint receipt_lot_line references purchasing.receipt_line (id),
  position integer not null,
  code text not null,
  expires_on date,
  quantity numeric(14,3) not null constraint receipt_lot_quantity check (quantity > 0),
  primary key (receipt_line_id, position)
);
create trigger receipt_lot_is_append_only before update or delete on purchasing.receipt_lot
  for each row execute function platform.refuse_change();

do $$
begin
  if exists (select from pg_roles where rolname = 'mostrador_app') then
    grant select, insert on purchasing.receipt_lot to mostrador_app;
  end if;
end $$;
