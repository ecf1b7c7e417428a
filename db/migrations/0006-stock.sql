-- Stock: an append-only ledger of movements, and beside it the balances that it proves.
-- Lock order of every writer: level by (product, warehouse) → reservation → valuation by product.

create schema if not exists stock;

-- A place that went, or may go, below zero: goods that left the shop before the books knew. Open until it recovers.
create table stock.oversell (
  id uuid primary key default gen_random_uuid(),
  product_id uuid not null constraint oversell_product references catalog.product (id),
  warehouse_id uuid not null constraint oversell_warehouse references company.warehouse (id),
  cause_kind text not null,
  cause_id uuid not null,
  opened_by uuid,
  opened_at timestamptz not null,
  closed_at timestamptz
);
create unique index oversell_open on stock.oversell (product_id, warehouse_id) where closed_at is null;
create index oversell_product on stock.oversell (product_id);
create index oversell_warehouse on stock.oversell (warehouse_id, opened_at desc);

-- What lies in a warehouse and how much of it is promised. `sequence` is that of the last movement.
create table stock.level (
  product_id uuid not null constraint level_product references catalog.product (id),
  warehouse_id uuid not null constraint level_warehouse references company.warehouse (id),
  on_hand numeric(14,3) not null default 0,
  reserved numeric(14,3) not null default 0,
  sequence bigint not null default 0,
  oversell_id uuid,
  constraint level_key primary key (product_id, warehouse_id),
  constraint level_oversell foreign key (oversell_id) references stock.oversell (id),
  constraint level_reserved_not_negative check (reserved >= 0),
  constraint level_on_hand_not_negative check (on_hand >= 0 or oversell_id is not null),
  constraint level_reserved_is_there check (reserved <= on_hand or oversell_id is not null)
) with (fillfactor = 70);
create index level_warehouse on stock.level (warehouse_id, product_id);
create index level_oversell_id on stock.level (oversell_id) where oversell_id is not null;

-- What the business owns of a product in all its warehouses, and what that cost: the moving weighted average.
create table stock.valuation (
  product_id uuid primary key constraint valuation_product references catalog.product (id),
  quantity numeric(17,3) not null default 0,
  value_minor bigint not null default 0,
  -- The last average there was: what a unit costs when it leaves before it arrived.
  unit_cost_minor numeric(20,6) not null default 0,
  constraint valuation_nothing_is_worth_nothing check (quantity <> 0 or value_minor = 0),
  constraint valuation_same_sign check (quantity * value_minor >= 0)
) with (fillfactor = 70);

-- The ledger. Never updated, never deleted; a mistake is a counter-entry. `cost_minor` is the whole line's, signed like
-- the quantity. An adjustment of no quantity corrects the cost of units that left before they arrived.
create table stock.movement (
  id bigint generated always as identity primary key,
  product_id uuid not null constraint movement_product references catalog.product (id),
  warehouse_id uuid not null constraint movement_warehouse references company.warehouse (id),
  sequence bigint not null,
  kind text not null,
  quantity numeric(14,3) not null,
  cost_minor bigint not null,
  balance_after numeric(14,3) not null,
  product_quantity_after numeric(17,3) not null,
  product_value_after_minor bigint not null,
  cause_kind text not null,
  cause_id uuid not null,
  cause_label text,
  reason text,
  actor_id uuid,
  actor_name text not null,
  at timestamptz not null,
  constraint movement_sequence unique (product_id, warehouse_id, sequence),
  constraint movement_kind check (kind in ('receipt', 'sale', 'return', 'adjustment', 'transfer_out', 'transfer_in',
    'consumption', 'count', 'scrap', 'opening')),
  constraint movement_direction check (
    case
      when kind in ('receipt', 'opening', 'transfer_in') then quantity > 0
      when kind in ('sale', 'consumption', 'scrap', 'transfer_out') then quantity < 0
      when kind = 'adjustment' then quantity <> 0 or cost_minor <> 0
      else quantity <> 0
    end),
  constraint movement_cost_signed_alike check (quantity * cost_minor >= 0),
  constraint movement_adjustment_has_reason check (kind <> 'adjustment' or coalesce(reason, '') ~ '\S')
);
create index movement_warehouse on stock.movement (warehouse_id, id desc);
create index movement_cause on stock.movement (cause_id);
create index movement_at on stock.movement using brin (at);
create trigger movement_is_append_only before update or delete on stock.movement
  for each row execute function platform.refuse_change();

