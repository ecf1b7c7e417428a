-- Bins, lots that follow the ledger, the pace at which goods leave, and alerts that are told once.

alter table stock.setting
  add column quiet_from text constraint setting_quiet_from check (quiet_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  add column quiet_until text constraint setting_quiet_until check (quiet_until ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  add column cover_high_days integer not null default 3 constraint setting_cover_high check (cover_high_days between 0 and 365),
  add column cover_medium_days integer not null default 7
    constraint setting_cover_medium check (cover_medium_days between cover_high_days and 730);

-- A shelf or slot of a warehouse, in the order in which one walks past it.
create table stock.bin (
  id uuid primary key,
  warehouse_id uuid not null constraint bin_warehouse references company.warehouse (id),
  code text not null,
  code_key text collate "C" generated always as (lower(code)) stored,
  name text,
  walk_order integer not null,
  version integer not null default 1,
  created_at timestamptz not null,
  archived_at timestamptz,
  constraint bin_code unique (warehouse_id, code_key)
);
create index bin_walk on stock.bin (warehouse_id, walk_order, code_key);

-- Where a product lives; the first of its bins in a warehouse is where it is picked from.
create table stock.bin_product (
  bin_id uuid not null constraint bin_product_bin references stock.bin (id),
  product_id uuid not null constraint bin_product_product references catalog.product (id),
  warehouse_id uuid not null constraint bin_product_warehouse references company.warehouse (id),
  position integer not null,
  primary key (bin_id, product_id)
);
create index bin_product_place on stock.bin_product (product_id, warehouse_id, position);
create index bin_product_warehouse_id on stock.bin_product (warehouse_id);

-- Products that are kept by lot. All others have no rows in these tables and pay nothing for them.
create table stock.lot_product (
  product_id uuid primary key constraint lot_product_product references catalog.product (id),
  -- How many days before a lot expires it is worth a warning.
  warn_days integer not null constraint lot_product_warn_days check (warn_days between 0 and 3650),
  since timestamptz not null,
  by_name text not null
);

create table stock.lot (
  id uuid primary key default gen_random_uuid(),
  product_id uuid not null constraint lot_product_id references catalog.product (id),
  code text not null,
  code_key text collate "C" generated always as (lower(code)) stored,
  expires_on date,
  created_at timestamptz not null,
  constraint lot_code unique (product_id, code_key)
);
create index lot_expires on stock.lot (expires_on) where expires_on is not null;

-- What a warehouse has of a lot. Units of the product beyond the sum of its lots are in none.
create table stock.lot_level (
  lot_id uuid not null constraint lot_level_lot references stock.lot (id),
  warehouse_id uuid not null constraint lot_level_warehouse references company.warehouse (id),
  product_id uuid not null constraint lot_level_product references catalog.product (id),
  on_hand numeric(14,3) not null constraint lot_level_on_hand check (on_hand >= 0),
  primary key (lot_id, warehouse_id)
);
create index lot_level_place on stock.lot_level (product_id, warehouse_id);
create index lot_level_warehouse_id on stock.lot_level (warehouse_id);

-- Which lots a movement was of. Without a movement: units that lay there were put into a lot by hand.
create table stock.lot_movement (
  id bigint generated always as identity primary key,
  movement_id bigint constraint lot_movement_movement references stock.movement (id),
  lot_id uuid not null constraint lot_movement_lot references stock.lot (id),
  warehouse_id uuid not null constraint lot_movement_warehouse references company.warehouse (id),
  quantity numeric(14,3) not null constraint lot_movement_quantity check (quantity <> 0),
  at timestamptz not null,
  actor_name text not null
);
create index lot_movement_movement_id on stock.lot_movement (movement_id);
create index lot_movement_lot_id on stock.lot_movement (lot_id, id);
create index lot_movement_warehouse_id on stock.lot_movement (warehouse_id);
create trigger lot_movement_is_append_only before update or delete on stock.lot_movement
  for each row execute function platform.refuse_change();

-- How much of a product leaves a warehouse in a day, over the last weeks. Measured by a job; nothing rests on it.
create table stock.pace (
  product_id uuid not null constraint pace_product references catalog.product (id),
  warehouse_id uuid not null constraint pace_warehouse references company.warehouse (id),
  per_day numeric(14,6) not null,
  measured_at timestamptz not null,
  primary key (product_id, warehouse_id)
);
create index pace_warehouse_id on stock.pace (warehouse_id);

-- Places that run out now: each is told once per level, and somebody may say that they know.
create table stock.alert (
  product_id uuid not null constraint alert_product references catalog.product (id),
  warehouse_id uuid not null constraint alert_warehouse references company.warehouse (id),
  level text not null constraint alert_level check (level in ('critical', 'high', 'medium')),
  since timestamptz not null,
  announced_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  acknowledged_by_name text,
  primary key (product_id, warehouse_id)
);
create index alert_warehouse_id on stock.alert (warehouse_id);
create index alert_untold on stock.alert (since) where announced_at is null;

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

-- Takes units that leave from lots: those that expire first, then those in no lot, expired ones only when nothing else
-- is left; scrap takes expired ones first.
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

do $$
begin
  if exists (select from pg_roles where rolname = 'mostrador_app') then
    grant select, insert, update on stock.bin, stock.lot, stock.lot_level to mostrador_app;
    grant select, insert, delete on stock.bin_product to mostrador_app;
    grant select, insert, update, delete on stock.lot_product, stock.pace, stock.alert to mostrador_app;
    grant select, insert on stock.lot_movement to mostrador_app;
    grant usage on all sequences in schema stock to mostrador_app;
    grant execute on all functions in schema stock to mostrador_app;
  end if;
end $$;
