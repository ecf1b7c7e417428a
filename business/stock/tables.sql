-- Stock: an append-only ledger of movements, and beside it the balances that it proves.
-- Lock order of every writer: level by (product, warehouse) → reservation → valuation by product.

create schema if not exists stock;

-- A place that went, or may go, below zero: goods that left the shop before the books knew. Open until it recovers.
create table stock.oversell (
  id uuid primary key default gen_random_uuid(),
  product_id uuid not null constraint oversell_product references catalog.product (id),
  warehouse_id uuid not null constraint oversell_warehouse references company.warehouse (id),
  cause_kind text not null,
  cause_id uuid not null,
  opened_by uuid,
  opened_at timestamptz not null,
  closed_at timestamptz
);
create unique index oversell_open on stock.oversell (product_id, warehouse_id) where closed_at is null;
create index oversell_product on stock.oversell (product_id);
create index oversell_warehouse on stock.oversell (warehouse_id, opened_at desc);

-- What lies in a warehouse and how much of it is promised. `sequence` is that of the last movement.
create table stock.level (
  product_id uuid not null constraint level_product references catalog.product (id),
  warehouse_id uuid not null constraint level_warehouse references company.warehouse (id),
  on_hand numeric(14,3) not null default 0,
  reserved numeric(14,3) not null default 0,
  sequence bigint not null default 0,
  oversell_id uuid,
  constraint level_key primary key (product_id, warehouse_id),
  constraint level_oversell foreign key (oversell_id) references stock.oversell (id),
  constraint level_reserved_not_negative check (reserved >= 0),
  constraint level_on_hand_not_negative check (on_hand >= 0 or oversell_id is not null),
  constraint level_reserved_is_there check (reserved <= on_hand or oversell_id is not null)
) with (fillfactor = 70);
create index level_warehouse on stock.level (warehouse_id, product_id);
create index level_oversell_id on stock.level (oversell_id) where oversell_id is not null;

-- What the business owns of a product in all its warehouses, and what that cost: the moving weighted average.
create table stock.valuation (
  product_id uuid primary key constraint valuation_product references catalog.product (id),
  quantity numeric(17,3) not null default 0,
  value_minor bigint not null default 0,
  -- The last average there was: what a unit costs when it leaves before it arrived.
  unit_cost_minor numeric(20,6) not null default 0,
  constraint valuation_nothing_is_worth_nothing check (quantity <> 0 or value_minor = 0),
  constraint valuation_same_sign check (quantity * value_minor >= 0)
) with (fillfactor = 70);

-- The ledger. Never updated, never deleted; a mistake is a counter-entry. `cost_minor` is the whole line's, signed like
-- the quantity. An adjustment of no quantity corrects the cost of units that left before they arrived.
create table stock.movement (
  id bigint generated always as identity primary key,
  product_id uuid not null constraint movement_product references catalog.product (id),
  warehouse_id uuid not null constraint movement_warehouse references company.warehouse (id),
  sequence bigint not null,
  kind text not null,
  quantity numeric(14,3) not null,
  cost_minor bigint not null,
  balance_after numeric(14,3) not null,
  product_quantity_after numeric(17,3) not null,
  product_value_after_minor bigint not null,
  cause_kind text not null,
  cause_id uuid not null,
  cause_label text,
  reason text,
  actor_id uuid,
  actor_name text not null,
  at timestamptz not null,
  constraint movement_sequence unique (product_id, warehouse_id, sequence),
  constraint movement_kind check (kind in ('receipt', 'sale', 'return', 'adjustment', 'transfer_out', 'transfer_in',
    'consumption', 'count', 'scrap', 'opening')),
  constraint movement_direction check (
    case
      when kind in ('receipt', 'opening', 'transfer_in') then quantity > 0
      when kind in ('sale', 'consumption', 'scrap', 'transfer_out') then quantity < 0
      when kind = 'adjustment' then quantity <> 0 or cost_minor <> 0
      else quantity <> 0
    end),
  constraint movement_cost_signed_alike check (quantity * cost_minor >= 0),
  constraint movement_adjustment_has_reason check (kind <> 'adjustment' or coalesce(reason, '') ~ '\S')
);
create index movement_warehouse on stock.movement (warehouse_id, id desc);
create index movement_cause on stock.movement (cause_id);
create index movement_at on stock.movement using brin (at);
create trigger movement_is_append_only before update or delete on stock.movement
  for each row execute function platform.refuse_change();

-- Units promised to a cart, an order or a work order. A pending one past `expires_at` counts for nothing, marked or not.
create table stock.reservation (
  id uuid primary key,
  owner_kind text not null,
  owner_id uuid not null,
  product_id uuid not null constraint reservation_product references catalog.product (id),
  warehouse_id uuid not null constraint reservation_warehouse references company.warehouse (id),
  quantity numeric(14,3) not null,
  state text not null,
  expires_at timestamptz,
  ttl_seconds integer,
  created_by uuid,
  created_by_name text not null,
  created_at timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  settled_by uuid,
  settled_at timestamptz,
  reason text,
  constraint reservation_owner_kind check (owner_kind in ('cart', 'order', 'work_order')),
  constraint reservation_quantity check (quantity > 0),
  constraint reservation_state check (state in ('pending', 'confirmed', 'consumed', 'released', 'expired')),
  constraint reservation_pending_expires check (state <> 'pending' or expires_at is not null),
  constraint reservation_settled check ((state in ('consumed', 'released', 'expired')) = (settled_at is not null))
);
create index reservation_owner on stock.reservation (owner_id, owner_kind);
create index reservation_open on stock.reservation (product_id, warehouse_id) where state in ('pending', 'confirmed');
create index reservation_expires_at on stock.reservation (expires_at) where state = 'pending';
create index reservation_product on stock.reservation (product_id, warehouse_id, created_at desc);
create index reservation_warehouse on stock.reservation (warehouse_id, created_at desc);
create index reservation_created_by on stock.reservation (created_by, created_at desc);

-- What each row of an import of opening stock brought in, so that it is done once and can be taken back.
create table stock.import_row (
  run_id uuid not null,
  row_number integer not null,
  product_id uuid not null constraint import_row_product references catalog.product (id),
  warehouse_id uuid not null constraint import_row_warehouse references company.warehouse (id),
  quantity numeric(14,3) not null,
  undone_at timestamptz,
  primary key (run_id, row_number)
);
create index import_row_product on stock.import_row (product_id);
create index import_row_warehouse on stock.import_row (warehouse_id);
