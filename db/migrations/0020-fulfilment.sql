-- Fulfilment: an order's way from the shelf to the door; and the parts of a reservation that a shipment takes.

alter table stock.reservation drop constraint reservation_owner_kind;
alter table stock.reservation add constraint reservation_owner_kind
  check (owner_kind in ('cart', 'order', 'work_order', 'return'));

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

-- Only a shipment takes goods off what is on hand.
-- Lock order of every writer: balance and order (of sales) → fulfilment → stock.

create schema if not exists fulfilment;

-- What people call a fulfilment and a shipment. Gaps are allowed here.
create sequence fulfilment.number;
create sequence fulfilment.shipment_number;

-- What a warehouse prepares of an order. An order sent from two warehouses, or in two times, has several.
create table fulfilment.fulfilment (
  id uuid primary key,
  number bigint not null default nextval('fulfilment.number') unique,
  order_id uuid not null constraint fulfilment_order references sales."order" (id),
  store_id uuid not null constraint fulfilment_store references company.store (id),
  warehouse_id uuid not null constraint fulfilment_warehouse references company.warehouse (id),
  state text not null,
  -- Since when it is in this state.
  state_at timestamptz not null,
  -- A back-order: nothing is reserved for it until there is stock again.
  waits_for_stock boolean not null default false,
  -- By when it should have left.
  due_at timestamptz not null,
  delivery_address text,
  picker_id uuid,
  picker_name text,
  return_reason text,
  returned_at timestamptz,
  cancel_reason text,
  created_at timestamptz not null,
  created_by uuid,
  created_by_name text not null,
  version integer not null default 1,
  constraint fulfilment_state check (state in ('received', 'picking', 'packing', 'shipped', 'delivered', 'returned', 'cancelled')),
  constraint fulfilment_waits check (not waits_for_stock or state in ('received', 'cancelled')),
  constraint fulfilment_returned check ((state = 'returned') = (returned_at is not null) and (state <> 'returned' or coalesce(return_reason, '') ~ '\S'))
);
create index fulfilment_order on fulfilment.fulfilment (order_id);
create index fulfilment_open on fulfilment.fulfilment (warehouse_id, state, due_at) where state in ('received', 'picking', 'packing');
create index fulfilment_state_at on fulfilment.fulfilment (state, state_at desc);
create index fulfilment_store on fulfilment.fulfilment (store_id, created_at desc);
create index fulfilment_created_at on fulfilment.fulfilment (created_at desc, id);

-- What it has to hand over of each line of the order: picked, then packed, then shipped. `short` was not on the shelf and
-- went another way: it is no longer part of `quantity`.
create table fulfilment.line (
  id uuid primary key,
  fulfilment_id uuid not null constraint line_fulfilment references fulfilment.fulfilment (id),
  order_line_id uuid not null,
  position integer not null,
  product_id uuid not null constraint line_product references catalog.product (id),
  sku text not null,
  name text not null,
  unit text not null,
  tracks_stock boolean not null,
  quantity numeric(14,3) not null,
  picked numeric(14,3) not null default 0,
  packed numeric(14,3) not null default 0,
  shipped numeric(14,3) not null default 0,
  short numeric(14,3) not null default 0,
  constraint line_order_line unique (fulfilment_id, order_line_id),
  constraint line_goes_on check (0 <= shipped and shipped <= packed and packed <= picked and picked <= quantity and short >= 0)
);
create index line_order_line_id on fulfilment.line (order_line_id);
create index line_product on fulfilment.line (product_id);

-- Every step, with who and when: the trail that the times in each state are read from.
create table fulfilment.step (
  id bigint generated always as identity primary key,
  fulfilment_id uuid not null constraint step_fulfilment references fulfilment.fulfilment (id),
  act text not null,
  from_state text,
  to_state text,
  line_id uuid,
  quantity numeric(14,3),
  reason text,
  note text,
  at timestamptz not null,
  actor_id uuid,
  actor_name text not null,
  constraint step_short_has_reason check (act <> 'short' or coalesce(reason, '') ~ '\S')
);
create index step_fulfilment on fulfilment.step (fulfilment_id, id);
create index step_to_state on fulfilment.step (at) where to_state is not null;
create trigger step_is_append_only before update or delete on fulfilment.step
  for each row execute function platform.refuse_change();