-- Units promised to a cart, an order or a work order. A pending one past `expires_at` counts for nothing, marked or not.
create table stock.reservation (
  id uuid primary key,
  owner_kind text not null,
  owner_id uuid not null,
  product_id uuid not null constraint reservation_product references catalog.product (id),
  warehouse_id uuid not null constraint reservation_warehouse references company.warehouse (id),
  quantity numeric(14,3) not null,
  state text not null,
  expires_at timestamptz,
  ttl_seconds integer,
  created_by uuid,
  created_by_name text not null,
  created_at timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  settled_by uuid,
  settled_at timestamptz,
  reason text,
  constraint reservation_owner_kind check (owner_kind in ('cart', 'order', 'work_order')),
  constraint reservation_quantity check (quantity > 0),
  constraint reservation_state check (state in ('pending', 'confirmed', 'consumed', 'released', 'expired')),
  constraint reservation_pending_expires check (state <> 'pending' or expires_at is not null),
  constraint reservation_settled check ((state in ('consumed', 'released', 'expired')) = (settled_at is not null))
);
create index reservation_owner on stock.reservation (owner_id, owner_kind);
create index reservation_open on stock.reservation (product_id, warehouse_id) where state in ('pending', 'confirmed');
create index reservation_expires_at on stock.reservation (expires_at) where state = 'pending';
create index reservation_product on stock.reservation (product_id, warehouse_id, created_at desc);
create index reservation_warehouse on stock.reservation (warehouse_id, created_at desc);
create index reservation_created_by on stock.reservation (created_by, created_at desc);

-- What each row of an import of opening stock brought in, so that it is done once and can be taken back.
create table stock.import_row (
  run_id uuid not null,
  row_number integer not null,
  product_id uuid not null constraint import_row_product references catalog.product (id),
  warehouse_id uuid not null constraint import_row_warehouse references company.warehouse (id),
  quantity numeric(14,3) not null,
  undone_at timestamptz,
  primary key (run_id, row_number)
);
create index import_row_product on stock.import_row (product_id);
create index import_row_warehouse on stock.import_row (warehouse_id);

-- The parts that the verbs share. Callers hold the level rows, locked in (product, warehouse) order.

-- What a product is worth after `gone` units of it left: none left means no value left. Units that leave before they
-- arrived cost what the last ones did.
create function stock.value_left(had numeric, worth bigint, unit_cost numeric, gone numeric) returns bigint
language sql immutable as $$
  select case
    when gone <= 0 then worth
    when had > 0 and gone <= had then worth - round(worth * gone / had)::bigint
    when had > 0 then -round(unit_cost * (gone - had))::bigint
    else worth - round(unit_cost * gone)::bigint
  end
$$;

-- Locks what exists of these levels, each once, in the order that every writer keeps.
create function stock.lock_levels(products uuid[], warehouses uuid[]) returns void language plpgsql as $$
begin
  perform
  from stock.level l
  join (select distinct p, w from unnest(products, warehouses) as k (p, w)) k on k.p = l.product_id and k.w = l.warehouse_id
  order by l.product_id, l.warehouse_id
  for update of l;
end $$;

-- Makes the rows that goods coming in, or leaving before they came, will need.
create function stock.open_levels(products uuid[], warehouses uuid[]) returns void language plpgsql as $$
begin
  insert into stock.level (product_id, warehouse_id)
  select distinct p, w from unnest(products, warehouses) as k (p, w)
  where not exists (select from stock.level l where l.product_id = k.p and l.warehouse_id = k.w)
  order by p, w
  on conflict do nothing;
end $$;

-- A product that never came in costs what the catalogue says, until it does.
create function stock.open_valuations(products uuid[]) returns void language plpgsql as $$
begin
  insert into stock.valuation (product_id, unit_cost_minor)
  select p.id, coalesce(p.cost_minor, 0)
  from catalog.product p
  where p.id = any (products) and not exists (select from stock.valuation v where v.product_id = p.id)
  order by p.id
  on conflict do nothing;
end $$;

-- Marks the holds that time ended and gives their units back. Returns how many there were.
create function stock.fold_expired(products uuid[], warehouses uuid[], now_at timestamptz) returns integer
language plpgsql as $$
declare
  folded integer;
