-- What each level is now is planned once a connection, not at each call.
create or replace function stock.levels_now(products uuid[], warehouses uuid[], now_at timestamptz)
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

-- And so is the look for products that never came in.
alter function stock.open_valuations(uuid[]) set enable_seqscan = off;
alter function stock.open_valuations(uuid[]) set plan_cache_mode = force_generic_plan;
