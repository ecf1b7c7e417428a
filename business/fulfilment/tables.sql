-- Fulfilment: an order's way from the shelf to the door. Only a shipment takes goods off what is on hand.
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

-- Which lots were taken for a line, and what of each has left. Only of products that are kept by lot.
create table fulfilment.picked_lot (
  line_id uuid not null constraint picked_lot_line references fulfilment.line (id),
  lot_id uuid not null constraint picked_lot_lot references stock.lot (id),
  quantity numeric(14,3) not null,
  shipped numeric(14,3) not null default 0,
  primary key (line_id, lot_id),
  constraint picked_lot_goes_on check (0 <= shipped and shipped <= quantity)
);
create index picked_lot_lot_id on fulfilment.picked_lot (lot_id);

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
