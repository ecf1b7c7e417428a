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
