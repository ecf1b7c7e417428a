-- A document takes the lots that somebody chose for it; a pick says which lot it took.

-- Which lots somebody took for a document, before its movement is written: those are taken before any other.
create table stock.lot_choice (
  cause_id uuid not null,
  lot_id uuid not null constraint lot_choice_lot references stock.lot (id),
  quantity numeric(14,3) not null constraint lot_choice_quantity check (quantity > 0),
  primary key (cause_id, lot_id)
);
create index lot_choice_lot_id on stock.lot_choice (lot_id);

-- Takes units that leave from lots: those that were chosen for this document, then those that expire first, then those in
-- no lot, expired ones only when nothing else is left; scrap takes expired ones first.
create or replace function stock.take_from_lots(m stock.movement) returns void language plpgsql as $$
declare
  l record;
  due numeric := -m.quantity;
  loose numeric;
begin
  select greatest(m.balance_after - m.quantity - coalesce(sum(on_hand), 0), 0) into loose
  from stock.lot_level
  where product_id = m.product_id and warehouse_id = m.warehouse_id;
  for l in
    select v.lot_id, least(v.on_hand, c.quantity) as quantity
    from stock.lot_choice c
    join stock.lot_level v on v.lot_id = c.lot_id and v.warehouse_id = m.warehouse_id and v.on_hand > 0
    where c.cause_id = m.cause_id and v.product_id = m.product_id
    order by v.lot_id
  loop
    exit when due <= 0;
    perform stock.move_lot(m.id, l.lot_id, m.warehouse_id, m.product_id, -least(due, l.quantity), m.at, m.actor_name);
    due := due - least(due, l.quantity);
  end loop;
  for l in
    select lot_id, on_hand
    from (
      select v.lot_id, v.on_hand, t.expires_on, t.created_at, coalesce(t.expires_on < m.at::date, false) as is_expired
      from stock.lot_level v
      join stock.lot t on t.id = v.lot_id
      where v.product_id = m.product_id and v.warehouse_id = m.warehouse_id and v.on_hand > 0
      union all
      select null, loose, null, 'infinity', false where loose > 0
    ) choice
    order by case when m.kind = 'scrap' then not is_expired else is_expired end, expires_on nulls last, created_at, lot_id
  loop
    exit when due <= 0;
    if l.lot_id is not null then
      perform stock.move_lot(m.id, l.lot_id, m.warehouse_id, m.product_id, -least(due, l.on_hand), m.at, m.actor_name);
    end if;
    due := due - l.on_hand;
  end loop;
end $$;

create table fulfilment.picked_lot (
  line_id uuid not null constraint picked_lot_line references fulfilment.line (id),
  lot_id uuid not null constraint picked_lot_lot references stock.lot (id),
  quantity numeric(14,3) not null,
  shipped numeric(14,3) not null default 0,
  primary key (line_id, lot_id),
  constraint picked_lot_goes_on check (0 <= shipped and shipped <= quantity)
);
create index picked_lot_lot_id on fulfilment.picked_lot (lot_id);

do $$
begin
  if exists (select from pg_roles where rolname = 'mostrador_app') then
    grant select, insert on stock.lot_choice to mostrador_app;
    grant select, insert, update on fulfilment.picked_lot to mostrador_app;
    grant execute on all functions in schema stock to mostrador_app;
  end if;
end $$;
