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
  product_id uuid not null,
  warehouse_id uuid not null,
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
  constraint movement_place foreign key (product_id, warehouse_id) references stock.level (product_id, warehouse_id),
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
  constraint reservation_owner_kind check (owner_kind in ('cart', 'order', 'work_order', 'return')),
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

-- How this business likes its warehouse run: one row, made by the first change.
create table stock.setting (
  only_one boolean primary key default true constraint setting_is_one check (only_one),
  -- Whoever counted may not approve the differences of the same count.
  counts_need_second boolean not null default false,
  version integer not null default 1,
  changed_at timestamptz not null,
  changed_by uuid,
  -- Hours of the business's day in which nobody is told of alerts.
  quiet_from text constraint setting_quiet_from check (quiet_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  quiet_until text constraint setting_quiet_until check (quiet_until ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  -- Goods that last no longer than this, as they have been leaving, count as low or as nearly low.
  cover_high_days integer not null default 3 constraint setting_cover_high check (cover_high_days between 0 and 365),
  cover_medium_days integer not null default 7
    constraint setting_cover_medium check (cover_medium_days between cover_high_days and 730)
);

-- Goods on their way to a warehouse: what an open document still has to bring. Its rows go when they arrive.
create table stock.incoming (
  cause_kind text not null,
  cause_id uuid not null,
  product_id uuid not null constraint incoming_product references catalog.product (id),
  warehouse_id uuid not null constraint incoming_warehouse references company.warehouse (id),
  quantity numeric(14,3) not null constraint incoming_quantity check (quantity > 0),
  expected_on date,
  primary key (cause_id, product_id, warehouse_id)
);
create index incoming_place on stock.incoming (product_id, warehouse_id);
create index incoming_warehouse on stock.incoming (warehouse_id);

create sequence stock.transfer_number;

-- Goods that go from one warehouse to another. While they travel they are in neither: their cost waits on the lines.
create table stock.transfer (
  id uuid primary key,
  number bigint not null default nextval('stock.transfer_number') constraint transfer_number_once unique,
  from_warehouse_id uuid not null constraint transfer_from references company.warehouse (id),
  to_warehouse_id uuid not null constraint transfer_to references company.warehouse (id),
  status text not null,
  note text,
  lines integer not null,
  units numeric(14,3) not null,
  created_by uuid,
  created_by_name text not null,
  created_at timestamptz not null,
  sent_by uuid,
  sent_by_name text,
  sent_at timestamptz,
  received_by uuid,
  received_by_name text,
  received_at timestamptz,
  cancelled_by uuid,
  cancelled_by_name text,
  cancelled_at timestamptz,
  cancel_reason text,
  version integer not null default 1,
  constraint transfer_status check (status in ('draft', 'in_transit', 'received', 'cancelled')),
  constraint transfer_goes_elsewhere check (from_warehouse_id <> to_warehouse_id),
  constraint transfer_sent check ((status in ('in_transit', 'received')) = (sent_at is not null)),
  constraint transfer_received check ((status = 'received') = (received_at is not null)),
  constraint transfer_cancelled check ((status = 'cancelled') = (cancelled_at is not null))
);
create index transfer_from_warehouse on stock.transfer (from_warehouse_id, created_at desc);
create index transfer_to_warehouse on stock.transfer (to_warehouse_id, created_at desc);
create index transfer_open on stock.transfer (status, created_at desc) where status in ('draft', 'in_transit');
create index transfer_created_at on stock.transfer (created_at desc, id);

-- One product of a transfer. `cost_minor` is what the units sent cost when they left; `received` what was counted.
create table stock.transfer_line (
  transfer_id uuid not null constraint transfer_line_transfer references stock.transfer (id),
  product_id uuid not null constraint transfer_line_product references catalog.product (id),
  position integer not null,
  quantity numeric(14,3) not null constraint transfer_line_quantity check (quantity > 0),
  cost_minor bigint,
  received numeric(14,3) constraint transfer_line_received check (received >= 0),
  reason text,
  primary key (transfer_id, product_id),
  constraint transfer_line_difference_has_reason check (received is null or received = quantity or coalesce(reason, '') ~ '\S')
);
create index transfer_line_product on stock.transfer_line (product_id);

create sequence stock.count_number;

-- Counting what lies in a warehouse, while it goes on selling.
create table stock.count (
  id uuid primary key,
  number bigint not null default nextval('stock.count_number') constraint count_number_once unique,
  warehouse_id uuid not null constraint count_warehouse references company.warehouse (id),
  scope text not null,
  category_id uuid constraint count_category references catalog.category (id),
  abc_class text,
  status text not null,
  -- Whoever counts does not see what the books say.
  is_blind boolean not null,
  note text,
  lines integer not null,
  created_by uuid,
  created_by_name text not null,
  created_at timestamptz not null,
  started_by_name text,
  started_at timestamptz,
  closed_by uuid,
  closed_by_name text,
  closed_at timestamptz,
  posted_by uuid,
  posted_by_name text,
  posted_at timestamptz,
  cancelled_by uuid,
  cancelled_by_name text,
  cancelled_at timestamptz,
  cancel_reason text,
  version integer not null default 1,
  constraint count_scope check (scope in ('whole', 'category', 'abc', 'products')),
  constraint count_abc_class check (abc_class in ('A', 'B', 'C')),
  constraint count_of_what check ((scope = 'category') = (category_id is not null) and (scope = 'abc') = (abc_class is not null)),
  constraint count_status check (status in ('open', 'counting', 'review', 'posted', 'cancelled')),
  constraint count_posted check ((status = 'posted') = (posted_at is not null)),
  constraint count_cancelled check ((status = 'cancelled') = (cancelled_at is not null))
);
create index count_by_warehouse on stock.count (warehouse_id, created_at desc);
create index count_category_id on stock.count (category_id) where category_id is not null;
create index count_created_at on stock.count (created_at desc, id);

-- One product of a count. `counted` is null until somebody looked; `expected` is what the ledger says was there at
-- `counted_at`, written when the count is closed and again when it is posted.
create table stock.count_line (
  count_id uuid not null constraint count_line_count references stock.count (id),
  product_id uuid not null constraint count_line_product references catalog.product (id),
  counted numeric(14,3) constraint count_line_counted check (counted >= 0),
  -- When the first and the last unit of it were counted, and the ledger's sequence at each.
  first_at timestamptz,
  counted_at timestamptz,
  counted_by uuid,
  counted_by_name text,
  expected numeric(14,3),
  -- It was sold or received between its first and its last scan: who reviews should have it counted again.
  moved_meanwhile boolean not null default false,
  -- Not on the list when the count was opened: somebody found it.
  is_found boolean not null default false,
  reason text,
  primary key (count_id, product_id),
  constraint count_line_counted_when check ((counted is null) = (counted_at is null))
);
create index count_line_product on stock.count_line (product_id);

-- Every scan and every figure typed, never changed: what a line adds up from.
create table stock.count_entry (
  id uuid primary key,
  count_id uuid not null constraint count_entry_count references stock.count (id),
  product_id uuid not null constraint count_entry_product references catalog.product (id),
  mode text not null constraint count_entry_mode check (mode in ('add', 'set', 'clear')),
  quantity numeric(14,3) not null,
  counted_at timestamptz not null,
  actor_id uuid,
  actor_name text not null,
  at timestamptz not null
);
create index count_entry_line on stock.count_entry (count_id, product_id, counted_at);
create index count_entry_product on stock.count_entry (product_id);
create trigger count_entry_is_append_only before update or delete on stock.count_entry
  for each row execute function platform.refuse_change();

-- A shelf or slot of a warehouse, in the order in which one walks past it.
create table stock.bin (
  id uuid primary key,
  warehouse_id uuid not null constraint bin_warehouse references company.warehouse (id),
  code text not null,
  code_key text collate "C" generated always as (lower(code)) stored,
  name text,
  walk_order integer not null,
  version integer not null default 1,
  created_at timestamptz not null,
  archived_at timestamptz,
  constraint bin_code unique (warehouse_id, code_key)
);
create index bin_walk on stock.bin (warehouse_id, walk_order, code_key);

-- Where a product lives; the first of its bins in a warehouse is where it is picked from.
create table stock.bin_product (
  bin_id uuid not null constraint bin_product_bin references stock.bin (id),
  product_id uuid not null constraint bin_product_product references catalog.product (id),
  warehouse_id uuid not null constraint bin_product_warehouse references company.warehouse (id),
  position integer not null,
  primary key (bin_id, product_id)
);
create index bin_product_place on stock.bin_product (product_id, warehouse_id, position);
create index bin_product_warehouse_id on stock.bin_product (warehouse_id);

-- Products that are kept by lot. All others have no rows in these tables and pay nothing for them.
create table stock.lot_product (
  product_id uuid primary key constraint lot_product_product references catalog.product (id),
  -- How many days before a lot expires it is worth a warning.
  warn_days integer not null constraint lot_product_warn_days check (warn_days between 0 and 3650),
  since timestamptz not null,
  by_name text not null
);

create table stock.lot (
  id uuid primary key default gen_random_uuid(),
  product_id uuid not null constraint lot_product_id references catalog.product (id),
  code text not null,
  code_key text collate "C" generated always as (lower(code)) stored,
  expires_on date,
  created_at timestamptz not null,
  constraint lot_code unique (product_id, code_key)
);
create index lot_expires on stock.lot (expires_on) where expires_on is not null;

-- What a warehouse has of a lot. Units of the product beyond the sum of its lots are in none.
create table stock.lot_level (
  lot_id uuid not null constraint lot_level_lot references stock.lot (id),
  warehouse_id uuid not null constraint lot_level_warehouse references company.warehouse (id),
  product_id uuid not null constraint lot_level_product references catalog.product (id),
  on_hand numeric(14,3) not null constraint lot_level_on_hand check (on_hand >= 0),
  primary key (lot_id, warehouse_id)
);
create index lot_level_place on stock.lot_level (product_id, warehouse_id);
create index lot_level_warehouse_id on stock.lot_level (warehouse_id);

-- Which lots a movement was of. Without a movement: units that lay there were put into a lot by hand.
create table stock.lot_movement (
  id bigint generated always as identity primary key,
  movement_id bigint constraint lot_movement_movement references stock.movement (id),
  lot_id uuid not null constraint lot_movement_lot references stock.lot (id),
  warehouse_id uuid not null constraint lot_movement_warehouse references company.warehouse (id),
  quantity numeric(14,3) not null constraint lot_movement_quantity check (quantity <> 0),
  at timestamptz not null,
  actor_name text not null
);
create index lot_movement_movement_id on stock.lot_movement (movement_id);
create index lot_movement_lot_id on stock.lot_movement (lot_id, id);
create index lot_movement_warehouse_id on stock.lot_movement (warehouse_id);
create trigger lot_movement_is_append_only before update or delete on stock.lot_movement
  for each row execute function platform.refuse_change();

-- Which lots somebody took for a document, before its movement is written: those are taken before any other.
create table stock.lot_choice (
  cause_id uuid not null,
  lot_id uuid not null constraint lot_choice_lot references stock.lot (id),
  quantity numeric(14,3) not null constraint lot_choice_quantity check (quantity > 0),
  primary key (cause_id, lot_id)
);
create index lot_choice_lot_id on stock.lot_choice (lot_id);

-- How much of a product leaves a warehouse in a day, over the last weeks. Measured by a job; nothing rests on it.
create table stock.pace (
  product_id uuid not null constraint pace_product references catalog.product (id),
  warehouse_id uuid not null constraint pace_warehouse references company.warehouse (id),
  per_day numeric(14,6) not null,
  measured_at timestamptz not null,
  primary key (product_id, warehouse_id)
);
create index pace_warehouse_id on stock.pace (warehouse_id);

-- Places that run out now: each is told once per level, and somebody may say that they know.
create table stock.alert (
  product_id uuid not null constraint alert_product references catalog.product (id),
  warehouse_id uuid not null constraint alert_warehouse references company.warehouse (id),
  level text not null constraint alert_level check (level in ('critical', 'high', 'medium')),
  since timestamptz not null,
  announced_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  acknowledged_by_name text,
  primary key (product_id, warehouse_id)
);
create index alert_warehouse_id on stock.alert (warehouse_id);
create index alert_untold on stock.alert (since) where announced_at is null;
