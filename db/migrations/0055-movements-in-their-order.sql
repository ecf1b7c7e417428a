-- Of a document that takes one product from two warehouses, the movements are written in the order in which they were
-- valued: else the running value of the product would not follow the ledger.
create or replace function stock.take_out_many(
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
