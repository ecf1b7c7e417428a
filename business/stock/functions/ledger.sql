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
create function stock.open_valuations(products uuid[]) returns void language plpgsql
set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
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
-- own rule or the product's; null where nobody watches the product. Planned once, not at each call: planning its four
-- tables took ten times as long as reading some rows of each by key.
create function stock.levels_now(products uuid[], warehouses uuid[], now_at timestamptz)
returns table (product_id uuid, warehouse_id uuid, on_hand numeric, reserved numeric, min_stock numeric)
language plpgsql stable
set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
  return query
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
  left join catalog.level_rule rule on rule.product_id = l.product_id and rule.warehouse_id = l.warehouse_id;
end $$;

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