begin
  with ended as (
    update stock.reservation r
    set state = 'expired', settled_at = now_at
    from (select distinct p, w from unnest(products, warehouses) as k (p, w)) k
    where r.product_id = k.p and r.warehouse_id = k.w and r.state = 'pending' and r.expires_at <= now_at
    returning r.product_id, r.warehouse_id, r.quantity
  ), sums as (
    select product_id, warehouse_id, sum(quantity) as quantity, count(*) as holds from ended group by 1, 2
  ), given_back as (
    update stock.level l
    set reserved = l.reserved - s.quantity
    from sums s
    where l.product_id = s.product_id and l.warehouse_id = s.warehouse_id
    returning s.holds
  )
  select coalesce(sum(holds), 0) into folded from given_back;
  return folded;
end $$;

-- Closes the exceptions of places that are no longer below zero.
create function stock.close_oversells(products uuid[], warehouses uuid[], now_at timestamptz) returns void
language plpgsql as $$
begin
  with recovered as (
    select l.product_id, l.warehouse_id, l.oversell_id
    from unnest(products, warehouses) as k (p, w)
    join stock.level l on l.product_id = k.p and l.warehouse_id = k.w
    where l.oversell_id is not null and l.on_hand >= 0 and l.reserved <= l.on_hand
  ), closed as (
    update stock.oversell o set closed_at = now_at from recovered r where o.id = r.oversell_id
  )
  update stock.level l
  set oversell_id = null
  from recovered r
  where l.product_id = r.product_id and l.warehouse_id = r.warehouse_id;
end $$;

-- What each level is now: expired holds count for nothing even before they are marked. `min_stock` is the warehouse's
-- own rule or the product's; null where nobody watches the product.
create function stock.levels_now(products uuid[], warehouses uuid[], now_at timestamptz)
returns table (product_id uuid, warehouse_id uuid, on_hand numeric, reserved numeric, min_stock numeric)
language sql stable as $$
  select l.product_id, l.warehouse_id, l.on_hand,
    l.reserved - coalesce((
      select sum(r.quantity)
      from stock.reservation r
      where r.product_id = l.product_id and r.warehouse_id = l.warehouse_id
        and r.state = 'pending' and r.expires_at <= now_at), 0),
    case when p.status = 'active' and p.archived_at is null then coalesce(rule.min_stock, p.min_stock, 0) end
  from (select distinct p, w from unnest(products, warehouses) as k (p, w)) k
  join stock.level l on l.product_id = k.p and l.warehouse_id = k.w
  join catalog.product p on p.id = l.product_id
  left join catalog.level_rule rule on rule.product_id = l.product_id and rule.warehouse_id = l.warehouse_id
$$;

-- Writes goods that leave: movements, levels, valuation. Each (product, warehouse) once, sorted.
create function stock.post_out(
  products uuid[], warehouses uuid[], quantities numeric[], from_reserved boolean, kind text, reason text,
  cause_kind text, cause_id uuid, cause_label text, actor_id uuid, actor_name text, now_at timestamptz
) returns table (product_id uuid, warehouse_id uuid, quantity numeric, cost_minor bigint)
language plpgsql as $$
#variable_conflict use_column
begin
  perform from stock.valuation v where v.product_id = any (products) order by v.product_id for update;

  return query
  with line as (
    select k.p, k.w, k.q, k.n, v.quantity as had, v.value_minor as worth, v.unit_cost_minor as unit_cost,
      sum(k.q) over (partition by k.p order by k.n) as gone
    from unnest(products, warehouses, quantities) with ordinality as k (p, w, q, n)
    join stock.valuation v on v.product_id = k.p
  ), valued as (
    select line.*, stock.value_left(had, worth, unit_cost, gone) as worth_after,
      stock.value_left(had, worth, unit_cost, gone) - stock.value_left(had, worth, unit_cost, gone - q) as cost
    from line
  ), moved as (
    update stock.level l
    set on_hand = l.on_hand - v.q,
      reserved = l.reserved - case when from_reserved then v.q else 0 end,
      sequence = l.sequence + 1
    from valued v
    where l.product_id = v.p and l.warehouse_id = v.w
    returning v.n, l.on_hand as balance, l.sequence
  ), revalued as (
    update stock.valuation t
    set quantity = last.had - last.gone, value_minor = last.worth_after
    from (select distinct on (p) p, had, gone, worth_after from valued order by p, n desc) last
    where t.product_id = last.p
  )
  insert into stock.movement as m (product_id, warehouse_id, sequence, kind, quantity, cost_minor, balance_after,
    product_quantity_after, product_value_after_minor, cause_kind, cause_id, cause_label, reason, actor_id, actor_name, at)
  select v.p, v.w, moved.sequence, post_out.kind, -v.q, v.cost, moved.balance, v.had - v.gone, v.worth_after,
    post_out.cause_kind, post_out.cause_id, post_out.cause_label, post_out.reason, post_out.actor_id,
    post_out.actor_name, now_at
  from valued v
  join moved on moved.n = v.n
  order by v.n
  returning m.product_id, m.warehouse_id, -m.quantity, -m.cost_minor;