-- A parcel. Its goods leave the stock when it is handed to the carrier (`in_transit`).
create table fulfilment.shipment (
  id uuid primary key,
  number bigint not null default nextval('fulfilment.shipment_number') unique,
  fulfilment_id uuid not null constraint shipment_fulfilment references fulfilment.fulfilment (id),
  order_id uuid not null constraint shipment_order references sales."order" (id),
  store_id uuid not null,
  warehouse_id uuid not null,
  state text not null,
  carrier text,
  tracking text,
  address text,
  cost_minor bigint,
  expected_on date,
  -- A parcel that came back and goes out again: its goods left with the first one.
  retry_of_id uuid constraint shipment_retry_of references fulfilment.shipment (id),
  received_by text,
  proof_file_id uuid constraint shipment_proof references platform.file (id),
  failed_reason text,
  created_at timestamptz not null,
  created_by uuid,
  created_by_name text not null,
  dispatched_at timestamptz,
  dispatched_by uuid,
  delivered_at timestamptz,
  delivered_by uuid,
  failed_at timestamptz,
  failed_by uuid,
  version integer not null default 1,
  constraint shipment_state check (state in ('pending', 'in_transit', 'delivered', 'failed')),
  constraint shipment_cost check (cost_minor is null or cost_minor >= 0),
  constraint shipment_dispatched check (state not in ('in_transit', 'delivered') or dispatched_at is not null),
  constraint shipment_delivered check ((state = 'delivered') = (delivered_at is not null)),
  constraint shipment_failed check ((state = 'failed') = (failed_at is not null) and (state <> 'failed' or coalesce(failed_reason, '') ~ '\S'))
);
create index shipment_fulfilment on fulfilment.shipment (fulfilment_id);
create index shipment_order on fulfilment.shipment (order_id);
create index shipment_created_at on fulfilment.shipment (created_at desc, id);
create index shipment_on_the_way on fulfilment.shipment (store_id, expected_on) where state in ('pending', 'in_transit');
create index shipment_tracking on fulfilment.shipment (tracking) where tracking is not null;
create index shipment_proof on fulfilment.shipment (proof_file_id) where proof_file_id is not null;
create index shipment_retry_of on fulfilment.shipment (retry_of_id) where retry_of_id is not null;

create table fulfilment.shipment_line (
  shipment_id uuid not null constraint shipment_line_shipment references fulfilment.shipment (id),
  line_id uuid not null constraint shipment_line_line references fulfilment.line (id),
  quantity numeric(14,3) not null,
  primary key (shipment_id, line_id),
  constraint shipment_line_quantity check (quantity > 0)
);
create index shipment_line_line on fulfilment.shipment_line (line_id);

-- The code behind the public page of an order: 128 random bits, nothing that can be guessed or counted.
create table fulfilment.tracking (
  order_id uuid primary key constraint tracking_order references sales."order" (id),
  code text not null constraint tracking_code unique,
  created_at timestamptz not null,
  constraint tracking_code_is_long check (length(code) >= 22)
);

-- Orders that were confirmed for delivery before the warehouse had a room of its own enter it now.
insert into fulfilment.fulfilment (id, order_id, store_id, warehouse_id, state, state_at, due_at, delivery_address,
  created_at, created_by, created_by_name)
select gen_random_uuid(), o.id, o.store_id, o.warehouse_id, 'received', o.confirmed_at, o.confirmed_at + interval '24 hours',
  o.delivery_address, o.confirmed_at, o.confirmed_by, o.created_by_name
from sales."order" o
where o.fulfilment = 'delivery' and o.status = 'confirmed' and o.handed_over_at is null;
insert into fulfilment.line (id, fulfilment_id, order_line_id, position, product_id, sku, name, unit, tracks_stock, quantity)
select gen_random_uuid(), f.id, l.id, l.position, l.product_id, l.sku, l.name, l.unit, l.tracks_stock, l.quantity
from fulfilment.fulfilment f
join sales.line l on l.order_id = f.order_id;
insert into fulfilment.step (fulfilment_id, act, to_state, at, actor_name)
select f.id, 'received', 'received', f.created_at, f.created_by_name from fulfilment.fulfilment f;
insert into fulfilment.tracking (order_id, code, created_at)
select f.order_id, replace(gen_random_uuid()::text, '-', ''), f.created_at from fulfilment.fulfilment f;

do $$
begin
  if exists (select from pg_roles where rolname = 'mostrador_app') then
    grant usage on schema fulfilment to mostrador_app;
    grant select, insert, update on fulfilment.fulfilment, fulfilment.line, fulfilment.shipment to mostrador_app;
    grant select, insert on fulfilment.step, fulfilment.shipment_line, fulfilment.tracking to mostrador_app;
    grant usage on all sequences in schema fulfilment to mostrador_app;
    grant execute on all functions in schema stock to mostrador_app;
  end if;
end $$;
