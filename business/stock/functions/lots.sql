-- Lots follow the ledger: whoever writes a movement of a product kept by lot, its lots move with it. First expired,
-- first out. Without any such product the trigger ends at its first question.

create function stock.lots_in_use() returns boolean language plpgsql stable as $$
begin
  return exists (select from stock.lot_product);
end $$;

-- Moves units of a lot and keeps its balance.
create function stock.move_lot(
  movement bigint, lot uuid, warehouse uuid, product uuid, quantity numeric, at timestamptz, actor_name text
) returns void language plpgsql as $$
begin
  insert into stock.lot_movement (movement_id, lot_id, warehouse_id, quantity, at, actor_name)
  values (movement, lot, warehouse, quantity, at, actor_name);
  -- Two statements: a proposed row below zero would be refused before its conflict is seen.
  update stock.lot_level l set on_hand = l.on_hand + move_lot.quantity
  where l.lot_id = lot and l.warehouse_id = warehouse;
  if not found then
    insert into stock.lot_level (lot_id, warehouse_id, product_id, on_hand) values (lot, warehouse, product, quantity);
  end if;
end $$;

-- Takes units that leave from lots: those that were chosen for this document, then those that expire first, then those in
-- no lot, expired ones only when nothing else is left; scrap takes expired ones first.
create function stock.take_from_lots(m stock.movement) returns void language plpgsql as $$
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

create function stock.follow_lots() returns trigger language plpgsql as $$
declare
  m stock.movement;
  l record;
begin
  for m in
    select w.* from written w join stock.lot_product k on k.product_id = w.product_id where w.quantity <> 0 order by w.id
  loop
    if m.quantity < 0 then
      perform stock.take_from_lots(m);
    elsif m.kind = 'transfer_in' then
      for l in
        select o.lot_id, -sum(o.quantity) as quantity
        from stock.movement left_by
        join stock.lot_movement o on o.movement_id = left_by.id
        where left_by.cause_id = m.cause_id and left_by.product_id = m.product_id and left_by.kind = 'transfer_out'
        group by o.lot_id
        having sum(o.quantity) < 0
      loop
        perform stock.move_lot(m.id, l.lot_id, m.warehouse_id, m.product_id, l.quantity, m.at, m.actor_name);
      end loop;
    end if;
  end loop;
  return null;
end $$;

create trigger movement_moves_lots after insert on stock.movement
  referencing new table as written for each statement when (stock.lots_in_use()) execute function stock.follow_lots();

-- Puts units into a lot, made if need be: those that a document just brought in, or, without one, units that lie there
-- in no lot. Gives how many could be put.
create function stock.put_in_lot(
  product uuid, warehouse uuid, code text, expires_on date, quantity numeric, cause_kind text, cause_id uuid,
  actor_name text, now_at timestamptz
) returns numeric language plpgsql as $$
#variable_conflict use_column
declare
  lot uuid;
  loose numeric;
  movement bigint;
begin
  perform stock.lock_levels(array[product], array[warehouse]);
  select l.on_hand - coalesce((
      select sum(v.on_hand) from stock.lot_level v where v.product_id = product and v.warehouse_id = warehouse), 0)
    into loose
  from stock.level l
  where l.product_id = product and l.warehouse_id = warehouse;
  -- Of what a document brings, units that were sold before they arrived are gone already: the rest goes into the lot.
  if put_in_lot.cause_id is not null then
    put_in_lot.quantity := least(put_in_lot.quantity, greatest(coalesce(loose, 0), 0));
    if put_in_lot.quantity = 0 then
      return 0;
    end if;
  elsif coalesce(loose, 0) < put_in_lot.quantity then
    return greatest(coalesce(loose, 0), 0);
  end if;
  insert into stock.lot (product_id, code, expires_on, created_at)
  values (product, put_in_lot.code, put_in_lot.expires_on, now_at)
  on conflict (product_id, code_key) do update set expires_on = coalesce(stock.lot.expires_on, excluded.expires_on)
  returning id into lot;
  if put_in_lot.cause_id is not null then
    select max(m.id) into movement
    from stock.movement m
    where m.cause_id = put_in_lot.cause_id and m.cause_kind = put_in_lot.cause_kind and m.product_id = product
      and m.warehouse_id = warehouse and m.quantity > 0;
  end if;
  perform stock.move_lot(movement, lot, warehouse, product, put_in_lot.quantity, now_at, put_in_lot.actor_name);
  return put_in_lot.quantity;
end $$;