end $$;

-- Takes units out of what is available: all lines or none. One row per product and warehouse comes back, `reserved`
-- or, when something is short, only the `short` ones; then nothing was written but the mark of expired holds. One
-- `id_taken` row: an id is in use, and the caller must undo.
create function stock.reserve(
  owner_kind text, owner_id uuid, ids uuid[], products uuid[], warehouses uuid[], quantities numeric[],
  wanted_state text, ttl_seconds integer, reason text, actor_id uuid, actor_name text, now_at timestamptz
) returns table (status text, id uuid, product_id uuid, warehouse_id uuid, requested numeric, available numeric)
language plpgsql as $$
#variable_conflict use_column
declare
  wanted_ids uuid[];
  wanted_products uuid[];
  wanted_warehouses uuid[];
  wanted numeric[];
  made integer;
begin
  select array_agg(i order by p, w), array_agg(p order by p, w), array_agg(w order by p, w), array_agg(q order by p, w)
  into wanted_ids, wanted_products, wanted_warehouses, wanted
  from (
    select (array_agg(i order by n))[1] as i, p, w, sum(q) as q
    from unnest(ids, products, warehouses, quantities) with ordinality as k (i, p, w, q, n)
    group by p, w
  ) demand;

  perform stock.lock_levels(wanted_products, wanted_warehouses);
  if exists (select from stock.short_lines(wanted_products, wanted_warehouses, wanted)) then
    perform stock.fold_expired(wanted_products, wanted_warehouses, now_at);
    return query
    select 'short', null::uuid, s.product_id, s.warehouse_id, s.requested, s.available
    from stock.short_lines(wanted_products, wanted_warehouses, wanted) s;
    if found then
      return;
    end if;
  end if;

  insert into stock.reservation (id, owner_kind, owner_id, product_id, warehouse_id, quantity, state, expires_at,
    ttl_seconds, created_by, created_by_name, created_at, confirmed_by, confirmed_at, reason)
  select i, reserve.owner_kind, reserve.owner_id, p, w, q, wanted_state,
    case when wanted_state = 'pending' then now_at + make_interval(secs => reserve.ttl_seconds) end,
    case when wanted_state = 'pending' then reserve.ttl_seconds end,
    actor_id, actor_name, now_at,
    case when wanted_state = 'confirmed' then actor_id end, case when wanted_state = 'confirmed' then now_at end,
    reserve.reason
  from unnest(wanted_ids, wanted_products, wanted_warehouses, wanted) as k (i, p, w, q)
  on conflict do nothing;
  get diagnostics made = row_count;
  if made < cardinality(wanted_ids) then
    return query select 'id_taken', null::uuid, null::uuid, null::uuid, null::numeric, null::numeric;
    return;
  end if;

  return query
  update stock.level l
  set reserved = l.reserved + k.q
  from unnest(wanted_ids, wanted_products, wanted_warehouses, wanted) as k (i, p, w, q)
  where l.product_id = k.p and l.warehouse_id = k.w
  returning 'reserved', k.i, l.product_id, l.warehouse_id, k.q, l.on_hand - l.reserved;
end $$;

-- Which of these demands (each product and warehouse once) exceed what is available by the level row.
create function stock.short_lines(products uuid[], warehouses uuid[], quantities numeric[])
returns table (product_id uuid, warehouse_id uuid, requested numeric, available numeric)
language sql stable as $$
  select k.p, k.w, k.q, greatest(coalesce(l.on_hand - l.reserved, 0), 0)
  from unnest(products, warehouses, quantities) as k (p, w, q)
  left join stock.level l on l.product_id = k.p and l.warehouse_id = k.w
  where coalesce(l.on_hand - l.reserved, 0) < k.q
$$;

-- The ends of a reservation. Each changes only rows that are still in the state it starts from (compare-and-set), so
-- of two that race one wins and the other sees that there is nothing left to do.

