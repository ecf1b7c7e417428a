-- Transfers between warehouses with what is on its way, and counts that go on while the shop sells.

-- How this business likes its warehouse run: one row, made by the first change.
create table stock.setting (
  only_one boolean primary key default true constraint setting_is_one check (only_one),
  -- Whoever counted may not approve the differences of the same count.
  counts_need_second boolean not null default false,
  version integer not null default 1,
  changed_at timestamptz not null,
  changed_by uuid
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

do $$
begin
  if exists (select from pg_roles where rolname = 'mostrador_app') then
    grant select, insert, update on stock.setting, stock.transfer, stock.transfer_line, stock.count, stock.count_line
      to mostrador_app;
    grant select, insert, delete on stock.incoming to mostrador_app;
    grant select, insert on stock.count_entry to mostrador_app;
    grant delete on stock.transfer_line to mostrador_app;
    grant usage on all sequences in schema stock to mostrador_app;
    grant execute on all functions in schema stock to mostrador_app;
  end if;
end $$;
