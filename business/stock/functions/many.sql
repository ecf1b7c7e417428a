-- The same verbs for many documents in one transaction. `ns` numbers the documents in their order of arrival; a
-- product stands once a document and warehouse. Nothing here differs from what the single verbs do one after another.

-- Locks the levels and judges which documents can be served: all lines or none, in order of arrival, and what a refused
-- one wanted is there for the next. Gives the short lines of the refused; nothing when everybody can be served.
create function stock.fit_many(ns integer[], products uuid[], warehouses uuid[], quantities numeric[], now_at timestamptz)
returns table (n integer, product_id uuid, warehouse_id uuid, requested numeric, available numeric)
language plpgsql as $$
#variable_conflict use_column
declare
  wanted_products uuid[];
  wanted_warehouses uuid[];
  wanted numeric[];
  free numeric[];
  document integer;
begin
  select array_agg(d.p order by d.p, d.w), array_agg(d.w order by d.p, d.w), array_agg(d.q order by d.p, d.w)
  into wanted_products, wanted_warehouses, wanted
  from (select p, w, sum(q) as q from unnest(products, warehouses, quantities) as k (p, w, q) group by p, w) d;

  perform stock.lock_levels(wanted_products, wanted_warehouses);
  if not exists (select from stock.short_lines(wanted_products, wanted_warehouses, wanted)) then
    return;
  end if;
  perform stock.fold_expired(wanted_products, wanted_warehouses, now_at);
  if not exists (select from stock.short_lines(wanted_products, wanted_warehouses, wanted)) then
    return;
  end if;

  select array_agg(coalesce(l.on_hand - l.reserved, 0) order by k.turn) into free
  from unnest(wanted_products, wanted_warehouses) with ordinality as k (p, w, turn)
  left join stock.level l on l.product_id = k.p and l.warehouse_id = k.w;
  for document in select distinct k.n from unnest(ns) as k (n) order by 1 loop
    return query
    select k.n, k.p, k.w, k.q, greatest(f.free, 0)
    from unnest(ns, products, warehouses, quantities) as k (n, p, w, q)
    join unnest(wanted_products, wanted_warehouses, free) as f (p, w, free) on f.p = k.p and f.w = k.w
    where k.n = document and f.free < k.q;
    if not found then
      select array_agg(f.free - coalesce(k.q, 0) order by f.turn) into free
      from unnest(wanted_products, wanted_warehouses, free) with ordinality as f (p, w, free, turn)
      left join unnest(ns, products, warehouses, quantities) as k (n, p, w, q)
        on k.n = document and k.p = f.p and k.w = f.w;
    end if;
  end loop;
end $$;