-- Makes pending reservations firm: all that the owner has, or the one named. If time ended one of them, none changes
-- and those come back as `expired`.
create function stock.confirm_reservations(
  owner_kind text, owner_id uuid, only_id uuid, actor_id uuid, now_at timestamptz
) returns table (status text, id uuid, product_id uuid, warehouse_id uuid, quantity numeric)
language plpgsql as $$
#variable_conflict use_column
declare
  ids uuid[];
begin
  ids := stock.lock_reservations(owner_kind, owner_id, only_id, array['pending']);
  return query
  select 'expired', r.id, r.product_id, r.warehouse_id, r.quantity
  from stock.reservation r
  where r.id = any (ids) and r.state = 'pending' and r.expires_at <= now_at;
  if found then
    return;
  end if;
  return query
  update stock.reservation r
  set state = 'confirmed', confirmed_by = actor_id, confirmed_at = now_at
  where r.id = any (ids) and r.state = 'pending'
  returning 'confirmed', r.id, r.product_id, r.warehouse_id, r.quantity;
end $$;

-- Gives the units back: all open reservations of the owner, or the one named, if they are in one of the states given.
create function stock.release(
  owner_kind text, owner_id uuid, only_id uuid, states text[], reason text, actor_id uuid, now_at timestamptz
) returns table (status text, id uuid, product_id uuid, warehouse_id uuid, quantity numeric)
language plpgsql as $$
#variable_conflict use_column
declare
  ids uuid[];
begin
  ids := stock.lock_reservations(owner_kind, owner_id, only_id, states);
  return query
  with ended as (
    update stock.reservation r
    set state = case when r.state = 'pending' and r.expires_at <= now_at then 'expired' else 'released' end,
      settled_by = actor_id, settled_at = now_at, reason = coalesce(release.reason, r.reason)
    where r.id = any (ids) and r.state = any (states)
    returning r.state, r.id, r.product_id, r.warehouse_id, r.quantity
  ), given_back as (
    update stock.level l
    set reserved = l.reserved - s.quantity
    from (select product_id, warehouse_id, sum(quantity) as quantity from ended group by 1, 2) s
    where l.product_id = s.product_id and l.warehouse_id = s.warehouse_id
  )
  select e.state, e.id, e.product_id, e.warehouse_id, e.quantity from ended e;
  perform stock.close_oversells(
    (select array_agg(r.product_id) from stock.reservation r where r.id = any (ids)),
    (select array_agg(r.warehouse_id) from stock.reservation r where r.id = any (ids)), now_at);
end $$;

-- Locks, in the order of every writer, the levels and then the rows of an owner's reservations in these states.
create function stock.lock_reservations(owner_kind text, owner_id uuid, only_id uuid, states text[]) returns uuid[]
language plpgsql as $$
#variable_conflict use_column
declare
  ids uuid[];
  products uuid[];
  warehouses uuid[];
begin
  if only_id is null then
    select array_agg(r.id), array_agg(r.product_id), array_agg(r.warehouse_id) into ids, products, warehouses
    from stock.reservation r
    where r.owner_id = lock_reservations.owner_id and r.owner_kind = lock_reservations.owner_kind
      and r.state = any (states);
  else
    select array_agg(r.id), array_agg(r.product_id), array_agg(r.warehouse_id) into ids, products, warehouses
    from stock.reservation r
    where r.id = only_id;
  end if;
  perform stock.lock_levels(products, warehouses);
  perform from stock.reservation r where r.id = any (ids) order by r.id for update;
  return ids;
end $$;

-- The sweeper's step: marks at most `batch` expired holds. Expiry is judged at read; this only keeps the books tidy.
create function stock.expire(batch integer, now_at timestamptz)
returns table (product_id uuid, warehouse_id uuid)
language plpgsql as $$
#variable_conflict use_column
declare
  products uuid[];
  warehouses uuid[];
begin
  select array_agg(product_id), array_agg(warehouse_id) into products, warehouses
  from (
    select r.product_id, r.warehouse_id
    from stock.reservation r
    where r.state = 'pending' and r.expires_at <= now_at
    order by r.expires_at
    limit batch
  ) due;
  perform stock.lock_levels(products, warehouses);
  perform stock.fold_expired(products, warehouses, now_at);
  perform stock.close_oversells(products, warehouses, now_at);
  return query select distinct p, w from unnest(products, warehouses) as k (p, w);
end $$;

