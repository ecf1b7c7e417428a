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
