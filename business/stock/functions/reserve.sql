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