-- Goods leave without a reservation (counter sale, consumption, scrap, correction): all lines or none. `short` rows
-- come back instead, and nothing is written, unless selling short is allowed: then the place gets an open exception.
create function stock.take_out(
  products uuid[], warehouses uuid[], quantities numeric[], sell_short boolean, kind text, reason text,
  cause_kind text, cause_id uuid, cause_label text, actor_id uuid, actor_name text, now_at timestamptz
) returns table (status text, product_id uuid, warehouse_id uuid, requested numeric, available numeric, cost_minor bigint)
language plpgsql as $$
#variable_conflict use_column
declare
  wanted_products uuid[];
  wanted_warehouses uuid[];
  wanted numeric[];
begin
  select array_agg(p order by p, w), array_agg(w order by p, w), array_agg(q order by p, w)
  into wanted_products, wanted_warehouses, wanted
  from (select p, w, sum(q) as q from unnest(products, warehouses, quantities) as k (p, w, q) group by p, w) demand;

  perform stock.lock_levels(wanted_products, wanted_warehouses);
  if exists (select from stock.short_lines(wanted_products, wanted_warehouses, wanted)) then
    perform stock.fold_expired(wanted_products, wanted_warehouses, now_at);
    if sell_short then
      perform stock.open_oversells(wanted_products, wanted_warehouses, wanted, cause_kind, cause_id, actor_id, now_at);
    else
      return query
      select 'short', s.product_id, s.warehouse_id, s.requested, s.available, null::bigint
      from stock.short_lines(wanted_products, wanted_warehouses, wanted) s;
      if found then
        return;
      end if;
    end if;
  end if;

  return query
  select 'taken', o.product_id, o.warehouse_id, o.quantity, null::numeric, o.cost_minor
  from stock.post_out(wanted_products, wanted_warehouses, wanted, false, kind, reason, cause_kind, cause_id, cause_label,
    actor_id, actor_name, now_at) o;
end $$;

-- Lets the short ones of these lines go below zero, each under an exception that stays open until it recovers.
create function stock.open_oversells(
  products uuid[], warehouses uuid[], quantities numeric[], cause_kind text, cause_id uuid, actor_id uuid,
  now_at timestamptz
) returns void
language plpgsql as $$
#variable_conflict use_column
begin
  perform stock.open_levels(products, warehouses);
  perform stock.lock_levels(products, warehouses);
  perform stock.open_valuations(products);
  with opened as (
    insert into stock.oversell as o (product_id, warehouse_id, cause_kind, cause_id, opened_by, opened_at)
    select s.product_id, s.warehouse_id, open_oversells.cause_kind, open_oversells.cause_id, actor_id, now_at
    from stock.short_lines(products, warehouses, quantities) s
    join stock.level l on l.product_id = s.product_id and l.warehouse_id = s.warehouse_id
    where l.oversell_id is null
    returning o.id, o.product_id, o.warehouse_id
  )
  update stock.level l
  set oversell_id = opened.id
  from opened
  where l.product_id = opened.product_id and l.warehouse_id = opened.warehouse_id;
end $$;

-- Hands an owner's confirmed reservations over: promised units become movements. `short` only where the goods are not
-- there in spite of the promise (the place was sold short) and selling short is not allowed.
create function stock.hand_over(
  owner_kind text, owner_id uuid, sell_short boolean, kind text, cause_kind text, cause_id uuid, cause_label text,
  actor_id uuid, actor_name text, now_at timestamptz
) returns table (status text, product_id uuid, warehouse_id uuid, requested numeric, available numeric, cost_minor bigint)
language plpgsql as $$
#variable_conflict use_column
declare
  ids uuid[];
  handed_products uuid[];
  handed_warehouses uuid[];
  handed numeric[];
begin
  ids := stock.lock_reservations(owner_kind, owner_id, null, array['confirmed']);
  select array_agg(p order by p, w), array_agg(w order by p, w), array_agg(q order by p, w)
  into handed_products, handed_warehouses, handed
  from (
    select r.product_id as p, r.warehouse_id as w, sum(r.quantity) as q
    from stock.reservation r
    where r.id = any (ids) and r.state = 'confirmed'
    group by 1, 2
  ) promised;

  if not sell_short then
    return query
    select 'short', l.product_id, l.warehouse_id, k.q, greatest(l.on_hand, 0), null::bigint
    from unnest(handed_products, handed_warehouses, handed) as k (p, w, q)
    join stock.level l on l.product_id = k.p and l.warehouse_id = k.w
    where l.on_hand < k.q;
    if found then
      return;
    end if;
  end if;

  update stock.reservation r
  set state = 'consumed', settled_by = hand_over.actor_id, settled_at = now_at
  where r.id = any (ids) and r.state = 'confirmed';

  return query
  select 'taken', o.product_id, o.warehouse_id, o.quantity, null::numeric, o.cost_minor
  from stock.post_out(handed_products, handed_warehouses, handed, true, kind, null, cause_kind, cause_id, cause_label,
    actor_id, actor_name, now_at) o;
  perform stock.close_oversells(handed_products, handed_warehouses, now_at);
