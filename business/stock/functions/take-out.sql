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
