-- Parts of a promise: a shipment takes some of what an order has reserved, a short pick gives some of it back.

-- Settles these quantities of an owner's confirmed reservations. A reservation that is only partly taken is split: the
-- part ends, the rest stays promised. Rows come back as `settled`, or as `not_promised`, and then nothing was written.
create function stock.settle_parts(
  owner_kind text, owner_id uuid, products uuid[], warehouses uuid[], quantities numeric[], end_state text, reason text,
  actor_id uuid, now_at timestamptz
) returns table (status text, product_id uuid, warehouse_id uuid, requested numeric, available numeric)
language plpgsql as $$
#variable_conflict use_column
declare
  ids uuid[];
begin
  ids := stock.lock_reservations(owner_kind, owner_id, null, array['confirmed']);
  return query
  with wanted as (
    select p, w, sum(q) as q from unnest(products, warehouses, quantities) as k (p, w, q) group by p, w
  ), promised as (
    select r.product_id as p, r.warehouse_id as w, sum(r.quantity) as q
    from stock.reservation r
    where r.id = any (ids) and r.state = 'confirmed'
    group by 1, 2
  )
  select 'not_promised', d.p, d.w, d.q, coalesce(h.q, 0)
  from wanted d
  left join promised h on h.p = d.p and h.w = d.w
  where coalesce(h.q, 0) < d.q;
  if found then
    return;
  end if;

  return query
  with wanted as (
    select p, w, sum(q) as q from unnest(products, warehouses, quantities) as k (p, w, q) group by p, w
  ), part as (
    select r.id, r.quantity as had, d.p, d.w,
      least(r.quantity, d.q - coalesce(sum(r.quantity) over (
        partition by d.p, d.w order by r.id rows between unbounded preceding and 1 preceding), 0)) as taken
    from wanted d
    join stock.reservation r on r.product_id = d.p and r.warehouse_id = d.w
    where r.id = any (ids) and r.state = 'confirmed'
  ), split as (
    insert into stock.reservation (id, owner_kind, owner_id, product_id, warehouse_id, quantity, state, expires_at,
      ttl_seconds, created_by, created_by_name, created_at, confirmed_by, confirmed_at, settled_by, settled_at, reason)
    select gen_random_uuid(), r.owner_kind, r.owner_id, r.product_id, r.warehouse_id, part.taken, end_state,
      r.expires_at, r.ttl_seconds, r.created_by, r.created_by_name, r.created_at, r.confirmed_by, r.confirmed_at,
      settle_parts.actor_id, now_at, coalesce(settle_parts.reason, r.reason)
    from part
    join stock.reservation r on r.id = part.id
    where part.taken > 0 and part.taken < part.had
  ), kept as (
    update stock.reservation r
    set quantity = r.quantity - part.taken
    from part
    where r.id = part.id and part.taken > 0 and part.taken < part.had
  ), ended as (
    update stock.reservation r
    set state = end_state, settled_by = settle_parts.actor_id, settled_at = now_at,
      reason = coalesce(settle_parts.reason, r.reason)
    from part
    where r.id = part.id and part.taken = part.had
  )
  select 'settled', d.p, d.w, d.q, null::numeric from wanted d order by d.p, d.w;
end $$;

-- Hands over a part of what an owner has reserved: promised units become movements. `short` where the goods are not
-- there in spite of the promise and selling short is not allowed; `not_promised` where the owner holds less.
create function stock.hand_over_parts(
  owner_kind text, owner_id uuid, products uuid[], warehouses uuid[], quantities numeric[], sell_short boolean,
  kind text, reason text, cause_kind text, cause_id uuid, cause_label text, actor_id uuid, actor_name text,
  now_at timestamptz
) returns table (status text, product_id uuid, warehouse_id uuid, requested numeric, available numeric, cost_minor bigint)
language plpgsql as $$
#variable_conflict use_column
declare
  out_products uuid[];
  out_warehouses uuid[];
  out_quantities numeric[];
begin
  select array_agg(p order by p, w), array_agg(w order by p, w), array_agg(q order by p, w)
  into out_products, out_warehouses, out_quantities
  from (select p, w, sum(q) as q from unnest(products, warehouses, quantities) as k (p, w, q) group by p, w) wanted;

  perform stock.lock_levels(out_products, out_warehouses);
  if not sell_short then
    return query
    select 'short', l.product_id, l.warehouse_id, k.q, greatest(l.on_hand, 0), null::bigint
    from unnest(out_products, out_warehouses, out_quantities) as k (p, w, q)
    join stock.level l on l.product_id = k.p and l.warehouse_id = k.w
    where l.on_hand < k.q;
    if found then
      return;
    end if;
  end if;

  return query
  select s.status, s.product_id, s.warehouse_id, s.requested, s.available, null::bigint
  from stock.settle_parts(owner_kind, owner_id, out_products, out_warehouses, out_quantities, 'consumed', null,
    actor_id, now_at) s
  where s.status = 'not_promised';
  if found then
    return;
  end if;

  return query
  select 'taken', o.product_id, o.warehouse_id, o.quantity, null::numeric, o.cost_minor
  from stock.post_out(out_products, out_warehouses, out_quantities, true, kind, reason, cause_kind, cause_id,
    cause_label, actor_id, actor_name, now_at) o;
  perform stock.close_oversells(out_products, out_warehouses, now_at);
end $$;

-- Gives a part of what an owner has reserved back to what is available.
create function stock.release_parts(
  owner_kind text, owner_id uuid, products uuid[], warehouses uuid[], quantities numeric[], reason text,
  actor_id uuid, now_at timestamptz
) returns table (status text, product_id uuid, warehouse_id uuid, requested numeric, available numeric)
language plpgsql as $$
#variable_conflict use_column
begin
  return query
  with settled as (
    select * from stock.settle_parts(owner_kind, owner_id, products, warehouses, quantities, 'released', reason,
      actor_id, now_at)
  ), given_back as (
    update stock.level l
    set reserved = l.reserved - s.requested
    from settled s
    where s.status = 'settled' and l.product_id = s.product_id and l.warehouse_id = s.warehouse_id
  )
  select s.status, s.product_id, s.warehouse_id, s.requested, s.available from settled s;
  perform stock.close_oversells(products, warehouses, now_at);
end $$;