end $$;

-- Goods come in (receipt, return, opening, correction). A line's cost is the whole line's; where it is null the line
-- comes in at the present average. `too_much` rows come back, and nothing is written, where the books would overflow.
create function stock.take_in(
  products uuid[], warehouses uuid[], quantities numeric[], costs bigint[], kind text, reason text,
  cause_kind text, cause_id uuid, cause_label text, actor_id uuid, actor_name text, now_at timestamptz
) returns table (status text, product_id uuid, warehouse_id uuid, requested numeric, available numeric, cost_minor bigint)
language plpgsql as $$
#variable_conflict use_column
declare
  in_products uuid[];
  in_warehouses uuid[];
  in_quantities numeric[];
  in_costs bigint[];
begin
  perform stock.open_levels(products, warehouses);
  perform stock.lock_levels(products, warehouses);
  perform stock.open_valuations(products);
  perform from stock.valuation v where v.product_id = any (products) order by v.product_id for update;

  select array_agg(p order by p, w), array_agg(w order by p, w), array_agg(q order by p, w), array_agg(c order by p, w)
  into in_products, in_warehouses, in_quantities, in_costs
  from (
    select k.p, k.w, sum(k.q) as q,
      sum(coalesce(k.c, round(k.q * case when v.quantity > 0 then v.value_minor / v.quantity else v.unit_cost_minor end)))
        as c
    from unnest(products, warehouses, quantities, costs) as k (p, w, q, c)
    join stock.valuation v on v.product_id = k.p
    group by k.p, k.w
  ) given;

  return query select 'too_much', t.product_id, t.warehouse_id, t.quantity, null::numeric, null::bigint
  from stock.too_much(in_products, in_warehouses, in_quantities, in_costs) t;
  if found then
    return;
  end if;

  perform stock.revalue_short(in_products, in_warehouses, in_quantities, in_costs, cause_kind, cause_id, cause_label,
    actor_id, actor_name, now_at);
  return query
  select 'taken', i.product_id, i.warehouse_id, i.quantity, null::numeric, i.cost_minor
  from stock.post_in(in_products, in_warehouses, in_quantities, in_costs, kind, reason, cause_kind, cause_id,
    cause_label, actor_id, actor_name, now_at) i;
  perform stock.close_oversells(in_products, in_warehouses, now_at);
end $$;

-- Lines whose place or product would exceed what the books hold exactly (QUANTITY_MAX and MINOR_MAX of the platform).
create function stock.too_much(products uuid[], warehouses uuid[], quantities numeric[], costs bigint[])
returns table (product_id uuid, warehouse_id uuid, quantity numeric)
language sql stable as $$
  select k.p, k.w, k.q
  from (
    select p, w, q, sum(q) over (partition by p) as all_q, sum(c) over (partition by p) as all_c
    from unnest(products, warehouses, quantities, costs) as k (p, w, q, c)
  ) k
  join stock.level l on l.product_id = k.p and l.warehouse_id = k.w
  join stock.valuation v on v.product_id = k.p
  where l.on_hand + k.q > 99999999999.999 or v.quantity + k.all_q > 99999999999.999
    or v.value_minor + k.all_c > 999999999999999
$$;