-- Writes goods that leave, of documents that were judged. Gives what each line cost. `causes` has one row a document.
create function stock.take_out_many(
  ns integer[], products uuid[], warehouses uuid[], quantities numeric[], kind text, causes json
) returns table (n integer, product_id uuid, cost_minor bigint)
language plpgsql as $$
#variable_conflict use_column
begin
  perform from stock.valuation v where v.product_id = any (products) order by v.product_id for update;

  return query
  with line as (
    select k.n, k.p, k.w, k.q, v.quantity as had, v.value_minor as worth, v.unit_cost_minor as unit_cost,
      sum(k.q) over (partition by k.p order by k.n, k.w) as gone,
      sum(k.q) over here as gone_here, row_number() over here as nth
    from unnest(ns, products, warehouses, quantities) as k (n, p, w, q)
    join stock.valuation v on v.product_id = k.p
    window here as (partition by k.p, k.w order by k.n)
  ), valued as (
    select line.*, stock.value_left(had, worth, unit_cost, gone) as worth_after,
      stock.value_left(had, worth, unit_cost, gone) - stock.value_left(had, worth, unit_cost, gone - q) as cost
    from line
  ), moved as (
    update stock.level l
    set on_hand = l.on_hand - s.q, sequence = l.sequence + s.times
    from (select p, w, sum(q) as q, count(*) as times from line group by p, w) s
    where l.product_id = s.p and l.warehouse_id = s.w
    returning s.p, s.w, l.on_hand + s.q as had_here, l.sequence - s.times as last_sequence
  ), revalued as (
    update stock.valuation t
    set quantity = last.had - last.gone, value_minor = last.worth_after
    from (select distinct on (p) p, had, gone, worth_after from valued order by p, n desc, w desc) last
    where t.product_id = last.p
  ), written as (
    insert into stock.movement (product_id, warehouse_id, sequence, kind, quantity, cost_minor, balance_after,
      product_quantity_after, product_value_after_minor, cause_kind, cause_id, cause_label, actor_id, actor_name, at)
    select v.p, v.w, m.last_sequence + v.nth, take_out_many.kind, -v.q, v.cost, m.had_here - v.gone_here, v.had - v.gone,
      v.worth_after, c.cause_kind, c.cause_id, c.cause_label, c.actor_id, c.actor_name, c.at
    from valued v
    join moved m on m.p = v.p and m.w = v.w
    join json_to_recordset(causes) as c (n integer, cause_kind text, cause_id uuid, cause_label text, actor_id uuid,
      actor_name text, at timestamptz) on c.n = v.n
    order by v.n, v.w
  )
  select v.n, v.p, -v.cost from valued v;
end $$;

-- Reserves for documents that were judged: firm promises, as a confirmed order makes them.
create function stock.reserve_many(
  ns integer[], ids uuid[], products uuid[], warehouses uuid[], quantities numeric[], owner_kind text, causes json
) returns void language plpgsql as $$
#variable_conflict use_column
begin
  insert into stock.reservation (id, owner_kind, owner_id, product_id, warehouse_id, quantity, state, created_by,
    created_by_name, created_at, confirmed_by, confirmed_at)
  select k.id, reserve_many.owner_kind, c.cause_id, k.p, k.w, k.q, 'confirmed', c.actor_id, c.actor_name, c.at, c.actor_id,
    c.at
  from unnest(ns, ids, products, warehouses, quantities) as k (n, id, p, w, q)
  join json_to_recordset(causes) as c (n integer, cause_id uuid, actor_id uuid, actor_name text, at timestamptz)
    on c.n = k.n
  order by k.n;

  update stock.level l
  set reserved = l.reserved + s.q
  from (
    select p, w, sum(q) as q from unnest(products, warehouses, quantities) as k (p, w, q) group by p, w
  ) s
  where l.product_id = s.p and l.warehouse_id = s.w;
end $$;

-- What there is to tell of places that units were taken from: one fact a place, by the last document that touched it,
-- because nobody ever saw what lay between. Warns of those that fell to their minimum.
create function stock.facts_of_taken(
  ns integer[], products uuid[], warehouses uuid[], quantities numeric[], now_at timestamptz
) returns table (n integer, name text, data jsonb)
language sql stable as $$
  select t.n, f.name, f.data
  from stock.levels_now(products, warehouses, now_at) l
  join (
    select p, w, max(n) as n, sum(q) as q from unnest(ns, products, warehouses, quantities) as k (n, p, w, q) group by p, w
  ) t on t.p = l.product_id and t.w = l.warehouse_id
  cross join lateral (
    select jsonb_build_object('product_id', l.product_id, 'warehouse_id', l.warehouse_id,
      'on_hand', trim_scale(l.on_hand), 'reserved', trim_scale(l.reserved),
      'available', trim_scale(l.on_hand - l.reserved)) as level
  ) v
  cross join lateral (
    select 'stock.changed' as name, v.level as data
    union all
    select 'stock.low', v.level || jsonb_build_object('min_stock', trim_scale(l.min_stock))
    where l.on_hand - l.reserved <= l.min_stock and l.on_hand - l.reserved + t.q > l.min_stock
  ) f
$$;