-- Writes goods that come in: movements, levels, valuation. Each (product, warehouse) once, sorted, all rows locked.
create function stock.post_in(
  products uuid[], warehouses uuid[], quantities numeric[], costs bigint[], kind text, reason text,
  cause_kind text, cause_id uuid, cause_label text, actor_id uuid, actor_name text, now_at timestamptz
) returns table (product_id uuid, warehouse_id uuid, quantity numeric, cost_minor bigint)
language plpgsql as $$
#variable_conflict use_column
begin
  return query
  with valued as (
    select k.p, k.w, k.q, k.c, k.n,
      v.quantity + sum(k.q) over so_far as quantity_after,
      v.value_minor + (sum(k.c) over so_far)::bigint as worth_after
    from unnest(products, warehouses, quantities, costs) with ordinality as k (p, w, q, c, n)
    join stock.valuation v on v.product_id = k.p
    window so_far as (partition by k.p order by k.n)
  ), moved as (
    update stock.level l
    set on_hand = l.on_hand + v.q, sequence = l.sequence + 1
    from valued v
    where l.product_id = v.p and l.warehouse_id = v.w
    returning v.n, l.on_hand as balance, l.sequence
  ), revalued as (
    update stock.valuation t
    set quantity = last.quantity_after, value_minor = last.worth_after,
      unit_cost_minor = case when last.quantity_after > 0 then last.worth_after / last.quantity_after
        else t.unit_cost_minor end
    from (select distinct on (p) p, quantity_after, worth_after from valued order by p, n desc) last
    where t.product_id = last.p
  )
  insert into stock.movement as m (product_id, warehouse_id, sequence, kind, quantity, cost_minor, balance_after,
    product_quantity_after, product_value_after_minor, cause_kind, cause_id, cause_label, reason, actor_id, actor_name, at)
  select v.p, v.w, moved.sequence, post_in.kind, v.q, v.c, moved.balance, v.quantity_after, v.worth_after,
    post_in.cause_kind, post_in.cause_id, post_in.cause_label, post_in.reason, post_in.actor_id, post_in.actor_name,
    now_at
  from valued v
  join moved on moved.n = v.n
  order by v.n
  returning m.product_id, m.warehouse_id, m.quantity, m.cost_minor;
end $$;

-- Units that left before they arrived were valued at the last known cost. When they arrive, one entry of no quantity
-- gives them their true cost, so that what stays is worth exactly what it cost, and nothing is worth nothing.
create function stock.revalue_short(
  products uuid[], warehouses uuid[], quantities numeric[], costs bigint[], cause_kind text, cause_id uuid,
  cause_label text, actor_id uuid, actor_name text, now_at timestamptz
) returns void
language plpgsql as $$
#variable_conflict use_column
begin
  if not exists (select from stock.valuation v where v.product_id = any (products) and v.quantity < 0) then
    return;
  end if;
  with given as (
    select p, (array_agg(w order by n))[1] as w, sum(q) as q, sum(c) as c
    from unnest(products, warehouses, quantities, costs) with ordinality as k (p, w, q, c, n)
    group by p
  ), correction as (
    select g.p, g.w, v.quantity,
      case
        when g.q < -v.quantity then round(v.value_minor * (v.quantity + g.q) / v.quantity) - g.c
        else -round(g.c * -v.quantity / g.q)
      end::bigint as worth_after,
      v.value_minor as worth
    from given g
    join stock.valuation v on v.product_id = g.p
    where v.quantity < 0
  ), needed as (
    select * from correction where worth_after <> worth
  ), moved as (
    update stock.level l
    set sequence = l.sequence + 1
    from needed n
    where l.product_id = n.p and l.warehouse_id = n.w
    returning l.product_id, l.on_hand, l.sequence
  ), revalued as (
    update stock.valuation t set value_minor = n.worth_after from needed n where t.product_id = n.p
  )
  insert into stock.movement (product_id, warehouse_id, sequence, kind, quantity, cost_minor, balance_after,
    product_quantity_after, product_value_after_minor, cause_kind, cause_id, cause_label, reason, actor_id, actor_name, at)
  select n.p, n.w, m.sequence, 'adjustment', 0, n.worth_after - n.worth, m.on_hand, n.quantity, n.worth_after,
    revalue_short.cause_kind, revalue_short.cause_id, revalue_short.cause_label,
    'Cost of units that left before they arrived', revalue_short.actor_id, revalue_short.actor_name, now_at
  from needed n
  join moved m on m.product_id = n.p
  order by n.p;
end $$;

do $$
begin
  if exists (select from pg_roles where rolname = 'mostrador_app') then
    grant usage on schema stock to mostrador_app;
    grant select, insert on stock.movement to mostrador_app;
    grant select, insert, update on stock.level, stock.valuation, stock.reservation, stock.oversell, stock.import_row
      to mostrador_app;
    grant execute on all functions in schema stock to mostrador_app;
    grant usage on all sequences in schema stock to mostrador_app;
  end if;
end $$;
